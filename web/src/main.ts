// SPDX-License-Identifier: Apache-2.0
import { createApp } from 'vue'

import App from './app.vue'
import { router } from './router'

import './tokens.css'
import './base.css'
import './print.css'

createApp(App).use(router).mount('#app')

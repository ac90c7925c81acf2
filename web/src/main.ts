// SPDX-License-Identifier: Apache-2.0
import { createApp } from 'vue'

import App from './app.vue'
import { allWords } from './i18n/apart'
import { language } from './i18n/language'
import { router } from './router'

import './tokens.css'
import './base.css'
import './print.css'

// The router asks for the first page's code at once, while the words of the frame are on their way.
const app = createApp(App).use(router)

// Without words nothing can be said in them.
function sayUnreachable(): void {
  document.getElementById('app')!.textContent =
    '连不上服务器，请检查网络后刷新页面。 The server cannot be reached: check the network and reload.'
}
allWords(language.value).then(() => app.mount('#app'), sayUnreachable)

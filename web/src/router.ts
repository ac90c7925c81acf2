// SPDX-License-Identifier: Apache-2.0
// One address a page; every page is loaded when it is first asked for. `meta.title` names the
// page's message in i18n/common.ts for the window's title until the page sets its own.
import { createRouter, createWebHistory } from 'vue-router'

import { homePlace, openingSession } from './api/session'
import { showDataAsOf } from './office'
import { setTitle } from './title'

declare module 'vue-router' {
  interface RouteMeta {
    title?:
      | 'overview'
      | 'tasks'
      | 'document'
      | 'enter'
      | 'upload'
      | 'account'
      | 'signIn'
      | 'target'
      | 'task'
      | 'policies'
      | 'check'
      | 'evaluations'
      | 'documents'
      | 'desk'
      | 'sheet'
      | 'burden'
      | 'registries'
      | 'firm'
      | 'administration'
    bare?: boolean // without navigation: sign-in and first run
  }
}

const overviewPage = () => import('./pages/overview/overview-page.vue')

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/',
      name: 'overview',
      meta: { title: 'overview' },
      component: overviewPage
    },
    {
      path: '/targets/:code',
      name: 'target',
      meta: { title: 'target' },
      component: () => import('./pages/target/target-page.vue')
    },
    {
      path: '/tasks',
      name: 'tasks',
      meta: { title: 'tasks' },
      component: () => import('./pages/tasks/tasks-page.vue')
    },
    {
      path: '/tasks/:code',
      name: 'task',
      meta: { title: 'task' },
      component: () => import('./pages/task/task-page.vue')
    },
    {
      path: '/document',
      name: 'document',
      meta: { title: 'document' },
      component: () => import('./pages/document/document-page.vue')
    },
    {
      path: '/documents',
      name: 'documents',
      meta: { title: 'documents' },
      component: () => import('./pages/documents/documents-page.vue')
    },
    {
      path: '/policies',
      name: 'policies',
      meta: { title: 'policies' },
      component: () => import('./pages/policies/policies-page.vue')
    },
    {
      path: '/policies/:code',
      name: 'policy',
      meta: { title: 'policies' },
      component: () => import('./pages/policies/policy-page.vue')
    },
    {
      path: '/policies/:code/sandbox',
      name: 'sandbox',
      meta: { title: 'policies' },
      component: () => import('./pages/sandbox/sandbox-page.vue')
    },
    {
      path: '/check',
      name: 'check',
      meta: { title: 'check' },
      component: () => import('./pages/check/check-page.vue')
    },
    {
      path: '/evaluations',
      name: 'evaluations',
      meta: { title: 'evaluations' },
      component: () => import('./pages/evaluations/evaluations-page.vue')
    },
    {
      path: '/evaluations/:code',
      name: 'evaluation',
      meta: { title: 'evaluations' },
      component: () => import('./pages/evaluations/evaluation-page.vue')
    },
    {
      path: '/evaluations/:code/units/:unit',
      name: 'evaluation-unit',
      meta: { title: 'evaluations' },
      component: () => import('./pages/evaluation-unit/unit-page.vue')
    },
    {
      path: '/evaluations/:code/compare',
      name: 'comparison',
      meta: { title: 'evaluations' },
      component: () => import('./pages/comparison/comparison-page.vue')
    },
    {
      path: '/evaluations/:code/laboratory',
      name: 'laboratory',
      meta: { title: 'evaluations' },
      component: () => import('./pages/laboratory/laboratory-page.vue')
    },
    {
      path: '/desk',
      name: 'desk',
      meta: { title: 'desk' },
      component: () => import('./pages/collection/desk-page.vue')
    },
    {
      path: '/collections/:form/:unit/:period',
      name: 'sheet',
      meta: { title: 'sheet' },
      component: () => import('./pages/collection/sheet-page.vue')
    },
    {
      path: '/burden',
      name: 'burden',
      meta: { title: 'burden' },
      component: () => import('./pages/collection/burden-page.vue')
    },
    {
      path: '/registries',
      name: 'registries',
      meta: { title: 'registries' },
      component: () => import('./pages/registries/registries-page.vue')
    },
    {
      path: '/expiry',
      name: 'expiry',
      meta: { title: 'registries' },
      component: () => import('./pages/registries/expiry-page.vue')
    },
    {
      path: '/registries/:code',
      name: 'registry',
      meta: { title: 'registries' },
      component: () => import('./pages/registries/registry-page.vue')
    },
    {
      path: '/registries/:code/new',
      name: 'record-new',
      meta: { title: 'registries' },
      component: () => import('./pages/record/new-record-page.vue')
    },
    {
      path: '/registries/:code/import',
      name: 'record-import',
      meta: { title: 'registries' },
      component: () => import('./pages/record-import/import-page.vue')
    },
    {
      path: '/registries/:code/:id(\\d+)',
      name: 'record',
      meta: { title: 'registries' },
      component: () => import('./pages/record/record-page.vue')
    },
    {
      path: '/firms',
      name: 'firms',
      meta: { title: 'firm' },
      component: () => import('./pages/firm/firms-page.vue')
    },
    {
      path: '/firms/:id(\\d+)',
      name: 'firm',
      meta: { title: 'firm' },
      component: () => import('./pages/firm/firm-page.vue')
    },
    {
      path: '/enter',
      name: 'enter',
      meta: { title: 'enter' },
      component: () => import('./pages/enter/enter-page.vue')
    },
    {
      path: '/upload',
      name: 'upload',
      meta: { title: 'upload' },
      component: () => import('./pages/upload/upload-page.vue')
    },
    {
      path: '/administration/:part?/:name?',
      name: 'administration',
      meta: { title: 'administration' },
      component: () => import('./pages/administration/administration-page.vue')
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      meta: { title: 'signIn', bare: true },
      component: () => import('./pages/sign-in/sign-in-page.vue')
    },
    {
      path: '/first-run',
      name: 'first-run',
      meta: { bare: true },
      component: () => import('./pages/first-run/first-run-page.vue')
    },
    {
      path: '/account',
      name: 'account',
      meta: { title: 'account' },
      component: () => import('./pages/account/account-page.vue')
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/not-found/not-found-page.vue')
    }
  ],
  scrollBehavior(to, _from, saved) {
    if (saved) return saved
    return to.hash ? { el: to.hash, top: 16 } : { top: 0 }
  }
})

router.beforeEach(async (to, from) => {
  if (to.path === '/') {
    // Who reads decides what the first page is; its code comes meanwhile. Without an answer the page
    // itself says what fails.
    void overviewPage().catch(() => undefined)
    await openingSession().catch(() => undefined)
    if (homePlace() !== '/') return homePlace()
  }
  if (to.path === from.path) return
  showDataAsOf(null)
  setTitle(null)
})

// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '登录',
    name: '账号',
    password: '密码',
    code: '验证码',
    codeHint: '验证器上的6位数字；手机不在身边时填一个恢复码',
    submit: '登录',
    nameMissing: '请填写账号',
    passwordMissing: '请填写密码',
    forgotten: '忘记密码，请联系系统管理员。',
    idleTitle: '您已自动退出',
    idleText: (minutes: number) =>
      `连续${minutes}分钟没有操作，为防他人使用已自动退出。已保存的内容不受影响。`,
    endedTitle: '请重新登录',
    endedText: '登录已失效，可能是办公系统重新启动过。已保存的内容不受影响。',
    readOnly: '不登录，只查看计划',
    withProvider: (name: string) => `用${name}登录`,
    providerTitle: '没有登录成功',
    unlinked: '这个身份没有关联可用的账号。请先用账号和密码登录，在“账号”页关联，或请系统管理员关联。',
    stateLost: '这次登录不是在此浏览器开始的，或已超过10分钟。请重新登录。',
    providerRefused: '对方没有同意登录，或登录凭据已用过。请重新登录。',
    providerDown: '对方现在没有回答。请稍后再试，或用账号和密码登录。',
    tokenWrong: '对方给出的身份令牌不可用。请重新登录；仍不行时请系统管理员检查设置。',
    needsTls: '要通过 HTTPS 登录。',
    otherProblem: '请稍后再试，或用账号和密码登录。'
  },
  {
    title: 'Sign in',
    name: 'Account',
    password: 'Password',
    code: 'One-time code',
    codeHint: 'The six digits of your authenticator; without the telephone, a recovery code',
    submit: 'Sign in',
    nameMissing: 'Enter your account',
    passwordMissing: 'Enter your password',
    forgotten: 'Forgotten the password? Ask the system administrator.',
    idleTitle: 'You have been signed out',
    idleText: (minutes) =>
      `Nothing was done for ${minutes} minutes, so you were signed out to keep others out. What was saved is safe.`,
    endedTitle: 'Sign in again',
    endedText: 'The session has ended; the office may have been restarted. What was saved is safe.',
    readOnly: 'Look at the plan without signing in',
    withProvider: (name) => `Sign in with ${name}`,
    providerTitle: 'You are not signed in',
    unlinked:
      'No account that is open belongs to this identity. Sign in with name and password and link it on the account page, or ask the system administrator.',
    stateLost:
      'This sign-in was not begun in this browser, or more than ten minutes ago. Sign in again.',
    providerRefused: 'The provider did not agree, or its answer was used before. Sign in again.',
    providerDown:
      'The provider does not answer now. Try again later, or sign in with name and password.',
    tokenWrong:
      'What the provider says cannot be trusted. Sign in again; if that does not help, its settings have to be checked.',
    needsTls: 'Signing in needs HTTPS.',
    otherProblem: 'Try again later, or sign in with name and password.'
  }
)

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
    readOnly: '不登录，只查看计划'
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
    readOnly: 'Look at the plan without signing in'
  }
)

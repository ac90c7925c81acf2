// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const identityMessages = catalogue(
  {
    title: '统一身份',
    about: '关联以后，可以用统一身份登录这个账号，不用再输密码。',
    failed: '没有关联成功，请再试一次；仍不行时请联系系统管理员。',
    provider: '统一身份平台',
    noProvider: '不再使用的平台',
    linked: (who: string, day: string) => `${who}于${day}关联`,
    unlink: '解除关联',
    unlinked: '已解除关联',
    password: '现在的密码',
    link: (name: string) => `关联${name}`
  },
  {
    title: 'Identities elsewhere',
    about: 'Once one is linked, it can sign in as this account without its password.',
    failed: 'It was not linked. Try again; if that does not help, ask the system administrator.',
    provider: 'provider of identities',
    noProvider: 'a provider no longer in use',
    linked: (who, day) => `linked by ${who} on ${day}`,
    unlink: 'Unlink',
    unlinked: 'It is unlinked',
    password: 'Present password',
    link: (name) => `Link ${name}`
  }
)

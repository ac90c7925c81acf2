// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const secondFactorMessages = catalogue(
  {
    title: '第二因素',
    about: '登录时除密码外，再输入手机验证器上的6位验证码。适用于任何支持 TOTP 的验证器。',
    password: '现在的密码',
    begin: '设置第二因素',
    scanText: '在手机的验证器中新增账号，扫描下面的二维码。只显示这一次。',
    scanLabel: '验证器用的二维码',
    keyText: '扫不了时，在验证器中手工输入密钥：',
    openApp: '在本机的验证器中打开',
    code: '验证器显示的6位验证码',
    confirm: '确认并启用',
    recoveryTitle: '恢复码',
    recoveryText:
      '已启用。请抄下或打印以下恢复码，妥善保管；手机不在身边时，每个可用一次。只显示这一次。',
    isOn: '已启用。登录时除密码外要输入验证码。',
    codesLeft: (count: number) => `还有${count}个恢复码可用。`,
    demanded: (day: string) => `您的角色要求在${day}前启用。`,
    prove: '输入验证码后继续',
    renewTitle: '重新生成恢复码',
    renewText: '旧的恢复码随即作废。',
    renew: '重新生成',
    copy: '复制恢复码',
    copied: '已复制',
    print: '打印',
    removeTitle: '停用第二因素',
    codeToRemove: '验证码或恢复码',
    remove: '停用',
    removed: '第二因素已停用。'
  },
  {
    title: 'Second factor',
    about:
      'At sign-in you then also enter the six digits of an authenticator on your telephone. Any TOTP authenticator will do.',
    password: 'Your present password',
    begin: 'Set a second factor',
    scanText:
      'Add an account in your authenticator and scan this code. It is shown this once only.',
    scanLabel: 'QR code for an authenticator',
    keyText: 'Where it cannot be scanned, enter the key by hand:',
    openApp: 'Open in the authenticator on this device',
    code: 'The six digits your authenticator shows',
    confirm: 'Confirm and turn on',
    recoveryTitle: 'Recovery codes',
    recoveryText:
      'It is on. Write these recovery codes down or print them and keep them safe; without the telephone each is good once. They are shown this once only.',
    isOn: 'It is on. At sign-in you enter a code beside your password.',
    codesLeft: (count) =>
      count === 1 ? '1 recovery code is left.' : `${count} recovery codes are left.`,
    demanded: (day) => `Your role demands it from ${day}.`,
    prove: 'Enter a code to go on',
    renewTitle: 'Make new recovery codes',
    renewText: 'The old ones are good no longer.',
    renew: 'Make new ones',
    copy: 'Copy the codes',
    copied: 'copied',
    print: 'Print',
    removeTitle: 'Turn the second factor off',
    codeToRemove: 'One-time or recovery code',
    remove: 'Turn off',
    removed: 'The second factor is off.'
  }
)

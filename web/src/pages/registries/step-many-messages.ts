// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const stepManyMessages = catalogue(
  {
    submit: '提交',
    sign: '审签',
    check: '初审',
    verify: '核验',
    publish: '发布',
    return: '退回',
    withdraw: '撤回',
    chooseAll: (count: string) => `勾选全部${count}条`,
    chooseNone: '全部不选',
    pick: '勾选要一起办理的记录。',
    chosen: (count: string) => `已勾选${count}条`,
    act: (step: string, count: string) => `${step}所选${count}条`,
    reason: '原因（写进每条记录的历史）',
    reasonMissing: '要写明原因。',
    reading: (read: string, of: string) => `正在读取，已到第${read}条，共${of}条……`,
    working: (done: string, of: string) => `正在办理，已办${done}条，共${of}条……`,
    done: (step: string, count: string) => `已${step}${count}条。`,
    kept: (count: string) => `有${count}条没有办，记录没有变：`,
    keptMore: (count: string) => `另有${count}条。`
  },
  {
    submit: 'Submit',
    sign: 'Sign',
    check: 'Check',
    verify: 'Verify',
    publish: 'Publish',
    return: 'Return',
    withdraw: 'Withdraw',
    chooseAll: (count) => `Choose all ${count}`,
    chooseNone: 'Choose none',
    pick: 'Choose the records to be dealt with together.',
    chosen: (count) => `${count} chosen`,
    act: (step, count) => `${step} the ${count} chosen`,
    reason: 'Reason (goes into the history of each record)',
    reasonMissing: 'A reason is needed.',
    reading: (read, of) => `Reading, ${read} of ${of} so far …`,
    working: (done, of) => `Working, ${done} of ${of} done …`,
    done: (step, count) => `${step}: ${count} done.`,
    kept: (count) => `${count} could not be done; they are as they were:`,
    keptMore: (count) => `and ${count} more.`
  }
)

// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const fileExportWords = catalogue(
  {
    take: '导出看到的内容',
    takeAll: '导出全部',
    xlsx: 'Excel（xlsx）',
    csv: 'CSV',
    json: 'JSON',
    taking: '正在生成文件……',
    taken: '文件已生成'
  },
  {
    take: 'Export what you see',
    takeAll: 'Export all',
    xlsx: 'Excel (xlsx)',
    csv: 'CSV',
    json: 'JSON',
    taking: 'The file is being made …',
    taken: 'The file is ready'
  }
)

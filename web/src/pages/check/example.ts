// SPDX-License-Identifier: Apache-2.0
// A fictitious firm to try the page with: two points short of a technology SME.
import type { Entered } from './entered'

const no = [
  '受限产品',
  '排除行业',
  '近两年重大事故',
  '近两年环境违法',
  '近两年科研失信',
  '经营异常',
  '严重失信',
  '高企证书有效',
  '科技奖励前三',
  '省部级研发机构',
  '主导制定标准'
]

export const example = (): Entered => ({
  firm: '示例新材料有限公司',
  fictitious: true,
  values: {
    居民企业: '是',
    查账征收: '是',
    职工总数: '100',
    科技人员数: '10',
    销售收入: '100万元',
    资产总额: '8000万元',
    研发费用: '4万元',
    成本费用: '90万元',
    I类知识产权: '0',
    II类知识产权: '4',
    ...Object.fromEntries(no.map((name) => [name, '否']))
  }
})

// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { PolicyFact } from '@/pages/policies/policy'

import { cellsOf, firmsOf } from './one-firm'

const fact = (zh: string, code: string, type: PolicyFact['type']): PolicyFact => ({
  name: { zh, en: code },
  code,
  type,
  unit: null,
  is_fixed: false,
  about: null,
  choices: [],
  origins: [],
  asked_by: []
})
const facts = [
  fact('职工总数', 'staff', 'count'),
  fact('销售收入', 'sales', 'money'),
  fact('居民企业', 'resident', 'yes-no')
]

describe('a firm out of a file', () => {
  it('reads cells with commas, quotes and line ends inside', () => {
    expect(cellsOf('\uFEFFa,"b, ""c""\nd"\r\n1,2\r\n')).toEqual([
      ['a', 'b, "c"\nd'],
      ['1', '2']
    ])
  })

  it('takes names and codes, and the unit out of the heading', () => {
    const csv = '企业名称,staff,销售收入（万元）,居民企业,别的\n甲,12,"1,200",yes,x\n乙,,3亿元,否,\n'
    expect(firmsOf(csv, facts)).toEqual([
      { name: '甲', values: { 职工总数: '12', 销售收入: '1,200万元', 居民企业: '是' } },
      { name: '乙', values: { 销售收入: '3亿元', 居民企业: '否' } }
    ])
  })

  it('takes an object, with claims or without', () => {
    const json = '{"name": "甲", "staff": 12, "销售收入": {"value": "5万元", "source": "税务"}}'
    expect(firmsOf(json, facts)).toEqual([
      { name: '甲', values: { 职工总数: '12', 销售收入: '5万元' } }
    ])
  })

  it('finds nothing where nothing is', () => {
    expect(firmsOf('a,b\n1,2\n', facts)).toEqual([])
    expect(firmsOf('{broken', facts)).toEqual([])
    expect(firmsOf('', facts)).toEqual([])
  })
})

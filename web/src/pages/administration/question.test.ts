// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { asked, emptyQuestion, faultsIn, queryFrom, questionFrom, recordIn } from './question'

it('finds the record in whatever was pasted', () => {
  expect(recordIn('http://127.0.0.1:8080/registries/cn.enterprise/12?lang=en#history')).toBe(
    'cn.enterprise/12'
  )
  expect(recordIn('record:cn.certificate/7')).toBe('cn.certificate/7')
  expect(recordIn(' enterprise/12 ')).toBe('enterprise/12')
  expect(recordIn('/registries/cn.enterprise')).toBeNull()
  expect(recordIn('十二号企业')).toBeNull()
})

it('asks about the record itself, or about one like it', () => {
  const question = { ...emptyQuestion(), user: ' zhao ', action: 'verify', state: 'submitted' }
  expect(asked(question)).toMatchObject({
    user: 'zhao',
    object: 'record',
    state: 'submitted',
    entered_by: '*'
  })
  expect(asked({ ...question, entered_by: 'zhao' })).toMatchObject({ entered_by: 'zhao' })
  expect(asked({ ...question, one: 'cn.enterprise/12' })).toEqual({
    user: 'zhao',
    action: 'verify',
    object: 'record:cn.enterprise/12'
  })
})

it('wants a person, and a record that can be found', () => {
  expect(faultsIn(emptyQuestion())).toEqual(['user'])
  expect(faultsIn({ ...emptyQuestion(), user: 'zhao', one: '?' })).toEqual(['one'])
  expect(faultsIn({ ...emptyQuestion(), user: 'zhao' })).toEqual([])
})

it('stands in the address and comes back from it', () => {
  const question = { ...emptyQuestion(), user: '科长周一', unit: '341802' }
  expect(questionFrom(queryFrom(question))).toEqual(question)
  expect(questionFrom({ user: ['two'] })).toEqual(emptyQuestion())
})

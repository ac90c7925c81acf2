// SPDX-License-Identifier: Apache-2.0
// What tests of records share.

// Characters 9 to 17 and 18 of a code are checks of what stands before them.
export function creditCode(county, number) {
    const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const body = `XF${String(number).padStart(6, '0')}`
    const whole = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const weights = [3, 7, 9, 10, 5, 8, 4, 2]
    const sum = [...body].reduce((total, sign, i) => total + whole.indexOf(sign) * weights[i], 0)
    const check = (11 - (sum % 11)) % 11
    const code = `91${county}${body}${check === 10 ? 'X' : check}`
    let total = 0
    let weight = 1
    for (const sign of code) {
        total += signs.indexOf(sign) * weight
        weight = (weight * 3) % 31
    }
    return code + signs[(31 - (total % 31)) % 31]
}

// The record at hand has come to a state.
export const reaches = (page, state) =>
    page.waitForSelector(`.page-head .record-mark[data-state=${state}]`)

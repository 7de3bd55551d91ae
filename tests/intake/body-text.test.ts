import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainBody, plainLine, titleFromText } from '../../src/intake/body-text.ts'

describe('plainBody', () => {
  test('brings line ends, spaces and accents to one form', () => {
    expect(plainBody('  One\u00A0line.\r\n\r\n\r\nTwo\tlines. \r\nCafe\u0301.\u2028End.')).toBe('One line.\n\nTwo lines.\n\nCafé.\n\nEnd.')
  })

  test('takes out what no reader sees: controls, marks, zero-width and tag characters', () => {
    const tagged = [...'ignore'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')
    expect(plainBody(`\uFEFFPlain\u200B text${tagged}.\u0007\u202E`)).toBe('Plain text.')
  })

  test('joins lines that were wrapped in mid-sentence', () => {
    const wrapped = 'The ferry left the southern harbour an hour late because\nof the fog that lay on the strait.'
    expect(plainBody(wrapped)).toBe(wrapped.replace('\n', ' '))
  })

  test('a second pass changes nothing, so offsets hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = plainBody(text)
        expect(plainBody(once)).toBe(once)
        expect(once).not.toMatch(/\r|\t|\n{3}|^\s|\s$/)
        expect(plainLine(once)).not.toContain('\n')
      }),
    )
  })
})

describe('titleFromText', () => {
  test('is the first sentence, not stopped by an abbreviation', () => {
    expect(titleFromText('The U.S. Senate met Dr. Hale on Feb. 3. It rained.')).toBe('The U.S. Senate met Dr. Hale on Feb. 3')
  })

  test('is cut between words at 100 characters', () => {
    const title = titleFromText(`${'lengthy words '.repeat(20)}end.`)
    expect(title.length).toBeLessThanOrEqual(100)
    expect(title).toMatch(/words…$|lengthy…$/)
  })
})

import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, lay, limitsOf, PLAIN } from '../../adapters/terminal/limits.ts'
import { safe } from '../../src/answer.ts'

describe('colour and width', () => {
  test.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
    [{ isTTY: false }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('%j %j → %s', (stream, environment, colour) => {
    expect(limitsOf(stream, environment).colour).toBe(colour)
  })

  test('wraps at the width of a terminal only, between 20 and 100 columns', () => {
    expect(limitsOf({ isTTY: false, columns: 50 }, {}).width).toBe(null)
    expect(limitsOf({ isTTY: true, columns: 50 }, {}).width).toBe(50)
    expect(limitsOf({ isTTY: true, columns: 500 }, {}).width).toBe(100)
    expect(limitsOf({ isTTY: true, columns: 3 }, {}).width).toBe(20)
    expect(limitsOf({ isTTY: true, columns: 0 }, {}).width).toBe(80)
  })
})

describe('characters', () => {
  test('escapes and directions are shown, not obeyed', () => {
    expect(safe('\u001b[2Jhi\u0007\u007f\u009b1m')).toBe('␛[2Jhi␇␡�1m')
    expect(safe('a\tb\r\nc')).toBe('a b  c')
    expect(safe('pay \u202eexe.txt\u202c \u2066x\u2069')).toBe('pay �exe.txt� �x�')
    expect(safe('a\u{e0041}b')).toBe('a�b')
    expect(safe('naïve 日本 👩‍👩‍👧 العربية')).toBe('naïve 日本 👩‍👩‍👧 العربية')
  })

  test('nothing that steers a terminal comes through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safe(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  test('columns', () => {
    expect(columnsOf('plain')).toBe(5)
    expect(columnsOf('日本')).toBe(4)
    expect(columnsOf('e\u0301')).toBe(1)
    expect(columnsOf('👩‍👩‍👧')).toBe(2)
  })
})

describe('lines', () => {
  test('hang under their first', () => {
    const text = lay([{ text: 'one two three four five six', look: 'plain' }], { width: 20, colour: false }, 2)
    expect(text).toBe('one two three four\n  five six')
  })

  test('keep looks together within a word', () => {
    const runs = [
      { text: 'a share of ', look: 'plain' as const },
      { text: '29%', look: 'strong' as const },
      { text: ', more', look: 'plain' as const },
    ]
    expect(lay(runs, { width: 20, colour: true })).toBe('a share of \u001b[1m29%\u001b[22m, more')
    expect(lay(runs, { width: null, colour: false })).toBe('a share of 29%, more')
  })

  test('fit, and lose nothing', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((text) => safe(text).replace(/\s/g, '_'))
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 20 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        (words, width, hang, colour) => {
          const text = lay(
            words.map((one, i) => ({ text: `${one} `, look: i % 2 === 0 ? ('plain' as const) : ('strong' as const) })),
            { width, colour },
            hang,
          )
          const plain = colour ? stripVTControlCharacters(text) : text
          for (const line of plain.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width)
          expect(plain.replace(/\s/g, '')).toBe(words.join('').replace(/\s/g, ''))
        },
      ),
    )
  })
})

test('an address is never broken: in pieces it could not be opened', () => {
  const address = `https://news.example/${'a'.repeat(60)}`
  const lines = lay(
    [
      { text: 'Open the newsroom ', look: 'plain' },
      { text: `<${address}>`, look: 'plain', isWhole: true },
    ],
    { ...PLAIN, width: 40 },
  ).split('\n')
  expect(lines).toEqual(['Open the newsroom', `<${address}>`])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/intake/body-text.ts'
import { readDump } from '../../src/intake/dump.ts'

const FOLDER = join(import.meta.dirname, 'dumps')
const OPTIONS = { zone: null, publisher: null }
const dumps = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'))
const lines = dumps.flatMap((text) => text.split('\n'))

/** Every line that shows something is in a body, a title, the metadata, or left out with a reason. */
function expectNothingLost(text: string): void {
  const { articles, leftOut, placed } = readDump(text, OPTIONS)
  const left = new Set(leftOut.map((each) => each.line))
  for (const [i, raw] of text.replace(/\r\n?/g, '\n').split('\n').entries()) {
    const line = plainText(raw).replace(/\n/g, ' ')
    if (line === '') continue
    const fate = placed.get(i + 1)
    expect(fate, `line ${i + 1}: ${line}`).toBeDefined()
    if (fate === undefined) continue
    if (fate.in === 'left out') {
      expect(fate.reason).not.toBe('')
      expect([...left].some((from) => from !== null && from <= i + 1)).toBe(true)
    } else {
      const article = articles[fate.article]?.article
      expect(article).toBeDefined()
      const words = line.match(/[\p{L}\p{N}]{3,}/gu) ?? []
      if (fate.in === 'body') for (const word of words) expect(article?.body).toContain(word)
    }
  }
}

describe('nothing is lost in silence', () => {
  test.each(readdirSync(FOLDER))('%s', (name) => {
    expectNothingLost(readFileSync(join(FOLDER, name), 'utf8'))
  })

  test('however lines of dumps are mixed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...lines), fc.constant(''), fc.string({ maxLength: 40 })), { maxLength: 60 }),
        (mixed) => {
          expectNothingLost(mixed.join('\n'))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('bodies hold no blank ends and no line twice by our doing', () => {
    for (const text of dumps) {
      for (const { article } of readDump(text, OPTIONS).articles) {
        expect(article.body).toBe(article.body.trim())
        expect(article.body).not.toMatch(/\n{3}|\r/)
        expect(article.title.length).toBeLessThanOrEqual(200)
      }
    }
  })
})

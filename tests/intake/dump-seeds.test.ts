import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDump } from '../../src/intake/dump.ts'

/** The raw pages lie beside the repository, not in it; without them there is nothing to compare with. */
const PAGES = join(import.meta.dirname, '../../../shared/data/seeds')
const present = existsSync(join(PAGES, 'articles.json'))

type Gold = {
  readonly key: string
  readonly doc: string
  readonly first_words: string
  readonly last_words: string
  readonly publisher: string
  readonly authors: readonly string[]
  readonly published: string | null
  readonly headline: string | null
  readonly headline_source: string | null
}
const gold: readonly Gold[] = present ? JSON.parse(readFileSync(join(PAGES, 'articles.json'), 'utf8')) : []
const spaces = (text: string): string => text.replace(/\s+/g, ' ')
const BOILERPLATE = /Photo:|Contact(?: reporter|:) |^Related:|Read the full story|QR code|Share this article|^#|^Home >/m

describe.skipIf(!present)('the three raw pages', () => {
  const readings = present
    ? readdirSync(PAGES)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => ({
          doc: name.slice(0, 3),
          reading: readDump(readFileSync(join(PAGES, name), 'utf8'), { zone: null, publisher: null }),
        }))
    : []

  test('hold 32 articles', () => {
    expect(readings.map(({ reading }) => reading.articles.length)).toEqual([10, 2, 20])
  })

  test.each(gold)('$key', (wanted) => {
    const articles = readings.find(({ doc }) => doc === wanted.doc)?.reading.articles ?? []
    const found = articles.find(({ article }) => spaces(article.body).startsWith(spaces(wanted.first_words)))
    expect(found).toBeDefined()
    const { article, headlineSource } = found as NonNullable<typeof found>
    expect(spaces(article.body).endsWith(spaces(wanted.last_words))).toBe(true)
    expect(article).toMatchObject({ publisher: wanted.publisher, authors: wanted.authors, published: wanted.published })
    expect(headlineSource).toBe(wanted.headline_source ?? 'none')
    expect(article.headlined ? article.title : null).toBe(wanted.headline)
    expect(article.body).not.toMatch(BOILERPLATE)
  })
})

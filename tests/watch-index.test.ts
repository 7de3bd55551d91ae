import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Newsroom } from '../src/newsroom.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import { compileRule, matchRule, type Rule } from '../src/rule.ts'
import type { Analysed } from '../src/store/store.ts'
import { indispensable, openWatchIndex } from '../src/watch-index.ts'
import { ASKED, INVENTED, inventedNewsroom } from './invented-newsroom.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

const NAMES = [
  'Veltrona',
  'Veltrona Motors',
  'Ines Okafor',
  'Quillstream',
  'Marlow',
  'Norwick',
  'ZipTalk',
  'Lumen Street Group',
  'Nobody Atall',
]
const WORDS = [
  'battery',
  'plant',
  'trucks',
  'harbour',
  'fine',
  'spill',
  'ferry',
  'schools',
  'app',
  'million',
  'zebra',
  'said',
  'month',
  'company',
]
const PHRASES = ['"battery plant"', '"brake fault"', '"the harbour"', '"video app"', '"no such words"', '"said on"']
const FILTERS = [
  'source:harbor',
  'source:"Coast Post"',
  'source:gazette',
  'author:"Tom Reyes"',
  'author:lind',
  'tag:deals',
  '-spill',
  '-trucks',
  'entity:Marlow',
]

const query = fc
  .tuple(
    fc.constantFrom('', ...NAMES),
    fc.subarray(WORDS, { maxLength: 3 }),
    fc.subarray(PHRASES, { maxLength: 1 }),
    fc.subarray(FILTERS, { maxLength: 2 }),
  )
  .map(([name, words, phrases, filters]) => [name, ...words, ...phrases, ...filters].join(' ').trim())

/** Sentences of the newsroom's articles, put together anew under other headlines. */
function articles(): fc.Arbitrary<Analysed> {
  const sentences = INVENTED.flatMap(({ body }) => body.split(/(?<=\.)\s+/))
  return fc
    .record({
      title: fc.constantFrom(...INVENTED.map(({ title }) => title), 'Marlow Target Street', 'nothing at all'),
      body: fc.subarray(sentences, { minLength: 1, maxLength: 6 }).map((some) => some.join(' ')),
      publisher: fc.constantFrom('Harbor Global', 'Coast Post', 'The Norwick Gazette'),
      authors: fc.subarray(['Mara Lind', 'Tom Reyes'], { maxLength: 1 }),
      tags: fc.subarray(['deals', 'Industry'], { maxLength: 1 }),
    })
    .map((some) => ({ id: 'x', headlined: true, published: '2024-06-20', about: null, url: null, ...some }))
    .map((article) => ({ article, analysis: analyse(article) }))
}

async function rules(queries: readonly string[]): Promise<Rule[]> {
  const compiled = await Promise.all(queries.map((one) => compileRule(newsroom, one, ASKED)))
  return compiled.flatMap((one) => (one.ok ? [one.rule] : []))
}

test('it finds exactly what asking every rule finds', async () => {
  let matched = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(query, { minLength: 1, maxLength: 30 }),
      fc.array(articles(), { minLength: 1, maxLength: 4 }),
      async (queries, some) => {
        const index = openWatchIndex()
        const all = await rules(['story:plant', 'story:fine', ...queries])
        for (const [id, rule] of all.entries()) index.set(id, rule)
        for (const [n, analysed] of some.entries()) {
          const storyId = n === 0 ? (all[0]?.story?.id ?? null) : null
          const found = all.flatMap((rule, id) => {
            const match = matchRule(rule, analysed, storyId)
            return match === null ? [] : [{ id, match }]
          })
          matched += found.length
          expect(index.matches(analysed, storyId)).toEqual(found)
        }
      },
    ),
    { numRuns: 60 },
  )
  expect(matched).toBeGreaterThan(60)
})

test('what is removed or replaced is found no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(query, { minLength: 4, maxLength: 16 }), articles(), async (queries, analysed) => {
      const all = await rules(queries)
      const index = openWatchIndex()
      for (const [id, rule] of all.entries()) index.set(id, rule)
      // Every second one goes, and the next one moves into its place.
      for (let id = 0; id + 1 < all.length; id += 2) {
        index.set(id, all[id + 1] as Rule)
        expect(index.remove(id + 1)).toBe(true)
        expect(index.remove(id + 1)).toBe(false)
      }
      const left = [...all.keys()].flatMap((id) => {
        const rule = index.get(id)
        return rule === null ? [] : [{ id, rule }]
      })
      expect(index.size).toBe(left.length)
      expect(index.matches(analysed, null).map(({ id }) => id)).toEqual(
        left.filter(({ rule }) => matchRule(rule, analysed, null) !== null).map(({ id }) => id),
      )
    }),
    { numRuns: 30 },
  )
})

test('an outlet or author that was asked about before is found by a watch that came since', async () => {
  const index = openWatchIndex()
  const [lind, reyes, harbor, global] = await rules(['author:lind', 'author:reyes', 'source:harbor', 'source:"harbor global"'])
  const article = {
    ...(INVENTED[0] as (typeof INVENTED)[number]),
    id: 'x',
    publisher: 'Harbor Global',
    authors: ['Mara Lind', 'Tom Reyes'],
  }
  const found = (): readonly number[] => index.matches({ article, analysis: analyse(article) }, null).map(({ id }) => id)
  index.set(1, lind as Rule)
  index.set(2, harbor as Rule)
  expect(found()).toEqual([1, 2])
  index.set(3, reyes as Rule)
  expect(found()).toEqual([1, 2, 3])
  index.set(4, global as Rule)
  expect(found()).toEqual([1, 2, 3, 4])
})

test('words are filed under the fewest that an article must have one of', () => {
  const weights = (...all: readonly number[]) => new Map(all.map((weight, n) => [`t${n}`, weight]))
  expect(indispensable(weights(1))).toEqual(['t0'])
  expect(indispensable(weights(0.5, 0.5))).toEqual(['t0'])
  expect(indispensable(weights(0.2, 0.4, 0.4))).toEqual(['t1'])
  expect(indispensable(weights(0.25, 0.25, 0.25, 0.25))).toEqual(['t0', 't1'])
})

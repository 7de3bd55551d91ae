import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askingOf, type Wants } from '../src/asking.ts'
import { heldIn } from '../src/expected.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import type { Analysed } from '../src/store/store.ts'
import { INVENTED } from './invented-newsroom.ts'
import { oddText } from './odd-text.ts'

const WANTS: readonly Wants[] = [
  'person',
  'who',
  'date',
  'year',
  'place',
  'amount',
  'money',
  'percent',
  'count',
  'duration',
  'speech',
  'reason',
]

function analysed(body: string): Analysed {
  const [model] = INVENTED
  if (model === undefined) throw new Error('No invented article to copy.')
  const article = { ...model, body }
  return { article, analysis: analyse(article) }
}

function held(wants: Wants, body: string, asked: readonly string[] = []): string[] {
  const found = heldIn(analysed(body), { start: 0, end: body.length }, { ...askingOf(''), wants }, new Set(asked)) ?? []
  return [...new Set(found.map(({ start, end }) => body.slice(start, end)))]
}

test.each<readonly [Wants, string, readonly string[]]>([
  ['money', 'A ticket will cost €38.', ['€38']],
  ['money', 'They paid $4.5 million, or 12 yuan a share.', ['$4.5 million', '12 yuan']],
  ['percent', 'Revenue rose 18% and costs fell by a third of that.', ['18%']],
  ['duration', 'The crossing takes nine hours.', ['nine hours']],
  ['year', 'It was built in 1931.', ['1931']],
  ['date', 'The ferry between Marlow and Junction will return in April.', ['April']],
  ['date', 'The Mayor decided on 3 Sept. 2024 in Octavia.', ['Sept. 2024']],
  ['date', 'It opened on May 16, 2024.', ['May 16, 2024']],
  ['count', 'In 2016 it had 1,200 workers and $3 million.', ['1,200']],
  ['reason', 'It was recalled because of a fault.', ['because']],
  ['speech', '“It is quite enough,” she said.', ['“It is quite enough,”', 'said']],
])('for %s, in “%s”', (wants, body, expected) => {
  expect(held(wants, body)).toEqual(expect.arrayContaining([...expected]))
})

test.each<readonly [Wants, string]>([
  ['date', 'Marlow, Junction, Decker and the Mayor of Augusta opened it.'],
  ['money', 'It has 1,200 workers.'],
  ['percent', 'It has 1,200 workers.'],
  ['year', 'It has 1,200 workers.'],
  ['count', 'It opened on May 16, 2024 for $3 million.'],
  ['duration', 'It opened in the third year.'],
  ['reason', 'It opened.'],
])('no %s in “%s”', (wants, body) => {
  expect(held(wants, body)).toEqual([])
})

test('a name of the question is no answer to it', () => {
  const body = 'On Monday judge Ruth Adeyemi sent Per Dahlgren home.'
  expect(held('who', body).join(' ')).toContain('Adeyemi')
  expect(held('who', body, ['adeyemi', 'ruth']).join(' ')).not.toContain('Adeyemi')
})

test('a question that wants nothing special has no expectation', () => {
  for (const wants of [null, 'thing', 'yesno'] as const)
    expect(heldIn(analysed('A plant.'), { start: 0, end: 8 }, { ...askingOf(''), wants }, new Set())).toBeNull()
})

test('what is held lies inside the sentence, in any text', () => {
  fc.assert(
    fc.property(oddText, fc.constantFrom(...WANTS), (body, wants) => {
      const article = analysed(body)
      for (const { start, end } of article.analysis.sentences.slice(0, 20))
        for (const one of heldIn(article, { start, end }, { ...askingOf(''), wants }, new Set()) ?? []) {
          expect(one.start).toBeGreaterThanOrEqual(0)
          expect(one.end).toBeGreaterThan(one.start)
          expect(one.end).toBeLessThanOrEqual(end - start)
        }
    }),
    { numRuns: 80 },
  )
})

// A “sentence” may be a table of any length: what is looked at of it is bounded, and so is what a pattern may swallow.
test.each(['1,', '1.1.', '2020-', '“', '1 ', 'of a ', 'A ', 'in the A '])(
  'an endless sentence of “%s” is read no further than its beginning',
  (part) => {
    const body = part.repeat(Math.ceil(20_000 / part.length))
    const short = { article: { body }, analysis: { entities: [] } } as unknown as Analysed
    for (const wants of WANTS) {
      const found = heldIn(short, { start: 0, end: body.length }, { ...askingOf(''), wants }, new Set()) ?? []
      expect(Math.max(0, ...found.map((one) => one.end))).toBeLessThanOrEqual(4_000)
      if (wants === 'money' || wants === 'count') expect(Math.max(0, ...found.map((one) => one.end - one.start))).toBeLessThanOrEqual(60)
    }
  },
)

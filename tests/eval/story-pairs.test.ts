import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../tidy/tree.ts'
import { readQuestions } from './question-file.ts'
import { components, parts, type StoryPair } from './story-pairs.ts'
import { bySimhash, byTitles, simhash } from './story-peers.ts'
import { figuresOf } from './story-scores.ts'

const pair = (a: string, b: string, same: boolean): StoryPair => ({ a, b, set: 'realtime', same, kind: 'made-up' })

test('the labelled pairs are many, hard and distinct, and what is blind shares no event with what is not', () => {
  const read = readQuestions(join(ROOT, 'tests/stories/news-pairs.jsonl'))
  if (read.kind !== 'pairs') throw new Error(`read as ${read.kind}`)
  const { pairs } = read
  const both = parts(pairs)
  for (const { pairs: own, groups } of Object.values(both)) {
    expect(own.filter(({ same }) => same).length).toBeGreaterThanOrEqual(200)
    expect(own.filter(({ same }) => !same).length).toBeGreaterThanOrEqual(150)
    for (const { a, b, same } of own) if (!same) expect(groups.get(a)).not.toBe(groups.get(b))
  }
  expect(new Set(pairs.map(({ a, b }) => [a, b].sort().join(' '))).size).toBe(pairs.length)
  const known = new Set(both.development.pairs.filter(({ same }) => same).flatMap(({ a, b }) => [a, b]))
  expect(both.blind.pairs.filter(({ a, b, same }) => same && (known.has(a) || known.has(b)))).toEqual([])
})

test('precision, recall and B-cubed of a grouping', () => {
  const pairs = [pair('a', 'b', true), pair('a', 'c', false), pair('c', 'd', true)]
  const groups = components(
    ['a', 'b', 'c', 'd'],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  )
  const one = new Map(['a', 'b', 'c', 'd'].map((id) => [id, 'one']))
  expect(figuresOf({ pairs, groups }, groups)).toMatchObject({ F1: 1, 'B-cubed F1': 1 })
  expect(figuresOf({ pairs, groups }, one)).toMatchObject({ precision: 2 / 3, recall: 1, 'B-cubed precision': 0.5, 'B-cubed recall': 1 })
  expect(figuresOf({ pairs, groups }, new Map())).toMatchObject({
    precision: null,
    recall: 0,
    F1: null,
    'B-cubed precision': 1,
    'B-cubed recall': 0.5,
  })
})

test('the peers join what shares a headline, or nearly all words', () => {
  const words = (text: string) => text.split(' ')
  const text = words('a ship ran aground off the cape in a storm and its crew of nine was taken ashore by two boats')
  const articles = [
    { id: '1', title: words('ship aground off cape'), terms: text },
    { id: '2', title: words('ship aground at cape'), terms: [...text, 'again'] },
    { id: '3', title: words('bread dearer'), terms: words('flour cost more this spring so bakers asked for more') },
  ]
  const titles = byTitles(articles, 0.55)
  expect(titles.get('1')).toBe(titles.get('2'))
  expect(titles.get('3')).toBe('3')
  const [exact] = bySimhash(articles)
  expect(new Set(exact?.values()).size).toBe(3)
  const far = bySimhash(articles).at(-1)
  expect(far?.get('1')).toBe(far?.get('2'))
  expect(simhash(text)).toEqual(simhash(text.toReversed()))
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { clusters } from '../../src/retrieval/story-clusters.ts'
import { resemblance, sketchOf } from '../../src/retrieval/story-sketch.ts'
import { decodeTrace } from '../../src/retrieval/story-traces.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { seededRandom } from '../bench/news-corpus.ts'
import { agreement, type Labelled, readLabelled } from '../stories/labelled.ts'

type Floors = Readonly<Record<'tuning' | 'held-out', { readonly pairs: number; readonly bCubed: number }>>
const floors = JSON.parse(readFileSync(new URL('../stories/floors.json', import.meta.url), 'utf8')) as Floors
const tuning = readLabelled('tuning')
const heldOut = readLabelled('held-out')

async function newsroom(batches: readonly (readonly Article[])[]): Promise<Newsroom> {
  const room = await openNewsroom(await openSqliteStore(':memory:'))
  for (const batch of batches) await room.add(batch)
  return room
}

async function storyOf(room: Newsroom, labelled: readonly Labelled[]): Promise<ReadonlyMap<string, string>> {
  const found = await room.store.stories.idsOf(labelled.map((one) => one.article.id))
  await room.close()
  return found
}

const articlesOf = (labelled: readonly Labelled[]) => labelled.map((one) => one.article)
const one = (labelled: readonly Labelled[], story: string): Article[] => articlesOf(labelled.filter((each) => each.story === story))
const all = async (room: Newsroom) => room.store.stories.latest(1_000)

test('the labelled set is large enough to say something', () => {
  expect(tuning.length + heldOut.length).toBeGreaterThanOrEqual(60)
  expect(new Set([...tuning, ...heldOut].map(({ article }) => article.publisher)).size).toBeGreaterThanOrEqual(4)
})

// Raise a floor when a figure has risen; never lower one.
test.each([
  ['tuning', tuning],
  ['held-out', heldOut],
] as const)('stories agree with the labels of %s', async (name, labelled) => {
  const reached = agreement(labelled, await storyOf(await newsroom([articlesOf(labelled)]), labelled))
  expect(reached.pairs, `pairs ${reached.pairs}`).toBeGreaterThanOrEqual(floors[name].pairs)
  expect(reached.bCubed, `B-cubed ${reached.bCubed}`).toBeGreaterThanOrEqual(floors[name].bCubed)
})

test('in a small store, what shares a town, a company, a match day or a person and a day is no one event', async () => {
  const labelled = readLabelled('one-town')
  for (const batches of [[articlesOf(labelled)], articlesOf(labelled).map((article) => [article])]) {
    const reached = agreement(labelled, await storyOf(await newsroom(batches), labelled))
    expect(reached, `in ${batches.length} batches`).toEqual({ pairs: 1, bCubed: expect.closeTo(1, 9) })
  }
})

test('the order of arrival matters little, whole or one by one', async () => {
  const whole = agreement(heldOut, await storyOf(await newsroom([articlesOf(heldOut)]), heldOut))
  for (const seed of [1, 2, 3, 4]) {
    const random = seededRandom(seed)
    const shuffled = heldOut
      .map((each) => ({ each, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each)
    const batch = agreement(heldOut, await storyOf(await newsroom([articlesOf(shuffled)]), heldOut))
    expect(batch, `shuffled by ${seed}`).toEqual(whole)
    const single = agreement(heldOut, await storyOf(await newsroom(articlesOf(shuffled).map((article) => [article])), heldOut))
    expect(Math.abs(single.bCubed - whole.bCubed), `one by one, shuffled by ${seed}: ${single.bCubed}`).toBeLessThan(0.05)
  }
}, 60_000)

test('adding the same again changes nothing; a changed article may move', async () => {
  const room = await newsroom([articlesOf(heldOut)])
  const before = await all(room)
  await room.add(articlesOf(heldOut))
  await room.add([heldOut[3]?.article as Article])
  expect(await all(room)).toEqual(before)
  const [first, second] = one(heldOut, 'rocket') as [Article, Article]
  const flood = one(heldOut, 'flood')[0] as Article
  await room.add([{ ...first, title: flood.title, body: flood.body, published: flood.published }])
  const ids = await room.store.stories.idsOf([first.id, second.id, flood.id])
  expect(ids.get(first.id)).toBe(ids.get(flood.id))
  expect(ids.get(second.id)).not.toBe(ids.get(flood.id))
  const stories = await all(room)
  expect(stories.flatMap((story) => story.articleIds).sort()).toEqual(
    articlesOf(heldOut)
      .map(({ id }) => id)
      .sort(),
  )
  expect(stories.every((story) => story.articleIds.length > 0)).toBe(true)
  await room.close()
})

test('near copies are one story without a date; a story keeps its id as it grows, and has the title and span of its articles', async () => {
  const bees = one(tuning, 'copy-bees')
  const room = await newsroom([bees.slice(0, 1)])
  const [opened] = await all(room)
  await room.add(bees.slice(1))
  const [story] = await all(room)
  expect(story?.id).toBe(opened?.id)
  expect(story?.articleIds).toHaveLength(3)
  expect(bees.map(({ title }) => title)).toContain(story?.title)
  expect([story?.firstMs, story?.lastMs]).toEqual([Date.parse('2023-03-09T12:00Z'), Date.parse('2023-03-10T12:00Z')])
  await room.close()
})

test('what nine articles of the weeks before told of is familiar, what they tell of in its own days is not', async () => {
  const [first] = one(tuning, 'kestrel-plant') as [Article]
  const on = (id: string, day: number): Article => ({ ...first, id, published: `2023-06-${String(day).padStart(2, '0')}` })
  const familiarAfter = async (days: readonly number[]): Promise<number> => {
    const past = days.map((day, n) => on(`past-${n}`, day))
    const room = await newsroom([[...articlesOf(tuning), ...articlesOf(heldOut), ...past], [on('new', 28)]])
    const [traced] = await room.store.stories.traced(['new'])
    await room.close()
    return decodeTrace(traced?.trace ?? '').familiar.size
  }
  expect(await familiarAfter([2, 3, 4, 6, 8, 10, 12, 14, 16])).toBeGreaterThan(0)
  expect(await familiarAfter([2, 3, 4, 6])).toBe(0)
  expect(await familiarAfter([2, 3, 4, 6, 8, 10, 12, 14, 16, 24, 24, 25, 25, 25, 26, 26, 26, 27, 27, 27, 27])).toBe(0)
}, 60_000)

test('what one outlet prints under every article makes no story of them', async () => {
  const notice =
    'Sign up for the evening letter, which brings what happened between breakfast and supper to your door. Readers who pay by the year get the crossword, two recipes, a chess problem and the tide table.'
  const [a, b] = [one(tuning, 'library')[0], one(tuning, 'bread-price')[0]] as [Article, Article]
  const room = await newsroom([[a, b].map((article) => ({ ...article, body: `${notice}\n\n${article.title}.` }))])
  expect(await all(room)).toHaveLength(2)
  await room.close()
})

test('an article that an earlier run left without a story gets one with the next', async () => {
  const [first, ...rest] = one(tuning, 'quake') as [Article, ...Article[]]
  const room = await newsroom([[first]])
  const [story] = await all(room)
  await room.store.stories.put([{ ...(story as NonNullable<typeof story>), articleIds: [] }])
  expect(await room.store.stories.untold(10)).toEqual([first.id])
  await room.add(rest)
  expect(await room.store.stories.untold(10)).toEqual([])
  await room.close()
})

test('a story past regrouping still grows', async () => {
  const [first] = one(tuning, 'kestrel-plant') as [Article]
  const many = Array.from({ length: 40 }, (_, n) => ({ ...first, id: `wire-${n}`, publisher: `Paper ${n}` }))
  const room = await newsroom(many.map((article) => [article]))
  expect((await all(room)).map((story) => story.articleIds.length)).toEqual([40])
  await room.close()
})

test('clusters: every item once, whatever is alike, and order does not matter', () => {
  const likenesses = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 45, maxLength: 45 })
  fc.assert(
    fc.property(likenesses, fc.integer({ min: 0, max: 10 }), (values, count) => {
      const distinct = values.map((value, i) => value + i * 1e-9)
      const alike = (i: number, j: number) => distinct[(Math.max(i, j) * (Math.max(i, j) - 1)) / 2 + Math.min(i, j)] as number
      const groups = clusters(count, alike, 0.6)
      expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
      const turned = clusters(count, (i, j) => alike(count - 1 - i, count - 1 - j), 0.6)
      const back = turned.map((group) => group.map((i) => count - 1 - i).sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
      expect(back).toEqual(groups)
    }),
  )
})

test('resemblance follows how much of two texts is the same', () => {
  const random = seededRandom(7)
  const words = (count: number) => Array.from({ length: count }, () => `w${Math.floor(random() * 5_000)}`)
  const [text, other] = [words(600), words(600)]
  expect(resemblance(sketchOf([text]), sketchOf([text.slice(0, 300), text.slice(300)]))).toBe(1)
  expect(resemblance(sketchOf([text]), sketchOf([other]))).toBeLessThan(0.05)
  // 400 common shingles of 800 in all.
  expect(Math.abs(resemblance(sketchOf([text]), sketchOf([[...text.slice(0, 400), ...other.slice(0, 200)]])) - 0.5)).toBeLessThan(0.2)
  expect(resemblance(sketchOf([['too', 'short']]), sketchOf([['too', 'short']]))).toBe(0)
})

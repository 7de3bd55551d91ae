import { afterEach, describe, expect, test } from 'vitest'
import { story as storyCommand } from '../commands/story.ts'
import { quotesOf } from '../src/answer.ts'
import type { Article } from '../src/article.ts'
import { type Newsroom, openNewsroom } from '../src/newsroom.ts'
import { explainLikeness } from '../src/retrieval/story-likeness.ts'
import { decodeTrace } from '../src/retrieval/story-traces.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { phaseOf, readStories } from '../src/story.ts'
import { storyPage } from '../src/story-page.ts'
import { readLabelled } from './stories/labelled.ts'

const HOUR_MS = 3_600_000
const NOW = Date.parse('2024-06-20T12:00:00Z')
const asked = { now: new Date(NOW), zone: 'UTC' }
const labelled = readLabelled('tuning')
const of = (story: string): Article[] => labelled.filter((one) => one.story === story).map(({ article }) => article)
const rooms: Newsroom[] = []

async function newsroom(articles: readonly Article[]): Promise<Newsroom> {
  const room = await openNewsroom(await openSqliteStore(':memory:'))
  rooms.push(room)
  await room.add(articles)
  return room
}
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close()
})

async function storyIdOf(room: Newsroom, article: Article | undefined): Promise<string> {
  const id = (await room.store.stories.idsOf([article?.id ?? ''])).get(article?.id ?? '')
  if (id === undefined) throw new Error('the article is in no story')
  return id
}

describe('phase', () => {
  test.each([
    ['no date', [], false, 'quiet'],
    ['the first report, an hour old', [1], false, 'new'],
    ['two within a day', [2, 20], false, 'new'],
    ['a second one on the next day', [3, 26], false, 'developing'],
    ['one more after a day of rest', [3, 40], false, 'updated'],
    ['a day of rest, long ago', [60, 90], false, 'developing'],
    ['one report, and nothing after it', [30], false, 'quiet'],
    ['three days without anything', [73, 80], false, 'quiet'],
    ['changed', [30], true, 'updated'],
    ['changed, but nothing for three days', [80], true, 'quiet'],
    ['dated later today', [-6], false, 'new'],
  ] as const)('%s', (_, hoursAgo, isChanged, phase) => {
    const times = hoursAgo.map((hours) => NOW - hours * HOUR_MS)
    expect(phaseOf(times, isChanged, NOW)).toBe(phase)
    expect(phaseOf(times.toReversed(), isChanged, NOW)).toBe(phase)
  })
})

test('outlets are counted by publisher, unknown stories left out', async () => {
  const articles = of('quake')
  const room = await newsroom(labelled.map(({ article }) => article))
  const id = await storyIdOf(room, articles[0])
  const [story, ...more] = await readStories(room, ['story-none', id], NOW)
  expect(more).toEqual([])
  expect(story).toMatchObject({ id, phase: 'quiet', changed: [] })
  const counts = story?.outlets.map((outlet) => outlet.articles) ?? []
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(story?.articles.length)
  expect(new Set(story?.outlets.map(({ publisher }) => publisher)).size).toBe(counts.length)
  expect(story?.articles.map(({ title }) => title)).toContain(story?.title)
})

test('the page tells the course in exact quotations, oldest first, and why its articles are one', async () => {
  const all = labelled.map(({ article }) => article)
  const room = await newsroom(all)
  const id = await storyIdOf(room, of('kestrel-plant')[0])
  const page = await storyPage(room, id, asked)
  if (page === null) throw new Error('there is no page')
  const bodies = new Map(all.map((article) => [article.id, article.body]))
  const quotes = quotesOf(page)
  expect(quotes.length).toBeGreaterThan(0)
  for (const { articleId, start, end, text } of quotes) expect(bodies.get(articleId)?.slice(start, end)).toBe(text)
  const labels = page.blocks.flatMap((block) => (block.type === 'facts' ? block.rows.map(({ label }) => label) : []))
  expect(labels.slice(0, 4)).toEqual(['Phase', 'Articles', 'Outlets', 'Told'])
  expect(labels).toContain('Why one story')
  expect(page.followUps[0]).toEqual({ label: 'Follow', command: `watch add story:${id}` })
  expect(page.question).toBe(`story ${id}`)
  expect(await storyPage(room, 'story-none', asked)).toBeNull()
})

test('what happened years before the first report is no part of the course', async () => {
  const plant = of('kestrel-plant').map((article) => ({
    ...article,
    body: `${article.body} Kestrel built its first factory in Halden in 1987.`,
  }))
  const room = await newsroom(plant)
  const page = await storyPage(room, await storyIdOf(room, plant[0]), asked)
  if (page === null) throw new Error('there is no page')
  const leads = quotesOf(page).map(({ lead }) => lead)
  expect(leads.some((lead) => lead?.includes('2023'))).toBe(true)
  expect(leads).not.toContain('1987')
})

test('a changed article stays in its story, which then says so', async () => {
  const [first, second] = of('kestrel-plant') as [Article, Article]
  const room = await newsroom(labelled.map(({ article }) => article))
  const id = await storyIdOf(room, first)
  expect(await storyIdOf(room, second)).toBe(id)
  const before = (await room.store.stories.latest(1_000)).length
  const day = Date.parse(`${first.published?.slice(0, 10)}T12:00:00Z`)
  const changed = {
    ...first,
    title: `Update: ${first.title}`,
    body: `${first.body}\n\nThis report was corrected later that day.`,
    published: new Date(day + 5 * HOUR_MS).toISOString(),
  }
  await room.add([changed])
  expect(await storyIdOf(room, first)).toBe(id)
  expect(await room.store.stories.latest(1_000)).toHaveLength(before)
  const [story] = await readStories(room, [id], day + 10 * HOUR_MS)
  expect(story).toMatchObject({ changed: [first.id], phase: 'updated' })
  const notices = (await storyPage(room, id, asked))?.blocks.filter((block) => block.type === 'notice') ?? []
  expect(notices.some(({ text }) => text.startsWith('Changed since first stored:') && text.includes(changed.title))).toBe(true)
})

test('why is said of any two: copies, shared names, days, other names', async () => {
  const room = await newsroom(labelled.map(({ article }) => article))
  const traces = async (...ids: string[]) => (await room.store.stories.traced(ids)).map(({ trace }) => decodeTrace(trace))
  const rulingOf = async (a: Article | undefined, b: Article | undefined): Promise<string> => {
    const [x, y] = await traces(a?.id ?? '', b?.id ?? '')
    if (x === undefined || y === undefined) throw new Error('an article has no trace')
    const rows = explainLikeness(x, y)
    expect(explainLikeness(y, x).at(-1)?.text.slice(0, 5)).toBe(rows.at(-1)?.text.slice(0, 5))
    return rows.map(({ label, text }) => `${label}: ${text}`).join('\n')
  }
  const bees = of('copy-bees')
  expect(await rulingOf(bees[0], bees[1])).toContain('Ruling: near copies')
  const plant = of('kestrel-plant')
  expect(await rulingOf(plant[0], plant[1])).toMatch(/Shared names: .*kestrel[\s\S]*Days apart: \d+[\s\S]*Ruling: alike: \d+ %/)
  expect(await rulingOf(of('library')[0], of('quake')[0])).toContain('Ruling: apart: ')
})

test('the command takes an id or a topic, and says where there is nothing', async () => {
  const room = await newsroom(labelled.map(({ article }) => article))
  const run = (topic: string) => storyCommand.run({ command: 'story', options: { topic }, asked }, room)
  const id = await storyIdOf(room, of('kestrel-plant')[0])
  expect(await run(id)).toMatchObject({ verdict: 'answered', question: `story ${id}` })
  expect(await run('Kestrel plant')).toMatchObject({ verdict: 'answered' })
  expect(await run('zeppelin regatta')).toMatchObject({ verdict: 'unanswered', question: 'story zeppelin regatta' })
})

/** Over the articles that come with Newsdesk: every page of every name, story and article holds what it promises. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Section } from '../../adapters/web/host.ts'
import { type Quote, quotesOf } from '../../src/answer.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { expectSound, openRig, type Rig } from './desk-rig.ts'

const ASKED = { now: new Date('2021-08-01T12:00:00Z'), zone: 'UTC' }
/** Names whose pages are looked at: all of them would take a minute. */
const NAMES = 25

let room: Newsroom
let rig: Rig
beforeAll(async () => {
  room = await openNewsroom(await openSqliteStore(':memory:'))
  await loadSeeds(room, join(import.meta.dirname, '../../seeds/articles'), () => undefined)
  rig = openRig(room, ASKED)
}, 60_000)
afterAll(() => room.close())

const quotesIn = (sections: readonly Section[]): Quote[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block): block is Quote => block.type === 'quote'))

test('the front page leads on: each story, name, outlet and question of it has its page', async () => {
  const front = await rig.desk.front(ASKED)
  expect(front.stories).toHaveLength(9)
  for (const { id, storyId, opening } of front.stories) {
    const page = await rig.desk.article(id)
    expect(page?.article.body.slice(opening?.start, opening?.end)).toBe(opening?.text)
    if (storyId !== null) expect((await rig.desk.story(storyId, ASKED))?.rows.map((row) => row.id)).toContain(id)
  }
  for (const { publisher, articles } of front.outlets) expect((await rig.desk.outlet(publisher, 1, ASKED))?.articles).toBe(articles)
  for (const question of front.prompts) {
    const { outcome, paragraphs } = await rig.desk.read(question, null, ASKED)
    expect(outcome.kind).toBe('answered')
    await expectSound(room.store, quotesOf(outcome.answer), outcome.answer.sources, paragraphs)
  }
})

test('pages of names are sound, and tell no quotation twice but in pairs', async () => {
  const names = await rig.desk.names()
  expect(names.length).toBeGreaterThan(NAMES)
  for (const { name } of names.slice(0, NAMES)) {
    const page = await rig.desk.entity(name, ASKED)
    if (page === null) throw new Error(`no page for ${name}`)
    const quotes = quotesIn(page.sections)
    await expectSound(room.store, quotes, page.sources, page.paragraphs)
    expect(page.sources.length).toBeGreaterThan(0)
    const apart = quotesIn(page.sections.filter(({ id }) => !id.startsWith('compared-')))
    const places = apart.map(({ articleId, start }) => `${articleId} ${start}`)
    expect(new Set(places).size).toBe(places.length)
    expect(page.outlets.reduce((sum, { articles }) => sum + articles, 0)).toBe(page.articles)
  }
}, 30_000)

test('pages of stories are sound', async () => {
  for (const { id } of await room.store.stories.latest(12)) {
    const page = await rig.desk.story(id, ASKED)
    if (page === null) throw new Error(`no page for ${id}`)
    await expectSound(room.store, quotesIn(page.sections), page.sources, page.paragraphs)
    expect(page.rows).toHaveLength(page.articles)
    expect(page.sections.every(({ heading, blocks }) => heading !== '' && blocks.length > 0)).toBe(true)
  }
})

/** Each example that help shows does what it says, copied as it stands, over the articles that come with Newsdesk. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { inventedFeeds, OUTLINES } from '../invented-feeds.ts'
import { ROOT } from '../tidy/tree.ts'
import { boss, log } from './feeds-rig.ts'

/** What the examples speak of by number: so many digests, watches and feeds are there. */
const NUMBERED = 3
/** A day with news of what the examples speak of. */
const NOW = new Date('2020-02-20T18:00:00Z')
const delivery: Room['delivery'] = {
  mayPost: async () => ({ ok: true }),
  poke: () => undefined,
  postNow: async () => 1,
  trouble: () => null,
}
const readingRoom: Room['readingRoom'] = {
  address: 'https://news.example',
  isPublic: true,
  passage: (id) => `https://news.example/article/${id}`,
  signIn: async () => 'https://news.example/sign-in',
}
let room: Room

beforeAll(async () => {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  await loadSeeds(newsroom, join(ROOT, 'seeds/articles'), () => undefined)
  const feeds = inventedFeeds(OUTLINES)
  room = { ...newsroom, delivery, readingRoom, feeds: { ...feeds, look: () => feeds.look('https://harbor.example/feed.xml') } }
  for (let n = 1; n <= NUMBERED; n++) {
    await said(`digest set daily 0${n}:30 UTC topic:"number ${n}"`)
    await said(`watch add "number ${n}"`)
    const feed = { url: `https://a.example/${n}`, title: `${n}`, site: null, publisher: `${n}`, language: null }
    await room.store.feeds.add({ ...feed, surface: 'slack', owner: null, direct: null, nowMs: NOW.getTime() })
  }
})
afterAll(() => room.close())

async function said(line: string) {
  const understood = readLine(line, { now: NOW, zone: 'Europe/Paris' }, COMMANDS)
  if (!understood.ok) throw new Error(understood.problem)
  return { command: understood.invocation.command, ...(await respond({ ...understood.invocation, reader: boss }, room, log)) }
}

/** It shows the last answer's, and nothing was asked here. */
const OF_A_CONVERSATION = ['evidence']
const EXAMPLES = COMMANDS.filter(({ hidden }) => hidden !== true).flatMap(({ name, examples }) => examples.map((line) => [line, name]))

test.each(EXAMPLES.filter(([line = '']) => !OF_A_CONVERSATION.includes(line)))('%s', async (line = '', name = '') => {
  const { kind, command, answer } = await said(line)
  expect({ kind, command, said: kind === 'answered' ? [] : answer.blocks }).toEqual({ kind: 'answered', command: name, said: [] })
})

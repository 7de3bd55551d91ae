/** The newsroom behind the managers' pages: what each manager sees and may do is what the commands let them. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Manager, Managing } from '../../adapters/web/host.ts'
import type { Health, Reader, Room } from '../../commands/command.ts'
import { quotesOf } from '../../src/answer.ts'
import { openLog } from '../../src/log.ts'
import { digestKey, isDigestKey } from '../../src/web-desk/digest-key.ts'
import { openManaging } from '../../src/web-desk/managing.ts'
import { alone, boss, channel, type Newsroom, NOW, newsroomThatPosts, person } from '../commands/digest-samples.ts'
import { feed } from '../store/feed-samples.ts'

const ASKED = { now: NOW, zone: 'Europe/Paris' }
const DAY_MS = 86_400_000
const OPERATOR: Manager = { kind: 'operator' }
const BOSS: Manager = { kind: 'person', surface: 'slack', owner: 'slack:T1:U1', team: 'T1', direct: alone('U1') }
const otherTeam: Reader = {
  surface: 'slack',
  owner: 'slack:T2:U8',
  isManager: true,
  places: { here: { ...channel('C8'), team: 'T2' }, direct: { ...alone('U8'), team: 'T2' } },
}
const discordDirect = { surface: 'discord', team: '', channel: 'U5', thread: null, to: 'U5', via: {} }
const inServer = (team: string, owner = 'discord:U5'): Reader => ({
  surface: 'discord',
  owner,
  isManager: true,
  places: { here: { ...discordDirect, team, channel: `C-${team}`, to: null }, direct: discordDirect },
})
const IN_DISCORD: Manager = { kind: 'person', surface: 'discord', owner: 'discord:U5', team: 'G1', direct: discordDirect }

let newsroom: Newsroom
let logged: string[]
const managingOf = (room: Room): Managing => {
  const log = openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void logged.push(line) })
  return openManaging(room, log, { zone: ASKED.zone, now: () => NOW })
}
beforeEach(async () => {
  newsroom = await newsroomThatPosts()
  logged = []
})
const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)

/** 1 in T1's channel, 2 of U1 alone, 3 of U2 alone, 4 in T2's channel, 5 at the terminal, 6 in G1, 7 in G2, 8 of U5 alone. */
async function eightDigests(): Promise<void> {
  await newsroom.say('digest set daily 08:00 Europe/Paris topic:Borealis')
  await newsroom.say('digest set daily 09:00 UTC', person('U1', false, null))
  await newsroom.say('digest set daily 09:00 UTC topic:secret', person('U2', false, null))
  await newsroom.say('digest set daily 09:00 UTC topic:elsewhere', otherTeam)
  await newsroom.say('digest set daily 09:00 UTC', null)
  await newsroom.say('digest set daily 09:00 UTC', inServer('G1'))
  await newsroom.say('digest set daily 09:00 UTC', inServer('G2', 'discord:U9'))
  await newsroom.say('digest set daily 09:00 UTC', { ...inServer(''), places: { here: null, direct: discordDirect } })
  expect(idsOf(await newsroom.digests())).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
}

describe('digests', () => {
  test('are those of the manager’s workspace or server and their own; who runs Newsdesk sees all', async () => {
    await eightDigests()
    const managing = managingOf(newsroom.room)
    expect(idsOf(await managing.digests(BOSS))).toEqual([1, 2])
    expect(idsOf(await managing.digests(IN_DISCORD))).toEqual([6, 8])
    expect(idsOf(await managing.digests(OPERATOR))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const id of [3, 4, 5, 6, 99]) expect([id, await managing.digest(BOSS, id, ASKED)]).toEqual([id, null])
    for (const id of [1, 7]) expect([id, await managing.digest(IN_DISCORD, id, ASKED)]).toEqual([id, null])
  })

  test('are told with their next runs by the clock of their zone, and the key of their feed', async () => {
    await eightDigests()
    const [first, own] = await managingOf(newsroom.room).digests(BOSS)
    expect(first).toMatchObject({
      surface: 'slack',
      where: 'channel C1',
      topic: 'Borealis',
      isPaused: false,
      next: ['Fri 21 Jun, 08:00', 'Sat 22 Jun, 08:00', 'Sun 23 Jun, 08:00'],
      last: null,
    })
    expect(first?.schedule).toContain('08:00')
    expect(own?.where).toContain('direct message')
    const { store } = newsroom.room
    expect(first?.feedKey).toBe(await digestKey(store, 1))
    expect(await isDigestKey(store, 1, first?.feedKey ?? '')).toBe(true)
    for (const key of ['', own?.feedKey ?? '', `${first?.feedKey}x`]) expect(await isDigestKey(store, 1, key)).toBe(false)
    await newsroom.say('digest pause 1')
    expect((await managingOf(newsroom.room).digests(BOSS))[0]).toMatchObject({ isPaused: true, next: [] })
  })

  test('each has its preview, whose quotations stand in their paragraphs, and its history', async () => {
    await newsroom.say('digest set daily 08:00 UTC topic:Borealis style:full')
    const { store } = newsroom.room
    await store.digests.plan({
      digest: 1,
      fromMs: null,
      next: null,
      runs: [
        {
          slot: `now:${NOW.toISOString()}`,
          dueMs: NOW.getTime(),
          state: 'missed',
          reason: 'The channel is gone.',
          delivery: null,
          atMs: NOW.getTime(),
          stories: 0,
          generation: 1,
        },
      ],
      told: [],
      deliveries: [],
    })
    const page = await managingOf(newsroom.room).digest(BOSS, 1, { ...ASKED, now: new Date('2024-06-11T18:00:00Z') })
    expect(page?.history).toEqual([
      {
        slot: 'Thu 20 Jun 2024, 12:00, asked for',
        state: 'missed',
        reason: 'The channel is gone.',
        stories: 0,
        atMs: NOW.getTime(),
        url: null,
      },
    ])
    expect(page?.digest.last?.state).toBe('missed')
    const quotes = page === null ? [] : quotesOf(page.preview)
    expect(page?.preview.verdict).toBe('answered')
    expect(quotes.length).toBeGreaterThan(0)
    expect(page?.paragraphs.size).toBe(new Set(quotes.map(({ articleId, start }) => `${articleId}@${start}`)).size)
    expect((await store.digests.history(1, 10)).length).toBe(1)
    expect((await managingOf(newsroom.room).overview(BOSS)).troubles).toEqual([
      'Digest 1: the one of Thu 20 Jun, 12:00 was missed: The channel is gone. “digest history 1” shows what became of each.',
    ])
  })
})

test('watches are those of the workspace’s channels and one’s own; what others watch for themselves is theirs', async () => {
  await newsroom.say('watch add Borealis in:channel')
  await newsroom.say('watch add Okafor', boss)
  await newsroom.say('watch add Tidewater', person('U2', false))
  await newsroom.say('watch add elsewhere in:channel', otherTeam)
  await newsroom.say('watch add Borealis', null)
  await newsroom.say('watch add Borealis in:channel', inServer('G1'))
  await newsroom.say('watch pause 1')
  const managing = managingOf(newsroom.room)
  const rows = await managing.watches(BOSS)
  expect(idsOf(rows).sort()).toEqual([1, 2])
  expect(rows.find(({ id }) => id === 1)).toMatchObject({ where: 'channel C1', isPaused: true, alerts: 0, lastMs: null })
  expect(rows.find(({ id }) => id === 2)?.where).toBe('to who set it')
  expect(idsOf(await managing.watches(IN_DISCORD))).toEqual([6])
  expect(idsOf(await managing.watches(OPERATOR)).sort()).toEqual([1, 4, 5, 6])
})

test('questions and ratings are those of the workspace; where the platform’s names do not say it, none', async () => {
  const { chat } = newsroom.room.store
  const atMs = NOW.getTime()
  for (const [owner, question] of [
    ['slack:T1:U1', 'mine?'],
    ['slack:T2:U8', 'theirs?'],
    ['discord:U5', 'servers?'],
    ['web:', 'anonymous?'],
  ] as const) {
    await chat.addQuestion(owner, { question, answered: false, atMs })
    await chat.rate({ token: question, owner, isGood: true, question, atMs })
  }
  await chat.addQuestion('slack:T1:U2', { question: 'too old?', answered: false, atMs: atMs - 31 * DAY_MS })
  const managing = managingOf(newsroom.room)
  expect(await managing.unanswered(BOSS)).toEqual([{ question: 'mine?', times: 1, atMs }])
  expect(await managing.ratings(BOSS)).toEqual([{ question: 'mine?', isGood: true, atMs }])
  expect([await managing.unanswered(IN_DISCORD), await managing.ratings(IN_DISCORD)]).toEqual([null, null])
  expect((await managing.unanswered(OPERATOR))?.map(({ question }) => question).sort()).toEqual([
    'anonymous?',
    'mine?',
    'servers?',
    'theirs?',
  ])
  // A team that is not the one in the owner's name gives nothing of anybody's.
  expect(await managing.unanswered({ ...BOSS, team: 'T2' })).toBeNull()
  expect(await managing.unanswered({ ...BOSS, team: '' })).toBeNull()
  const told = JSON.stringify([await managing.unanswered(OPERATOR), await managing.ratings(OPERATOR)])
  expect(told).not.toMatch(/slack|discord|web:|U\d/)
})

test('the overview counts what the manager sees, and begins with what is wrong', async () => {
  await eightDigests()
  await newsroom.say('watch add Borealis in:channel')
  const { store } = newsroom.room
  for (const name of ['well', 'dead', 'paused', 'new']) await store.feeds.add(feed(name))
  await store.feeds.change(1, { succeededMs: NOW.getTime() })
  await store.feeds.change(2, { isDead: true, fails: 9, error: '404 Not Found.' })
  await store.feeds.change(3, { isPaused: true, why: 'It redirects for ever.' })
  await store.digests.change(1, { isPaused: true, why: 'The channel is gone.' })
  const health: Health[] = [
    { surface: 'slack', state: 'down', problem: 'Set SLACK_BOT_TOKEN.', sinceMs: 0, lastEventMs: null, lastError: null },
  ]
  const delivery = newsroom.room.delivery as NonNullable<Room['delivery']>
  const room: Room = { ...newsroom.room, health: () => health, delivery: { ...delivery, trouble: () => 'The disk is full.' } }
  const overview = await managingOf(room).overview(BOSS)
  expect(overview).toMatchObject({
    health,
    feeds: { all: 4, well: 1, failing: 1, paused: 1 },
    digests: { all: 2, paused: 1, missed: 0, nextMs: Date.parse('2024-06-21T09:00:00Z') },
    watches: 1,
    ratings: { good: 0, bad: 0 },
    unanswered: 0,
  })
  expect(overview.corpus.articles).toBe(6)
  expect(overview.troubles).toEqual([
    'Slack: Set SLACK_BOT_TOKEN.',
    'Nothing is posted at present: The disk is full.',
    'Feed 2 (The dead) is dead: 404 Not Found. “feeds test 2” shows what it says now.',
    'Feed 3 (The paused) rests: It redirects for ever. “feeds resume 3” lets it go on.',
    'Digest 1 is paused: The channel is gone. “digest resume 1” lets it go on.',
  ])
  expect((await managingOf(room).overview(IN_DISCORD)).unanswered).toBeNull()
  expect((await managingOf(room).overview(OPERATOR)).digests.all).toBe(8)
  const rows = await managingOf(room).feeds(BOSS)
  expect(rows.map(({ id, state, reason, nextMs }) => [id, state, reason, nextMs === null])).toEqual([
    [1, 'well', null, false],
    [2, 'dead', '404 Not Found.', false],
    [3, 'paused', 'It redirects for ever.', true],
    [4, 'new', null, false],
  ])
})

describe('a button', () => {
  const said = async (manager: Manager, line: string, room = newsroom.room) => {
    const { kind, answer } = await managingOf(room).act(manager, line, ASKED)
    return `${kind}: ${JSON.stringify(answer.blocks)}`
  }

  test('does what its line says, as if it had been said to the bot', async () => {
    await eightDigests()
    await newsroom.say('watch add Borealis in:channel')
    await newsroom.room.store.feeds.add(feed('one'))
    expect(await said(BOSS, 'feeds pause 1')).toMatch(/^answered.*is paused/)
    expect((await newsroom.room.store.feeds.byId(1))?.isPaused).toBe(true)
    expect(await said(BOSS, '/digest pause 1')).toMatch(/^answered.*Digest 1 is paused/)
    expect(await said(IN_DISCORD, 'digest now 6')).toMatch(/^answered/)
    expect(newsroom.posted).toEqual([6])
    expect(await said(BOSS, 'watch remove 1')).toMatch(/^answered.*is removed/)
    expect(await said(OPERATOR, 'digest remove 4')).toMatch(/^answered.*Digest 4 is removed/)
    expect(await said(OPERATOR, 'feeds remove 1')).toMatch(/^answered/)
    expect(await newsroom.room.store.feeds.count()).toBe(0)
    expect(logged).toEqual([])
  })

  test('what is set from a page comes to who set it alone', async () => {
    expect(await said(BOSS, 'digest set daily 08:00 topic:Borealis')).toMatch(/^answered/)
    expect(await said(BOSS, 'watch add Okafor')).toMatch(/^answered/)
    expect(await newsroom.digests()).toMatchObject([{ surface: 'slack', owner: 'slack:T1:U1', place: JSON.stringify(alone('U1')) }])
    expect(await said(BOSS, 'watch add Okafor in:channel')).toMatch(/^misuse.*no channel here/)
  })

  test('reaches nothing of another workspace', async () => {
    await eightDigests()
    await newsroom.say('watch add Tidewater', person('U2', false))
    const before = JSON.stringify(await newsroom.digests())
    for (const id of [3, 4, 5, 6, 7]) expect(await said(BOSS, `digest remove ${id}`)).toMatch(/^misuse.*There is no digest/)
    for (const id of [1, 7]) expect(await said(IN_DISCORD, `digest pause ${id}`)).toMatch(/^misuse/)
    expect(await said(BOSS, 'watch remove 1')).toMatch(/^misuse.*There is no watch 1/)
    expect(JSON.stringify(await newsroom.digests())).toBe(before)
    expect(await newsroom.room.store.watches.byId(1)).not.toBeNull()
  })

  test('says nothing but feeds, digest and watch', async () => {
    const lines = [
      'latest',
      'ask who apologised?',
      'Who apologised?',
      'settings private:yes',
      'privacy forget-me',
      'newsroom',
      'home',
      'status',
    ]
    for (const line of [...lines, 'fedes list', '//news latest', ''])
      expect([line, await said(BOSS, line)]).toEqual([line, expect.stringMatching(/^misuse/)])
  })

  test('names addresses, never files of the machine, even for who runs Newsdesk', async () => {
    const asked: string[] = []
    const feeds: NonNullable<Room['feeds']> = {
      look: async () => ({ kind: 'nothing', reason: 'nothing there' }),
      outline: async (where) => {
        asked.push(where)
        return '<opml version="2.0"><body><outline xmlUrl="https://one.example/feed"/></body></opml>'
      },
      poke: () => undefined,
      isKeptUp: true,
      trouble: () => null,
    }
    const room: Room = { ...newsroom.room, feeds }
    for (const file of ['/etc/passwd', 'seeds/feeds.opml', 'file:///etc/passwd', './https://x', 'starter/../x'])
      expect(await said(OPERATOR, `feeds import ${file}`, room)).toMatch(/no web address/)
    expect(asked).toEqual([])
    expect(await said(BOSS, 'feeds import starter', room)).toMatch(/^answered/)
    expect(await said(OPERATOR, 'feeds import https://lists.example/feeds.opml', room)).toMatch(/^answered/)
    expect(asked).toEqual(['starter', 'https://lists.example/feeds.opml'])
    expect((await newsroom.room.store.feeds.byId(1))?.owner).toBe('slack:T1:U1')
  })
})

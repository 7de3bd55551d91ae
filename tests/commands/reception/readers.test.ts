/** What concerns one reader: who sees the answer, their zone, their questions, what is kept of them. */
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { folder } from '../../store/samples.ts'
import { button, openRig, placeIn, quotedIn, recordingSurface, said, words } from './rig.ts'

const RECALL = 'Who apologised to the owners?'

describe('who sees an answer', () => {
  test('everybody, but for commands that are private and readers who prefer it', async () => {
    const { reception, say } = await openRig()
    const isPrivate = async (text: string) => (await say(text))[0]?.message.isPrivate
    expect([await isPrivate(RECALL), await isPrivate('help'), await isPrivate('settings')]).toEqual([false, true, true])
    expect(await Promise.all(['ask', 'help', 'latest'].map((name) => reception.isPrivate(name, 'chat', 'U1')))).toEqual([
      false,
      true,
      false,
    ])
    await say('settings private:yes')
    expect(await isPrivate(RECALL)).toBe(true)
    expect(await reception.isPrivate('ask', 'chat', 'U1')).toBe(true)
    expect(await reception.isPrivate('ask', 'chat', 'U2')).toBe(false)
  })

  test('a surface that decided before it acknowledged is not overruled', async () => {
    const { say } = await openRig()
    await say('settings private:yes')
    const heard = { kind: 'command', name: 'latest', text: '', given: {} } as const
    expect((await say('', { heard }))[0]?.message.isPrivate).toBe(false)
    expect((await say('', { heard, place: placeIn('C', { to: 'U1' }) }))[0]?.message.isPrivate).toBe(true)
  })
})

test('what others did not see is said again above the answer that has no title of its own', async () => {
  const { say } = await openRig()
  const title = async (text: string, restate: boolean) => (await say(text, { restate }))[0]?.message.answer.title
  expect(await title(RECALL, false)).toBe('')
  expect(await title(RECALL, true)).toBe(RECALL)
  expect(await title('latest', true)).toBe('Latest stories')
})

test('a page holds what the surface can show, unless the reader says otherwise', async () => {
  const { say, press } = await openRig({ surface: recordingSurface({ pageSize: 3 }) })
  const [page] = await say('latest')
  expect(quotedIn(page)).toHaveLength(3)
  expect(quotedIn((await say('latest limit:1'))[0])).toHaveLength(1)
  expect([...quotedIn(page), ...quotedIn((await press(button(page, 'Older')))[0])]).toEqual([
    'truck-recall',
    'tidewater-fine',
    'plant-plan',
    'old-memo',
    'undated',
  ])
})

describe('settings', () => {
  test('are kept, shown and taken back', async () => {
    const { say, press } = await openRig()
    const shown = async (text: string) => words((await say(text))[0] ?? never())
    expect(await shown('settings')).toContain('that of this newsroom (UTC)')
    expect(await shown('settings zone:europe/paris')).toContain('Time zone: Europe/Paris')
    expect(await shown('settings zone:Mars/Olympus')).toContain('There is no time zone “Mars/Olympus”')
    expect(await shown('settings zone:+01:00')).toContain('There is no time zone')
    expect(await shown('settings zone:default')).toContain('that of this newsroom')
    const [page] = await say('settings')
    expect(words((await press(button(page, 'Answer to me alone')))[0] ?? never())).toContain('visible to you alone')
  })

  test('a reader’s zone is that in which their dates are read', async () => {
    const zones: string[] = []
    const { smallNewsroom } = await import('../../small-newsroom.ts')
    const newsroom = await smallNewsroom()
    const { say } = await openRig({
      newsroom: {
        ...newsroom,
        ask: (question, asked) => {
          zones.push(asked.zone)
          return newsroom.ask(question, asked)
        },
      },
    })
    await say(RECALL)
    await say('settings zone:Asia/Shanghai')
    await say(RECALL)
    await say(RECALL, { user: 'U2' })
    expect(zones).toEqual(['UTC', 'Asia/Shanghai', 'UTC'])
    await newsroom.close()
  })
})

describe('recent questions', () => {
  test('are on the reader’s page, and can be asked again', async () => {
    const { say, press, reception, surface } = await openRig()
    await say(RECALL)
    await say('latest')
    await say('What colour is the zebra?', { threads: ['thread:other'] })
    await say('Who doubts the jobs?', { user: 'U2' })
    const page = await reception.page('home', said(), surface)
    const home = { place: placeIn('C'), message: page, key: '' }
    expect(words(home)).toContain(RECALL)
    expect(words(home)).not.toContain('doubts')
    expect(page.isPrivate).toBe(true)
    expect(quotedIn((await press(button(home, RECALL)))[0])).toEqual(['truck-recall'])
    expect(surface.posts).toHaveLength(5)
  })

  test('are not kept of who does not want it', async () => {
    const { say, chat } = await openRig()
    await say('settings history:no')
    await say(RECALL)
    expect(await chat.questions('chat:U1', 10)).toEqual([])
    await say('settings history:yes')
    await say(RECALL)
    await say(`${RECALL} ${'x'.repeat(600)}`)
    expect(await chat.questions('chat:U1', 10)).toMatchObject([{ question: RECALL, answered: true }])
  })
})

test('to be forgotten leaves nothing but the bare keys, and touches nobody else', async () => {
  const file = `${folder()}/news.db`
  const { say, press } = await openRig({ file })
  for (const user of ['U1', 'U2']) {
    const own = { user, threads: [`thread:${user}`, `asker:C:${user}`] }
    const [post] = await say(RECALL, own)
    await press(button(post, '👍'), own)
    await say('settings zone:Europe/Paris', own)
  }
  const [told] = await say('privacy forget-me', { threads: ['thread:U1', 'asker:C:U1'] })
  expect(words(told ?? never())).toMatch(/^Forgotten: \d+ things/)
  expect(told?.message.buttons).toEqual([])
  const database = new Database(file, { readonly: true })
  const left = (owner: string) =>
    ['threads', 'presses', 'preferences', 'questions', 'ratings', 'heard'].map(
      (table) => database.prepare(`select count(*) from ${table} where owner = ?`).pluck().get(owner) as number,
    )
  expect(left('chat:U1')).toEqual([0, 0, 0, 0, 0, 0])
  expect(
    left('chat:U2')
      .slice(0, 5)
      .every((count) => count > 0),
  ).toBe(true)
  expect(database.prepare('select count(*) from heard where said is not null').pluck().get()).toBe(0)
  database.close()
  const [again] = await say('privacy forget me please', { user: 'U3', threads: [] })
  expect(again?.message.answer.verdict).toBe('unanswered')
})

test('whether somebody is a manager is looked up only where it matters', async () => {
  let lookups = 0
  const surface = recordingSurface({
    isManager: async ({ user }) => {
      lookups++
      if (user === 'U3') throw new Error('no such scope')
      return user === 'U1'
    },
    health: () => ({
      surface: 'chat',
      state: 'down',
      problem: 'The token was revoked. Make a new one.',
      sinceMs: 0,
      lastEventMs: 1,
      lastError: { atMs: 2, message: 'token_revoked' },
    }),
  })
  const { say, logged } = await openRig({ surface })
  await say(RECALL)
  expect(lookups).toBe(0)
  const shown = async (user: string) => words((await say('status', { user }))[0] ?? never())
  const told = await shown('U1')
  for (const part of ['Ratings: 👍 0 · 👎 0', 'The token was revoked. Make a new one.', 'token_revoked']) expect(told).toContain(part)
  for (const user of ['U2', 'U3']) {
    const text = await shown(user)
    expect(text).toContain('Chat: down')
    expect(text).not.toMatch(/revoked|Ratings/)
  }
  expect([lookups, logged.length]).toEqual([3, 1])
})

describe('what completes a word', () => {
  test('names, outlets and zones, those that begin with it first', async () => {
    const { reception } = await openRig()
    expect(await reception.suggest('entity', 'bor', 5)).toEqual(['Borealis Motors'])
    expect(await reception.suggest('publisher', 'P', 5)).toEqual(['Coastline Post'])
    expect(await reception.suggest('publisher', '', 1)).toEqual(['Coastline Post'])
    expect(await reception.suggest('zone', 'new york', 5)).toEqual(['America/New_York'])
    expect((await reception.suggest('zone', 'par', 25)).slice(0, 1)).toEqual(['America/Paramaribo'])
    expect(await reception.suggest('zone', '', 1_000)).toHaveLength(25)
    expect(await reception.suggest('zone', 'utc', 5)).toContain('UTC')
    expect(await reception.suggest('entity', '\u0000%_', 5)).toEqual([])
  })

  test('prompts are questions that were answered', async () => {
    const { reception, say } = await openRig()
    const prompts = await reception.prompts()
    expect(prompts.length).toBeGreaterThan(1)
    expect(prompts.length).toBeLessThanOrEqual(4)
    for (const prompt of prompts) expect((await say(prompt, { threads: [] }))[0]?.message.answer.verdict, prompt).toBe('answered')
  })

  test('what fails is logged and brings nothing', async () => {
    const { smallNewsroom } = await import('../../small-newsroom.ts')
    const newsroom = await smallNewsroom()
    const failing = {
      ...newsroom,
      store: { ...newsroom.store, suggestEntities: () => Promise.reject(new Error('no')), list: () => Promise.reject(new Error('no')) },
    }
    const { reception, logged } = await openRig({ newsroom: failing })
    expect(await reception.suggest('entity', 'x', 5)).toEqual([])
    expect(await reception.prompts()).toEqual([])
    expect(logged).toHaveLength(2)
    await newsroom.close()
  })
})

test('hidden commands are not offered, nor understood as words', async () => {
  const { reception, say } = await openRig()
  expect(reception.commands.map(({ name }) => name)).not.toContain('home')
  expect((await say('/home')).map(words)[0]).toContain('There is no command “home”')
  expect((await say('help')).map(words)[0]).not.toMatch(/^home/m)
})

function never(): never {
  throw new Error('nothing was posted')
}

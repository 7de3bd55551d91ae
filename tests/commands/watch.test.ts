/** `watch` on the real store in memory: what it says, what it keeps, and who may. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { MayPost, Outcome, Place, Reader, Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import type { Held } from '../../src/store/watch-store.ts'
import { inventedNewsroom } from '../invented-newsroom.ts'

const NOW = new Date('2024-06-16T12:00:00Z')
const log = openLog({ level: 'error', secrets: [], now: () => NOW, write: (line) => void expect(line).toBe('') })
const plain = { surface: 'slack', team: 'T1', thread: null, to: null, via: {} }
const channel = (name: string): Place => ({ ...plain, channel: name })
const person = (user: string, isManager: boolean, here: Place | null = channel('C1')): Reader => ({
  surface: 'slack',
  owner: `slack:T1:${user}`,
  isManager,
  places: { here, direct: { ...plain, channel: user, via: { direct: 'yes' } } },
})
const boss = person('U1', true)
const reader = person('U2', false)

let room: Room
let may: MayPost | Error
beforeEach(async () => {
  const newsroom = await inventedNewsroom()
  onTestFinished(() => newsroom.close())
  may = { ok: true }
  const delivery = {
    async mayPost(): Promise<MayPost> {
      if (may instanceof Error) throw may
      return may
    },
    poke: () => undefined,
    postNow: async () => 0,
    trouble: () => null,
  }
  room = { ...newsroom, delivery }
})

/** null: at the terminal. */
async function say(line: string, who: Reader | null = reader): Promise<Outcome> {
  const asked = { now: NOW, zone: 'Europe/Paris' }
  const understood = readLine(line, asked, COMMANDS)
  if (!understood.ok) throw new Error(understood.problem)
  return await respond({ ...understood.invocation, reader: who ?? undefined }, room, log)
}
const shown = ({ answer }: Outcome): string => render(answer, { colour: false, width: 400 })
async function told(line: string, who: Reader | null = reader): Promise<string> {
  return shown(await say(line, who)).replace(/\s+/g, ' ')
}
/** An alert of a watch, as the planner keeps it. */
async function alerted(watch: number, articleId: string, held: Held | null = null): Promise<number> {
  const { watches } = room.store
  if ((await watches.cursor()) === null) await watches.begin({ generation: 0, seq: 0 })
  const cursor = await watches.cursor()
  if (cursor === null) throw new Error('no cursor')
  const id = cursor.nextAlert
  const alert = { id, watch, storyId: null, atMs: NOW.getTime(), articles: [articleId], held }
  const posting = { surface: 'slack', lane: 'T1:U2', place: '{}', content: '{}', dueMs: NOW.getTime(), expiresMs: NOW.getTime() + 1 }
  const delivery = held === null ? { key: `alert:${id}`, ...posting } : null
  const kept = JSON.stringify({ articleId, span: null, why: 'names it', posts: 0, edits: 0 })
  await watches.alert({ from: cursor.arrived, to: { generation: id, seq: 0 }, alerts: [{ ...alert, delivery, told: kept }], changes: [] })
  return id
}

describe('adding', () => {
  test('says how it was understood, where it goes, and what it would have told', async () => {
    const { answer } = await say('watch add Veltrona -fish source:harbor')
    const text = shown({ answer } as Outcome).replace(/\s+/g, ' ')
    expect(answer.title).toBe('Watch 1: Veltrona · not fish · in harbor')
    expect(text).toMatch(/Names Veltrona Motors, also as Veltrona/)
    expect(text).toMatch(/Left out what has “fish” anywhere Outlet called “harbor”, in full or in part Goes to you alone/)
    expect(text).toContain(
      'It would have matched 1 article in the last 7 days. [The latest: 11 Jun 2024 · Veltrona recalls trucks over brakes]',
    )
    expect(answer.sources.map(({ articleId }) => articleId)).toEqual(['recall'])
    expect(await room.store.watches.byId(1)).toMatchObject({ isDirect: true, owner: 'slack:T1:U2', query: 'Veltrona -fish source:harbor' })
  })

  test('what is watched already is said', async () => {
    await say('watch add Veltrona')
    expect(await told('watch add  veltrona')).toContain('This is watched already: watch 1')
    expect(await told('watch add Veltrona', boss)).toContain('Watch 2')
  })

  test('a story is followed', async () => {
    const [story] = await room.store.stories.ofArticles(['recall'])
    const { answer } = await say(`watch add story:${story?.id}`)
    expect(answer.title).toBe(`Watch 1: ${story?.title}`)
    const text = shown({ answer } as Outcome).replace(/\s+/g, ' ')
    expect(text).toContain(`Story ${story?.title} So far 1 article by Harbor Global, 11 Jun 2024 Goes to you alone`)
    expect(text).toContain('[The latest: 11 Jun 2024 · Veltrona recalls trucks over brakes] “Veltrona Motors recalled 3,400 trucks')
    expect(text).toContain('An alert comes when another article tells this story.')
    expect(text).not.toContain('would have matched')
    expect(await room.store.watches.byId(1)).toMatchObject({ query: 'story:"recall"' })
    expect(await told('watch add story:recall')).toContain('This is watched already')
  })

  test('what cannot be looked for, or is not known yet, is said', async () => {
    for (const line of [
      'watch add',
      'watch add the',
      'watch add Veltrona since:monday',
      'watch add Veltrona until:friday',
      'watch add story:none',
    ]) {
      expect((await say(line)).kind, line).toBe('misuse')
    }
    expect(await told('watch add source:gazette')).toContain('No article of an outlet called “gazette” is stored yet.')
    expect(await told('watch add xylophones')).toContain('No stored article has the word “xylophones” yet.')
    expect(await room.store.watches.active(0, 10)).toHaveLength(2)
  })

  test('where nothing may be posted, nothing is saved', async () => {
    may = { ok: false, problem: 'Invite me first.', isGone: false }
    expect(await told('watch add Veltrona in:channel', boss)).toContain('Nothing was saved. Invite me first.')
    may = new Error('no answer')
    expect(await told('watch add Veltrona')).toMatch(/Nothing was saved\. .*no answer/)
    expect(await room.store.watches.active(0, 10)).toEqual([])
  })

  test('for a channel managers add them, up to twenty', async () => {
    expect((await say('watch add Veltrona in:channel')).kind).toBe('misuse')
    expect((await say('watch add Veltrona in:channel', person('U1', true, null))).kind).toBe('misuse')
    for (let n = 0; n < 20; n++) expect((await say(`watch add word${n}x in:channel`, boss)).kind).toBe('answered')
    const full = await say('watch add Veltrona in:channel', boss)
    expect(full.kind).toBe('misuse')
    expect(shown(full)).toContain('as many as one channel can')
    expect(await room.store.watches.byId(1)).toMatchObject({ isDirect: false, channel: 'C1' })
  })

  test('at the terminal, too', async () => {
    expect(await told('watch add Veltrona', null)).toContain('Watch 1: Veltrona')
    expect(await told('watch list', null)).toContain('Veltrona · to you alone · on')
  })

  test('words without an action are no watch, and a question stays one', async () => {
    expect(readLine('watch prices in Basel', { now: NOW, zone: 'UTC' }, COMMANDS)).toMatchObject({
      ok: true,
      invocation: { command: 'ask' },
    })
    expect(await told('/watch Veltrona')).toContain('watch add Veltrona')
    expect(await room.store.watches.active(0, 10)).toEqual([])
  })
})

describe('listing and changing', () => {
  test('the list shows what, where, how it is and what came of it', async () => {
    expect(await told('watch list')).toContain('You watch nothing yet')
    await say('watch add Veltrona')
    await say('watch add "battery plant" in:channel', boss)
    await alerted(1, 'recall')
    const text = await told('watch')
    expect(text).toMatch(/Watch 1 Veltrona · to you alone · on · 1 alert in 7 days/)
    expect(text).toMatch(/Watch 2 “battery plant” · to this channel · on · no alerts in 7 days/)
    expect((await say('watch list')).answer.followUps.map(({ command }) => command)).toEqual(['watch pause 1', 'watch remove 1'])
    expect((await say('watch list', boss)).answer.followUps.map(({ command }) => command)).toEqual(['watch pause 2', 'watch remove 2'])
  })

  test('pausing, resuming and removing reach one’s own, and a channel’s as a manager', async () => {
    await say('watch add Veltrona')
    await say('watch add Norwick in:channel', boss)
    expect(await told('watch pause 1')).toContain('is paused')
    expect(await told('watch list')).toContain('paused')
    expect(await told('watch resume')).toContain('Watch 1 goes on')
    expect((await say('watch pause 2')).kind).toBe('misuse')
    expect((await say('watch pause 1', boss)).kind).toBe('misuse')
    expect(shown(await say('watch pause 1', boss))).toContain('There is no watch 1 of yours')
    expect((await say('watch pause 2', { ...boss, places: { here: { ...channel('C1'), team: 'T2' }, direct: channel('U1') } })).kind).toBe(
      'misuse',
    )
    expect((await say('watch pause nonsense')).kind).toBe('misuse')
    expect(await told('watch remove #1')).toContain('is removed')
    expect((await say('watch remove 1')).kind).toBe('misuse')
    expect(await told('watch pause 2', null)).toContain('is paused')
    may = { ok: false, problem: 'I am not there.', isGone: true }
    expect(await told('watch resume 2', boss)).toContain('stays paused. I am not there.')
  })

  test.each([
    ['watch snooze 1 2d', '2024-06-18T12:00:00.000Z'],
    ['watch snooze 1 90m', '2024-06-16T13:30:00.000Z'],
    ['watch snooze 1 until:2024-07-01', '2024-06-30T22:00:00.000Z'],
    ['watch snooze 1 off', null],
  ])('%s', async (line, until) => {
    await say('watch add Veltrona')
    expect((await say(line)).kind).toBe('answered')
    const { snoozedUntilMs = null } = (await room.store.watches.byId(1)) ?? {}
    expect(snoozedUntilMs === null ? null : new Date(snoozedUntilMs).toISOString()).toBe(until)
  })

  test('a snooze that is none is refused', async () => {
    await say('watch add Veltrona')
    for (const words of ['', '1', '1 soon', '1 2020-01-01', '1 0d', '1 900d', '9 2d'])
      expect((await say(`watch snooze ${words}`)).kind, words).toBe('misuse')
  })

  test('less like an alert, told in words, listed, and undone', async () => {
    await say('watch add Veltrona')
    const id = await alerted(1, 'plant')
    const { answer } = await say(`watch less ${id}`)
    const text = shown({ answer } as Outcome).replace(/\s+/g, ' ')
    expect(text).toMatch(/leaves out the story “Veltrona to build a battery plant in Marlow”, and what names two of .*Marlow/)
    expect(text).not.toMatch(/two of [^.]*Veltrona/)
    expect(answer.followUps[0]?.command).toBe('watch more 1')
    expect(await told(`watch less ${id}`)).toContain('leaves out already')
    expect(await told('watch list')).toContain('left out: the story')
    expect(await told('watch more 1')).toContain('may come again')
    expect(await told('watch more 1')).toContain('leaves nothing out')
    for (const words of ['', '99', 'this']) expect((await say(`watch less ${words}`)).kind, words).toBe('misuse')
    expect((await say(`watch less ${id}`, boss)).kind).toBe('misuse')
  })

  test('what a watch told can be looked up, page by page', async () => {
    await say('watch add Veltrona')
    expect(await told('watch alerts 1')).toContain('It has told nothing yet.')
    for (let n = 0; n < 20; n++) await alerted(1, 'recall')
    await alerted(1, 'gone')
    const { answer } = await say('watch alerts')
    const text = shown({ answer } as Outcome).replace(/\s+/g, ' ')
    expect(answer.title).toBe('Watch 1: Veltrona · what it told')
    expect(text).toMatch(/Alert 21 \(Sun 16 Jun[^)]*\): its article is no longer stored .*Alert 20 .*Veltrona recalls.* — names it/)
    expect(text).not.toContain('Alert 1 (')
    expect(answer.followUps[0]).toMatchObject({ label: 'Older', command: 'watch alerts 1 2' })
    expect(answer.sources.map(({ articleId }) => articleId)).toEqual(['recall'])
    const older = await told('watch alerts 1 2')
    expect(older).toContain('Alert 1 (')
    expect(older).not.toContain('Alert 2 (')
    expect((await say('watch alerts 1 2')).answer.followUps.map(({ label }) => label)).not.toContain('Older')
    expect(await told('watch alerts 1 3')).toContain('It has told nothing older.')
    expect((await say('watch alerts 1', boss)).kind).toBe('misuse')
  })

  test('another zone is another end of the quiet hours: what waits is looked at again', async () => {
    await say('watch add Veltrona')
    const id = await alerted(1, 'recall', { by: 'quiet', untilMs: NOW.getTime() + 9 * 3_600_000 })
    expect(await room.store.watches.waiting(NOW.getTime(), 10)).toEqual([])
    await say('settings history:no')
    expect(await room.store.watches.waiting(NOW.getTime(), 10)).toEqual([])
    await say('settings zone:Asia/Tokyo')
    expect((await room.store.watches.waiting(NOW.getTime(), 10)).map(({ alert }) => alert.id)).toEqual([id])
  })

  test('the end of a snooze or of quiet hours lets go what waits for it', async () => {
    await say('watch add Veltrona')
    const waits = async (): Promise<number> => (await room.store.watches.waiting(NOW.getTime(), 10)).length
    await alerted(1, 'recall', { by: 'snooze', untilMs: NOW.getTime() + 1 })
    await say('watch snooze 1 off')
    expect(await waits()).toBe(1)
    await alerted(1, 'recall', { by: 'quiet', untilMs: NOW.getTime() + 1 })
    await say('watch quiet off')
    expect(await waits()).toBe(2)
  })

  test('twenty things can be left out', async () => {
    await say('watch add Veltrona')
    const id = await alerted(1, 'plant')
    const one = { alert: 900, title: 'x', storyIds: [], names: {}, words: [] }
    await room.store.watches.change(1, { less: JSON.stringify(Array.from({ length: 20 }, () => one)) })
    expect(shown(await say(`watch less ${id}`))).toContain('leaves out 20 things already')
  })

  test('quiet hours are the reader’s, in their zone', async () => {
    expect(await told('watch quiet')).toContain('no quiet hours')
    expect(await told('watch quiet 22-7')).toContain('From 22:00–07:00 (Europe/Paris')
    expect(await told('watch quiet')).toContain('22:00–07:00 (Europe/Paris)')
    expect(await told('watch list')).toContain('Quiet hours: 22:00–07:00')
    expect(await told('watch quiet', boss)).toContain('no quiet hours')
    expect((await say('watch quiet always')).kind).toBe('misuse')
    expect(await told('watch quiet off')).toContain('at any hour')
    expect(await told('watch quiet')).toContain('no quiet hours')
  })

  test('who is forgotten watches nothing; their own page shows what they watch before', async () => {
    await say('watch add Veltrona')
    const home = COMMANDS.find(({ name }) => name === 'home')
    const page = async () =>
      JSON.stringify(await home?.run({ command: 'home', options: {}, asked: { now: NOW, zone: 'UTC' }, reader }, room))
    expect(await page()).toContain('1: Veltrona · on')
    await say('privacy forget-me')
    expect(await told('watch list')).toContain('You watch nothing yet')
    expect(await page()).not.toContain('My watches')
  })
})

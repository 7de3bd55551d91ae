/** `digest` set, changed and taken back between two runs, by several people at once, and in words that are not only a schedule. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { RunState } from '../../src/store/digest-store.ts'
import { alone, boss, channel, type Newsroom, NOW, newsroomThatPosts, person } from './digest-samples.ts'

let desk: Newsroom
beforeEach(async () => {
  desk = await newsroomThatPosts()
})

/** As the planner writes it: the run that is next, and the one after it. */
async function runs(state: RunState, then: string, ms: string): Promise<void> {
  const [record] = await desk.digests()
  if (record === undefined) throw new Error('no digest is set')
  const run = {
    slot: record.nextSlot,
    dueMs: record.nextMs,
    state,
    reason: null,
    delivery: null,
    atMs: record.nextMs,
    stories: 1,
    generation: 0,
  }
  const plan = { digest: record.id, fromMs: record.nextMs, next: { slot: then, ms: Date.parse(ms) }, runs: [run], told: [], deliveries: [] }
  expect(await desk.room.store.digests.plan(plan)).toBe(true)
}
const at = (iso: string): Date => new Date(iso)
const next = async (): Promise<string> => (await desk.digests())[0]?.nextSlot ?? ''
const history = async () => (await desk.room.store.digests.history(1, 10)).map(({ slot, state }) => `${slot} ${state}`)

describe('a day has one run, whatever is changed in between', () => {
  beforeEach(async () => {
    await desk.say('digest set daily 08:00 UTC', boss, at('2024-06-19T12:00:00Z'))
  })

  test('later on the day of a run: the next day', async () => {
    await runs('posted', '2024-06-21T08:00', '2024-06-21T08:00:00Z')
    const text = await desk.told('digest set daily 09:00', boss, at('2024-06-20T08:30:00Z'))
    expect(text).toContain('The one of that day has been posted already. For one more in between: digest now 1')
    expect(await next()).toBe('2024-06-21T09:00')
  })

  test('later on a day whose run was missed: that day', async () => {
    await runs('missed', '2024-06-21T08:00', '2024-06-21T08:00:00Z')
    expect(await desk.told('digest set daily 09:00', boss, at('2024-06-20T08:30:00Z'))).not.toContain('has been posted')
    expect(await next()).toBe('2024-06-20T09:00')
    // That name is in the history.
    await desk.say('digest set daily 08:00 America/New_York', boss, at('2024-06-20T08:40:00Z'))
    expect(await next()).toBe('2024-06-21T08:00')
  })

  test('one that was due and not planned keeps its name, also where another zone comes to that time later', async () => {
    await desk.say('digest set daily 08:00 America/New_York', boss, at('2024-06-20T08:30:00Z'))
    expect(await history()).toEqual(['2024-06-20T08:00 missed'])
    expect(await next()).toBe('2024-06-21T08:00')
  })

  test('a run that was asked for is none of the day', async () => {
    const run = {
      slot: 'now:2024-06-20T06:00:00.000Z',
      dueMs: 1,
      state: 'posted',
      reason: null,
      delivery: null,
      atMs: 1,
      stories: 1,
      generation: 0,
    } as const
    await desk.room.store.digests.plan({ digest: 1, fromMs: null, next: null, runs: [run], told: [], deliveries: [] })
    await desk.say('digest set daily 09:00', boss, at('2024-06-20T07:00:00Z'))
    expect(await next()).toBe('2024-06-20T09:00')
  })

  test('before it, to a time that is over: it says that today’s does not come', async () => {
    const text = await desk.told('digest set daily 07:00', boss, at('2024-06-20T07:30:00Z'))
    expect(text).toContain('Today’s does not come any more. For one more in between: digest now 1')
    expect(await next()).toBe('2024-06-21T07:00')
    expect(await desk.told('digest set weekly', boss, at('2024-06-20T07:30:00Z'))).not.toContain('Today’s')
    await desk.say('digest set daily 08:00', boss, at('2024-06-20T07:30:00Z'))
    await desk.say('digest pause', boss, at('2024-06-20T07:30:00Z'))
    expect(await desk.told('digest set daily 07:00', boss, at('2024-06-20T07:30:00Z'))).not.toContain('Today’s')
  })

  test('just before it, to just after it, and across the date line', async () => {
    await desk.say('digest set daily 08:01', boss, at('2024-06-20T07:59:59.900Z'))
    expect(await next()).toBe('2024-06-20T08:01')
    await runs('posted', '2024-06-21T08:01', '2024-06-21T08:01:00Z')
    await desk.say('digest set daily 08:01 Pacific/Honolulu', boss, at('2024-06-20T09:00:00Z'))
    expect(await next()).toBe('2024-06-21T08:01')
    await desk.say('digest set daily 06:00 Pacific/Auckland', boss, at('2024-06-20T09:00:00Z'))
    expect(await next()).toBe('2024-06-21T06:00')
  })

  test('what changes no time leaves a run that is due at this moment due', async () => {
    expect(await desk.told('digest set daily 08:00 UTC max:3', boss, at('2024-06-20T08:00:00.500Z'))).toMatch(/Next +Thu 20 Jun, 08:00/)
    expect(await history()).toEqual([])
    expect(await desk.digests()).toMatchObject([{ nextSlot: '2024-06-20T08:00', nextMs: Date.parse('2024-06-20T08:00:00Z') }])
    expect(await desk.specs()).toMatchObject([{ max: 3 }])
    await desk.say('digest set #1 topic:trucks', boss, at('2024-06-20T08:00:00.700Z'))
    expect(await next()).toBe('2024-06-20T08:00')
    // Another time is another run: the one that was due has its reason.
    await desk.say('digest set #1 daily 10:00', boss, at('2024-06-20T08:00:00.900Z'))
    expect(await history()).toEqual(['2024-06-20T08:00 missed'])
    expect(await next()).toBe('2024-06-20T10:00')
  })

  test('a run that is posted while the platform is asked counts', async () => {
    const { delivery } = desk.room
    if (delivery === undefined) throw new Error('nothing posts here')
    const asking = {
      ...delivery,
      async mayPost() {
        await runs('queued', '2024-06-21T08:00', '2024-06-21T08:00:00Z')
        return { ok: true } as const
      },
    }
    await desk.say('digest set daily 08:30', boss, at('2024-06-20T07:59:59.900Z'), 'UTC', { ...desk.room, delivery: asking })
    expect(await next()).toBe('2024-06-21T08:30')
  })

  test('where another process was first, nothing is changed and it says so', async () => {
    const { digests } = desk.room.store
    const store = { ...desk.room.store, digests: { ...digests, plan: async () => false } }
    const text = await desk.told('digest set daily 10:00 UTC max:3', boss, at('2024-06-20T07:00:00Z'), 'UTC', { ...desk.room, store })
    expect(text).toContain('Digest 1 ran, or was changed, at this moment. Say it again.')
    expect(await desk.specs()).toMatchObject([{ max: 6, schedule: { minute: 480 } }])
  })

  test('set again to the same time after a long pause, it goes on with the next one', async () => {
    await desk.say('digest pause', boss, at('2024-06-20T07:00:00Z'))
    await desk.say('digest set daily 08:00 UTC max:3', boss, at('2024-12-24T09:00:00Z'))
    expect(await next()).toBe('2024-12-25T08:00')
    expect(await history()).toEqual([])
  })

  test('paused for months, it goes on with the next one and makes up for none', async () => {
    await desk.say('digest pause', boss, at('2024-06-20T07:00:00Z'))
    expect(await desk.told('digest resume', boss, at('2024-12-24T07:59:00Z'))).toContain('due Tue 24 Dec, 08:00')
    expect(await history()).toEqual([])
    await runs('posted', '2024-12-25T08:00', '2024-12-25T08:00:00Z')
    await desk.say('digest pause', boss, at('2024-12-24T08:10:00Z'))
    expect(await desk.told('digest resume', boss, at('2024-12-24T08:11:00Z'))).toContain('due Wed 25 Dec, 08:00')
  })
})

describe('several people', () => {
  test('who set the same at once have set one', async () => {
    await Promise.all([
      desk.say('digest set daily 08:00 topic:trucks'),
      desk.say('digest set daily 09:00 topic:trucks', person('U9', true)),
    ])
    expect(await desk.digests()).toHaveLength(1)
  })

  test('who wants to change one is told when it became a second one', async () => {
    await desk.say('digest set daily 08:00 UTC topic:trucks')
    expect(await desk.told('digest set daily 09:00 UTC')).toContain(
      'Digest 1 is here as well, on trucks. To change one instead, name it: digest set #1 every day at 09:00 (UTC)',
    )
    expect(await desk.told('digest pause')).toContain('Which one? Here are #1 (trucks), #2 (everything).')
    expect(await desk.told('digest set daily 10:00 topic:Borealis')).toContain('There are 2 more here.')
    expect(await desk.told('digest set #1 every day at 09:00 (UTC)')).not.toContain('instead')
  })
})

describe('what changes nothing, or cannot be', () => {
  test('nothing said is nothing changed', async () => {
    await desk.say('digest set daily 08:00 topic:trucks')
    await desk.say('digest pause')
    for (const line of ['digest set', 'digest set #1', 'digest set topic:trucks'])
      expect(await desk.told(line)).toContain('What is to be changed of digest 1? Write for example: digest set #1 daily 08:00 max:5')
    expect(await desk.digests()).toMatchObject([{ isPaused: true }])
    expect(await desk.told('digest now')).toContain('It stays paused otherwise.')
  })

  test('one whose zone is not known here is shown as that, and can be set again', async () => {
    await desk.say('digest set daily 08:00 UTC')
    const [spec] = await desk.specs()
    const elsewhere = JSON.stringify({ ...spec, schedule: { ...spec?.schedule, zone: 'Mars/Olympus' } })
    await desk.room.store.digests.change(1, { spec: elsewhere })
    expect(await desk.told('digest list')).toContain('cannot be read: set it again')
    expect(await desk.told('digest history')).toContain('Nothing was due yet.')
    for (const action of ['preview', 'now'])
      expect(await desk.told(`digest ${action} 1`)).toContain('Set it again: digest set #1 daily 08:00 Europe/Paris')
    expect(await desk.told('digest set #1 daily 08:00 Europe/Paris')).toContain('Digest 1 is changed')
    expect(await desk.told('digest list')).toContain('every day at 08:00 (Europe/Paris)')
  })

  test('removed from elsewhere, the line that sets it again is for there', async () => {
    await desk.say('digest set daily 08:00 UTC')
    const { answer } = await desk.say('digest remove 1', person('U1', true, channel('C2')))
    expect(JSON.stringify(answer.blocks)).toContain('To set it again, say there: digest set every day at 08:00 (UTC)')
    expect(answer.followUps).toEqual([])
  })

  test('runs of other years stand in the history with their year', async () => {
    await desk.say('digest set daily 08:00 UTC', boss, at('2023-12-30T12:00:00Z'))
    await runs('empty', '2024-01-01T08:00', '2024-01-01T08:00:00Z')
    await runs('empty', '2024-01-02T08:00', '2024-01-02T08:00:00Z')
    expect(await desk.told('digest history', boss, at('2024-01-01T09:00:00Z'))).toMatch(/Mon 1 Jan, 08:00 .*\nSun 31 Dec 2023, 08:00 /)
  })
})

describe('words that are no schedule', () => {
  test.each([
    ['daily 8am about electric cars', 'electric cars'],
    ['daily 8am topic electric cars', 'electric cars'],
    ['daily 8am, topic: electric cars max:4', 'electric cars'],
    ['daily 8am topic=Huawei', 'Huawei'],
    ['daily 8am topic:"electric cars', 'electric cars'],
    ['daily about 8am', ''],
  ])('%s', async (words, topic) => {
    expect(await desk.told(`digest set ${words}`)).toContain('Digest 1 is set')
    expect(await desk.specs()).toMatchObject([{ topic, schedule: { minute: 480, days: [1, 2, 3, 4, 5, 6, 7] } }])
  })

  test.each([
    ['daily 8am Huawei', 'If that is the topic: digest set daily 8am topic:Huawei'],
    ['daily 8am on Tesla and BYD', 'If that is the topic: digest set daily 8am topic:"Tesla and BYD"'],
    ['daily 8am on China', 'If that is the topic: digest set daily 8am topic:China'],
    ['daily 8am max 5', 'Options have a colon: digest set daily 8am max:5'],
    ['daily 8am topic:trucks headlines only', 'Put it in quotation marks: topic:"trucks", or topic:"trucks headlines only"'],
    ['daily 8am headlines only topic:trucks', 'Options have a colon: digest set daily 8am topic:trucks style:headlines'],
    ['daily 8am 5 stories', 'Options have a colon: digest set daily 8am max:5'],
    ['daily 8am in #general', 'It is posted where it is set: say it in that channel.'],
    ['daily about Huawei at 8am', '“about Huawei” is not understood'],
    ['daily 8am about China on Mondays', '“about China” is not understood'],
    ['daily 8am topic:war in Ukraine', 'Put it in quotation marks: topic:"war", or topic:"war in Ukraine"'],
    ['now', 'To have it once: digest now'],
  ])('%s: %s', async (words, problem) => {
    const said = await desk.told(`digest set ${words}`).catch((error: Error) => error.message)
    expect(said).toContain(problem)
    expect(await desk.digests()).toEqual([])
  })

  test('a mistyped time is not taken for a topic', async () => {
    for (const words of ['daily mindight', 'daily at lunch', 'daily 9ma'])
      expect(await desk.told(`digest set ${words}`)).not.toContain('topic:')
  })

  test('of one that is named by its number the line has its number', async () => {
    await desk.say('digest set daily 08:00 UTC')
    expect(await desk.told('digest set #1 daily 9am Huawei')).toContain('digest set #1 daily 9am topic:Huawei')
  })

  test('what may have been meant otherwise stands in the reply', async () => {
    const text = await desk.told('digest set daily at 8 China')
    expect(text).toContain('“8” is taken for the morning; the evening is 8pm.')
    expect(text).toContain('“China” is taken for where')
    expect(await desk.told('digest set daily 08:00 UTC topic:trucks', person('U1', true, alone('U1')), NOW)).not.toContain('is taken for')
  })
})

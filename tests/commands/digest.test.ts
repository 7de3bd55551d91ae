/** `digest` on the real store in memory: what it says and what it keeps. */

import { beforeEach, describe, expect, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import { alone, boss, channel, type Newsroom, NOW, newsroomThatPosts, person, reader } from './digest-samples.ts'

let desk: Newsroom
beforeEach(async () => {
  desk = await newsroomThatPosts()
})

describe('digest set', () => {
  test('keeps what is wanted, and tells the next three runs and that it may post', async () => {
    const text = await desk.told('digest set Mon–Fri 8:00 Asia/Shanghai topic:Borealis max:5 style:headlines empty:quiet grace:90m')
    expect(text).toContain('Digest 1 is set')
    expect(text).toMatch(/When +Mon–Fri at 08:00 \(Asia\/Shanghai\)/)
    expect(text).toMatch(/On +Borealis/)
    expect(text).toMatch(/Stories +at most 5, by their headlines/)
    expect(text).toMatch(/Nothing new +it stays quiet/)
    expect(text).toMatch(/Late +up to 1h30m/)
    expect(text).toMatch(/Next +Fri 21 Jun, 08:00 \(UTC\+8\)/)
    expect(text).toMatch(/Then +Mon 24 Jun, 08:00 \(UTC\+8\)/)
    expect(text).toMatch(/And then +Tue 25 Jun, 08:00 \(UTC\+8\)/)
    expect(text).toContain('I may post here.')
    expect(text).not.toContain('No time zone')
    expect(await desk.digests()).toEqual([
      {
        id: 1,
        surface: 'slack',
        team: 'T1',
        channel: 'C1',
        place: JSON.stringify(channel('C1')),
        owner: 'slack:T1:U1',
        direct: JSON.stringify(alone('U1')),
        spec: JSON.stringify({
          schedule: { days: [1, 2, 3, 4, 5], minute: 480, zone: 'Asia/Shanghai' },
          topic: 'Borealis',
          max: 5,
          style: 'headlines',
          empty: 'quiet',
          graceMs: 5_400_000,
        }),
        nextSlot: '2024-06-21T08:00',
        nextMs: Date.parse('2024-06-21T00:00:00Z'),
        createdMs: NOW.getTime(),
        isPaused: false,
        why: null,
      },
    ])
  })

  test('said in a thread, it says that the channel is where it comes', async () => {
    const threaded = { ...boss, places: { here: channel('C1'), isInThread: true, direct: alone('U1') } }
    const text = await desk.told('digest set daily 08:00 UTC topic:Borealis', threaded)
    expect(text).toContain('It comes into the channel itself, not into this thread; I may post there.')
    expect((await desk.digests()).map(({ place }) => place)).toEqual([JSON.stringify(channel('C1'))])
  })

  test('it says what the first one tells, and the clock of Greenwich without a difference', async () => {
    const daily = await desk.told('digest set daily 08:00 UTC topic:Borealis')
    expect(daily).toMatch(/Next +Fri 21 Jun, 08:00 \(UTC\)/)
    expect(daily).toContain('Each one tells what is new since the one before; the first, what came in the day before it. Now it would tell')
    expect(await desk.told('digest set Mon–Fri 08:00 UTC topic:trucks')).toContain('; the first, what came in the 3 days before it.')
    expect(await desk.told('digest set weekly topic:"wind farms"')).toContain('; the first, what came in the 7 days before it.')
    expect(await desk.told('digest set #1 daily 09:00 UTC')).toContain('Each one tells what is new since the one before. Now')
  })

  test('a topic that finds nothing may be mistyped where it is new, not where the digest has told what there is', async () => {
    expect(await desk.told('digest set daily 08:00 UTC topic:xylophones')).toContain('no story; where the topic is mistyped, set it again.')
    expect(await desk.told('digest set #1 daily 09:00 UTC')).toMatch(/Now it would tell no story\./)
    expect(await desk.told('digest set #1 topic:zithers')).toContain('no story; where the topic is mistyped, set it again.')
  })

  test('why a digest is paused is said once, by the run that was missed for it', async () => {
    await desk.say('digest set daily 08:00 UTC topic:Borealis')
    const why = 'The channel is archived: unarchive it, or choose another one.'
    const [record] = await desk.digests()
    const missed = { state: 'missed', reason: why, delivery: null, atMs: 0, stories: 0, generation: 0 } as const
    const runs = [{ slot: '2024-06-21T08:00', dueMs: record?.nextMs ?? 0, ...missed }]
    const next = { slot: '2024-06-22T08:00', ms: Date.parse('2024-06-22T08:00:00Z') }
    await desk.room.store.digests.plan({ digest: 1, fromMs: record?.nextMs ?? 0, next, runs, told: [], deliveries: [] })
    await desk.room.store.digests.change(1, { isPaused: true, why })
    const list = (await desk.told('digest list')).replace(/\s+/g, ' ')
    expect(list).toContain(`on Borealis · paused · last Fri 21 Jun, 08:00: missed: ${why}`)
  })

  test('without a zone it is the reader’s own, and says so; a schedule alone sets as well', async () => {
    expect(await desk.told('digest daily 08:00')).toContain('No time zone was named: it is that of your settings, Europe/Paris.')
    expect(await desk.specs()).toMatchObject([
      { schedule: { zone: 'Europe/Paris' }, topic: '', max: 6, style: 'brief', empty: 'say', graceMs: 10_800_000 },
    ])
    await desk.say('digest set weekly topic:trucks zone:shanghai')
    expect((await desk.specs())[1]).toMatchObject({ schedule: { zone: 'Asia/Shanghai', days: [1] }, topic: 'trucks' })
  })

  test('tells what summer time does to the next runs', async () => {
    const text = await desk.told('digest set daily 02:30 Europe/Paris', boss, new Date('2024-03-29T12:00:00Z'))
    expect(text).toMatch(/Next +Sat 30 Mar, 02:30 \(UTC\+1\)/)
    expect(text).toMatch(/Then +Sun 31 Mar, 03:00 \(UTC\+2\): the clock there passes over 02:30 that day/)
    expect(text).toMatch(/And then +Mon 1 Apr, 02:30 \(UTC\+2\)/)
    expect(text).toContain('The clock changes in between, UTC+1 to UTC+2')
  })

  test('the same topic again changes the one that is there, and keeps what is not said', async () => {
    await desk.say('digest set daily 08:00 Asia/Tokyo topic:"Port Vell" max:3 style:full')
    await desk.say('digest pause')
    const text = await desk.told('digest set weekly topic:“port  vell” empty:quiet')
    expect(text).toContain('Digest 1 is changed and runs again')
    expect(await desk.digests()).toMatchObject([{ id: 1, isPaused: false, nextSlot: '2024-06-24T09:00' }])
    expect(await desk.specs()).toMatchObject([{ schedule: { zone: 'Asia/Tokyo', days: [1] }, max: 3, style: 'full', empty: 'quiet' }])
    // Without words it is about the only one; by its number it may get another topic.
    expect(await desk.told('digest set max:9')).toContain('Digest 1 is changed')
    expect(await desk.told('digest set #1 topic:trucks')).toContain('Digest 1 is changed')
    expect(await desk.specs()).toMatchObject([{ schedule: { days: [1] }, topic: 'trucks', max: 9 }])
    expect(await desk.told('digest set daily 07:00')).toContain('Digest 2 is set')
  })

  test('a date and time that was run already is not run again', async () => {
    await desk.say('digest set daily 08:00 Asia/Tokyo', boss, new Date('2024-06-19T20:00:00Z'))
    const run = {
      slot: '2024-06-20T08:00',
      dueMs: 0,
      state: 'empty',
      reason: null,
      delivery: null,
      atMs: 0,
      stories: 0,
      generation: 0,
    } as const
    const [record] = await desk.digests()
    const next = { slot: '2024-06-21T08:00', ms: Date.parse('2024-06-20T23:00:00Z') }
    await desk.room.store.digests.plan({ digest: 1, fromMs: record?.nextMs ?? 0, next, runs: [run], told: [], deliveries: [] })
    // In New York it is not yet 08:00 of that day.
    await desk.say('digest set daily 08:00 America/New_York', boss, new Date('2024-06-20T11:00:00Z'))
    expect(await desk.digests()).toMatchObject([{ nextSlot: '2024-06-21T08:00', nextMs: Date.parse('2024-06-21T12:00:00Z') }])
  })

  test.each([
    ['digest set daily 10:00 Asia/Tokyo', 'It was set anew before it was posted.'],
    ['digest pause', 'It was paused before it was posted.'],
  ])('a run that was due and not planned when it is changed is missed, with the reason: %s', async (line, reason) => {
    await desk.say('digest set daily 08:00 Asia/Tokyo', boss, new Date('2024-06-19T20:00:00Z'))
    // Nothing runs for two days.
    await desk.say(line, boss, new Date('2024-06-21T00:30:00Z'))
    const runs = await desk.room.store.digests.history(1, 10)
    expect(runs.map(({ slot, state, reason: why }) => [slot, state, why])).toEqual([
      ['2024-06-21T08:00', 'missed', reason],
      ['2024-06-20T08:00', 'missed', reason],
    ])
  })

  test('where it may not post nothing is kept, and the reply says what is missing', async () => {
    desk.may = { ok: false, problem: 'I am not in that channel: invite me.', isGone: false }
    expect(await desk.told('digest set daily 08:00')).toContain('Nothing was set. I am not in that channel: invite me.')
    desk.may = new Error('Slack did not answer.')
    expect(await desk.told('digest set daily 08:00')).toContain('could not be asked: Slack did not answer.')
    expect(await desk.digests()).toEqual([])
    desk.may = { ok: true, note: 'I cannot read back there.' }
    expect(await desk.told('digest set daily 08:00')).toContain('I may post here. I cannot read back there.')
  })

  test.each([
    ['digest set daily 08:00 Europe/Pariss', 'There is no time zone “Europe/Pariss”. Did you mean Europe/Paris?'],
    ['digest set daily 08:00 zone:Tokoy', 'Asia/Tokyo'],
    ['digest set daily 08:00 Europe/Paris zone:Asia/Tokyo', 'Two time zones are named'],
    ['digest set daily 08:00 max:16', 'max: takes a number of stories from 1 to 15'],
    ['digest set daily 08:00 max:0', 'max: takes a number of stories from 1 to 15'],
    ['digest set daily 08:00 grace:4m', 'grace: takes a time from 5m to 24h'],
    ['digest set daily 08:00 grace:25h', 'grace: takes a time from 5m to 24h'],
    ['digest set daily 08:00 grace:soon', 'grace: takes a time from 5m to 24h'],
    ['digest set', 'When is it to come?'],
    ['digest set daily', 'Digest 1 is set'],
    ['digest set 3', 'Write the time like 08:00'],
    ['digest set #7 daily 08:00', 'There is no digest 7 here.'],
    ['digest lsit', 'Did you mean “digest list”?'],
    ['digest set daily 08:00 topic:since:2020-01-01', 'topic: '],
    ['digest pause three', 'is not the number of a digest'],
    ['digest pause', 'There is no digest here yet.'],
  ])('%s: %s', async (line, expected) => {
    const text = await desk.told(line)
    expect(text).toContain(expected)
    expect(text.startsWith(expected.includes('is set') ? 'answered' : 'misuse')).toBe(true)
  })

  test('one channel takes twenty', async () => {
    for (let n = 0; n < 20; n++) await desk.say(`digest set daily 08:00 topic:"topic ${n}"`)
    expect(await desk.told('digest set daily 08:00 topic:trucks')).toContain('There are 20 digests here already')
    expect(await desk.told('digest set daily 09:00 topic:"topic 7"')).toContain('Digest 8 is changed')
    expect(await desk.told('digest set daily 08:00 topic:trucks', person('U1', true, channel('C2')))).toContain('Digest 21 is set')
    expect(await desk.told('digest pause')).toMatch(
      /Which one\? Here are #1 \(topic 0\), #2 \(topic 1\), .*#10 \(topic 9\), and 10 more: digest list/,
    )
    expect(await desk.told('digest list')).toMatch(/Digest 10/)
    expect(await desk.told('digest list')).not.toMatch(/Digest 11/)
    expect(await desk.told('digest list page:2')).toMatch(/Digest 11/)
    expect(await desk.told('digest list page:3')).toContain('There are no more.')
  })
})

describe('what is done with one', () => {
  test('paused by a person or by what happened, and resumed after now', async () => {
    await desk.say('digest set daily 08:00 Europe/Paris')
    expect(await desk.told('digest pause')).toContain('Digest 1 is paused. It stays so until it is resumed.')
    await desk.room.store.digests.change(1, { why: 'The channel is archived.' })
    expect(await desk.told('digest pause #1')).toContain('Digest 1 is paused already. The channel is archived.')
    expect(await desk.told('digest list')).toContain('paused: The channel is archived.')
    desk.may = { ok: false, problem: 'It is still archived.', isGone: true }
    expect(await desk.told('digest resume 1')).toContain('Digest 1 stays paused. It is still archived.')
    expect(await desk.digests()).toMatchObject([{ isPaused: true }])
    desk.may = { ok: true }
    expect(await desk.told('digest resume 1', boss, new Date('2024-07-01T12:00:00Z'))).toContain(
      'The next one is due Tue 2 Jul, 08:00 (Europe/Paris).',
    )
    expect(await desk.digests()).toMatchObject([{ isPaused: false, why: null, nextSlot: '2024-07-02T08:00' }])
    expect(await desk.told('digest resume 1')).toContain('is not paused')
  })

  test('removed, with the line that sets it again', async () => {
    await desk.say('digest set Mon, Thu 17:30 Asia/Shanghai topic:“"battery plant" -trucks” max:4 style:full empty:quiet grace:2h')
    const before = await desk.specs()
    const { answer } = await desk.say('digest remove')
    expect(await desk.digests()).toEqual([])
    expect(render(answer)).toContain('To set it again: digest set Mon, Thu at 17:30 (Asia/Shanghai)')
    await desk.say(answer.followUps[0]?.command ?? '')
    expect(await desk.specs()).toEqual(before)
    expect(await desk.digests()).toMatchObject([{ id: 2 }])
    expect(await desk.told('digest remove 1')).toContain('There is no digest 1 here.')
  })

  test('posted now where something posts', async () => {
    await desk.say('digest set daily 08:00')
    expect(await desk.told('digest now')).toContain('Digest 1 comes in its channel now, with 2 stories.')
    expect(desk.posted).toEqual([1])
    const { delivery: _, ...quiet } = desk.room
    expect(await desk.told('digest now', boss, NOW, 'UTC', quiet)).toContain('Digests are posted while “newsdesk serve” runs')
    expect(await desk.told('digest set daily 09:00', boss, NOW, 'UTC', quiet)).toContain('Digests are posted while “newsdesk serve” runs')
  })

  test('previewed by everybody, set or not, and nothing is kept of it', async () => {
    const unset = await desk.told('digest preview topic:Borealis style:headlines', reader)
    expect(unset).toContain('Preview: Digest · ')
    expect(unset).toContain('Borealis')
    await desk.say('digest set daily 08:00 topic:Borealis')
    expect(await desk.told('digest preview', reader)).toContain('Preview: Digest 1 · ')
    expect(await desk.told('digest preview 1', reader)).toContain('Preview: Digest 1 · ')
    expect(await desk.told('digest preview topic:Tidewater', reader)).toContain('Preview: Digest · ')
    expect(await desk.room.store.digests.history(1, 10)).toEqual([])
    expect(await desk.room.store.digests.lastTold(1)).toBeNull()
    expect(await desk.told('digest preview 1', person('U3', false, channel('C2')))).toContain('There is no digest 1 here.')
  })

  test('every run stands in its history', async () => {
    await desk.say('digest set daily 08:00 Europe/Paris')
    expect(await desk.told('digest history')).toContain('Nothing was due yet.')
    const states = ['posted', 'late', 'empty', 'missed', 'queued'] as const
    for (const [n, state] of states.entries()) {
      const [record] = await desk.digests()
      const fromMs = record?.nextMs ?? 0
      const delivery = state === 'posted' || state === 'late' ? `d${n}` : null
      const run = { slot: record?.nextSlot ?? '', dueMs: fromMs, state, delivery, stories: n, generation: 0 }
      const reason = state === 'missed' ? 'Newsdesk was not running at that time.' : null
      const next = { slot: `2024-06-${22 + n}T08:00`, ms: fromMs + 86_400_000 }
      await desk.room.store.digests.plan({
        digest: 1,
        fromMs,
        next,
        runs: [{ ...run, reason, atMs: fromMs + 4_320_000 }],
        told: [],
        deliveries:
          delivery === null
            ? []
            : [{ key: delivery, surface: 'slack', lane: delivery, place: '{}', content: '{}', dueMs: 0, expiresMs: 1 }],
      })
      if (delivery === null) continue
      await desk.room.store.deliveries.take('slack', { nowMs: 1, leaseMs: 1, holder: 'p' }, 1)
      await desk.room.store.deliveries.stands(delivery, 'p', { ref: 'r', url: `https://chat.example/${n}` })
      await desk.room.store.deliveries.settle(delivery, 'p', {
        state: state === 'late' ? 'late' : 'posted',
        reason: null,
        atMs: fromMs + 4_320_000,
      })
    }
    const text = await desk.told('digest history')
    expect(text).toMatch(/Fri 21 Jun, 08:00 +posted, nothing new, see it.*https:\/\/chat\.example\/0/)
    expect(text).toMatch(/Sat 22 Jun, 08:00 +posted late, Sat 22 Jun, 09:12, 1 story, see it.*https:\/\/chat\.example\/1/)
    expect(text).toMatch(/Sun 23 Jun, 08:00 +nothing new, stayed quiet/)
    expect(text).toMatch(/Mon 24 Jun, 08:00 +missed: Newsdesk was not running at that time\./)
    expect(text).toMatch(/Tue 25 Jun, 08:00 +4 stories, about to be posted/)
    expect(text.indexOf('Tue 25')).toBeLessThan(text.indexOf('Fri 21'))
    expect(await desk.told('digest 1')).toContain('What became of digest 1')
    expect(await desk.told('digest list')).toMatch(
      /Digest 1 +every day at 08:00 \(Europe\/Paris\) · next .* · last Tue 25 Jun, 08:00: 4 stories/,
    )
  })
})

/** Alerts that are held back, and how they come then. */
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/answer.ts'
import { lessOf } from '../../src/less-like.ts'
import { compileRule } from '../../src/rule.ts'
import { alertRig, HOUR_MS, MINUTE_MS, OWNER, START_MS, story, words } from './alert-rig.ts'

describe('waiting', () => {
  test('quiet hours of the reader’s zone, over the change of the clocks: one message at their end', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.store.chat.setPreference(OWNER, 'zone', 'Europe/Paris')
    await rig.store.chat.setPreference(OWNER, 'quiet', '22:00–07:00')
    await rig.watch('Veltrona')
    await rig.watch('Quorvex')
    await rig.watch('Veltrona', { isDirect: false })
    // The night in which 03:00 becomes 02:00.
    rig.clock.ms = Date.parse('2026-10-24T21:00:00Z')
    const published = new Date(rig.clock.ms).toISOString()
    await rig.room.add([story(0, 'Veltrona', { published }), story(1, 'Quorvex', { published })])
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => answer.title)).toEqual([expect.stringContaining('Watch 3: Veltrona')])
    rig.clock.ms = Date.parse('2026-10-25T05:59:59Z')
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    rig.clock.ms = Date.parse('2026-10-25T06:00:00Z')
    await rig.plan()
    await rig.plan()
    const [gathered, ...others] = await rig.posted()
    expect(others).toEqual([])
    expect(gathered?.answer.title).toBe('From your quiet hours: alerts 1 and 3')
    expect(words(gathered?.answer as Answer)).toMatch(
      /^2 alerts of 2 watches\. Watch 1: Veltrona .*Veltrona opens .* names Veltrona .*Quorvex sues .* names Quorvex/,
    )
    expect(gathered?.answer.sources).toHaveLength(2)
  })

  test('a snooze ends with one message, a single alert as it would have come', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona')
    await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
    await rig.room.add([story(0)])
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    // What comes meanwhile of the same story is in it.
    await rig.room.add([{ ...story(0), id: 'copy', publisher: 'Coast Post' }])
    await rig.plan()
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    const [alert] = await rig.posted()
    expect(alert).toMatchObject({ key: 'alert:1', answer: { title: `Watch ${id}: Veltrona · alert 1` } })
    expect(words(alert?.answer as Answer)).toContain('also in: Coast Post')
  })

  test('past six in an hour the others come together at its end', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    for (let n = 0; n < 9; n++) {
      await rig.room.add([story(n)])
      await rig.plan()
      rig.clock.ms += MINUTE_MS
    }
    expect((await rig.posted()).map(({ key }) => key)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `alert:${n}`))
    rig.clock.ms = START_MS + HOUR_MS - 1
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => answer.title)).toEqual(['More of the last hour: alerts 7, 8 and 9'])
  })

  test('an import floods nobody', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('source:harbor')
    const many = Array.from({ length: 250 }, (_, n) => story(n, `Firm${String.fromCharCode(65 + (n % 26))}${n}x`, { id: `n${n}` }))
    await rig.room.add(many)
    for (let turn = 0; turn < 10; turn++) await rig.plan()
    expect((await rig.posted()).length).toBeLessThanOrEqual(6)
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    const gathered = await rig.posted()
    expect(gathered).toHaveLength(1)
    expect(words(gathered[0]?.answer as Answer)).toMatch(/and \d+ more: watch alerts 1/)
  })

  test('what was corrected or removed meanwhile, or is left out since, does not come', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona')
    await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
    await rig.room.add([story(0), story(1), story(2), story(3), { ...story(4), body: `${story(4).body} Quorvex wanted it.` }])
    await rig.plan()
    await rig.room.add([{ ...story(0), title: 'Correction', body: 'Another company opens that terminal, not the one that was named.' }])
    await rig.room.remove(['Veltrona-1'])
    const compiled = await compileRule(rig.room, 'Veltrona', { now: rig.desk.now(), zone: 'UTC' })
    const [analysed] = await rig.store.analysed(['Veltrona-2'])
    if (!compiled.ok || analysed === undefined) throw new Error('not there')
    const storyIds = [...(await rig.store.stories.idsOf(['Veltrona-2'])).values()]
    const less = JSON.stringify([lessOf(compiled.rule, analysed, { alert: 3, storyIds }, rig.room.index)])
    await rig.store.watches.change(id, { less })
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    const [gathered, ...others] = await rig.posted()
    expect(others).toEqual([])
    expect(gathered?.answer.title).toBe('From the time of the snooze: alerts 4 and 5')
    expect(gathered?.answer.sources.map(({ articleId }) => articleId).sort()).toEqual(['Veltrona-3', 'Veltrona-4'])
    // They are given up, not looked at again and again.
    expect(await rig.store.watches.waiting(rig.clock.ms, 10)).toEqual([])
    expect((await rig.store.watches.alertById(1))?.delivery).toBeNull()
  })

  test('an alert of several articles comes as long as one of them says so', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona')
    await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
    await rig.room.add([story(0), { ...story(0), id: 'copy', publisher: 'Coast Post' }])
    await rig.plan()
    await rig.room.remove(['Veltrona-0'])
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => answer.sources.map(({ articleId }) => articleId))).toEqual([['copy']])
  })

  test('two hundred that waited come as one bounded message', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('source:harbor')
    await rig.watch('Veltrona')
    await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
    // Of words that no two of them share, so that each is a story of its own.
    const word = (n: number, k: number): string =>
      `zu${[n % 26, (n / 26) | 0, k].map((letter) => String.fromCharCode(97 + letter)).join('')}k`
    const unlike = Array.from({ length: 200 }, (_, n) => {
      const said = Array.from({ length: 8 }, (_, k) => word(n, k)).join(' ')
      return story(0, 'Firm', { id: `n${n}`, title: `Of ${word(n, 0)} ${word(n, 1)} ${word(n, 2)}`, body: `There ${said}.` })
    })
    await rig.room.add(unlike)
    for (let turn = 0; turn < 3; turn++) await rig.plan()
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    const [gathered, ...others] = await rig.posted()
    expect(others).toEqual([])
    expect(gathered?.answer.title).toBe('From the time of the snooze: alerts 1 … 200')
    expect(gathered?.answer.sources).toHaveLength(5)
    expect(words(gathered?.answer as Answer)).toMatch(/^200 alerts of one watch; the newest 5 follow\. Watch 1: everything in harbor/)
    expect(words(gathered?.answer as Answer)).toContain(`and 195 more: watch alerts ${id}`)
  })
})

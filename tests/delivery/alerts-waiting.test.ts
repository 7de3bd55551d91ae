/** Alerts that are held back, and how they come then. */
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/answer.ts'
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
    expect(gathered?.answer.title).toBe('During your quiet hours: 2 alerts · 1, 3')
    expect(words(gathered?.answer as Answer)).toMatch(/Veltrona opens .* names Veltrona .*Quorvex sues .* names Quorvex/)
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
    expect((await rig.posted()).map(({ answer }) => answer.title)).toEqual(['Many at once: 3 alerts · 7, 8, 9'])
  })

  test('an import floods nobody', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('source:harbor')
    const many = Array.from({ length: 450 }, (_, n) => story(n, `Firm${String.fromCharCode(65 + (n % 26))}${n}x`, { id: `n${n}` }))
    await rig.room.add(many)
    for (let turn = 0; turn < 10; turn++) await rig.plan()
    expect((await rig.posted()).length).toBeLessThanOrEqual(6)
    rig.clock.ms = START_MS + HOUR_MS
    await rig.plan()
    const gathered = await rig.posted()
    expect(gathered).toHaveLength(1)
    expect(words(gathered[0]?.answer as Answer)).toMatch(/and \d+ more: latest/)
  })
})

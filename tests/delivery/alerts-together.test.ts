/** Several watches of one reader that find the same, and what follows of alerts that share a message. */
import { expect, test } from 'vitest'
import type { Answer } from '../../src/answer.ts'
import { alertRig, HOUR_MS, MINUTE_MS, START_MS, story, words } from './alert-rig.ts'

const ADDED = 'Inspectors from the maritime authority counted 230 faulty welds there on Sunday.'

test('two watches of one reader find a story: one message with both reasons; a channel has its own', async () => {
  const rig = await alertRig()
  await rig.plan()
  await rig.watch('Veltrona')
  await rig.watch('ferry terminal')
  await rig.watch('ferry terminal', { isDirect: false })
  await rig.room.add([story(0)])
  await rig.plan()
  const [one, channel, ...others] = await rig.posted()
  expect(others).toEqual([])
  expect(one).toMatchObject({ key: 'alert:1', answer: { title: 'Watch 1: Veltrona · alert 1' } })
  expect(words(one?.answer as Answer)).toContain(
    'Why: it names Veltrona in the headline. Also watch 2, ferry terminal: it has “ferry terminal” in the headline (alert 2).',
  )
  expect(channel).toMatchObject({ key: 'alert:3', answer: { title: 'Watch 3: ferry terminal · alert 3' } })
  // Each is an alert of its own, to be listed and answered.
  expect(await rig.store.watches.alertById(2)).toMatchObject({ watch: 2, delivery: 'alert:1', articles: ['Veltrona-0'] })
  // A further outlet: the message keeps both reasons, and is changed once.
  await rig.room.add([{ ...story(0), id: 'copy', publisher: 'Coast Post' }])
  await rig.plan()
  const edits = await rig.posted()
  expect(edits.map(({ key }) => key).sort()).toEqual(['alert:1:edit:1', 'alert:3:edit:1'])
  expect(words(edits[0]?.answer as Answer)).toMatch(/also in: Coast Post.*Why: .*Also watch 2/)
  // More of the story: once in its thread.
  await rig.room.add([{ ...story(0), body: `${story(0).body} ${ADDED}` }])
  await rig.plan()
  expect((await rig.posted()).map(({ key }) => key).sort()).toEqual(['alert:1:more:1', 'alert:3:more:1'])
})

test('the outlets that only one of them finds are named, too', async () => {
  const rig = await alertRig()
  await rig.plan()
  await rig.watch('Veltrona')
  await rig.watch('ferry terminal')
  const { title, body } = story(0)
  const unnamed = { title: title.replace('Veltrona', 'A firm'), body: body.replace('Veltrona', 'A firm') }
  await rig.room.add([story(0), { ...story(0), ...unnamed, id: 'copy', publisher: 'Coast Post' }])
  await rig.plan()
  const [one, ...others] = await rig.posted()
  expect(others).toEqual([])
  expect(await rig.store.watches.alertById(1)).toMatchObject({ articles: ['Veltrona-0'] })
  expect(words(one?.answer as Answer)).toContain('also in: Coast Post')
})

test('a watch that waits keeps none of the others waiting', async () => {
  const rig = await alertRig()
  await rig.plan()
  const { id } = await rig.watch('Veltrona')
  await rig.watch('ferry terminal')
  await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
  await rig.room.add([story(0), { ...story(0), id: 'copy', publisher: 'Coast Post' }])
  await rig.plan()
  const [now, ...others] = await rig.posted()
  expect(others).toEqual([])
  expect(now).toMatchObject({ key: 'alert:2', answer: { title: 'Watch 2: ferry terminal · alert 2' } })
  expect(words(now?.answer as Answer)).not.toContain('Also watch')
  rig.clock.ms = START_MS + HOUR_MS
  await rig.plan()
  expect((await rig.posted()).map(({ key }) => key)).toEqual(['alert:1'])
})

test('a reader with many watches is told of five, and how many more', async () => {
  const rig = await alertRig()
  await rig.plan()
  for (const query of ['Veltrona', 'ferry', 'terminal', 'ferry terminal', 'kastrup', 'berths', 'glass hall', '"four berths"'])
    await rig.watch(query)
  await rig.room.add([story(0)])
  await rig.plan()
  const [one, ...others] = await rig.posted()
  expect(others).toEqual([])
  expect(words(one?.answer as Answer)).toMatch(/Also watch 2, .*Also watch 6, .*\(alert 6\)\. And 2 more of your watches\./)
})

test('those that share a message count for the rate of each', async () => {
  const rig = await alertRig()
  await rig.plan()
  await rig.watch('Veltrona')
  await rig.watch('entity:Veltrona')
  for (let n = 0; n < 8; n++) {
    await rig.room.add([story(n)])
    await rig.plan()
    rig.clock.ms += MINUTE_MS
  }
  expect((await rig.posted()).map(({ key }) => key)).toEqual([1, 3, 5, 7, 9, 11].map((n) => `alert:${n}`))
})

test('what follows of alerts that came together goes under their message, each once', async () => {
  const rig = await alertRig()
  await rig.plan()
  const { id } = await rig.watch('Veltrona')
  await rig.store.watches.change(id, { snoozedUntilMs: START_MS + HOUR_MS })
  await rig.room.add([story(0), story(1)])
  await rig.plan()
  rig.clock.ms = START_MS + HOUR_MS
  await rig.plan()
  expect((await rig.posted()).map(({ key }) => key)).toEqual(['alerts:1'])
  await rig.room.add(
    [ADDED, 'A jury of nine engineers weighs 410 drawings from March.'].map((more, n) => ({
      ...story(n),
      body: `${story(n).body} ${more}`,
    })),
  )
  await rig.plan()
  const more = await rig.posted()
  expect(more.map(({ key }) => key).sort()).toEqual(['alerts:1:more:1.1', 'alerts:1:more:2.1'])
  expect(more.every(({ content }) => content.kind === 'post' && content.under === 'alerts:1')).toBe(true)
})

test('a story whose alert was never posted is told by the next article', async () => {
  const rig = await alertRig()
  await rig.plan()
  await rig.watch('Veltrona')
  await rig.room.add([story(0)])
  await rig.plan()
  const [lost] = await rig.store.deliveries.take('chat', { nowMs: rig.clock.ms, leaseMs: 1_000, holder: 'p' }, 1)
  await rig.store.deliveries.settle(lost?.key ?? '', 'p', {
    state: 'missed',
    reason: 'It could not be posted in time.',
    atMs: rig.clock.ms,
  })
  await rig.room.add([{ ...story(0), id: 'copy', publisher: 'Coast Post' }])
  await rig.plan()
  const [again, ...others] = await rig.posted()
  expect(others).toEqual([])
  expect(again).toMatchObject({ key: 'alert:2', answer: { sources: [{ articleId: 'copy' }] } })
})

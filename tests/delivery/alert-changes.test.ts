/** What is told of an alert's articles as they are changed. */
import { expect, test } from 'vitest'
import { type Answer, quotesOf } from '../../src/answer.ts'
import { alertRig, story, words } from './alert-rig.ts'

test('what changes or is added goes into its thread, what says nothing new does not', async () => {
  const rig = await alertRig()
  await rig.plan()
  await rig.watch('Veltrona')
  const one = story(0)
  await rig.room.add([one])
  await rig.plan()
  await rig.posted()
  await rig.room.add([{ ...one, tags: ['ships'] }])
  await rig.plan()
  expect(await rig.posted()).toEqual([])
  const added = 'Inspectors from the maritime authority counted 230 faulty welds there on Sunday.'
  const form = 'Subscribe to our newsletter for 12 weeks, and have every report about shipyards in your inbox.'
  await rig.room.add([{ ...one, body: `${one.body}\n\n${form}\n\n${added}` }])
  await rig.plan()
  const [more] = await rig.posted()
  expect(more).toMatchObject({ key: 'alert:1:more:1', content: { kind: 'post', under: 'alert:1' } })
  expect(quotesOf(more?.answer as Answer).map(({ text }) => text)).toEqual([added])
  expect(words(more?.answer as Answer)).toContain('has changed its article')
  expect(more?.answer.title).toBe('More on “Veltrona opens a ferry terminal in Kastrup” (watch 1: Veltrona · alert 1)')
  // Said again word for word, it is another message: that is how Discord's are found again.
  await rig.room.add([one])
  await rig.plan()
  await rig.posted()
  await rig.room.add([{ ...one, body: `${one.body} ${added}` }])
  await rig.plan()
  const [again] = await rig.posted()
  expect(again?.answer.title).toBe('More on “Veltrona opens a ferry terminal in Kastrup”, part 2 (watch 1: Veltrona · alert 1)')
})

test('quotes the news where the text was changed since, not what stands before it', async () => {
  const rig = await alertRig()
  await rig.plan()
  const { id } = await rig.watch('Veltrona')
  const one = story(0)
  await rig.room.add([one])
  await rig.plan()
  await rig.room.add([{ ...one, body: `Subscribe to our newsletter, and have every report about Veltrona in your inbox.\n\n${one.body}` }])
  await rig.room.add([{ ...one, id: 'copy', publisher: 'Coast Post' }])
  await rig.plan()
  const [alert] = await rig.posted()
  expect(alert?.answer.title).toBe(`Watch ${id}: Veltrona · alert 1`)
  expect(quotesOf(alert?.answer as Answer).map(({ text }) => text)).toEqual([expect.stringContaining('Veltrona opens a ferry terminal')])
})

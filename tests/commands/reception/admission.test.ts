import { expect, test } from 'vitest'
import { openAdmission, WINDOW_MS } from '../../../commands/reception/admission.ts'
import { openRig, placeIn, said, words } from './rig.ts'

test('so many a minute of a reader and of a channel, counted from the first', () => {
  const admit = openAdmission({ perUser: 2, perChannel: 3 })
  expect([admit('u', 'c', 0).ok, admit('u', 'c', 10).ok]).toEqual([true, true])
  expect(admit('u', 'c', 20)).toEqual({ ok: false, whose: 'user', untilMs: WINDOW_MS, isFirst: true })
  expect(admit('u', 'other', 30)).toMatchObject({ ok: false, whose: 'user', isFirst: false })
  expect(admit('v', 'c', 40).ok).toBe(true)
  expect(admit('v', 'c', 50)).toMatchObject({ ok: false, whose: 'channel', isFirst: true })
  expect(admit('v', 'other', 60).ok).toBe(true)
  expect(admit('u', 'c', WINDOW_MS).ok).toBe(true)
})

test('many readers leave no more counted than there is room for', () => {
  const admit = openAdmission({ perUser: 1, perChannel: 1_000_000 })
  expect(admit('first', 'c', 0).ok).toBe(true)
  for (let i = 0; i < 30_000; i++) admit(`u${i}`, 'c', 1)
  expect(admit('u29999', 'c', 2).ok).toBe(false)
  expect(admit('first', 'c', 2).ok).toBe(true)
})

test('who asks too often is told when to ask again, once for words and each time for a command', async () => {
  const rig = await openRig({ limits: { perUser: 2 } })
  await rig.say('one')
  await rig.say('two')
  rig.clock.ms += 20_000
  const [told] = await rig.say('three')
  expect(told?.message.isPrivate).toBe(true)
  expect(told === undefined ? '' : words(told)).toBe(
    'You have asked 2 times within a minute, which is the most that I answer. Ask again in 40 seconds.',
  )
  expect(await rig.say('four')).toEqual([])
  expect(await rig.say('five', { restate: true })).toHaveLength(1)
  expect(await rig.press('x.0')).toHaveLength(1)
  const [other] = await rig.say('Who apologised to the owners?', { user: 'U2' })
  expect(other?.message.answer.verdict).toBe('answered')
  rig.clock.ms += 40_000
  expect((await rig.say('six')).map((post) => words(post).includes('Ask again'))).toEqual([false])
})

test('a channel has its limit too', async () => {
  const { reception, surface } = await openRig({ limits: { perChannel: 2 } })
  for (const user of ['U1', 'U2', 'U3']) await reception.receive(said({ user }), surface)
  await reception.receive(said({ user: 'U3', place: placeIn('D') }), surface)
  expect(surface.posts.map((post) => words(post).includes('2 questions were asked here within a minute'))).toEqual([
    false,
    false,
    true,
    false,
  ])
})

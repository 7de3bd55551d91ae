/** What readers think of a digest: asked under what was posted, counted with its history. */
import { expect, test } from 'vitest'
import type { Message } from '../../commands/command.ts'
import { deliveryOf } from '../../commands/delivery/digest-run.ts'
import { pressed } from '../../commands/reception/pressing.ts'
import { openLog } from '../../src/log.ts'
import { boss, NOW, newsroomThatPosts } from '../commands/digest-samples.ts'
import { recordingSurface, said, words } from '../commands/reception/rig.ts'

test('the whole of a digest is rated under its last message, and its history counts that apart', async () => {
  const newsroom = await newsroomThatPosts()
  const { room } = newsroom
  await newsroom.say('digest set daily 08:00 UTC topic:Borealis')
  await newsroom.say('digest set daily 08:00 UTC topic:trucks')
  const desk = {
    room,
    zone: 'UTC',
    now: () => NOW,
    log: openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void expect(line).toBe('') }),
  }
  const { answer } = await newsroom.say('latest')
  const silent = { ...answer, sources: [], blocks: [] }
  const when = { slot: '2024-06-20T12:00', dueMs: NOW.getTime(), expiresMs: NOW.getTime() + 1, zone: 'UTC' }
  const posted = async (id: number, answers: readonly (typeof answer)[]): Promise<readonly Message[]> => {
    const { content } = await deliveryOf(desk, { id, surface: 'slack', place: '{"team":"T1","channel":"C1","to":null}' }, answers, when)
    return JSON.parse(content).messages
  }
  const ratings = ({ buttons }: Message) => buttons.filter(({ kind }) => kind === 'good' || kind === 'bad').map(({ label }) => label)
  const messages = await posted(1, [answer, answer])
  expect(messages.map(ratings)).toEqual([[], ['👍', '👎']])
  expect((await posted(1, [silent])).map(ratings)).toEqual([[]])

  const surface = recordingSurface({ name: 'slack' })
  const press = async (message: Message | undefined, label: string, user: string): Promise<string> => {
    const id = message?.buttons.find((button) => button.label === label)?.id ?? ''
    const { place, key, message: reply } = await pressed(desk, said({ user, heard: { kind: 'press', id } }), surface, id)
    expect(reply.isPrivate).toBe(true)
    return words({ place, key, message: reply })
  }
  for (const user of ['T1:U1', 'T1:U2', 'T1:U3']) expect(await press(messages[1], '👍', user)).toBe('Thank you.')
  // Nothing was asked, so that “why” has nothing to explain.
  expect(await press(messages[1], '👎', 'T1:U4')).toBe('Thank you, it was noted.')
  await press((await posted(2, [answer]))[0], '👎', 'T1:U1')
  expect(await newsroom.told('digest history 1', boss)).toContain('Rated by its readers: 3 👍 1 👎')
  expect(await newsroom.told('digest history 2', boss)).toContain('Rated by its readers: 0 👍 1 👎')
  expect(await room.store.chat.ratings()).toEqual({ good: 3, bad: 2 })
})

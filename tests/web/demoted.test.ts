/** A session of the newsroom's pages outlasts what somebody is: what they may do is asked again when they do it. */
import { expect, test } from 'vitest'
import type { Manager } from '../../adapters/web/host.ts'
import type { Room } from '../../commands/command.ts'
import { openLog } from '../../src/log.ts'
import { openManaging } from '../../src/web-desk/managing.ts'
import { alone, NOW, newsroomThatPosts } from '../commands/digest-samples.ts'

const OPERATOR: Manager = { kind: 'operator' }
const BOSS: Manager = { kind: 'person', surface: 'slack', owner: 'slack:T1:U1', team: 'T1', direct: alone('U1') }

test('nothing is done for who signed in as a manager and is none any more, or cannot be asked after', async () => {
  const newsroom = await newsroomThatPosts()
  const logged: string[] = []
  const log = openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void logged.push(line) })
  await newsroom.say('digest set daily 08:00 UTC')
  const asked: unknown[] = []
  const act = async (manager: Manager, manages: NonNullable<Room['manages']>) => {
    const managing = openManaging({ ...newsroom.room, manages }, log, { zone: 'UTC', now: () => NOW })
    return (await managing.act(manager, 'digest pause 1', { now: NOW, zone: 'UTC' })).kind
  }
  const refuse = async () => false
  const fail = async () => {
    throw new Error('Discord does not say.')
  }
  expect([await act(BOSS, refuse), await act(BOSS, fail)]).toEqual(['misuse', 'misuse'])
  expect(logged.join()).toContain('manager not looked up')
  expect(await newsroom.digests()).toMatchObject([{ isPaused: false }])
  expect(await act(OPERATOR, refuse)).toBe('answered')
  await newsroom.say('digest resume 1')
  expect(await act(BOSS, async (who) => asked.push(who) > 0)).toBe('answered')
  expect(asked).toEqual([BOSS])
  expect(await newsroom.digests()).toMatchObject([{ isPaused: true }])
})

/** `digest` on the real store in memory: who may do what, and where else digests show. */
import { beforeEach, describe, expect, test } from 'vitest'
import { renderHome } from '../../adapters/slack/render.ts'
import type { Room } from '../../commands/command.ts'
import { respond } from '../../commands/respond.ts'
import type { Button } from '../../src/answer.ts'
import { alone, boss, channel, log, type Newsroom, NOW, newsroomThatPosts, person, reader } from './digest-samples.ts'

let desk: Newsroom
beforeEach(async () => {
  desk = await newsroomThatPosts()
})

describe('elsewhere', () => {
  test('status tells managers how they fare', async () => {
    expect(await desk.told('status')).toMatch(/Digests +none is set/)
    await desk.say('digest set daily 08:00 Asia/Tokyo')
    await desk.say('digest set daily 09:00 Europe/Paris', person('U1', true, channel('C9', { team: 'T2' })))
    await desk.say('digest set daily 09:00 Europe/Paris topic:trucks')
    await desk.say('digest pause 3')
    const [record] = await desk.digests()
    const delivery = { key: 'd', surface: 'slack', lane: 'l', place: '{}', content: '{}', dueMs: 0, expiresMs: 1 }
    const run = {
      slot: 's',
      dueMs: NOW.getTime(),
      state: 'missed',
      reason: 'r',
      delivery: null,
      atMs: 0,
      stories: 0,
      generation: 0,
    } as const
    const next = { slot: 't', ms: Date.parse('2024-06-21T23:00:00Z') }
    await desk.room.store.digests.plan({ digest: 1, fromMs: record?.nextMs ?? 0, next, runs: [run], told: [], deliveries: [delivery] })
    const status = await desk.told('status')
    expect(status).toMatch(/Digests +1 active, 1 paused, the next one due Sat 22 Jun, 01:00/)
    expect(status).toMatch(/To be posted +1$/m)
    expect(status).toMatch(/Missed +1 in the last 7 days/)
    expect(await desk.told('status', null)).toMatch(/Digests +2 active, 1 paused, the next one due Fri 21 Jun, 09:00/)
    expect(await desk.told('status', boss, new Date('2024-07-20T12:00:00Z'))).toMatch(/Missed +0 in the last 7 days/)
    expect(await desk.told('status', reader)).not.toContain('Digests')
    const stuck: Room = {
      ...desk.room,
      delivery: { ...desk.room.delivery, trouble: () => 'The disk is full.' } as NonNullable<Room['delivery']>,
    }
    expect(await desk.told('status', boss, NOW, 'UTC', stuck)).toContain('stands still: The disk is full.')
    expect(await desk.told('digest list', boss, NOW, 'UTC', stuck)).toContain('Nothing is posted at present: The disk is full.')
  })

  test('the own page shows managers those of their workspace, and everybody their own', async () => {
    await desk.say('digest set daily 08:00 Asia/Tokyo')
    await desk.say('digest set daily 07:00 UTC topic:trucks', person('U2', false, null))
    expect(await desk.home(person('U1', true, null))).toMatch(
      /Digest 1 +every day at 08:00 \(Asia\/Tokyo\), in channel C1 · next Fri 21 Jun, 08:00/,
    )
    expect(await desk.home(person('U1', true, null))).not.toContain('Digest 2')
    expect(await desk.home(person('U2', false, null))).toMatch(/Digest 2 +every day at 07:00 \(UTC\), on trucks · next/)
    expect(await desk.home(person('U2', false, null))).not.toContain('Digest 1')
    expect(await desk.home(person('U3', false, null))).not.toContain('Digests')
  })

  test('the own page offers what can be done with digests and watches, as the lines that do it, and Slack has room for all of it', async () => {
    for (const at of ['07', '08', '09', '10']) await desk.say(`digest set daily ${at}:00 UTC topic:"topic ${at}"`)
    await desk.say('digest pause 2')
    const me = person('U1', true, null)
    for (const name of ['Huawei', 'Momenta', 'trucks', 'batteries', 'drones']) await desk.say(`watch add ${name}`, me)
    for (let n = 0; n < 10; n++)
      await desk.room.store.chat.addQuestion(me.owner, { question: `${'why '.repeat(25)}${n}?`, answered: true, atMs: n })
    const asked = { now: NOW, zone: 'UTC' }
    const { answer } = await respond({ command: 'home', options: {}, asked, reader: me }, desk.room, log)
    expect(answer.followUps.slice(6).map(({ label, command }) => `${label}: ${command}`)).toEqual(
      [
        'Latest stories: latest',
        ...['digest preview 1', 'digest pause 1', 'digest history 1', 'digest preview 2', 'digest resume 2', 'digest history 2'],
        ...['digest preview 3', 'digest pause 3', 'digest history 3'],
        ...[1, 2, 3, 4].flatMap((id) => [`watch pause ${id}`, `watch remove ${id}`]),
      ].map((line) => (line.includes(': ') ? line : `${labelOf(line)}: ${line}`)),
    )
    const buttons = answer.followUps.map(
      ({ label }, n): Button => ({ id: `${'t'.repeat(22)}.${n}`, label: label.slice(0, 75), kind: 'next' }),
    )
    const { blocks } = renderHome(answer, buttons)
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))).toHaveLength(24)
    expect(JSON.stringify(blocks)).not.toContain('no room')
  })

  test('who is forgotten is named by none, and what was for them alone is gone', async () => {
    await desk.say('digest set daily 08:00')
    await desk.say('digest set daily 07:00', person('U1', true, null))
    expect(await desk.told('privacy forget-me')).toContain('Forgotten: 2 things')
    expect(await desk.digests()).toMatchObject([{ id: 1, owner: null, direct: null }])
    expect(await desk.told('digest list')).toContain('Digest 1')
  })

  test('what is left of who was forgotten says that nobody is told, until somebody sets it anew or resumes it', async () => {
    const other = person('U9', true)
    const untold = 'Nobody is told of what it misses, since whoever set it was forgotten. To be told yourself, set it anew: '
    await desk.say('digest set daily 08:00 UTC')
    expect(await desk.told('digest history 1')).not.toContain(untold)
    await desk.say('privacy forget-me')
    const history = (await desk.told('digest history 1', other)).replace(/\s+/g, ' ')
    expect(history).toContain(`${untold}digest set #1 every day at 08:00 (UTC)`)
    await desk.say('digest set #1 every day at 08:00 (UTC)', other)
    expect(await desk.digests()).toMatchObject([{ id: 1, owner: 'slack:T1:U9', direct: JSON.stringify(alone('U9')) }])
    await desk.say('digest pause 1', other)
    await desk.say('privacy forget-me', other)
    await desk.say('digest resume 1')
    expect(await desk.digests()).toMatchObject([{ id: 1, isPaused: false, owner: 'slack:T1:U1', direct: JSON.stringify(alone('U1')) }])
    // Who resumes what another set is not told in their place.
    await desk.say('digest pause 1')
    await desk.say('digest resume 1', other)
    expect(await desk.digests()).toMatchObject([{ owner: 'slack:T1:U1' }])
    expect(await desk.told('digest history 1')).not.toContain(untold)
  })
})

describe('who may', () => {
  test('in a channel only managers set and change, and others are told who that is', async () => {
    await desk.say('digest set daily 08:00')
    for (const line of [
      'digest',
      'digest set weekly',
      'digest now',
      'digest list',
      'digest pause 1',
      'digest resume 1',
      'digest remove 1',
      'digest history 1',
    ])
      expect(await desk.told(line, reader)).toContain('Only managers set and change the digests of a channel: who administers')
    expect(await desk.digests()).toMatchObject([{ id: 1, isPaused: false }])
    expect(desk.posted).toEqual([])
  })

  test('alone with the bot everybody has their own, which nobody else reaches', async () => {
    const mine = person('U2', false, null)
    expect(await desk.told('digest set daily 08:00 topic:trucks', mine)).toContain('It comes to you alone.')
    expect(await desk.digests()).toMatchObject([
      { place: JSON.stringify(alone('U2')), direct: JSON.stringify(alone('U2')), owner: 'slack:T1:U2' },
    ])
    expect(await desk.told('digest list', mine)).toContain('Digest 1')
    expect(await desk.told('digest pause', mine)).toContain('Digest 1 is paused.')
    for (const other of [boss, person('U1', true, null), person('U3', false, null), person('U1', true, alone('U2'))]) {
      expect(await desk.told('digest list', other)).not.toContain('Digest 1')
      expect(await desk.told('digest history 1', other)).toMatch(/There is no digest 1 here\.|Only managers/)
    }
    expect(await desk.told('digest list', null)).toContain('Digest 1')
  })

  test('managers reach those of their workspace from anywhere in it, and none of another', async () => {
    await desk.say('digest set daily 08:00 topic:trucks')
    expect(await desk.told('digest list', person('U1', true, channel('C2')))).toContain('There is no digest here yet.')
    expect(await desk.told('digest pause 1', person('U9', true, channel('C2')))).toContain('Digest 1 is paused.')
    expect(await desk.told('digest list', person('U1', true, null))).toMatch(/Digest 1 +.*, in channel C1/)
    const elsewhere = [
      person('U1', true, channel('C1', { team: 'T2' })),
      { ...boss, surface: 'discord', places: { here: channel('C1', { surface: 'discord' }), direct: alone('U1') } },
    ]
    for (const other of elsewhere) {
      for (const action of ['preview', 'now', 'pause', 'resume', 'remove', 'history'])
        expect(await desk.told(`digest ${action} 1`, other)).toContain('There is no digest 1 here.')
      expect(await desk.told('digest set #1 weekly', other)).toContain('There is no digest 1 here.')
    }
    expect(await desk.digests()).toHaveLength(1)
  })

  test('who changes it is told from then on what goes wrong', async () => {
    await desk.say('digest set daily 08:00')
    await desk.say('digest set daily 09:00', person('U9', true))
    expect(await desk.digests()).toMatchObject([{ owner: 'slack:T1:U9', direct: JSON.stringify(alone('U9')) }])
    desk.may = new Error('Nothing is posted to Slack from here.')
    expect(await desk.told('digest set #1 daily 10:00', null)).toContain('Digest 1 is changed')
    expect(await desk.digests()).toMatchObject([{ owner: 'slack:T1:U9', nextSlot: '2024-06-21T10:00' }])
  })

  test('at the terminal sits who runs it all', async () => {
    await desk.say('digest set daily 08:00')
    expect(await desk.told('digest set daily 08:00', null)).toContain('It is printed here')
    expect(await desk.digests()).toMatchObject([{ surface: 'slack' }, { surface: 'terminal', team: '', channel: 'terminal', owner: null }])
    expect(await desk.told('digest list', null)).toMatch(/Digest 1 .*, in channel C1 of slack/)
    expect(await desk.told('digest remove 1', null)).toContain('Digest 1 is removed')
    expect(await desk.told('digest now', null)).toContain('Digest 2 comes here now')
  })

  test('where nothing is posted unasked, none can be set', async () => {
    expect(await desk.told('digest set daily 08:00', { surface: 'other', owner: 'other:U1', isManager: true })).toContain(
      'Nothing can be posted here',
    )
  })
})

/** `digest pause 2` → `Pause digest 2`. */
function labelOf(line: string): string {
  const [what = '', action = '', id = ''] = line.split(' ')
  return `${action.slice(0, 1).toUpperCase()}${action.slice(1)} ${what} ${id}`
}

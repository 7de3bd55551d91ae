/** Where what nobody asked for may be posted on Discord. */

import { afterEach, describe, expect, test } from 'vitest'
import type { Place, Said } from '../../commands/command.ts'
import { stillManages } from '../../src/surfaces.ts'
import { HISTORY, SEND, USUAL, VIEW } from '../peers/discord-world.ts'
import { placeIn, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

let small: SmallDiscord
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const open = async (options: SmallOptions) => {
  small = await smallDiscord(options)
  return small.peer
}
const placeOf = (channel: string, more: Partial<Place> = {}): Place => placeIn(small, channel, more)
const directTo = (user: string): Place => placeOf(user, { team: '', to: user })

describe('whether it may post', () => {
  const may = (channel: string, surface = small.surface) => surface.delivery.mayPost(placeOf(channel))
  const no = (problem: string, isGone = false) => ({ ok: false, problem: expect.stringContaining(problem), isGone })

  test('is known of the channels that the gateway told of', async () => {
    const peer = await open({ server: {}, settings: {} })
    const { general, second, thread, muted, hidden } = peer.channels
    expect(await may(general.id)).toEqual({ ok: true })
    expect(await may(thread.id)).toEqual({ ok: true })
    expect(await may(muted.id)).toEqual(no('Send Messages is missing'))
    expect(await may(hidden.id)).toEqual(no('View Channel'))
    peer.permit(second.id, USUAL & ~(HISTORY | SEND))
    await expect.poll(() => may(second.id)).toEqual(no('Send Messages and Read Message History are missing'))
    expect(await may('123456789012345678')).toEqual(no('no such channel', true))
    expect(await small.surface.delivery.mayPost(directTo(peer.people.ada.id))).toEqual({ ok: true })
  })

  test('is asked for where nothing is known', async () => {
    const peer = await open({ server: {}, settings: {} })
    const { general, muted, hidden, thread } = peer.channels
    peer.permit(general.id, VIEW | SEND)
    // Its gateway never comes up.
    peer.gateway.next('connect', { kind: 'refuse', status: 503 }, 100)
    const deaf = await small.again({ pace: { startMs: 1 } })
    expect(await may(general.id, deaf.surface)).toEqual(no('Read Message History is missing'))
    expect(await may(thread.id, deaf.surface)).toEqual(no('Send Messages in Threads and Read Message History are missing'))
    expect(await may(muted.id, deaf.surface)).toEqual(no('Send Messages is missing'))
    expect(await may(hidden.id, deaf.surface)).toEqual(no('View Channel is missing'))
    expect(await may('123456789012345678', deaf.surface)).toEqual(no('no such channel', true))
    peer.fault('GET /channels/:id', { kind: 'status', status: 503 }, 100)
    await expect(may(general.id, deaf.surface)).rejects.toThrow()
  })
})

test('places: a channel for all, a person for themselves, and nothing for all where nobody else is or the bot is not', async () => {
  const heard: Said[] = []
  const peer = await open({
    server: {},
    settings: {},
    wrap: (reception) => ({ ...reception, receive: async (said) => void heard.push(said) }),
  })
  const { general, thread, foreign } = peer.channels
  const { ada } = peer.people
  peer.deliver.mention('digest')
  peer.deliver.mention('digest', { channel: thread.id })
  peer.deliver.dm('digest')
  await peer.waitFor(() => heard.length === 3, 'three messages')
  await peer.waitFor(() => peer.registered.global().length > 0, 'the commands')
  await peer.deliver.slash('help')
  await peer.deliver.slash('help', {}, { channel: foreign.id })
  await peer.waitFor(() => heard.length === 5, 'two commands')
  const places = heard.map((said) => small.surface.delivery.places(said))
  expect(places.map(({ here }) => here)).toEqual([placeOf(general.id), placeOf(general.id), null, placeOf(general.id), null])
  expect(places.map(({ isInThread }) => isInThread)).toEqual([undefined, true, undefined, undefined, undefined])
  const { manager } = peer.people
  const team = general.guild ?? ''
  const manages = ({ id }: { readonly id: string }, surface = 'discord') =>
    stillManages([small.surface], { surface, owner: `discord:${id}`, team, direct: directTo(id) })
  expect([await manages(ada), await manages(manager), await manages(manager, 'slack')]).toEqual([false, true, false])
  expect(places.map(({ direct }) => direct)).toEqual(places.map(() => directTo(ada.id)))
})

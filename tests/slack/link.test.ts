/** The connection and the tokens: what breaks is mended where it can be, and health says what is broken and how to mend it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../peers/rest-server.ts'
import { asked, ended, message, type Office, openOffice } from './office.ts'

const state = (office: Office, wanted: string) => office.peer.waitFor(() => office.surface.health().state === wanted, `health ${wanted}`)

describe('the socket', () => {
  test.each(['warning', 'refresh_requested'] as const)('%s: a new connection, on which everything goes on', async (reason) => {
    const office = await openOffice()
    const { peer } = office
    peer.socket.disconnect(reason)
    await peer.waitFor(() => peer.socket.greeted === 2 && peer.socket.connected === 1, 'a second greeting')
    await state(office, 'connected')
    await asked(office)
    await ended(office)
    expect(peer.messages()).toHaveLength(1)
  })

  test('cut: what was said meanwhile is heard afterwards', async () => {
    const office = await openOffice()
    const { peer } = office
    peer.socket.drop()
    await peer.waitFor(() => peer.socket.connected === 0, 'the end of the connection')
    await asked(office)
    await ended(office)
    expect(office.heard).toHaveLength(1)
    expect(peer.messages()).toHaveLength(1)
  })

  test('silent: noticed, and replaced', async () => {
    const office = await openOffice()
    const { peer } = office
    peer.socket.goSilent()
    await peer.waitFor(() => peer.socket.greeted === 2, 'a second greeting', 60_000)
  })

  test('Socket Mode switched off and on again', async () => {
    const office = await openOffice()
    const { peer } = office
    peer.socket.disconnect('link_disabled')
    await state(office, 'down')
    expect(office.surface.health().problem).toContain('Slack')
    peer.socket.enableLink()
    await state(office, 'connected')
    await asked(office)
    await ended(office)
    expect(office.faults).toEqual([])
  })

  test.each<[string, Fault]>([
    ['429', { kind: '429', retryAfterS: 1 }],
    ['500', { kind: '500' }],
    ['reset', { kind: 'reset' }],
    ['a page', { kind: 'garbage' }],
  ])('%s when asking for an address: tried again', async (_, fault) => {
    const office = await openOffice()
    const { peer } = office
    const planned = peer.fault('apps.connections.open', fault, 2)
    peer.socket.drop()
    await state(office, 'down')
    await state(office, 'connected')
    expect(planned.hits).toBe(2)
    expect(peer.socket.connected).toBe(1)
  })

  test('refused at the door: tried again', async () => {
    const office = await openOffice()
    office.peer.fault('socket', { kind: '503' }, 2)
    office.peer.socket.drop()
    await state(office, 'down')
    await state(office, 'connected')
  })

  test('invalid_auth on reconnecting: down with the way out, until the token is taken again', async () => {
    const office = await openOffice()
    const { peer } = office
    peer.fault('apps.connections.open', { kind: 'error', code: 'invalid_auth' }, 2)
    peer.socket.drop()
    await state(office, 'down')
    expect(office.surface.health()).toMatchObject({ problem: expect.stringMatching(/invalid_auth.*SLACK_APP_TOKEN/) })
    expect(office.surface.health().lastError?.message).toContain('invalid_auth')
    await state(office, 'connected')
    await asked(office)
    await ended(office)
    expect(office.faults).toEqual([])
  })

  test('an app_rate_limited payload, which the client cannot read, is claimed and told', async () => {
    const office = await openOffice()
    const { peer } = office
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const unhandled: unknown[] = []
    process.on('unhandledRejection', (error) => unhandled.push(error))
    onTestFinished(() => {
      process.removeAllListeners('unhandledRejection')
      for (const other of others) process.on('unhandledRejection', other)
    })
    peer.socket.appRateLimited()
    await peer.waitFor(() => unhandled.length === 1, 'the rejection')
    expect(office.surface.claims(unhandled[0])).toBe(true)
    expect(office.surface.health()).toMatchObject({
      state: 'connected',
      lastError: { message: expect.stringContaining('app_rate_limited') },
    })
    expect(office.surface.claims(new TypeError('ours'))).toBe(false)
    await asked(office)
    await ended(office)
    expect(peer.messages()).toHaveLength(1)
  })
})

describe('tokens', () => {
  test('revoked: down with the way out; given back: connected', async () => {
    const office = await openOffice()
    const { peer } = office
    peer.fault('chat.postMessage', { kind: 'error', code: 'token_revoked' })
    peer.fault('auth.test', { kind: 'error', code: 'token_revoked' })
    peer.fault('reactions.add', { kind: 'error', code: 'token_revoked' })
    peer.fault('reactions.remove', { kind: 'error', code: 'token_revoked' })
    await asked(office)
    await state(office, 'down')
    expect(office.surface.health().problem).toMatch(/token_revoked.*SLACK_BOT_TOKEN/)
    await state(office, 'connected')
  })

  test('the app taken off the workspace', async () => {
    const office = await openOffice()
    await office.peer.deliver.uninstall()
    await state(office, 'down')
    expect(office.surface.health().problem).toContain('SLACK_BOT_TOKEN')
  })

  test('wrong from the start', async () => {
    const office = await openOffice({ settings: () => ({ botToken: 'xoxb-wrong-token' }) })
    expect(office.surface.health()).toMatchObject({ state: 'down', problem: expect.stringContaining('invalid_auth') })
    expect(JSON.stringify(office.log)).not.toContain('xoxb-wrong')
  })

  test('nobody there at the start: down, and connected as soon as there is', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const office = await openOffice({ settings: () => ({ apiUrl: `http://127.0.0.1:${port}/api/` }) })
    expect(office.surface.health()).toMatchObject({ state: 'down', problem: expect.stringContaining('tried again') })
  })

  test('nothing set that could hear, or speak', async () => {
    const deaf = await openOffice({ settings: () => ({ appToken: null }) })
    expect(deaf.surface.health()).toMatchObject({ state: 'down', problem: expect.stringContaining('SLACK_APP_TOKEN') })
    const mute = await openOffice({ settings: () => ({ botToken: null }) })
    expect(mute.surface.health()).toMatchObject({ state: 'down', problem: expect.stringContaining('SLACK_BOT_TOKEN') })
  })
})

test('nothing that is logged holds a token or an address to answer at', async () => {
  const office = await openOffice()
  const { peer } = office
  office.reply = () => ({ message: message('settings', { isPrivate: true }) })
  for (const target of ['response_url', 'chat.postEphemeral', 'auth.test', 'apps.connections.open', 'reactions.add'])
    peer.fault(target, { kind: 'reset' })
  const asking = await peer.deliver.slash('settings')
  await asked(office)
  peer.socket.drop()
  await ended(office, 2)
  await state(office, 'connected')
  const written = JSON.stringify([office.log, office.surface.health(), office.faults.map(({ message }) => message)])
  for (const secret of [peer.botToken, peer.appToken, new URL(asking.responseUrl ?? '').pathname]) expect(written).not.toContain(secret)
  expect(office.log.length).toBeGreaterThan(0)
})

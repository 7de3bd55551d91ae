/** HTTP mode: only what Slack signed within five minutes is heard, and health is told to whoever watches. */
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { message, type Office, openOffice } from './office.ts'

async function openHttp(): Promise<Office & { url: string }> {
  const office = await openOffice({ settings: (peer) => ({ appToken: null, signingSecret: peer.signingSecret }) })
  const url = `${await office.origin()}/slack/events`
  office.peer.deliverTo(url)
  return Object.assign(office, { url })
}

/** A request as Slack signs it, `aheadS` seconds from now. */
async function signed(office: Office & { url: string }, body: string, type: string, aheadS = 0): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1_000) + aheadS
  const signature = createHmac('sha256', office.peer.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = { 'content-type': type, 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` }
  return (await fetch(office.url, { method: 'POST', headers, body })).status
}

const COMMAND = new URLSearchParams({ command: '/news', text: 'latest', user_id: 'U1', channel_id: 'C1', team_id: 'T1', trigger_id: '1.1' })

test('the address is proved to Slack', async () => {
  const office = await openHttp()
  expect(await office.peer.verifyUrl()).toBe(true)
})

test.each([
  ['wrong', 401],
  ['old', 401],
  ['missing', 401],
] as const)('a signature that is %s is refused', async (signature, status) => {
  const office = await openHttp()
  const { peer } = office
  const spoken = await peer.deliver.mention('who?', { signature, retries: false })
  expect(spoken.acks.map(({ how }) => how)).toEqual(spoken.acks.map(() => status))
  const typed = await peer.deliver.slash('who?', { signature })
  expect(typed.acks).toMatchObject([{ how: status }])
  expect(office.heard).toEqual([])
  expect(office.surface.health().lastEventMs).toBeNull()
})

test('a signature from ten minutes ahead is refused, one from a minute ago is good', async () => {
  const office = await openHttp()
  const type = 'application/x-www-form-urlencoded'
  expect(await signed(office, COMMAND.toString(), type, 600)).toBe(401)
  expect(office.heard).toEqual([])
  expect(await signed(office, COMMAND.toString(), type, -60)).toBe(200)
})

test('a form is read also where its type names a charset', async () => {
  const office = await openHttp()
  office.reply = () => null
  expect(await signed(office, COMMAND.toString(), 'application/x-www-form-urlencoded; charset=utf-8')).toBe(200)
  await office.peer.waitFor(() => office.heard.length === 1, 'the command')
  expect(office.heard).toMatchObject([{ heard: { kind: 'line', text: 'latest' } }])
})

test('what is no JSON, too long, or another path, is refused', async () => {
  const office = await openHttp()
  expect(await signed(office, '{', 'application/json')).toBe(400)
  expect(await signed(office, 'x'.repeat(1_000_001), 'application/json')).toBe(413)
  const origin = await office.origin()
  expect((await fetch(`${origin}/slack/install`)).status).toBe(404)
  expect((await fetch(`${origin}/`)).status).toBe(404)
  expect((await fetch(`${origin}/slack/events`)).status).toBe(404)
})

test('it is acknowledged before it is answered', async () => {
  const office = await openHttp()
  const { peer } = office
  const slow = peer.fault('chat.postMessage', { kind: 'slow' })
  const asked = await peer.deliver.mention('who is Ding Yi?', { only: 'app_mention' })
  expect(asked.acks).toMatchObject([{ ok: true, how: 'acknowledged' }])
  expect(office.posted).toEqual([])
  slow.release()
  await peer.waitFor(() => office.posted.length === 1, 'the answer')
})

test('app_rate_limited is acknowledged and told', async () => {
  const office = await openHttp()
  const body = JSON.stringify({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1, api_app_id: 'A1', token: 'x' })
  expect(await signed(office, body, 'application/json')).toBe(200)
  expect(office.surface.health()).toMatchObject({ state: 'connected', lastError: { message: expect.stringContaining('app_rate_limited') } })
})

test('health: 200 while connected, 503 and why while not', async () => {
  const office = await openHttp()
  const { peer } = office
  const health = async () => {
    const response = await fetch(`${await office.origin()}/health`)
    return { status: response.status, ...((await response.json()) as object) }
  }
  expect(await health()).toMatchObject({ status: 200, surface: 'slack', state: 'connected', problem: null })
  peer.revokeToken()
  await peer.deliver.mention('who?', { only: 'app_mention' })
  await peer.waitFor(() => office.surface.health().state === 'down', 'health down')
  expect(await health()).toMatchObject({ status: 503, state: 'down', problem: expect.stringContaining('token_revoked') })
})

test('a port that another program has: down until it is free', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const office = await openOffice({
    settings: (peer) => ({ appToken: null, signingSecret: peer.signingSecret, port }),
    start: false,
  })
  const started = office.surface.start()
  await office.peer.waitFor(() => office.surface.health().state === 'down', 'health down')
  expect(office.surface.health().problem).toContain(String(port))
  await new Promise((resolve) => other.close(resolve))
  await started
  expect(office.surface.health().state).toBe('connected')
})

test('what is being answered when it closes is answered', async () => {
  const office = await openHttp()
  const { peer } = office
  const slow = peer.fault('chat.postMessage', { kind: 'slow' })
  office.reply = () => ({ message: message('A lawyer.') })
  await peer.deliver.mention('who is Ding Yi?', { only: 'app_mention' })
  await peer.waitFor(() => slow.hits === 1, 'the posting')
  const closed = office.surface.close()
  await expect(fetch(office.url)).rejects.toThrow()
  slow.release()
  await closed
  expect(office.posted).toHaveLength(1)
  expect(peer.messages()).toHaveLength(1)
  onTestFinished(() => expect(peer.failures).toEqual([]))
})

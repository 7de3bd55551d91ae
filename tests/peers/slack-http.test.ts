/** HTTP mode, response_url and OAuth of the peer, with the real Bolt on the other side. */
import './guard.ts'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MemoryInstallationStore } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { startTrialApp, type TrialApp, webClient } from './slack-app.ts'
import { ALL_SCOPES, openSlackPeer, type SlackPeer, type SlackPeerOptions } from './slack-peer.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function begin(options: SlackPeerOptions & { acknowledges?: boolean } = {}): Promise<{ peer: SlackPeer; trial: TrialApp }> {
  const peer = await openSlackPeer({ retryAfterMs: [0], ...options })
  open.push(peer)
  const trial = await startTrialApp(peer, { mode: 'http', acknowledges: options.acknowledges ?? true })
  open.push(trial)
  peer.deliverTo(`${trial.url}/slack/events`)
  return { peer, trial }
}

describe('signed requests', () => {
  test('the URL is verified, and events, commands and presses arrive', async () => {
    const { peer, trial } = await begin()
    expect(await peer.verifyUrl()).toBe(true)
    const mention = await peer.deliver.mention('hello', { only: 'app_mention' })
    expect(mention.acks).toMatchObject([{ ok: true, how: 'acknowledged' }])
    expect((await peer.deliver.slash('latest')).acks).toMatchObject([{ ok: true }])
    expect((await peer.deliver.shortcut({ ...mention })).acks).toMatchObject([{ ok: true }])
    expect(trial.heard.map(({ kind }) => kind)).toEqual(['app_mention', '/news', 'message_action'])
  })

  test.each(['wrong', 'old', 'missing'] as const)('a request whose signature is %s is refused', async (signature) => {
    const { peer, trial } = await begin()
    const { acks } = await peer.deliver.dm('let me in', { signature, retries: false })
    expect(acks).toMatchObject([{ ok: false, how: 401 }])
    expect(trial.heard).toEqual([])
  })

  test('an event that is not acknowledged comes again, with its number and its reason', async () => {
    const { peer, trial } = await begin()
    const right = `${trial.url}/slack/events`
    peer.deliverTo(`${trial.url}/nowhere`)
    const { acks } = await peer.deliver.dm('hello', { retries: false })
    expect(acks).toMatchObject([{ ok: false, how: 404 }])
    peer.deliverTo('http://127.0.0.1:9/')
    expect((await peer.deliver.dm('hello', { retries: false })).acks).toMatchObject([{ ok: false, how: 'closed' }])
    peer.deliverTo(right)
    await peer.deliver.dm('hello', { retryNum: 2 })
    expect(trial.heard.map(({ retryNum }) => retryNum)).toEqual([2])
  })

  test('it comes again by itself until it is acknowledged, or the app wants no more of it', async () => {
    const peer = await openSlackPeer({ retryAfterMs: [0, 0, 0] })
    open.push(peer)
    const numbers: string[] = []
    const deaf = createServer((request, response) => {
      numbers.push(`${request.headers['x-slack-retry-num'] ?? 0} ${request.headers['x-slack-retry-reason'] ?? ''}`)
      request.resume()
      response.writeHead(numbers.length === 3 ? 200 : 500, numbers.length > 3 ? { 'x-slack-no-retry': '1' } : {}).end()
    })
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve))
    open.push({ close: async () => void deaf.close() })
    peer.deliverTo(`http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`)
    expect((await peer.deliver.dm('hello')).acks).toMatchObject([{ ok: false, how: 500, retryNum: 0 }])
    await peer.waitFor(() => numbers.length === 3, 'the second redelivery')
    await peer.deliver.dm('once more')
    await peer.deliver.dm('and again', { retries: false })
    expect(numbers).toEqual(['0 ', '1 http_error', '2 http_error', '0 ', '0 '])
  })

  test('what is answered at once to a command is shown to its author', async () => {
    const { peer, trial } = await begin({ acknowledges: false })
    trial.app.command('/news', async ({ ack }) => ack({ text: 'Looking.' }))
    await peer.deliver.slash('latest')
    expect(peer.messages()).toMatchObject([{ text: 'Looking.', via: 'acknowledgement', ephemeralTo: peer.people.ann }])
  })
})

const say = async (url: string | null, body: unknown) => {
  const response = await fetch(String(url), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  return `${response.status} ${await response.text()}`
}
const IN_CHANNEL = { response_type: 'in_channel', unfurl_links: false, unfurl_media: false }

describe('response_url', () => {
  test('five uses, and 30 minutes', async () => {
    let now = Date.now()
    const { peer } = await begin({ now: () => now })
    const { responseUrl } = await peer.deliver.slash('latest')
    for (let use = 0; use < 5; use++) expect(await say(responseUrl, { text: `No ${use}` })).toBe('200 ok')
    expect(await say(responseUrl, { text: 'No 6' })).toContain('404 {"ok":false,"error":"used_url"}')
    const late = await peer.deliver.slash('latest')
    now += 30 * 60_000
    expect(await say(late.responseUrl, { text: 'just in time' })).toBe('200 ok')
    now += 1
    expect(await say(late.responseUrl, { text: 'late' })).toContain('expired_url')
    expect(await say(`${peer.apiUrl.replace('/api/', '')}/commands/T1/1/2`, { text: 'whose?' })).toContain('expired_url')
    expect(peer.messages()).toHaveLength(6)
    expect(peer.violations).toEqual([])
  })

  test('to everybody, to one, instead of the message, away with it', async () => {
    const { peer } = await begin()
    const { responseUrl, channel } = await peer.deliver.slash('latest')
    const button = {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Next' }, value: '1' }],
    }
    await say(responseUrl, { text: 'Page 1', blocks: [button] })
    await say(responseUrl, { ...IN_CHANNEL, text: 'Shared' })
    const [page] = peer.messages(channel)
    if (page === undefined) throw new Error('nothing was said')
    const press = await peer.deliver.press(page, 'Next')
    expect(press.payloads[0]).not.toHaveProperty('message')
    await expect(peer.deliver.press(page, 'Next', { by: peer.people.bob })).rejects.toThrow('does not see')
    await say(press.responseUrl, { replace_original: true, text: 'Page 2' })
    expect(peer.messages(channel)).toMatchObject([
      { text: 'Page 2', blocks: [], edits: 1, ephemeralTo: peer.people.ann },
      { text: 'Shared', ephemeralTo: null },
    ])
    await say(press.responseUrl, { replace_original: false, response_type: 'ephemeral', text: 'Aside' })
    await say(press.responseUrl, { delete_original: true })
    expect(peer.messages(channel)).toMatchObject([{ text: 'Shared' }, { text: 'Aside' }])
    expect(peer.violations).toEqual([])
    await say(press.responseUrl, { text: 'ambiguous' })
    expect(peer.violations).toMatchObject([expect.stringContaining('say replace_original or delete_original')])
  })

  test('it fails on demand, like a method', async () => {
    const { peer } = await begin()
    const { responseUrl } = await peer.deliver.slash('latest')
    peer.fault('response_url', { kind: '500' })
    expect(await say(responseUrl, { text: 'one' })).toContain('500')
    peer.fault('response_url', { kind: 'reset-after-accept' })
    await expect(say(responseUrl, { text: 'two' })).rejects.toThrow('fetch failed')
    expect(peer.messages()).toMatchObject([{ text: 'two' }])
    expect(peer.callsOf('response_url').map(({ status }) => status)).toEqual([500, 'reset-after-accept'])
  })
})

describe('OAuth', () => {
  async function beginWithOauth(): Promise<{ peer: SlackPeer; trial: TrialApp }> {
    const peer = await openSlackPeer({ installed: false })
    open.push(peer)
    const receiver = {
      clientId: peer.clientId,
      clientSecret: peer.clientSecret,
      stateSecret: 'a secret of the state',
      scopes: [...ALL_SCOPES],
      installationStore: new MemoryInstallationStore(),
    }
    const trial = await startTrialApp(peer, { mode: 'http', receiver })
    open.push(trial)
    peer.deliverTo(`${trial.url}/slack/events`)
    return { peer, trial }
  }

  test('two workspaces are installed, each with its own token, and both are served', async () => {
    const { peer, trial } = await beginWithOauth()
    const beta = peer.addWorkspace('BETA')
    await expect(webClient(peer).auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } })
    const first = await peer.install(`${trial.url}/slack/install`)
    const second = await peer.install(`${trial.url}/slack/install`)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(peer.consents).toMatchObject([{ scopes: ALL_SCOPES, state: expect.any(String) }, { scopes: ALL_SCOPES }])
    expect([peer.workspace.installed, beta.installed]).toEqual([true, true])
    expect(await webClient(peer, beta.botToken).auth.test()).toMatchObject({
      team_id: beta.team.id,
      user_id: beta.botUser,
      bot_id: beta.botId,
    })
    trial.app.event('app_mention', async ({ client, event }) => {
      await client.chat.postMessage({ channel: event.channel, text: 'Heard.', unfurl_links: false, unfurl_media: false })
    })
    await peer.deliver.mention('hello', { only: 'app_mention' })
    await peer.deliver.mention('hello', { team: beta.team.id, only: 'app_mention' })
    await peer.waitFor(() => peer.messages().length === 2, 'both answers')
    expect(
      peer
        .callsOf('chat.postMessage')
        .map(({ token }) => token)
        .sort(),
    ).toEqual([peer.botToken, beta.botToken].sort())
    expect(peer.messages(beta.channels.general)).toHaveLength(1)
  })

  test('a refusal, a wrong secret, a code used twice, a foreign redirect', async () => {
    const { peer, trial } = await beginWithOauth()
    const consent = async () => {
      const query = new URLSearchParams({ client_id: peer.clientId, scope: 'chat:write', redirect_uri: 'http://127.0.0.1/back' })
      const page = await fetch(`${peer.authorizeUrl}?${query}`, { redirect: 'manual' })
      return new URL(String(page.headers.get('location'))).searchParams.get('code') ?? ''
    }
    const access = (client_secret: string, code: string, redirect_uri: string) =>
      webClient(peer, null)
        .oauth.v2.access({ client_id: peer.clientId, client_secret, code, redirect_uri })
        .then(
          () => 'ok',
          (error: { data: { error: string } }) => error.data.error,
        )
    const code = await consent()
    expect(await access('guessed', code, 'http://127.0.0.1/back')).toBe('bad_client_secret')
    expect(await access(peer.clientSecret, await consent(), 'http://127.0.0.1/elsewhere')).toBe('bad_redirect_uri')
    expect(await access(peer.clientSecret, code, 'http://127.0.0.1/back')).toBe('ok')
    expect(await access(peer.clientSecret, code, 'http://127.0.0.1/back')).toBe('invalid_code')
    expect([...peer.workspace.scopes]).toEqual(['chat:write'])
    const beta = peer.addWorkspace('BETA')
    const denied = await peer.install(`${trial.url}/slack/install`, { deny: true })
    expect([denied.status, beta.installed]).toEqual([500, false])
  })

  test('the app is taken off a workspace: its token is dead, and it is told', async () => {
    const { peer, trial } = await beginWithOauth()
    await peer.install(`${trial.url}/slack/install`)
    await peer.deliver.uninstall()
    expect(trial.heard.map(({ kind }) => kind).sort()).toEqual(['app_uninstalled', 'tokens_revoked'])
    await expect(webClient(peer).auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } })
  })
})

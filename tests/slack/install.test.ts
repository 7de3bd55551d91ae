/** Many workspaces: each installs the app by OAuth, is spoken to with its own token, and is forgotten when it takes the app off. */
import { describe, expect, test } from 'vitest'
import { EVENTS, SCOPES } from '../../adapters/slack/scopes.ts'
import { ended, message, openOffice } from './office.ts'

const open = (mode: 'socket' | 'http', botToken: 'none' | 'own' = 'none') =>
  openOffice({
    peerOptions: { installed: botToken === 'own', events: Object.keys(EVENTS) },
    settings: (peer) => ({
      ...(mode === 'http' ? { appToken: null, signingSecret: peer.signingSecret } : {}),
      ...(botToken === 'none' ? { botToken: null } : {}),
      clientId: peer.clientId,
      clientSecret: peer.clientSecret,
      stateSecret: 'a secret for the state',
    }),
  })
describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('installed, spoken to, taken off', async () => {
    const office = await open(mode)
    const { peer } = office
    const origin = await office.origin()
    if (mode === 'http') peer.deliverTo(`${origin}/slack/events`)
    const beta = peer.addWorkspace('BETA')
    for (const team of [peer.team, beta.team.id]) expect((await peer.install(`${origin}/slack/install`, { team })).status).toBe(200)
    expect(peer.consents.map(({ scopes }) => scopes)).toEqual([Object.keys(SCOPES), Object.keys(SCOPES)])
    expect([...office.vault.keys()].sort()).toEqual([`slack:${peer.team}`, `slack:${beta.team.id}`].sort())

    await peer.deliver.mention('who is Ding Yi?', { only: 'app_mention' })
    await ended(office, 1)
    await peer.deliver.mention('who is Ding Yi?', {
      only: 'app_mention',
      team: beta.team.id,
      user: beta.people.bob,
      channel: beta.channels.general,
    })
    await ended(office, 2)
    expect(office.faults).toEqual([])
    expect(office.heard.map(({ user }) => user)).toEqual([`${peer.team}:${peer.people.ann}`, `${beta.team.id}:${beta.people.bob}`])
    expect(office.heard.map(({ heard }) => heard)).toEqual([1, 2].map(() => ({ kind: 'line', text: 'who is Ding Yi?' })))
    expect(peer.messages().map(({ team }) => team)).toEqual([peer.team, beta.team.id])
    expect(peer.callsOf('chat.postMessage').map(({ token }) => token)).toEqual([peer.botToken, beta.botToken])

    await peer.deliver.uninstall({ team: beta.team.id })
    await peer.waitFor(() => !office.vault.has(`slack:${beta.team.id}`), 'the workspace to be forgotten')
    expect(office.surface.health().state).toBe('connected')
    expect(office.surface.health().lastError?.message).toContain(beta.team.id)
    const place = { surface: 'slack', team: beta.team.id, channel: beta.channels.general, thread: null, to: null, via: {} }
    await expect(office.surface.post(place, message('The news'), 'digest:1')).rejects.toThrow('/slack/install')
    await peer.deliver.mention('still there?', { only: 'app_mention' })
    await ended(office, 3)
    expect(peer.messages().at(-1)?.team).toBe(peer.team)
    expect(peer.violations).toEqual([])
  })

  test('refused, or with a state of somebody else’s: nothing is kept', async () => {
    const office = await open(mode)
    const { peer } = office
    const origin = await office.origin()
    expect((await peer.install(`${origin}/slack/install`, { deny: true })).status).toBeGreaterThanOrEqual(400)
    const forged = await fetch(`${origin}/slack/oauth_redirect?code=1&state=forged`, { headers: { cookie: 'slack-app-oauth-state=other' } })
    expect(forged.status).toBe(400)
    expect(office.vault.size).toBe(0)
    expect(peer.callsOf('oauth.v2.access')).toEqual([])
  })
})

test('one workspace by its token, the others by OAuth', async () => {
  const office = await open('socket', 'own')
  const { peer } = office
  const beta = peer.addWorkspace('BETA')
  await peer.install(`${await office.origin()}/slack/install`, { team: beta.team.id })
  await peer.deliver.mention('one', { only: 'app_mention' })
  await peer.deliver.mention('two', { only: 'app_mention', team: beta.team.id, user: beta.people.ann, channel: beta.channels.general })
  await ended(office, 2)
  expect(office.faults).toEqual([])
  expect(
    peer
      .messages()
      .map(({ team }) => team)
      .sort(),
  ).toEqual([peer.team, beta.team.id].sort())
  expect([...office.vault.keys()]).toEqual([`slack:${beta.team.id}`])
})

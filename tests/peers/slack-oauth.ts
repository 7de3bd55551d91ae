/** OAuth v2: the consent page, the exchange of a code for a token, and a browser that walks from one to the other. */
import type { RestReply } from './rest-server.ts'
import { type Fields, textOf } from './slack-contract.ts'
import { ALL_SCOPES } from './slack-granted.ts'
import { type Admitted, type Method, no } from './slack-method.ts'
import { type KeptWorkspace, type Platform, secret } from './slack-platform.ts'

const CODE_LIVES_MS = 10 * 60_000
const MAX_STEPS = 10

/** The consent page: the person agrees (or not) at once, and is sent back. */
export function consent(platform: Platform, url: URL): RestReply {
  const { oauth } = platform
  const scopes = (url.searchParams.get('scope') ?? '').split(',').filter((scope) => scope !== '')
  const redirectUri = url.searchParams.get('redirect_uri')
  const state = url.searchParams.get('state')
  oauth.consents.push({ scopes, redirectUri, state })
  platform.changed()
  if (url.searchParams.get('client_id') !== platform.clientId) return page('Invalid client_id parameter')
  const unknown = scopes.filter((scope) => !ALL_SCOPES.includes(scope) && !/^[a-z_]+(?:\.[a-z_]+)*:[a-z._]+$/.test(scope))
  if (scopes.length === 0 || unknown.length > 0) return page(`Invalid permissions requested: ${unknown.join(', ')}`)
  const target = redirectUri ?? oauth.redirectUri
  if (target === null) return page('No redirect URL is configured')
  const back = new URL(target)
  if (state !== null) back.searchParams.set('state', state)
  if (oauth.plan.deny) back.searchParams.set('error', 'access_denied')
  else {
    const code = `${secret(6)}.${secret(6)}.${secret(16)}`
    const workspace = chosen(platform, url.searchParams.get('team') ?? oauth.plan.team)
    oauth.codes.set(code, { workspace, redirectUri, scopes, atMs: platform.now() })
    back.searchParams.set('code', code)
  }
  return { status: 302, headers: { location: back.href }, body: '' }
}

const page = (text: string): RestReply => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<html><body>${text}</body></html>`,
})

/** The workspace that was named, else the first that is not installed, else the first. */
function chosen(platform: Platform, team: string | null): KeptWorkspace {
  const all = [...platform.workspaces.values()]
  const found = (team === null ? undefined : platform.workspaces.get(team)) ?? all.find(({ installed }) => !installed) ?? all[0]
  if (found === undefined) throw new Error('there is no workspace to install the app on')
  return found
}

/** Id and secret of the app, in the body or as Basic authorization. */
function isApp({ platform, body, authorization }: Admitted): boolean {
  const basic = /^Basic (.+)$/.exec(authorization)?.[1]
  const [id, secret] =
    basic === undefined
      ? [textOf(body, 'client_id'), textOf(body, 'client_secret')]
      : Buffer.from(basic, 'base64').toString('utf8').split(':')
  return id === platform.clientId && secret === platform.clientSecret
}

function access(admitted: Admitted): Fields {
  const { platform, body } = admitted
  if (!isApp(admitted)) return no('bad_client_secret')
  const code = textOf(body, 'code')
  const grant = platform.oauth.codes.get(code)
  if (grant === undefined) return no('invalid_code')
  platform.oauth.codes.delete(code)
  if (platform.now() - grant.atMs > CODE_LIVES_MS) return no('code_expired')
  if ((textOf(body, 'redirect_uri') || null) !== grant.redirectUri) return no('bad_redirect_uri')
  const { workspace, scopes } = grant
  workspace.installed = true
  workspace.tokenState = 'good'
  workspace.scopes.clear()
  for (const scope of scopes) workspace.scopes.add(scope)
  platform.changed()
  return {
    app_id: platform.appId,
    authed_user: { id: workspace.people.admin },
    scope: scopes.join(','),
    token_type: 'bot',
    access_token: workspace.botToken,
    bot_user_id: workspace.botUser,
    team: { id: workspace.team.id, name: workspace.team.name },
    enterprise: null,
    is_enterprise_install: false,
  }
}

export const OAUTH_METHODS: Readonly<Record<string, Method>> = { 'oauth.v2.access': { token: 'none', scope: null, run: access } }

/** Follows redirects and keeps cookies, as a browser does; where the page offers a button to Slack, presses it. Only on 127.0.0.1. */
export async function walkInstall(
  platform: Platform,
  installUrl: string,
  plan: { readonly team?: string; readonly deny?: boolean },
): Promise<{ status: number; body: string }> {
  platform.oauth.plan = { team: plan.team ?? null, deny: plan.deny ?? false }
  platform.oauth.redirectUri = new URL('/slack/oauth_redirect', installUrl).href
  const cookies = new Map<string, string>()
  let url = installUrl
  for (let step = 0; step < MAX_STEPS; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const body = await response.text()
    const next = response.headers.get('location') ?? buttonIn(body, platform.origin)
    if (next === null) return { status: response.status, body }
    url = new URL(next, url).href
  }
  throw new Error(`the installation went on for ${MAX_STEPS} pages, the last was ${url}`)
}

const buttonIn = (html: string, origin: string): string | null => {
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return links.find((href) => href.startsWith(`${origin}/oauth/v2/authorize`)) ?? null
}

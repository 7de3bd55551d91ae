/**
 * Slack, as far as a bot can tell: Web API, Events API over HTTP and Socket Mode, slash commands, interactions, response_url, OAuth; on
 * 127.0.0.1, port 0. Strict as documented: what a body breaks is in `violations`, and is refused as Slack refuses it. Faults on demand.
 */
import { type Exchange, openRestServer, type RestReply, type RestRequest } from './rest-server.ts'
import type { SlackPeer, SlackPeerOptions } from './slack-contract.ts'
import { openCourier } from './slack-courier.ts'
import { deliveries, hearsEvent } from './slack-deliveries.ts'
import { eventCallback } from './slack-events.ts'
import { uploadExchange } from './slack-files.ts'
import { newEventId } from './slack-interactions.ts'
import { consent, walkInstall } from './slack-oauth.ts'
import { addWorkspace, createPlatform, type Platform, turnChannel, workspaceNamed } from './slack-platform.ts'
import { openResponseUrls, type ResponseUrls } from './slack-response-url.ts'
import { openSockets } from './slack-socket.ts'
import { webApiExchange } from './slack-web-api.ts'
import { waitFor } from './wait-for.ts'

export * from './slack-contract.ts'
export * from './slack-granted.ts'

export async function openSlackPeer(options: SlackPeerOptions = {}): Promise<SlackPeer> {
  const platform = createPlatform(options)
  const workspace = addWorkspace(platform, 'ACME', options.installed ?? true)
  const urls = openResponseUrls(platform)
  const rest = await openRestServer((request) => route(platform, urls, request))
  platform.origin = rest.origin
  const sockets = openSockets(platform, rest)
  const courier = openCourier(platform, sockets)
  platform.echo = (event, to) => {
    if (!hearsEvent(platform, to, event)) return
    const eventId = newEventId()
    courier.tell({ kind: 'events_api', payload: eventCallback(platform, to, event, eventId), eventId })
  }
  const standsIn = (channel: string | undefined) =>
    platform.messages.filter((message) => channel === undefined || message.channel === channel)
  return {
    apiUrl: `${rest.origin}/api/`,
    authorizeUrl: `${rest.origin}/oauth/v2/authorize`,
    appId: platform.appId,
    appToken: platform.appToken,
    signingSecret: platform.signingSecret,
    clientId: platform.clientId,
    clientSecret: platform.clientSecret,
    workspace,
    botToken: workspace.botToken,
    botUser: workspace.botUser,
    team: workspace.team.id,
    people: workspace.people,
    channels: workspace.channels,
    addWorkspace: (name) => addWorkspace(platform, name, false),
    calls: platform.calls,
    callsOf: (method) => platform.calls.filter((call) => call.method === method),
    messages: (channel) => standsIn(channel).filter(({ by, deleted }) => by === 'bot' && !deleted),
    allMessages: standsIn,
    reactions: platform.reactions,
    everyReaction: platform.everyReaction,
    statuses: platform.statuses,
    prompts: platform.prompts,
    titles: platform.titles,
    files: platform.files,
    home: (user) => platform.homes.get(user) ?? null,
    violations: platform.violations,
    crowded: platform.crowded,
    get failures() {
      return [...platform.failures, ...rest.failures]
    },
    fault: rest.fault,
    revokeToken: (team) => {
      workspaceNamed(platform, team).tokenState = 'revoked'
    },
    turnChannel: (channel, to) => turnChannel(platform, channel, to),
    revokeAppToken: () => {
      platform.appTokenState = 'revoked'
    },
    deliverTo: courier.deliverTo,
    verifyUrl: courier.verifyUrl,
    deliver: deliveries(platform, courier, urls),
    socket: sockets,
    install: (url, plan = {}) => walkInstall(platform, url, plan),
    consents: platform.oauth.consents,
    waitFor: (predicate, what, boundMs) => waitFor(predicate, what, () => heard(platform), boundMs),
    close: async () => {
      courier.close()
      sockets.close()
      await rest.close()
    },
  }
}

function route(platform: Platform, urls: ResponseUrls, request: RestRequest): Exchange {
  const { pathname } = request.url
  if (pathname.startsWith('/api/')) return webApiExchange(platform, request)
  if (/^\/(?:commands|actions|app)\//.test(pathname)) return urls.exchange(request)
  if (pathname.startsWith('/upload/')) return uploadExchange(platform, request)
  const page: RestReply =
    pathname === '/oauth/v2/authorize'
      ? consent(platform, request.url)
      : { status: 404, body: `Slack has no ${request.method} ${pathname}` }
  return {
    targets: [pathname],
    body: {},
    accept: async () => page,
    refuse: (fault) => ({ status: Number(fault.kind) || 400, body: fault.kind }),
  }
}

const HEARD_LAST = 12

/** The last calls and messages, for whoever waited in vain. */
function heard({ calls, messages, violations, failures }: Platform): string {
  const lines = calls.slice(-HEARD_LAST).map(({ method, status, answer }) => `  ${method} → ${status} ${answer?.error ?? ''}`)
  const said = messages
    .slice(-HEARD_LAST)
    .map(
      ({ by, channel, thread, text, deleted }) => `  ${by} ${channel} ${thread ?? '-'}${deleted ? ' deleted' : ''}: ${text.slice(0, 100)}`,
    )
  return [
    'calls:',
    ...lines,
    'messages:',
    ...said,
    ...violations.map((violation) => `violation: ${violation}`),
    ...failures.map(String),
  ].join('\n')
}

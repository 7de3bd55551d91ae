/** Slack, as everybody else knows it: Socket Mode where there is an app token, else HTTP. What arrives is acknowledged at once, then read. */
import { App, type HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { Reception, Surface } from '../../commands/command.ts'
import { openCalls } from './calls.ts'
import { boltLogger, clientOptions, webClient } from './client.ts'
import { openDelivery } from './delivery.ts'
import { openDoor } from './door.ts'
import { listenTo } from './events.ts'
import { openPulse, type Pulse } from './health.ts'
import { openEars } from './hear.ts'
import { openRoutes } from './install.ts'
import { openLink } from './link.ts'
import { openPages } from './pages.ts'
import { openPost } from './post.ts'
import type { Host, SlackSettings, Vault } from './settings.ts'
import { openUploads } from './uploads.ts'
import { within } from './wait.ts'
import { openManagers } from './who-manages.ts'
import { openWorkspaces } from './workspaces.ts'

/** Stories whose lines, sources and buttons stand in one message. */
const PAGE_SIZE = 5
/** Works begun and not ended; more than the reception takes in, so that it is the one to refuse. */
const MAX_IN_HAND = 5_000
/** Answers in hand get this long to be posted when the process is told to end. */
const CLOSE_MS = 15_000

export function openSlack(settings: SlackSettings, reception: Reception, vault: Vault, host: Host): Surface {
  const closing = new AbortController()
  const ended = new AbortController()
  const pulse = openPulse(host)
  const routes = openRoutes(settings, vault, host)
  const client = webClient(settings.apiUrl, host.log)
  const workspaces = openWorkspaces(client, settings.botToken, routes.installed, pulse, closing.signal)
  const calls = openCalls(client, workspaces, pulse, host, ended.signal)
  const uploads = openUploads(calls, pulse, host)
  const ears = openEars(calls)
  const hand = openHand(pulse, host)

  const socket = settings.appToken === null ? null : socketReceiver(settings, settings.appToken, host)
  const link = socket === null ? null : openLink(socket.client, pulse, closing.signal)
  const isOpen = socket === null || routes.installed !== null
  const door = isOpen ? openDoor(routes.receiver, settings, pulse, host, closing.signal) : null
  const surface: Surface = {
    name: 'slack',
    pageSize: PAGE_SIZE,
    start: async () => {
      const lacking = lackOf(settings, routes.installed !== null)
      if (lacking !== null) return pulse.link('down', lacking)
      const opened = door?.open().then(() => (link === null ? pulse.link('connected') : undefined))
      await Promise.all([workspaces.start(), link?.open(), opened])
    },
    hear: ears.hear,
    settle: ears.settle,
    post: openPost(calls, uploads, host),
    isManager: openManagers(settings.managers, calls, host),
    delivery: openDelivery(calls, uploads, host, ended.signal),
    health: pulse.health,
    claims: (error) => isOfClient(error) && pulse.claimed(error),
    close: async () => {
      closing.abort()
      await Promise.all([link?.close(), door?.close()])
      await within(CLOSE_MS, hand.empty())
      ended.abort()
    },
  }
  const app = new App({
    receiver: socket ?? httpReceiver(routes.receiver, pulse),
    // Whose token it takes is looked up after the acknowledgement, which must not wait for it.
    authorize: async ({ teamId }) => (teamId === undefined ? {} : { teamId }),
    convoStore: false,
    ignoreSelf: false,
    logger: boltLogger(host.log),
    clientOptions: clientOptions(settings.apiUrl, host.log),
  })
  const pages = openPages(reception, surface, calls, host)
  listenTo(app, { reception, surface, workspaces, pages, pulse, host, take: hand.take })
  return surface
}

/** What is missing for hearing or speaking at all; null = nothing. */
function lackOf({ appToken, signingSecret, botToken }: SlackSettings, installs: boolean): string | null {
  if (appToken === null && signingSecret === null)
    return 'Nothing of Slack can be heard: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).'
  if (botToken === null && !installs) return 'Nothing can be said in Slack: set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and what goes with it.'
  return null
}

function socketReceiver(settings: SlackSettings, appToken: string, host: Host): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(host.log),
    installerOptions: { clientOptions: clientOptions(settings.apiUrl, host.log) },
  })
}

/** Bolt’s own, but for what it cannot read, and without its installer: tokens are looked up by us. */
function httpReceiver(receiver: HTTPReceiver, pulse: Pulse): Receiver {
  return {
    init: (app) => {
      const processEvent: App['processEvent'] = async (event) => {
        if (event.body.type !== 'app_rate_limited') return app.processEvent(event)
        pulse.heldBack()
        await event.ack()
      }
      receiver.init({ processEvent } as App)
    },
    start: async () => undefined,
    stop: async () => undefined,
  }
}

/** Whether it was thrown by a package of Slack’s. */
function isOfClient(error: unknown): boolean {
  const { code, stack } = (error ?? {}) as { readonly code?: unknown; readonly stack?: unknown }
  if (typeof code === 'string' && code.startsWith('slack_')) return true
  return typeof stack === 'string' && stack.replaceAll('\\', '/').includes('node_modules/@slack/')
}

/** Works that nobody waits for, until the surface closes. */
function openHand(pulse: Pulse, host: Host): { take(work: () => Promise<void>): void; empty(): Promise<unknown> } {
  const works = new Set<Promise<void>>()
  return {
    take: (work) => {
      if (works.size >= MAX_IN_HAND) {
        pulse.failed(new Error(`More than ${MAX_IN_HAND} messages were in hand: one was left unheard.`))
        return
      }
      const done = work()
        .catch((error) => {
          pulse.failed(error)
          host.log.error('slack', { error })
        })
        .finally(() => works.delete(done))
      works.add(done)
    },
    empty: () => Promise.all(works),
  }
}

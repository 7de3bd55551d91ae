/** What of Bolt is listened to: acknowledged at once, read, and handed in. */
import type { App } from '@slack/bolt'
import type { Reception, Said, Surface } from '../../commands/command.ts'
import type { Pulse } from './health.ts'
import type { AppHomeOpened, Pages, ThreadStarted } from './pages.ts'
import type { ShortcutBody } from './read.ts'
import {
  type Ear,
  type MessageEvent,
  mayConcern,
  type PressBody,
  readCommand,
  readMessage,
  readPress,
  readShortcut,
  type SlashCommand,
} from './read.ts'
import { FIND_NEWS, LEGACY_EVENT } from './scopes.ts'
import type { Host } from './settings.ts'
import type { Workspaces } from './workspaces.ts'

export type Listener = {
  readonly reception: Reception
  readonly surface: Surface
  readonly workspaces: Workspaces
  readonly pages: Pages
  readonly pulse: Pulse
  readonly host: Host
  /** Work that goes on after the acknowledgement; a rejection is logged. */
  take(work: () => Promise<void>): void
}
/** The envelope of an event: what Bolt's types leave out or promise too firmly. */
type Envelope = {
  readonly team_id?: string
  readonly authorizations?: readonly { readonly team_id?: string | null; readonly user_id?: string; readonly is_bot?: boolean }[]
}
type Interaction = { readonly team?: { readonly id?: string } | null; readonly user?: { readonly team_id?: string } }

export function listenTo(app: App, listener: Listener): void {
  const { take, pulse, pages, workspaces, host } = listener
  app.use(async ({ next }) => {
    pulse.heard()
    await next()
  })
  app.error(async (error) => {
    pulse.failed(error)
    host.log.warn('slack bolt', { error })
  })
  const spoken = async ({ event, body }: { event: unknown; body: unknown }): Promise<void> => {
    const message = event as MessageEvent
    if (mayConcern(message)) take(() => hearMessage(listener, message, body as Envelope))
  }
  app.event('app_mention', spoken)
  app.event('message', spoken)
  app.event('app_home_opened', async ({ event, body }) => take(() => pages.opened(teamOf(body as Envelope), event as AppHomeOpened)))
  app.event(LEGACY_EVENT, async ({ event, body }) => take(() => pages.started(teamOf(body as Envelope), event as unknown as ThreadStarted)))
  app.event('app_uninstalled', async ({ body }) => take(() => workspaces.left(teamOf(body as Envelope))))
  app.event('tokens_revoked', async ({ event, body }) => {
    const { tokens } = event as { readonly tokens?: { readonly bot?: readonly string[] } }
    if ((tokens?.bot ?? []).length > 0) take(() => workspaces.left(teamOf(body as Envelope)))
  })
  app.command(/.*/, async ({ ack, command }) => {
    await acknowledged(listener, ack)
    take(() => handIn(listener, command.team_id, (ear) => readCommand(command as SlashCommand, ear)))
  })
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    await acknowledged(listener, ack)
    take(() => hearPress(listener, body as PressBody, interactionTeam(body as Interaction)))
  })
  app.shortcut(FIND_NEWS, async ({ ack, body }) => {
    await acknowledged(listener, ack)
    take(() => handIn(listener, interactionTeam(body as Interaction), (ear) => readShortcut(body as ShortcutBody, ear)))
  })
}

async function hearMessage(listener: Listener, event: MessageEvent, body: Envelope): Promise<void> {
  const team = teamOf(body)
  const authorized = body.authorizations?.find(({ is_bot, team_id }) => is_bot === true && (team_id ?? team) === team)?.user_id
  const own = (await listener.workspaces.botUserOf(team)) ?? authorized ?? null
  const heard = readMessage(event, { team, own, nowMs: listener.host.now().getTime() })
  if (heard === null || (heard.onlyIn !== null && !(await listener.reception.follows(heard.onlyIn)))) return
  await listener.reception.receive(heard.said, listener.surface)
}

/** What is pressed in the Home tab may change what stands there. */
async function hearPress(listener: Listener, body: PressBody, team: string): Promise<void> {
  await handIn(listener, team, (ear) => readPress(body, ear))
  const { user, container } = body
  if (container?.type === 'view' && user?.id !== undefined) await listener.pages.opened(team, { user: user.id, tab: 'home' })
}

async function handIn(listener: Listener, team: string, read: (ear: Ear) => Said | null): Promise<void> {
  const said = read({ team, own: await listener.workspaces.botUserOf(team), nowMs: listener.host.now().getTime() })
  if (said !== null) await listener.reception.receive(said, listener.surface)
}

/** The socket may be gone by now: Slack does not deliver an interaction twice, so it is answered all the same. */
async function acknowledged({ pulse, host }: Listener, ack: () => Promise<void>): Promise<void> {
  try {
    await ack()
  } catch (error) {
    pulse.failed(error)
    host.log.warn('slack not acknowledged', { error })
  }
}

/** In a channel that several workspaces share, the one that installed the app. */
function teamOf(body: Envelope): string {
  return body.authorizations?.[0]?.team_id ?? body.team_id ?? ''
}

function interactionTeam(body: Interaction): string {
  return body.team?.id ?? body.user?.team_id ?? ''
}

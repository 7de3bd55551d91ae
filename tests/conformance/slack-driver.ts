/** The situations on Slack: the real Bolt against the local workspace, over Socket Mode or HTTP. */
import { openSlack } from '../../adapters/slack/listen.ts'
import type { SlackSettings, Vault } from '../../adapters/slack/settings.ts'
import type { Fault } from '../peers/rest-server.ts'
import { ALL_SCOPES, type Delivered, openSlackPeer, type SlackMessage, type SlackPeer, type ThreadStatus } from '../peers/slack-peer.ts'
import { type Driver, type How, lineOf, NEWSDESK, type NotForIt, NotSeen, type Sight, type Trouble, type Who } from './driver.ts'
import { errorsIn, openPremises, type Premises } from './premises.ts'
import { pageOf, type Seen } from './seen.ts'
import type { Opened } from './situation.ts'
import { slackButtons, slackLines, slackPictures } from './slack-page.ts'
import { watched } from './watching.ts'

export type SlackMode = 'socket' | 'http'
type Stage = {
  readonly peer: SlackPeer
  readonly premises: Premises
  readonly mode: SlackMode
  /** ts of the thread that people have opened, once they have. */
  thread: string | null
  last: Delivered | null
  /** The threads in which answers stand that all see, oldest first. */
  readonly answered: string[]
}
const NOTHING_KEPT: Vault = { get: async () => null, set: async () => undefined, delete: async () => undefined }
const TROUBLES: Readonly<Record<Exclude<Trouble, 'death'>, Fault>> = {
  unsaid: { kind: 'reset-after-accept' },
  limited: { kind: '429', retryAfterS: 1 },
  unavailable: { kind: '503' },
}

export async function openSlackDriver(master: string, { limits = {}, draws }: Opened, mode: SlackMode): Promise<Driver> {
  const premises = await openPremises(master, limits, draws === true)
  const peer = await openSlackPeer({ scopes: ALL_SCOPES, now: () => premises.host.now().getTime() })
  const stage: Stage = { peer, premises, mode, thread: null, last: null, answered: [] }
  await premises.open((reception, host) => openSlack(settingsOf(peer, mode), reception, NOTHING_KEPT, host))
  listenOverHttp(stage)
  const { deliver } = peer
  return {
    mention: (words, how) => seen(stage, how, () => mention(stage, words, how)),
    talk: (words, how) => seen(stage, how, () => talk(stage, words, how)),
    dm: (words, how) => seen(stage, how, () => deliver.dm(typed(words), { user: idOf(peer, how.by) })),
    command: (name, options, how) => seen(stage, how, () => deliver.slash(typed(lineOf(name, options)), { user: idOf(peer, how.by) })),
    press: (label, how) => seen(stage, how, () => press(stage, label, how)),
    shortcut: (words, { by, ...how }) =>
      seen(stage, { by, ...how }, () =>
        deliver.shortcut(deliver.written(typed(words), { user: peer.people.admin }), { by: idOf(peer, by) }),
      ),
    again: (how) => seen(stage, how, () => again(stage)),
    overhear: (what, how) => seen(stage, how, () => overhear(stage, what)),
    restart: (how) =>
      seen(stage, how, async () => {
        await premises.restart()
        listenOverHttp(stage)
        return null
      }),
    trouble: (kind) => {
      if (kind === 'death') premises.dieNext()
      else peer.fault('chat.postMessage', TROUBLES[kind])
    },
    later: premises.later,
    faults: () => [
      ...peer.violations,
      ...peer.failures.map(String),
      ...errorsIn(premises),
      ...peer.reactions.map(({ name, ts }) => `:${name}: is left on ${ts}`),
      ...peer.statuses.filter(isLeft).map(({ status, thread }) => `“${status}” is left on ${thread}`),
    ],
    close: async () => {
      await premises.close()
      await peer.close()
    },
  }
}

function settingsOf(peer: SlackPeer, mode: SlackMode): SlackSettings {
  const heard = mode === 'socket' ? { appToken: peer.appToken, signingSecret: null } : { appToken: null, signingSecret: peer.signingSecret }
  const urls = { apiUrl: peer.apiUrl, authorizeUrl: peer.authorizeUrl, host: '127.0.0.1', port: 0 }
  return { ...heard, ...urls, botToken: peer.botToken, clientId: null, clientSecret: null, stateSecret: null, managers: [] }
}

function listenOverHttp({ peer, premises, mode }: Stage): void {
  if (mode !== 'http') return
  const line = premises.log.findLast(({ event, port }) => event === 'slack http' && port !== undefined)
  if (line === undefined) throw new Error('it does not say on which port it listens')
  peer.deliverTo(`http://127.0.0.1:${line.port}/slack/events`)
}

function idOf({ people }: SlackPeer, who: Who): string {
  return who === 'manager' ? people.admin : people[who]
}

function isLeft({ thread, status }: ThreadStatus, n: number, all: readonly ThreadStatus[]): boolean {
  return status !== '' && !all.slice(n + 1).some((later) => later.thread === thread)
}

/** What Slack makes of what a person types. */
function typed(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function inThread(stage: Stage, where: How['where']): { thread?: string } {
  if (where === 'channel') return {}
  stage.thread ??= stage.peer.deliver.written('What do you make of this?', { user: stage.peer.people.bob }).ts
  return { thread: stage.thread }
}

/** Several deliveries of it at once, each as two events in either order, under event ids of their own. */
async function mention(stage: Stage, words: string, { by, where, times }: How): Promise<Delivered | null> {
  const { deliver, botUser } = stage.peer
  const text = typed(words).replace(NEWSDESK, `<@${botUser}>`)
  const how = { user: idOf(stage.peer, by), ...inThread(stage, where) }
  const { ts } = deliver.written(text, how)
  const all = Array.from({ length: times }, (_, n) => deliver.mention(text, { ...how, ts, messageFirst: n % 2 === 1 }))
  stage.last = (await Promise.all(all))[0] ?? null
  return stage.last
}

async function talk(stage: Stage, words: string, { by, where, under = -1 }: How): Promise<Delivered> {
  const thread = where === 'thread' ? inThread(stage, where).thread : stage.answered.at(under)
  if (thread === undefined) throw new Error('there is no thread yet')
  stage.last = await stage.peer.deliver.message(typed(words), { user: idOf(stage.peer, by), thread })
  return stage.last
}

async function press({ peer }: Stage, label: string, { by, times }: How): Promise<Delivered | null> {
  const found = peer.messages().findLast(({ blocks }) => slackButtons(blocks).includes(label))
  if (found === undefined) throw new Error(`nothing to press is called ${label}`)
  if (found.ephemeralTo !== null && found.ephemeralTo !== idOf(peer, by)) throw new NotSeen(label)
  const all = Array.from({ length: times }, () => peer.deliver.press(found, label, { by: idOf(peer, by) }))
  return (await Promise.all(all))[0] ?? null
}

async function again({ peer, last }: Stage): Promise<Delivered> {
  if (last === null) throw new Error('nothing was delivered yet')
  await peer.deliver.again(last, { retryNum: 1 })
  return await peer.deliver.again(last, { newEventIds: true })
}

async function overhear({ peer }: Stage, what: NotForIt): Promise<Delivered> {
  const call = `<@${peer.botUser}>`
  switch (what) {
    case 'itself':
      return await peer.deliver.mention('latest', { user: peer.botUser })
    case 'another bot':
      return await peer.deliver.mention('latest', { user: peer.people.robot })
    case 'an edit':
      return await peer.deliver.edit(peer.deliver.written('nothing'), `${call} latest`)
    case 'everyone':
      return await peer.deliver.message('<!everyone> <!here> <!channel> latest')
    case 'a code span':
      return await peer.deliver.mention(`type \`${call} latest\` or \`\`\`\n${call} latest\n\`\`\``)
    case 'an address':
      return await peer.deliver.mention(`see <https://example.com/?q=${call}/latest> or https://example.com/${call}`)
    default:
      return what satisfies never
  }
}

async function seen(stage: Stage, how: How, act: () => Promise<Delivered | null>): Sight {
  const { peer, premises, answered } = stage
  const others = peer.workspace.dmOf(peer.people.owner)
  const standing = () => peer.messages().filter(({ channel }) => channel !== others)
  const { shown, asked, isInPlace } = await watched(
    {
      standing: () => new Map(standing().map((message) => [`${message.channel}:${message.ts}`, { sign: String(message.edits), message }])),
      askElsewhere: () => peer.deliver.dm('help', { user: peer.people.owner }),
      waitFor: peer.waitFor,
    },
    premises,
    how,
    act,
  )
  const [first] = shown
  if (first === undefined) return null
  if (first.ephemeralTo === null) answered.push(first.thread ?? first.ts)
  return seenIn(shown, asked, isInPlace)
}

function seenIn(shown: readonly SlackMessage[], asked: Delivered | null, isInPlace: boolean): Seen {
  const [first] = shown
  const thread = first?.thread ?? null
  const isDirect = first?.channel.startsWith('D') === true
  return {
    ...pageOf(shown.flatMap(({ blocks }) => slackLines(blocks))),
    messages: shown.length,
    pictures: shown.flatMap(({ blocks }) => slackPictures(blocks)),
    buttons: shown.flatMap(({ blocks }) => slackButtons(blocks)),
    audience: isDirect || shown.every(({ ephemeralTo }) => ephemeralTo !== null) ? 'asker' : 'everyone',
    isInPlace,
    isAttached: asked?.kind !== 'events_api' ? null : thread !== null && [asked.ts, asked.thread].includes(thread),
  }
}

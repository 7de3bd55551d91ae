/** The situations on Discord: the real discord.js against the local server. */
import { openDiscord } from '../../adapters/discord/listen.ts'
import { PACE } from '../../adapters/discord/settings.ts'
import { COMMANDS } from '../../commands/respond.ts'
import type { Fault } from '../peers/discord-faults.ts'
import { type DiscordPeer, openDiscordPeer, type PeerMessage, type Person } from '../peers/discord-peer.ts'
import type { Delivered } from '../peers/discord-said.ts'
import { discordButtons, discordLines } from './discord-page.ts'
import { type Driver, type How, NEWSDESK, type NotForIt, NotSeen, type Options, type Sight, type Trouble, type Who } from './driver.ts'
import { errorsIn, openPremises, type Premises } from './premises.ts'
import { pageOf, type Seen } from './seen.ts'
import type { Opened } from './situation.ts'
import { watched } from './watching.ts'

type Stage = {
  readonly peer: DiscordPeer
  readonly premises: Premises
  /** Of the thread that people have opened, once they have. */
  thread: string | null
  last: Delivered | null
  /** The answers that all see, oldest first. */
  readonly answered: PeerMessage[]
  /** Ids of what the bot itself is made to say. */
  readonly own: Set<string>
}
const CONTENT = 1 << 15
/** So many calls in a second that no test waits for a bucket to fill up again. */
const PLENTY = { calls: 1_000, perMs: 1_000 }
const NO_SCARCITY = {
  messages: PLENTY,
  edits: PLENTY,
  deletes: PLENTY,
  typing: PLENTY,
  webhook: PLENTY,
  dms: PLENTY,
  other: PLENTY,
  global: PLENTY,
}

const TROUBLES: Readonly<Record<Exclude<Trouble, 'death'>, Fault>> = {
  unsaid: { kind: 'reset-after' },
  limited: { kind: 'limited', retryAfterS: 0.2 },
  unavailable: { kind: 'status', status: 503 },
}

/** `readsThreads`: the message content intent is granted, and asked for. */
export async function openDiscordDriver(master: string, { limits = {}, draws }: Opened, readsThreads: boolean): Promise<Driver> {
  const premises = await openPremises(master, limits, draws === true)
  const peer = await openDiscordPeer({
    now: () => premises.host.now().getTime(),
    grantedIntents: readsThreads ? CONTENT : 0,
    limits: NO_SCARCITY,
  })
  const stage: Stage = { peer, premises, thread: null, last: null, answered: [], own: new Set() }
  const settings = { token: peer.token, apiUrl: peer.apiUrl, guild: null, managers: [], readsThreads }
  await premises.open((reception, host) => openDiscord(settings, reception, host, { ...PACE, againMs: [10, 10, 30, 30, 60] }))
  await peer.waitFor(() => peer.registered.global().length > 0, 'the commands')
  const { deliver } = peer
  return {
    mention: (words, how) => seen(stage, how, () => mention(stage, words, how)),
    talk: (words, how) => seen(stage, how, () => talk(stage, words, how)),
    dm: (words, how) => seen(stage, how, () => deliver.dm(words, { by: personOf(peer, how.by) })),
    command: (name, options, how) => seen(stage, how, () => command(stage, name, options, how.by)),
    press: (label, how) => seen(stage, how, () => press(stage, label, how)),
    shortcut: (words, { by, ...how }) =>
      seen(stage, { by, ...how }, async () => {
        await deliver.contextMenu(deliver.message(words, { by: peer.people.owner }), { by: personOf(peer, by) })
        return null
      }),
    again: (how) => seen(stage, how, () => again(stage)),
    overhear: (what, how) => seen(stage, how, () => overhear(stage, what)),
    restart: (how) =>
      seen(stage, how, async () => {
        await premises.restart()
        return null
      }),
    trouble: (kind) => {
      if (kind === 'death') premises.dieNext()
      else peer.fault('POST /channels/:id/messages', TROUBLES[kind])
    },
    later: premises.later,
    faults: () => [
      ...peer.violations,
      ...errorsIn(premises),
      ...peer.messages().flatMap(({ isThinking, id }) => (isThinking ? [`${id} promises an answer that does not come`] : [])),
    ],
    close: async () => {
      await premises.close()
      await peer.close()
    },
  }
}

function personOf({ people }: DiscordPeer, who: Who): Person {
  return { ann: people.ada, bob: people.ben, manager: people.manager }[who]
}

function placed(stage: Stage, where: How['where']): { channel?: string } {
  if (where === 'channel') return {}
  stage.thread ??= stage.peer.deliver.thread('What do you make of this?')
  return { channel: stage.thread }
}

/** Delivered several times, once after the other has begun. */
function mention(stage: Stage, words: string, { by, where, times }: How): Delivered {
  const { deliver, bot } = stage.peer
  const how = { by: personOf(stage.peer, by), ...placed(stage, where) }
  const text = words.replace(NEWSDESK, `<@${bot.id}>`)
  stage.last = text === words ? deliver.mention(words, how) : deliver.message(text, how)
  for (let n = 1; n < times; n++) deliver.again(stage.last)
  return stage.last
}

function talk(stage: Stage, words: string, { by, where, under = -1 }: How): Delivered {
  const { peer } = stage
  const how = { by: personOf(peer, by) }
  const answer = stage.answered.at(under)
  if (where === 'thread') stage.last = peer.deliver.message(words, { ...how, ...placed(stage, where) })
  else if (answer !== undefined) stage.last = peer.deliver.reply(answer, words, how)
  else throw new Error('there is no answer yet to reply to')
  return stage.last
}

function again({ peer, last }: Stage): Delivered {
  if (last === null) throw new Error('nothing was delivered yet')
  peer.deliver.again(last)
  peer.deliver.again(last)
  return last
}

/** For the asker’s eyes only, where the command leaves that to the asker. */
async function command({ peer }: Stage, name: string, options: Options, by: Who): Promise<null> {
  const known = COMMANDS.find((one) => one.name === name)
  const isChoice = known?.private !== true && known?.options.every((option) => option.name !== 'private') === true
  await peer.deliver.slash(name, { ...(isChoice ? { private: true } : {}), ...options }, { by: personOf(peer, by) })
  return null
}

async function press({ peer }: Stage, label: string, { by, times }: How): Promise<null> {
  const who = { by: personOf(peer, by) }
  const found = peer.messages().findLast(({ components }) => discordButtons(components).includes(label))
  if (found === undefined) throw new Error(`nothing to press is called ${label}`)
  if (found.to !== null && found.to !== who.by.id) throw new NotSeen(label)
  const isButton = found.components.flatMap((row) => row.components as { label?: string }[]).some((one) => one.label === label)
  const once = () => (isButton ? peer.deliver.press(found, label, who) : peer.deliver.select(found, label, who))
  await Promise.all(Array.from({ length: times }, once))
  return null
}

function overhear({ peer: { deliver, bot, people }, own }: Stage, what: NotForIt): Delivered | null {
  const call = `<@${bot.id}>`
  switch (what) {
    case 'itself': {
      const said = deliver.mention('latest', { by: bot })
      own.add(said.id)
      return said
    }
    case 'another bot':
      return deliver.mention('latest', { by: people.otherBot })
    case 'an edit':
      deliver.edit(deliver.message('nothing'), `${call} latest`)
      return null
    case 'everyone':
      return deliver.message('@everyone @here latest', { everyone: true })
    case 'a code span':
      return deliver.message(`type \`${call} latest\` or \`\`\`\n${call} latest\n\`\`\``, { mentions: [bot.id] })
    case 'an address':
      return deliver.message(`see https://example.com/?q=${call}/latest`, { mentions: [bot.id] })
    default:
      return what satisfies never
  }
}

/** What is promised (“thinking…”) is not seen yet. */
async function seen(stage: Stage, how: How, act: () => Delivered | null | Promise<Delivered | null>): Sight {
  const { peer, premises, answered, own } = stage
  const others = peer.direct(peer.people.owner)
  const standing = () => peer.messages().filter(({ channel, id, isThinking }) => channel !== others && !own.has(id) && !isThinking)
  const { shown, asked, isInPlace } = await watched(
    {
      standing: () => new Map(standing().map((message) => [message.id, { sign: JSON.stringify(message), message }])),
      askElsewhere: () => peer.deliver.dm('help', { by: peer.people.owner }),
      waitFor: peer.waitFor,
    },
    premises,
    how,
    act,
  )
  const [first] = shown
  if (first === undefined) return null
  if (first.to === null) answered.push(first)
  return seenIn(stage, shown, asked, isInPlace)
}

function seenIn({ peer, thread }: Stage, shown: readonly PeerMessage[], asked: Delivered | null, isInPlace: boolean): Seen {
  const [first] = shown
  const directs = Object.values(peer.people).map((person) => peer.direct(person))
  const isAlone = ({ to, channel }: PeerMessage) => to !== null || directs.includes(channel)
  return {
    ...pageOf(shown.flatMap(({ content }, n) => discordLines(content, n === 0))),
    messages: shown.length,
    pictures: shown.flatMap(({ attachments }) => attachments.map(({ description }) => description ?? '')),
    buttons: shown.flatMap(({ components }) => discordButtons(components)),
    audience: shown.every(isAlone) ? 'asker' : 'everyone',
    isInPlace,
    isAttached: asked === null ? null : first?.replyTo === asked.id || first?.channel === thread,
  }
}

/** Digests come due while the program is killed again and again: at each boundary in turn, right after a platform took a post, and at random. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Place } from '../../commands/command.ts'
import { type DiscordPeer, openDiscordPeer } from '../peers/discord-peer.ts'
import { openSlackPeer, type SlackPeer } from '../peers/slack-peer.ts'
import { openProgram, type Program, type Started } from '../program.ts'
import { type Due, openSoakStore, type SoakStore } from './soak-store.ts'
import { type Count, standingAt, tally } from './tally.ts'

export type SoakOptions = {
  readonly digests: number
  /** Digests that come due between two kills. */
  readonly batch: number
  readonly seed: number
  progress(done: number, kills: number): void
}
export type Soak = {
  readonly counts: readonly Count[]
  /** How the program was ended → how often. */
  readonly kills: ReadonlyMap<string, number>
  /** Boundaries that are crossed, and how many of them it was killed at. */
  readonly boundaries: { readonly crossed: number; readonly killedAt: number }
  /** What broke a rule of the platforms, or the store. */
  readonly violations: readonly string[]
  readonly tookMs: number
}

const KILL_AT = pathToFileURL(join(import.meta.dirname, 'kill-at.ts')).href
/** Channels of each platform. */
const CHANNELS = 20
/** So that nobody waits for Discord's limit, five messages in five seconds. */
const ROOMY = { calls: 1_000, perMs: 1_000 }
/** Shorter than any restart: what keeps a post from being made twice is that it is looked for. */
const NONCE_MS = 1_000
/** Connected for so long, a boundary that was not reached is not reached in this life. */
const LIFE_MS = 4_000
/** A process that is not connected by then is killed all the same. */
const START_MS = 20_000
/** Between the start and a kill at random. */
const RANDOM_MS = [500, 6_000] as const
/** With more than these under way nothing new comes due: the killing shall be among posts. */
const MAX_UNDER_WAY = 24
/** Lives in which nothing new comes due: if they pile up, nothing gets posted at all. */
const MAX_IDLE_LIVES = 200
/** For all that is left when the killing is over. */
const END_MS = 300_000
const LOOK_MS = 20
/** The third time that a boundary is crossed other digests are under way, too. */
const OCCURRENCES = 3
const SEEN = 'seen.txt'

type Stage = {
  readonly program: Program
  readonly slack: SlackPeer
  readonly discord: DiscordPeer
  readonly store: SoakStore
  readonly kills: Map<string, number>
  readonly random: () => number
}
type Plan =
  | { readonly kind: 'boundary'; readonly name: string; readonly nth: number }
  | { readonly kind: 'accepted' | 'unheard' | 'random' }

export async function soak(options: SoakOptions): Promise<Soak> {
  const startedMs = performance.now()
  const program = openProgram()
  const peers = await Promise.all([
    openSlackPeer({ crowd: CHANNELS }),
    openDiscordPeer({ crowd: CHANNELS, nonceMs: NONCE_MS, limits: { messages: ROOMY, other: ROOMY, global: ROOMY } }),
  ])
  const [slack, discord] = peers
  const store = await openSoakStore(join(program.folder, 'data/news.db'))
  const stage: Stage = { program, slack, discord, store, kills: new Map(), random: randomFrom(options.seed) }
  try {
    const killedAt = await killing(stage, options)
    const { child, ended } = start(stage, null)
    await settled(stage, END_MS)
    child.kill('SIGTERM')
    await ended
    const [ends, standing] = [await store.read(), standingAt(slack, discord)]
    const check = (await store.check()).map((fault) => `store: ${fault}`)
    return {
      counts: ['slack', 'discord'].map((surface) => tally(surface, ends, standing)),
      kills: stage.kills,
      boundaries: { crossed: seenIn(program).length, killedAt },
      violations: [...slack.violations, ...slack.failures.map(String), ...discord.violations, ...check],
      tookMs: performance.now() - startedMs,
    }
  } finally {
    program.killAll()
    await store.close()
    await Promise.all(peers.map((peer) => peer.close()))
    program.close()
  }
}

/** How many boundaries it was killed at. */
async function killing(stage: Stage, { digests, batch, progress }: SoakOptions): Promise<number> {
  const killedAt = new Set<string>()
  let idle = 0
  for (let made = 0, life = 0; made < digests; life++) {
    const isFull = (await underWay(stage)) > MAX_UNDER_WAY
    if (isFull && ++idle > MAX_IDLE_LIVES) throw new Error(`In ${MAX_IDLE_LIVES} lives of the program too little was posted.`)
    const due = isFull ? [] : dueAt(stage, made, Math.min(batch, digests - made))
    made += due.length
    await stage.store.add(due)
    // The first life shows which boundaries there are.
    const plan: Plan = life === 0 ? { kind: 'random' } : planOf(stage, life)
    if (life === 0) await firstLife(stage)
    else await live(stage, plan, killedAt)
    progress(made, sumOf(stage.kills))
  }
  return killedAt.size
}

export function sumOf(kills: ReadonlyMap<string, number>): number {
  return [...kills.values()].reduce((sum, count) => sum + count, 0)
}

/** Places in turn, half of them on each platform; every fourth pair of digests takes two messages. */
function dueAt({ slack, discord }: Stage, from: number, count: number): readonly Due[] {
  const place = (surface: string, team: string, channel: string): Place => ({ surface, team, channel, thread: null, to: null, via: {} })
  return Array.from({ length: count }, (_, i): Due => {
    const n = Math.floor((from + i) / 2)
    const style = n % 4 === 3 ? 'full' : 'headlines'
    return (from + i) % 2 === 0
      ? { place: place('slack', slack.team, slack.workspace.crowd[n % CHANNELS]?.channel ?? ''), style }
      : { place: place('discord', discord.guild.id, discord.crowd[n % CHANNELS]?.channel ?? ''), style }
  })
}

function planOf({ program, random }: Stage, life: number): Plan {
  const turn = Math.floor(life / 4)
  // Of four lives one ends at a platform's hand and one at random.
  if (life % 4 === 2) return { kind: turn % 2 === 0 ? 'accepted' : 'unheard' }
  if (life % 4 === 3 && random() < 0.7) return { kind: 'random' }
  const names = seenIn(program)
  const nth = turn * 2 + (life % 4)
  return { kind: 'boundary', name: names[nth % names.length] ?? '', nth: 1 + (Math.floor(nth / names.length) % OCCURRENCES) }
}

function start({ program, slack, discord }: Stage, plan: Plan | null): Started {
  return program.start(['serve'], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    NODE_OPTIONS: `--import=${KILL_AT}`,
    SOAK_SEEN: join(program.folder, SEEN),
    SOAK_KILL: plan?.kind === 'boundary' ? `${plan.name}#${plan.nth}` : '',
  })
}

async function firstLife(stage: Stage): Promise<void> {
  rmSync(join(stage.program.folder, SEEN), { force: true })
  const { child, ended } = start(stage, null)
  await settled(stage, END_MS)
  child.kill('SIGKILL')
  await ended
}

async function live(stage: Stage, plan: Plan, killedAt: Set<string>): Promise<void> {
  const faults = plan.kind === 'accepted' || plan.kind === 'unheard' ? faultsFor(stage, plan.kind) : null
  const started = start(stage, plan)
  const { child, ended } = started
  let isEnded = false
  void ended.then(() => {
    isEnded = true
  })
  let untilMs = performance.now() + START_MS
  if (plan.kind === 'random') untilMs = performance.now() + RANDOM_MS[0] + stage.random() * (RANDOM_MS[1] - RANDOM_MS[0])
  else if (await isUp(started)) untilMs = performance.now() + LIFE_MS
  while (!isEnded && performance.now() < untilMs && faults?.isMet() !== true) await pause(LOOK_MS)
  if (!isEnded) child.kill('SIGKILL')
  await ended
  faults?.cancel()
  const how = howEnded(plan, isEnded, faults?.isMet() === true)
  if (plan.kind === 'boundary' && isEnded) killedAt.add(plan.name)
  stage.kills.set(how, (stage.kills.get(how) ?? 0) + 1)
}

function howEnded(plan: Plan, byItself: boolean, isMet: boolean): string {
  if (plan.kind === 'boundary') return byItself ? 'at a boundary' : 'at random'
  if (plan.kind === 'random' || !isMet) return 'at random'
  return plan.kind === 'accepted' ? 'once a post was taken' : 'before a post was heard'
}

/** A platform holds back its answer to the next post: it took it, or never heard it. */
function faultsFor({ slack, discord }: Stage, kind: 'accepted' | 'unheard') {
  const isAccepted = kind === 'accepted'
  const inSlack = slack.fault('chat.postMessage', { kind: 'hang', accepted: isAccepted })
  const inDiscord = discord.fault('POST /channels/:id/messages', { kind: isAccepted ? 'slow-answer' : 'hang' })
  return {
    // Of the slow answer the hit comes before the message stands: both peers run in this process, so that it stands by the next look.
    isMet: () => inSlack.hits > 0 && inDiscord.hits() > 0,
    cancel() {
      inSlack.cancel()
      inDiscord.cancel()
    },
  }
}

/** Connected to both; false where it ended before. */
async function isUp({ told, ended }: Started): Promise<boolean> {
  const up = Promise.all([told(/^newsdesk: Slack: connected/m), told(/^newsdesk: Discord: connected/m)])
  return await Promise.race([
    up.then(
      () => true,
      () => false,
    ),
    ended.then(() => false),
  ])
}

/** Digests that came due and have not ended in some way. */
async function underWay({ store }: Stage): Promise<number> {
  return (await store.read()).filter(({ state }) => state === 'none' || state === 'queued').length
}

async function settled(stage: Stage, boundMs: number): Promise<void> {
  const untilMs = performance.now() + boundMs
  while (performance.now() < untilMs && (await underWay(stage)) > 0) await pause(LOOK_MS * 10)
}

function seenIn({ folder }: Program): readonly string[] {
  const file = join(folder, SEEN)
  return existsSync(file) ? [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))] : []
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** mulberry32: https://github.com/cprosche/mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

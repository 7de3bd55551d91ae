/**
 * Draws the README's pictures of an answer and of a digest, on Slack and Discord, from the payloads that the adapters would send, over the seeded articles.
 * `node scripts/pictures.ts --write` writes docs/pictures/*.svg; without it they are only compared, and a difference is a fault.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { render as renderDiscord } from '../adapters/discord/render.ts'
import { render as renderSlack, type SlackPayload } from '../adapters/slack/render.ts'
import type { Message, Place, Surface } from '../commands/command.ts'
import type { Outlet } from '../commands/delivery/courier.ts'
import { openDelivery } from '../commands/delivery/delivery.ts'
import { openReception } from '../commands/reception/reception.ts'
import type { DigestSpec } from '../src/digest/spec.ts'
import { openLog } from '../src/log.ts'
import { openNewsroom } from '../src/newsroom.ts'
import { nextSlot, readSchedule } from '../src/schedule.ts'
import { loadSeeds } from '../src/seeds.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { silentDelivery } from '../tests/silent-delivery.ts'
import { type Look, type Paragraph, type Run, svgOf } from './picture-layout.ts'

// CommonJS, whose exports Node and the test runner would name differently.
const { parse } = createRequire(import.meta.url)('discord-markdown-parser') as typeof import('discord-markdown-parser')
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const QUESTION = 'How much does a basic pass to MWC cost?'
const NOW = new Date('2026-11-22T09:00:00Z')
const SLACK: Look = {
  background: '#ffffff',
  text: '#1d1c1d',
  faint: '#616061',
  bar: '#dddddd',
  button: { fill: '#ffffff', stroke: '#c9c9ca', text: '#1d1c1d' },
  avatar: '#1264a3',
}
const DISCORD: Look = {
  background: '#313338',
  text: '#dbdee1',
  faint: '#949ba4',
  bar: '#4e5058',
  button: { fill: '#4e5058', stroke: '#5c5e66', text: '#ffffff' },
  avatar: '#5865f2',
}
/** The units in which clients tell an age, largest first, in seconds. */
const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
] as const
const LINK = { slack: '#1264a3', discord: '#00a8fc' }

/** What is posted when the question is asked, buttons and all: by the real reception, over the seeds. */
async function answered(): Promise<Message> {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  try {
    await loadSeeds(newsroom, join(ROOT, 'seeds/articles'), () => undefined)
    const posted: Message[] = []
    const log = openLog({ level: 'error', secrets: [], now: () => NOW, write: (line) => void process.stderr.write(line) })
    const reception = openReception({ room: newsroom, log, now: () => NOW, zone: 'UTC' })
    const surface: Surface = {
      name: 'picture',
      pageSize: 5,
      start: async () => undefined,
      hear: async () => undefined,
      settle: async () => undefined,
      post: async (_place, message) => {
        posted.push(message)
        return { threads: [] }
      },
      isManager: async () => false,
      delivery: silentDelivery(),
      health: () => ({ surface: 'picture', state: 'connected', problem: null, sinceMs: 0, lastEventMs: null, lastError: null }),
      claims: () => false,
      close: async () => undefined,
    }
    await reception.receive(
      {
        key: 'picture:1',
        place: { surface: 'picture', team: '', channel: 'news', thread: null, to: null, via: {} },
        user: 'reader',
        heard: { kind: 'line', text: QUESTION },
        threads: ['picture:1'],
        restate: false,
        atMs: NOW.getTime(),
      },
      surface,
    )
    const [message] = posted
    if (message === undefined) throw new Error('nothing was posted')
    return message
  } finally {
    await newsroom.close()
  }
}

const DIGEST = 'every Monday 08:00 Europe/Paris'
const SET = new Date('2020-02-12T12:00:00Z')
const DUE = new Date('2020-02-17T07:00:00Z')

/** What is posted when a weekly digest of the seeds is due: by the real planner and courier. */
async function dueThen(): Promise<Message> {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  try {
    await loadSeeds(newsroom, join(ROOT, 'seeds/articles'), () => undefined)
    const read = readSchedule(DIGEST, 'UTC')
    if (!read.ok) throw new Error(read.problem)
    const next = nextSlot(read.schedule, SET.getTime())
    const place: Place = { surface: 'picture', team: '', channel: 'news', thread: null, to: null, via: {} }
    const spec: DigestSpec = { schedule: read.schedule, topic: '', max: 3, style: 'brief', empty: 'say', graceMs: 3_600_000 }
    await newsroom.store.digests.add({
      surface: 'picture',
      team: '',
      channel: 'news',
      place: JSON.stringify(place),
      owner: null,
      direct: null,
      spec: JSON.stringify(spec),
      nextSlot: next.name,
      nextMs: next.ms,
      createdMs: SET.getTime(),
    })
    const posted: Message[] = []
    const log = openLog({ level: 'error', secrets: [], now: () => DUE, write: (line) => void process.stderr.write(line) })
    const outlet: Outlet = {
      name: 'picture',
      health: () => ({ surface: 'picture', state: 'connected', problem: null, sinceMs: 0, lastEventMs: null, lastError: null }),
      delivery: {
        ...silentDelivery(),
        perSecond: 10,
        async post(_place, message) {
          posted.push(message)
          return { ref: 'picture', url: null, threads: [] }
        },
      },
    }
    const holder = { name: 'picture', isGone: () => false }
    const delivery = openDelivery({ room: newsroom, log, zone: 'UTC', now: () => DUE, holder, outlets: [outlet] })
    await delivery.tick()
    await delivery.close()
    const [message] = posted
    if (message === undefined) throw new Error('nothing was posted')
    return message
  } finally {
    await newsroom.close()
  }
}

type RichElement = {
  readonly type: string
  readonly text?: string
  readonly url?: string
  readonly fallback?: string
  readonly timestamp?: number
  readonly format?: string
  readonly style?: { readonly bold?: boolean; readonly italic?: boolean }
  readonly elements?: readonly RichElement[]
}

function slackParagraphs(payload: SlackPayload, now: Date): Paragraph[] {
  return payload.blocks.flatMap((block): Paragraph[] => {
    const raw = block as unknown as { type: string; elements?: RichElement[]; text?: { text: string } }
    if (raw.type === 'header') return [{ runs: [{ text: raw.text?.text ?? '', bold: true }], gap: 4 }]
    if (raw.type === 'context')
      return [{ runs: (raw.elements ?? []).map((one) => ({ text: one.text ?? '', small: true, colour: SLACK.faint })), gap: 8 }]
    if (raw.type !== 'rich_text') return []
    return (raw.elements ?? []).flatMap((element) => richParagraphs(element, now))
  })
}

function richParagraphs(element: RichElement, now: Date): Paragraph[] {
  const inner = element.elements ?? []
  if (element.type === 'rich_text_list')
    return inner.map((item) => ({ runs: [{ text: '•  ' }, ...slackRuns(item.elements ?? [], now)], indent: 8, gap: 2 }))
  const lines: Run[][] = [[]]
  for (const run of slackRuns(inner, now))
    for (const [i, piece] of run.text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (piece !== '') lines.at(-1)?.push({ ...run, text: piece })
    }
  return lines.filter((runs) => runs.length > 0).map((runs, i) => ({ runs, bar: element.type === 'rich_text_quote', gap: i === 0 ? 8 : 2 }))
}

function slackRuns(elements: readonly RichElement[], now: Date): Run[] {
  return elements.map((one) => ({
    text: one.text ?? (one.type === 'date' ? dated(one, now) : (one.url ?? '')),
    ...(one.style?.bold ? { bold: true } : {}),
    ...(one.style?.italic ? { italic: true } : {}),
    ...(one.type === 'link' ? { colour: LINK.slack } : {}),
  }))
}

/** What a client writes for a date: its age, else what stands for it where dates are not known. */
function dated({ timestamp = 0, format, fallback = '' }: RichElement, now: Date): string {
  return format === '{ago}' ? ago(timestamp, now) : fallback
}

/** “6 years ago”, “3 days ago”. */
function ago(timestamp: number, now: Date): string {
  const seconds = now.getTime() / 1000 - timestamp
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / length), unit)
}

type Node = { readonly type: string; readonly content?: string | readonly Node[]; readonly timestamp?: string; readonly format?: string }

/** Each line of the content, read by a parser of Discord's own grammar. */
function discordParagraphs(content: string, now: Date): Paragraph[] {
  return content.split('\n').flatMap((line, i, lines): Paragraph[] => {
    if (line === '') return []
    const small = line.startsWith('-# ')
    const bar = line.startsWith('> ')
    const runs = discordRuns(parse(line.replace(/^(?:-# |> )/, ''), 'normal') as Node[], now, {
      ...(small ? { small: true, colour: DISCORD.faint } : {}),
    })
    return [{ runs, bar, gap: lines[i - 1] === '' ? 10 : bar ? 4 : 1 }]
  })
}

function discordRuns(nodes: readonly Node[], now: Date, look: Omit<Run, 'text'>): Run[] {
  return nodes.flatMap((node): Run[] => {
    const style = {
      ...look,
      ...(node.type === 'strong' ? { bold: true } : {}),
      ...(node.type === 'em' ? { italic: true } : {}),
      ...(node.type === 'url' || node.type === 'link' ? { colour: LINK.discord } : {}),
    }
    if (node.type === 'timestamp') return [{ text: ago(Number(node.timestamp), now), ...style }]
    return typeof node.content === 'string' ? [{ text: node.content, ...style }] : discordRuns(node.content ?? [], now, style)
  })
}

/** The pictures by the name of their file. */
export async function pictures(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...drawn('answer', QUESTION, NOW, await answered()),
    ...drawn('digest', `/news digest set ${DIGEST}`, DUE, await dueThen()),
  ])
}

function drawn(name: string, asked: string, now: Date, { answer, buttons }: Message): [string, string][] {
  const common = { name: 'Newsdesk', badge: 'APP', asked, buttons: buttons.map(({ label }) => label) }
  const of = (look: Look, paragraphs: readonly Paragraph[]): string => svgOf({ ...common, look, paragraphs })
  const slack = renderSlack(answer, buttons).flatMap((payload) => slackParagraphs(payload, now))
  const discord = renderDiscord(answer, buttons).flatMap(({ content }) => discordParagraphs(content, now))
  return [
    [`slack-${name}.svg`, of(SLACK, slack)],
    [`discord-${name}.svg`, of(DISCORD, discord)],
  ]
}

export const PICTURES = join(ROOT, 'docs/pictures')

if (import.meta.main) {
  const write = process.argv.includes('--write')
  if (write) mkdirSync(PICTURES, { recursive: true })
  for (const [name, svg] of await pictures()) {
    const path = join(PICTURES, name)
    if (write) writeFileSync(path, svg)
    else if (readFileSync(path, 'utf8') !== svg) {
      process.stderr.write(`${path} is not what the adapters send now; run: npm run pictures -- --write\n`)
      process.exitCode = 1
    }
  }
}

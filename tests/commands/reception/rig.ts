/** A reception on the real store and newsroom, with a surface that writes down what it is told to post. */
import { onTestFinished } from 'vitest'
import type { Health, Message, Place, Said, Surface } from '../../../commands/command.ts'
import { type OpenReception, openReception, type ReceptionOptions } from '../../../commands/reception/reception.ts'
import { type Block, quotesOf } from '../../../src/answer.ts'
import { openLog } from '../../../src/log.ts'
import type { Newsroom } from '../../../src/newsroom.ts'
import type { ChatStore } from '../../../src/store/chat-store.ts'
import type { SqliteOptions } from '../../../src/store/sqlite.ts'
import { silentDelivery } from '../../silent-delivery.ts'
import { ASKED, smallNewsroom } from '../../small-newsroom.ts'
import { open } from '../../store/samples.ts'

export type Post = { readonly place: Place; readonly message: Message; readonly key: string }
export type RecordingSurface = Surface & { readonly posts: Post[]; readonly heard: string[]; readonly settled: string[] }
export type Clock = { ms: number }

let articles: Promise<Newsroom> | null = null
/** Read only, so that all tests of a file share it. */
const sharedArticles = () => (articles ??= smallNewsroom())

const CONNECTED: Omit<Health, 'surface'> = { state: 'connected', problem: null, sinceMs: 0, lastEventMs: null, lastError: null }

export function recordingSurface(more: Partial<Surface> = {}): RecordingSurface {
  const posts: Post[] = []
  const heard: string[] = []
  const settled: string[] = []
  const name = more.name ?? 'chat'
  return {
    name,
    pageSize: 2,
    start: async () => {},
    hear: async ({ key }) => void heard.push(key),
    settle: async ({ key }) => void settled.push(key),
    async post(place, message, key) {
      posts.push({ place, message, key })
      return { threads: [`message:${key}`] }
    },
    isManager: async () => false,
    delivery: silentDelivery(),
    health: () => ({ surface: name, ...CONNECTED }),
    claims: () => false,
    close: async () => {},
    ...more,
    posts,
    heard,
    settled,
  }
}

export type Rig = {
  readonly reception: OpenReception
  readonly surface: RecordingSurface
  readonly chat: ChatStore
  readonly clock: Clock
  /** Lines of the log that say something went wrong. */
  readonly logged: string[]
  /** A line by U1 in the thread T of channel C; returns what it brought. */
  say(text: string, more?: Partial<Said>): Promise<Post[]>
  press(id: string | undefined, more?: Partial<Said>): Promise<Post[]>
}
export type RigOptions = Pick<ReceptionOptions, 'limits'> & {
  readonly file?: string
  readonly surface?: RecordingSurface
  readonly clock?: Clock
  readonly store?: SqliteOptions
  readonly newsroom?: Newsroom
  chat?(chat: ChatStore): ChatStore
}

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const clock = options.clock ?? { ms: ASKED.now.getTime() }
  const surface = options.surface ?? recordingSurface()
  const stored = (await open(options.file ?? ':memory:', options.store)).chat
  const chat = options.chat?.(stored) ?? stored
  const newsroom = options.newsroom ?? (await sharedArticles())
  const logged: string[] = []
  const log = openLog({ level: 'warn', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const reception = openReception({
    room: { ...newsroom, store: { ...newsroom.store, chat }, health: () => [surface.health()] },
    log,
    now: () => new Date(clock.ms),
    zone: 'UTC',
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
  onTestFinished(() => reception.close())
  const receive = async (said: Said): Promise<Post[]> => {
    const before = surface.posts.length
    await reception.receive(said, surface)
    return surface.posts.slice(before)
  }
  return {
    reception,
    surface,
    chat,
    clock,
    logged,
    say: (text, more) => receive(said({ heard: { kind: 'line', text }, ...more })),
    press: (id = 'none', more) => receive(said({ heard: { kind: 'press', id }, ...more })),
  }
}

let spoken = 0
export function said(more: Partial<Said> = {}): Said {
  const key = `chat:${++spoken}`
  return {
    key,
    place: placeIn('C'),
    user: 'U1',
    heard: { kind: 'line', text: 'Who apologised to the owners?' },
    threads: ['thread:T', 'asker:C:U1'],
    restate: false,
    atMs: ASKED.now.getTime(),
    ...more,
  }
}

export function placeIn(channel: string, more: Partial<Place> = {}): Place {
  return { surface: 'chat', team: 'W', channel, thread: null, to: null, via: {}, ...more }
}

/** What is read in an answer, a line a block. */
export function words({ message: { answer } }: Post): string {
  return [answer.title, ...answer.blocks.map(wordsOf)].filter(Boolean).join('\n')
}

function wordsOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.spans.map((span) => ('text' in span ? span.text : '')).join('')
    case 'list':
      return block.items.map((item) => item.map((span) => ('text' in span ? span.text : '')).join('')).join('\n')
    case 'facts':
      return block.rows.map(({ label, spans }) => `${label}: ${spans.map((span) => ('text' in span ? span.text : '')).join('')}`).join('\n')
    case 'chart':
    case 'coverage':
      return block.title
    case 'notice':
    case 'quote':
    case 'code':
      return block.text
    default:
      return block satisfies never
  }
}

export function quotedIn(post: Post | undefined): readonly string[] {
  return post === undefined ? [] : quotesOf(post.message.answer).map(({ articleId }) => articleId)
}

/** The id of the button with that label. */
export function button(post: Post | undefined, label: string): string | undefined {
  return post?.message.buttons.find((one) => one.label === label)?.id
}

/** Many feeds at once, as other readers keep them: an outline (OPML) in and out. */
import type { Answer, Block } from '../../src/answer.ts'
import { readOutline, writeOutline } from '../../src/intake/feed/outline.ts'
import { OutlineError } from '../../src/intake/live/look.ts'
import { hostName, outletOfTitle } from '../../src/intake/live/outlet.ts'
import { everyFeed, MAX_FEEDS } from '../../src/store/every-feed.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import type { Invocation, Room } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import { shortened } from '../shortened.ts'
import { adder, notHere } from './add.ts'
import { counted } from './shown.ts'

/** In one go: each is fetched soon after. Importing the same outline again goes on where this one stopped. */
const MAX_NEW = 200
const MAX_URL = 2_000
const MAX_TOLD = 10
/** Of an outline in a message: with its frame, what every surface shows whole. */
const MAX_CHARACTERS = 5_000
const TITLE = 'Feeds of Newsdesk'

type Listed = ReturnType<typeof readOutline>['feeds'][number]

export async function importFeeds(invocation: Invocation, room: Room): Promise<Answer> {
  const where = String(invocation.options.words ?? '').trim()
  if (where === '')
    throw new Misuse(
      `feeds import needs the address of an OPML file${invocation.reader === undefined ? ', or a file' : ''}; “feeds import starter” adds the list that comes with Newsdesk.`,
    )
  if (room.feeds === undefined) return notHere('feeds import')
  let text: string
  try {
    text = await room.feeds.outline(where)
  } catch (error) {
    if (error instanceof OutlineError) return noticePage('feeds import', error.message)
    throw error
  }
  const { feeds, faults } = readOutline(text)
  if (feeds.length === 0)
    return noticePage('feeds import', `There are no feeds in it. ${faults.map((fault) => `${fault}.`).join(' ')}`.trim())
  const done = await addListed(invocation, room, feeds)
  if (done.added.length > 0) room.feeds.poke()
  return told(done, faults, room.feeds.isKeptUp)
}

type Done = { readonly added: readonly FeedRecord[]; readonly known: number; readonly refused: readonly string[]; readonly left: number }

/** None is looked at now: what is wrong with one shows when it is fetched. */
async function addListed({ asked, reader }: Invocation, room: Room, listed: readonly Listed[]): Promise<Done> {
  const { feeds } = room.store
  const nowMs = asked.now.getTime()
  const most = Math.min(MAX_NEW, MAX_FEEDS - (await feeds.count()))
  const who = adder(reader)
  const added: FeedRecord[] = []
  const refused: string[] = []
  let known = 0
  for (const [n, one] of listed.entries()) {
    if (added.length >= most) return { added, known, refused, left: listed.length - n }
    const why = wrongWith(one.url)
    if (why !== null) {
      refused.push(`${shortened(withoutSecrets(one.url), 100)}: ${why}`)
      continue
    }
    const { title, site, url } = one
    const publisher = outletOfTitle(title, site ?? url) ?? hostName(site ?? url)
    const feed = await feeds.add({ url, title, site, publisher, language: null, ...who, nowMs })
    if (feed === null) known++
    else added.push(feed)
  }
  return { added, known, refused, left: 0 }
}

/** null: nothing. */
function wrongWith(url: string): string | null {
  if (url.length > MAX_URL) return 'longer than an address may be'
  if (!URL.canParse(url)) return 'no address'
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return 'only http and https are read'
  return username === '' && password === '' ? null : 'it holds a name or a password, which everybody would see'
}

/** Its host, where the address holds what nobody should read. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return url
  const { username, password, host } = new URL(url)
  return username === '' && password === '' ? url : host
}

function told({ added, known, refused, left }: Done, faults: readonly string[], isKeptUp: boolean): Answer {
  const counts = [
    `${counted(added.length, 'feed')} added`,
    ...(known === 0 ? [] : [`${known} there already`]),
    ...(refused.length === 0 ? [] : [`${refused.length} refused`]),
  ]
  const then = isKeptUp
    ? 'They are fetched one after the other; what they have now is read in without alerting anybody.'
    : 'What they have now is read in without alerting anybody; what comes later is fetched by “newsdesk intake”, and by “newsdesk serve” where that runs.'
  const wrong = [...refused, ...faults]
  const blocks: Block[] = [
    { type: 'notice', text: `${counts.join(', ')}.${added.length === 0 ? '' : ` ${then}`}` },
    ...(left === 0
      ? []
      : [
          {
            type: 'notice' as const,
            text: `${counted(left, 'feed')} more: at most ${MAX_NEW} are added at once. Import it again to go on.`,
          },
        ]),
    ...(wrong.length === 0
      ? []
      : [
          { type: 'list' as const, items: wrong.slice(0, MAX_TOLD).map((text) => [{ type: 'text' as const, text: shortened(text, 300) }]) },
        ]),
    ...(wrong.length > MAX_TOLD ? [{ type: 'notice' as const, text: `And ${wrong.length - MAX_TOLD} faults more.` }] : []),
  ]
  return ownPage({ question: 'feeds import', title: '', blocks, followUps: [{ label: 'All feeds', command: 'feeds list' }] })
}

/** At the terminal one file and nothing else; in a chat as many as it takes, each a file of its own. */
export async function exportFeeds({ options, reader }: Invocation, room: Room): Promise<Answer> {
  const feeds = await everyFeed(room.store.feeds)
  if (feeds.length === 0) return noticePage('feeds export', 'There are no feeds yet, and so there is nothing to export.')
  if (reader === undefined) return ownPage({ question: 'feeds export', title: '', blocks: [{ type: 'code', text: outlineOf(feeds) }] })
  const parts = inParts(feeds)
  const page = typeof options.page === 'number' ? options.page : 1
  const part = parts[page - 1]
  if (part === undefined) throw new Misuse(`page: takes a number from 1 to ${parts.length}, and ${page} is none.`)
  const which =
    parts.length === 1
      ? ''
      : ` Part ${page} of ${parts.length}, each a file of its own: the next is “feeds export page:${page === parts.length ? 1 : page + 1}”.`
  return ownPage({
    question: 'feeds export',
    title: `${counted(feeds.length, 'feed')} as OPML`,
    blocks: [
      { type: 'notice', text: `Save it as feeds.opml: every reader of feeds takes that, and so does “feeds import”.${which}` },
      { type: 'code', text: outlineOf(part) },
    ],
    followUps: page < parts.length ? [{ label: `Part ${page + 1}`, command: `feeds export page:${page + 1}` }] : [],
  })
}

function outlineOf(feeds: readonly FeedRecord[]): string {
  return writeOutline(
    feeds.map(({ url, title, publisher, site }) => ({ url, title: title ?? publisher, site })),
    TITLE,
  )
}

/** Each within what a message shows, but for one feed that is longer than that by itself. */
function inParts(feeds: readonly FeedRecord[]): readonly (readonly FeedRecord[])[] {
  const frame = outlineOf([]).length
  const parts: FeedRecord[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const feed of feeds) {
    const length = outlineOf([feed]).length - frame
    if (used + length > MAX_CHARACTERS) {
      parts.push([])
      used = frame
    }
    parts.at(-1)?.push(feed)
    used += length
  }
  return parts
}

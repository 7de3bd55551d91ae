/** What stands on an invented web, for commands that look at feeds: no request is made. */
import type { Room } from '../commands/command.ts'
import { type Looked, OutlineError } from '../src/intake/live/look.ts'

type Found = Extract<Looked, { kind: 'feed' }>

const found = (more: Partial<Found> & Pick<Found, 'url'>): Found => ({
  kind: 'feed',
  page: null,
  title: 'The Harbor Times',
  site: 'https://harbor.example/',
  publisher: 'The Harbor Times',
  language: 'en',
  format: 'rss',
  items: 2,
  newestMs: Date.parse('2024-06-16T09:30:00Z'),
  intervalMs: 30 * 60_000,
  samples: [
    {
      title: 'Ferry to Port Vell resumes',
      published: '2024-06-16T09:30:00Z',
      note: null,
      url: 'https://harbor.example/ferry',
      words: 41,
      isPart: true,
    },
    { title: 'Tide tables', published: null, note: 'its date lies in the future', url: null, words: 1, isPart: false },
  ],
  faults: [],
  others: [],
  ...more,
})

const WEB: Readonly<Record<string, Looked>> = {
  'https://harbor.example/feed.xml': found({ url: 'https://harbor.example/feed.xml' }),
  'https://coast.example': found({
    url: 'https://coast.example/rss',
    page: 'https://coast.example/',
    title: 'Coastline Post – Nachrichten',
    site: 'https://coast.example/',
    publisher: 'Coastline Post',
    language: 'de',
    newestMs: null,
    faults: ['two items have one guid'],
    others: [{ url: 'https://coast.example/sport.rss', title: 'Coastline Post – Sport' }],
  }),
  'https://coast.example/sport.rss': found({
    url: 'https://coast.example/sport.rss',
    title: 'Coastline Post – Sport',
    items: 0,
    samples: [],
  }),
}
const outline = (...urls: readonly string[]): string =>
  `<?xml version="1.0"?>\n<opml version="2.0"><head><title>Invented</title></head><body>${urls.map((url) => `<outline type="rss" text="A &amp; B" xmlUrl="${url}"/>`).join('')}</body></opml>`

export const OUTLINES: Readonly<Record<string, string>> = {
  starter: outline('https://harbor.example/feed.xml', 'https://coast.example/rss'),
  'https://lists.example/odd.opml': outline(
    'https://harbor.example/feed.xml',
    'ftp://files.example/feed',
    'https://me:secret@coast.example/rss',
  ),
  'https://lists.example/empty.opml': outline(),
}
const PRIVATE = 'That leads into a private network, where nothing is fetched. NEWSDESK_PRIVATE_HOSTS names what may be.'

/** `outlines`: by what is asked for. */
export function inventedFeeds(
  outlines: Readonly<Record<string, string>>,
  { isKeptUp, trouble }: { readonly isKeptUp: boolean; readonly trouble: string | null } = { isKeptUp: true, trouble: null },
): NonNullable<Room['feeds']> {
  return {
    async look(url) {
      return WEB[url] ?? { kind: 'nothing', reason: /\/\/(?:10|127|192\.168)\./.test(url) ? PRIVATE : 'There is no such host.' }
    },
    async outline(where) {
      const text = outlines[where]
      if (text === undefined) throw new OutlineError(`There is no outline at ${where}. Give me its address.`)
      return text
    },
    poke: () => undefined,
    isKeptUp,
    trouble: () => trouble,
  }
}

/** A newsroom of made-up articles on the real core, and digests of it one after the other, as a channel would get them. */
import type { Article } from '../../src/article.ts'
import { chooseDigest, type Digest, type DigestRequest } from '../../src/digest.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const MORNING = new Date('2026-11-28T07:00:00Z')

export function article(
  id: string,
  publisher: string,
  published: string | null,
  title: string,
  body: string,
  more: Partial<Article> = {},
): Article {
  return { id, title, headlined: true, publisher, authors: [], published, about: null, url: null, tags: [], body, ...more }
}

export const BLAST = article(
  'blast',
  'Harbor Global',
  '2026-11-27T10:00:00Z',
  'Blast at Norwick refinery leaves 30 injured',
  'A blast at the Tidewell refinery in Norwick left 30 workers injured on Friday, police said. Firemen fought the flames for six hours.\n\nTidewell Energy closed the refinery and promised an inquiry.',
)
/** The same event in another outlet's words. */
export const BLAST_TOO = article(
  'blast-too',
  'Coast Post',
  '2026-11-27T12:00:00Z',
  'Norwick refinery blast injures 30',
  'An explosion tore through the Norwick refinery of Tidewell Energy on Friday and left 30 workers injured, according to police. Schools nearby were closed.',
)
export const FERRY = article(
  'ferry',
  'Coast Post',
  '2026-11-27T15:00:00Z',
  'Night ferry to Marlow returns in April',
  'The night ferry between Marlow and Norwick will return in April after a break of three years, the operator Sundline said. A ticket will cost €38.',
)
export const RECALL = article(
  'recall',
  'Harbor Global',
  '2026-11-27T18:00:00Z',
  'Veltrona recalls trucks over brakes',
  'Veltrona Motors recalled 3,400 trucks on Friday because of a brake fault. Ines Okafor apologised to the owners of the trucks.',
)
export const NEWS: readonly Article[] = [BLAST, BLAST_TOO, FERRY, RECALL]

export async function newsroomOf(articles: readonly Article[] = NEWS): Promise<Newsroom> {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  if (articles.length > 0) await newsroom.add(articles)
  return newsroom
}

/** Puts articles into one story, so that a test does not hang on how they are told apart. */
export async function inStory(newsroom: Newsroom, id: string, articles: readonly Article[]): Promise<void> {
  const times = articles.flatMap(({ published }) => (published === null ? [] : [Date.parse(published)]))
  const [first] = articles
  await newsroom.store.stories.put([
    { id, title: first?.title ?? '', firstMs: Math.min(...times), lastMs: Math.max(...times), articleIds: articles.map((one) => one.id) },
  ])
}

export function choose(newsroom: Newsroom, now: Date, more: Partial<DigestRequest> = {}): Promise<Digest> {
  const request: DigestRequest = { topic: '', max: 8, style: 'brief', since: null, periodMs: DAY_MS, told: new Map(), ...more }
  return chooseDigest(newsroom, request, { now, zone: 'UTC' })
}

/** The next morning's digest of the same channel. */
export function chooseAfter(newsroom: Newsroom, last: Digest, more: Partial<DigestRequest> = {}, days = 1): Promise<Digest> {
  const told = new Map([...(more.told ?? []), ...last.told.map(({ storyId, told: text }) => [storyId, text] as const)])
  return choose(newsroom, new Date(last.nowMs + days * DAY_MS), {
    ...more,
    since: { generation: last.generation, dueMs: last.nowMs },
    told,
  })
}

export const toldIn = (digest: Digest): string[] => digest.stories.map(({ central }) => central.article.id)

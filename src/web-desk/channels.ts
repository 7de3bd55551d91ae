/** What others subscribe to: the newest stories of a query, and what a digest has told. */
import type { Asked, Channel } from '../../adapters/web/host.ts'
import type { Room } from '../../commands/command.ts'
import { latest } from '../../commands/latest.ts'
import { Misuse } from '../../commands/misuse.ts'
import { readCommand } from '../../commands/read.ts'
import { storyRequest } from '../../commands/story-request.ts'
import { safe } from '../answer.ts'
import { type Article, instantMs } from '../article.ts'
import { digestSpecIn } from '../digest/spec.ts'
import { readTold, type Told } from '../digest/told.ts'
import type { Newsroom } from '../newsroom.ts'
import { resolveTopic, tellingSentence } from '../on-topic.ts'
import type { ToldStory as ToldRecord } from '../store/digest-store.ts'
import { storiesOn } from '../told-stories.ts'
import { isDigestKey } from './digest-key.ts'

const MAX_ITEMS = 50
const MAX_QUERY = 500
const MAX_KEY = 100
/** Digests are remembered for longer; who subscribes reads what is new. */
const DIGEST_DAYS = 90
const DAY_MS = 86_400_000
/** Of a story that was told, these are looked at for the sentence that was shown. */
const MAX_LOOKED_AT = 8

type Item = Channel['items'][number]

/** What `latest` tells of the same words. A query that cannot be read is told as such, and has no items. */
export async function queryChannel(room: Room, query: string, asked: Asked): Promise<Channel> {
  // Half a character at the cut, and what steers a reader of feeds, would make the document none.
  const words = safe(query.slice(0, MAX_QUERY)).trim()
  const title = words === '' ? 'Newsdesk: newest stories' : `Newsdesk: ${words}`
  const description = words === '' ? 'The newest stories.' : `The newest stories on “${words}”.`
  const read = readCommand(latest, words, {}, asked)
  if (!read.ok) return { title, description: read.problem, items: [] }
  try {
    const { limit: _limit, page: _page, ...request } = await storyRequest(read.invocation, room)
    return { title, description, items: await itemsOf(room, request) }
  } catch (error) {
    if (error instanceof Misuse) return { title, description: error.message, items: [] }
    throw error
  }
}

async function itemsOf(newsroom: Newsroom, request: Awaited<ReturnType<typeof storyRequest>>): Promise<Item[]> {
  const topic = await resolveTopic(newsroom, request)
  const { stories } = await storiesOn(newsroom, topic, request, { limit: MAX_ITEMS, offset: 0 })
  const ids = stories.map(({ central }) => central.id)
  const [analysed, storyIds] = await Promise.all([newsroom.store.analysed(ids), newsroom.store.stories.idsOf(ids)])
  const texts = new Map(analysed.map((one) => [one.article.id, one]))
  return stories.map(({ central, articles }) => {
    const text = texts.get(central.id)
    const sentence = text === undefined ? null : tellingSentence(topic, text)
    return {
      // The first article of a story stays the first, while stories join and are named anew as others come.
      key: articles.at(-1)?.id ?? central.id,
      title: central.title,
      articleId: central.id,
      storyId: storyIds.get(central.id) ?? null,
      publisher: central.publisher,
      atMs: instantMs(articles[0] ?? central),
      quote: text === undefined || sentence === null ? '' : text.article.body.slice(sentence.start, sentence.end),
    }
  })
}

/** The stories that runs of the digest told, newest first, each as it was told last; one that was told anew is another item. null: no such digest, or the key does not open it. */
export async function digestChannel(room: Room, id: number, key: string, asked: Asked): Promise<Channel | null> {
  if (!Number.isSafeInteger(id) || id < 1 || !(await isDigestKey(room.store, id, key.slice(0, MAX_KEY)))) return null
  const digest = await room.store.digests.byId(id)
  if (digest === null) return null
  const { topic } = digestSpecIn(digest.spec)
  const told = await room.store.digests.told(digest.id, asked.now.getTime() - DIGEST_DAYS * DAY_MS)
  const newest = [...told.values()].sort((a, b) => b.atMs - a.atMs || (a.storyId < b.storyId ? -1 : 1)).slice(0, MAX_ITEMS)
  const stories = readTold(new Map(newest.map(({ storyId, told: text }) => [storyId, text]))).stories
  const items: Item[] = []
  // Stories join and are named anew: under another id, one that was told before is still the same.
  const listed = new Set<string>()
  for (const record of newest) {
    const story = stories.get(record.storyId)
    const item = await toldItem(room, digest.id, record, story)
    if (item === null) continue
    const storyIds = await room.store.stories.idsOf([...(story?.articles.keys() ?? [])])
    const isTwin = listed.has(item.articleId) || listed.has(storyIds.get(item.articleId) ?? '')
    for (const name of [...(story?.articles.keys() ?? []), ...storyIds.values()]) listed.add(name)
    if (!isTwin) items.push(item)
  }
  return {
    title: `Newsdesk: digest ${digest.id}${topic === '' ? '' : ` on ${topic}`}`,
    description: topic === '' ? 'What this digest told.' : `What this digest told on “${topic}”.`,
    items,
  }
}

/** null: none of its articles is stored any more. */
async function toldItem({ store }: Newsroom, digest: number, { storyId, atMs }: ToldRecord, told: Told | undefined): Promise<Item | null> {
  const articles: Article[] = []
  for (const id of [...(told?.articles.keys() ?? [])].slice(0, MAX_LOOKED_AT)) {
    const article = await store.article(id)
    if (article !== null) articles.push(article)
  }
  // Cut to what is kept of it, a line may end within a character.
  const line = told?.line.isWellFormed() === true ? told.line : ''
  const quoted = line === '' ? undefined : articles.find(({ body }) => body.includes(line))
  const article = quoted ?? articles[0]
  if (article === undefined) return null
  return {
    key: `digest-${digest}:${storyId}:${atMs}`,
    title: article.title,
    articleId: article.id,
    storyId: storyId.startsWith('story-') ? storyId : null,
    publisher: article.publisher,
    atMs,
    quote: quoted === undefined ? '' : line,
  }
}

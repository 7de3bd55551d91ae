/** Where articles that came from feeds were read, and what their readers should know of that. */
import type { Source, Span } from '../src/answer.ts'
import type { Origin } from '../src/store/feed-store.ts'
import type { Store } from '../src/store/store.ts'
import { languageName } from './feeds/language-name.ts'
import { shortened } from './shortened.ts'

const MAX_TITLE = 80
/** What the store takes at once; an answer cites far fewer. */
const MAX_SOURCES = 1_000

/** A line for each source that came from a feed, in their order. */
export async function originLines(store: Store, sources: readonly Source[]): Promise<readonly (readonly Span[])[]> {
  const some = sources.slice(0, MAX_SOURCES)
  const origins = new Map((await store.feeds.origins(some.map(({ articleId }) => articleId))).map((origin) => [origin.articleId, origin]))
  const titles = new Map<number, string>()
  for (const id of new Set([...origins.values()].flatMap(({ feed }) => feed ?? []))) {
    const feed = await store.feeds.byId(id)
    if (feed !== null) titles.set(id, feed.title ?? feed.publisher)
  }
  return some.flatMap(({ n, articleId }) => {
    const origin = origins.get(articleId)
    return origin === undefined ? [] : [lineOf(n, origin, origin.feed === null ? undefined : titles.get(origin.feed))]
  })
}

function lineOf(n: number, { firstMs, language, isPaywalled, note }: Origin, title: string | undefined): Span[] {
  const from = title === undefined ? 'a feed that is no longer there' : shortened(title, MAX_TITLE)
  const facts = [
    ...(isPaywalled ? ['only those who pay can read it whole'] : []),
    ...(language === null || /^en\b/i.test(language) ? [] : [`in ${languageName(language)}`]),
    ...(note === null ? [] : [note]),
  ]
  return [
    { type: 'cite', source: n },
    { type: 'text', text: ` Read from ${from} on ` },
    { type: 'time', at: new Date(firstMs).toISOString().slice(0, 10) },
    ...(facts.length === 0 ? [] : [{ type: 'text' as const, text: `: ${facts.join('; ')}` }]),
  ]
}

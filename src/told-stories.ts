/** Articles on a topic as stories: one for each event, with the articles that tell it. */
import type { Block } from './answer.ts'
import { type Article, type ArticleHead, instantMs } from './article.ts'
import { type Citations, dayPrinted } from './cited.ts'
import type { Newsroom } from './newsroom.ts'
import { headsOn, type StoryRequest, type Topic } from './on-topic.ts'

/** `articles`: those that are on the topic, newest first; `central`: the one that stands for them. */
export type ToldStory = { readonly central: ArticleHead; readonly articles: readonly ArticleHead[] }
/** `total` stories are told by the newest `read` of `matching` articles. */
export type ToldStories = {
  readonly stories: readonly ToldStory[]
  readonly total: number
  readonly read: number
  readonly matching: number
}

/** Stories are made out among this many of the newest articles on a topic. */
const MAX_ARTICLES = 1_000
/** Outlets named beside a quotation; further ones are counted. */
const MAX_OUTLETS = 6
/** Articles cited for one outlet. */
const MAX_CITED = 3

/** One page of the stories on a topic, the one with the newest article first. */
export async function storiesOn(
  newsroom: Newsroom,
  topic: Topic,
  request: StoryRequest,
  page: { readonly limit: number; readonly offset: number },
): Promise<ToldStories> {
  const { heads, total: matching } = await headsOn(newsroom, topic, request, MAX_ARTICLES)
  const groups = await byStory(newsroom, heads)
  const shown = [...groups].slice(page.offset, page.offset + page.limit)
  const titles = new Map((await newsroom.store.stories.byId(shown.map(([id]) => id))).map((story) => [story.id, story.title]))
  return {
    stories: shown.map(([id, articles]) => ({
      central: articles.find((article) => article.title === titles.get(id)) ?? (articles[0] as ArticleHead),
      articles,
    })),
    total: groups.size,
    read: heads.length,
    matching,
  }
}

/** Story → its articles, both in the order given; an article that is in no story is one of its own. */
async function byStory(newsroom: Newsroom, heads: readonly ArticleHead[]): Promise<Map<string, ArticleHead[]>> {
  const ids = await newsroom.store.stories.idsOf(heads.map((head) => head.id))
  const groups = new Map<string, ArticleHead[]>()
  for (const head of heads) {
    const id = ids.get(head.id) ?? `article ${head.id}`
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [head])
    else group.push(head)
  }
  return groups
}

/** `17 May 2024`, or from the first to the last day of a story that was told on several. */
export function daysPrinted(articles: readonly ArticleHead[]): string {
  const dated = articles
    .filter((article) => instantMs(article) !== null)
    .sort((a, b) => (instantMs(a) as number) - (instantMs(b) as number))
  const [first, last] = [dated[0], dated.at(-1)]
  if (first === undefined || last === undefined) return dayPrinted(articles[0] as ArticleHead)
  const [from, to] = [dayPrinted(first), dayPrinted(last)]
  return from === to ? from : `${from} – ${to}`
}

/** “also in: outlet [2], outlet [3]”: the other articles that tell the same, each cited; null where there is none. */
export function alsoIn(cited: Citations, quoted: Pick<Article, 'id'>, articles: readonly ArticleHead[]): Block | null {
  const outlets = new Map<string, ArticleHead[]>()
  for (const article of articles) {
    if (article.id === quoted.id) continue
    const of = outlets.get(article.publisher)
    if (of === undefined) outlets.set(article.publisher, [article])
    else of.push(article)
  }
  if (outlets.size === 0) return null
  const shown = [...outlets].slice(0, MAX_OUTLETS)
  const more = outlets.size - shown.length
  return {
    type: 'paragraph',
    spans: [
      ...shown.flatMap(([publisher, told], n) => [
        { type: 'text' as const, text: `${n === 0 ? 'also in: ' : ', '}${publisher} ` },
        ...told.slice(0, MAX_CITED).map((article) => ({ type: 'cite' as const, source: cited.cite(article) })),
      ]),
      ...(more > 0 ? [{ type: 'text' as const, text: ` and ${more} more` }] : []),
    ],
  }
}

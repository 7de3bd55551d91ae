/** An article whole: its text, what was changed in it, its story, its names, where it came from. */
import type { ArticlePage, ArticleVersion, NameRow } from '../../adapters/web/host.ts'
import type { Article } from '../article.ts'
import type { EntityMention } from '../retrieval/entities.ts'
import { foldName } from '../retrieval/terms.ts'
import type { Store } from '../store/store.ts'
import { changesBetween, openBudget } from './differences.ts'
import { articleRow, nameRow } from './rows.ts'

const MAX_NAMES = 12
/** The newest of an article; a page that was changed more often is a ticker. */
const MAX_VERSIONS = 12
/** No id of ours is longer. */
const MAX_ID = 1_000

export async function articlePage(store: Store, id: string): Promise<ArticlePage | null> {
  if (id === '' || id.length > MAX_ID) return null
  const [analysed] = await store.analysed([id])
  if (analysed === undefined) return null
  const { article, analysis } = analysed
  const [earlier, [story], [origin], names] = await Promise.all([
    store.versions(id),
    store.stories.ofArticles([id]),
    store.feeds.origins([id]),
    namesOf(store, analysis.entities),
  ])
  const { headlined, tags, body } = article
  return {
    article: { ...articleRow(article), headlined, tags, body },
    versions: versionsOf([...earlier, article]),
    // One that stands alone is its own page.
    story:
      story === undefined || story.articleIds.length < 2 ? null : { id: story.id, title: story.title, articles: story.articleIds.length },
    names,
    origin:
      origin === undefined
        ? null
        : { firstMs: origin.firstMs, language: origin.language, isPaywalled: origin.isPaywalled, note: origin.note },
  }
}

function versionsOf(all: readonly Article[]): ArticleVersion[] {
  const first = Math.max(0, all.length - MAX_VERSIONS)
  const budget = openBudget()
  // The newest changes are the ones that are looked for: where the budget ends, older ones are told in whole paragraphs.
  const changes = all
    .slice(first)
    .map((version, i, shown) => ({ version, next: shown[i + 1] }))
    .toReversed()
    .map(({ version, next }) => (next === undefined ? [] : changesBetween(version, next, budget)))
    .toReversed()
  return all.slice(first).map(({ title, published }, i) => ({ n: first + i + 1, title, published, changes: changes[i] ?? [] }))
}

/** Those that are known under their name. */
async function namesOf(store: Store, mentions: readonly EntityMention[]): Promise<NameRow[]> {
  const most = mentions.toSorted((a, b) => b.spans.length - a.spans.length).slice(0, MAX_NAMES)
  const rows = new Map<string, NameRow>()
  for (const { name } of most) {
    const [entity] = await store.entitiesNamed([foldName(name)])
    if (entity !== undefined && !rows.has(entity.key)) rows.set(entity.key, nameRow(entity))
  }
  return [...rows.values()]
}

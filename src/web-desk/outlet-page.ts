/** An outlet's page: its articles, newest first, and how they spread over time. */
import type { Asked, OutletPage } from '../../adapters/web/host.ts'
import { horizonMs } from '../article.ts'
import { coverageOf } from '../coverage.ts'
import { foldName } from '../retrieval/terms.ts'
import type { Store } from '../store/store.ts'
import { articleRow } from './rows.ts'

const PAGE_SIZE = 50
/** Drawn are the newest, on the first page alone. */
const MAX_DRAWN = 1_000
const MAX_NAME = 500

/** null: no outlet is called that, or it has no such page. Any case leads to the name as it is stored. */
export async function outletPage(store: Store, name: string, page: number, asked: Asked): Promise<OutletPage | null> {
  if (name.length > MAX_NAME || !Number.isSafeInteger(page) || page < 1) return null
  const folded = foldName(name)
  const { publishers } = await store.corpus()
  const publisher = publishers.find((outlet) => foldName(outlet.publisher) === folded)?.publisher
  if (publisher === undefined) return null
  const filter = { publishers: [publisher], notAfterMs: horizonMs(asked.now) }
  const articles = await store.count(filter)
  const pages = Math.max(1, Math.ceil(articles / PAGE_SIZE))
  if (page > pages) return null
  const [rows, drawn] = await Promise.all([
    store.list({ ...filter, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    page === 1 ? store.list({ ...filter, limit: MAX_DRAWN }) : [],
  ])
  const part = articles > MAX_DRAWN ? `, newest ${MAX_DRAWN.toLocaleString('en')} of ${articles.toLocaleString('en')} articles` : ''
  return { publisher, articles, coverage: coverageOf(`Coverage by ${publisher}${part}`, drawn), rows: rows.map(articleRow), page, pages }
}

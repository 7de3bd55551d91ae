/** Passages for a query, each with what its article's row says. */
import type { Asked, PassageRow } from '../../adapters/web/host.ts'
import type { Newsroom } from '../newsroom.ts'
import { articleRow } from './rows.ts'

const MAX_PASSAGES = 100
const MAX_QUERY = 2_000

export async function passageRows(newsroom: Newsroom, query: string, asked: Asked, limit: number): Promise<readonly PassageRow[]> {
  const wanted = query.slice(0, MAX_QUERY).trim()
  const most = Math.min(MAX_PASSAGES, Math.max(1, Math.trunc(limit) || 1))
  const hits = wanted === '' ? [] : await newsroom.search(wanted, asked, most)
  const ids = [...new Set(hits.map(({ articleId }) => articleId))]
  const heads = ids.length === 0 ? [] : await newsroom.store.list({ ids, limit: MAX_PASSAGES })
  const rows = new Map(heads.map((head) => [head.id, articleRow(head)]))
  return hits.flatMap(({ articleId, score, text, start, end }) => {
    const row = rows.get(articleId)
    return row === undefined ? [] : [{ ...row, score, text, start, end }]
  })
}

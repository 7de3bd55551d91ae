/** Articles and names as the pages list them. */
import type { ArticleRow, NameRow } from '../../adapters/web/host.ts'
import type { ArticleHead } from '../article.ts'
import type { EntityRecord } from '../store/store.ts'

export function articleRow({ id, title, publisher, authors, published, about, url }: ArticleHead): ArticleRow {
  return { id, title, publisher, authors, published, about, url }
}

export function nameRow({ name, type, articles }: Pick<EntityRecord, 'name' | 'type' | 'articles'>): NameRow {
  return { name, kind: kindOf(type), articles }
}

/** ‘other’ is what recognition says where it does not know. */
export function kindOf(type: EntityRecord['type']): string {
  return type === 'other' ? '' : type
}

/** Most articles first. */
export function outletsOf(heads: readonly Pick<ArticleHead, 'publisher'>[]): { readonly publisher: string; readonly articles: number }[] {
  const counts = new Map<string, number>()
  for (const { publisher } of heads) counts.set(publisher, (counts.get(publisher) ?? 0) + 1)
  return [...counts]
    .map(([publisher, articles]) => ({ publisher, articles }))
    .sort((a, b) => b.articles - a.articles || (a.publisher < b.publisher ? -1 : 1))
}

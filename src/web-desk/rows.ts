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

/** Names an article for good: a readable slug and a short hash, the same at every import of the same article. */
import { createHash } from 'node:crypto'
import type { Article } from '../article.ts'

const SLUG_WORDS = 7
const MAX_PUBLISHER = 24
/** Words of the body that tell apart two undated articles of one title. */
const FIRST_WORDS = 12

/** `harbour-times-2021-03-03-council-approves-new-tram-3f2a9c1b` */
export function articleId(article: Pick<Article, 'publisher' | 'published' | 'title' | 'body'>): string {
  const day = article.published?.slice(0, 10) ?? ''
  const key = [article.publisher, article.title, article.published ?? '']
  // A dated article keeps its id when its text is corrected; an undated one has only its text to tell it from its namesakes.
  if (article.published === null) key.push(article.body.split(/\s+/, FIRST_WORDS).join(' '))
  const hash = createHash('sha256').update(key.join('\n')).digest('hex').slice(0, 8)
  const title = slug(article.title).split('-').slice(0, SLUG_WORDS).join('-')
  return [slug(article.publisher).slice(0, MAX_PUBLISHER).replace(/-$/, ''), day, title, hash].filter(Boolean).join('-')
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’.]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

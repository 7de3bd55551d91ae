/** When two articles of one id are the same version: every field that a reader could see, and nothing else. */
import { hash } from 'node:crypto'
import type { Article } from '../article.ts'

/** SHA-256 over the fields in a fixed order; JSON keeps them apart. */
export function contentHash(article: Article): string {
  const fields = [
    article.title,
    article.headlined,
    article.publisher,
    article.authors,
    article.published,
    article.about,
    article.url,
    article.tags,
    article.body,
  ]
  return hash('sha256', JSON.stringify(fields), 'base64url')
}

/** The article as UTF-8 can hold it: a lone surrogate becomes U+FFFD of the same length, so that what is hashed is what is read back and offsets hold. */
export function storable(article: Article): Article {
  return {
    id: article.id.toWellFormed(),
    title: article.title.toWellFormed(),
    headlined: article.headlined,
    publisher: article.publisher.toWellFormed(),
    authors: article.authors.map((author) => author.toWellFormed()),
    published: article.published?.toWellFormed() ?? null,
    about: article.about?.toWellFormed() ?? null,
    url: article.url?.toWellFormed() ?? null,
    tags: article.tags.map((tag) => tag.toWellFormed()),
    body: article.body.toWellFormed(),
  }
}

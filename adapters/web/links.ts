/** Addresses within the reading room. Whatever stands in a name or an id is encoded: nothing in it can leave its place. */
import type { Range } from './host.ts'

export const PASSAGE = 'passage'

/** `after`: the question before it, as it was understood. */
export function askPath(question: string, after: string | null = null): string {
  return `/ask?${new URLSearchParams(after === null ? { q: question } : { q: question, after })}`
}

/** With passages, it opens at the first of them, and all are marked. */
export function articlePath(id: string, passages: readonly Range[] = []): string {
  const query = new URLSearchParams(passages.map(({ start, end }): [string, string] => ['s', `${start}-${end}`]))
  return `/article/${segment(id)}${passages.length === 0 ? '' : `?${query}#${PASSAGE}`}`
}

export function storyPath(id: string): string {
  return `/story/${segment(id)}`
}

export function entityPath(name: string): string {
  return `/entity/${segment(name)}`
}

export function outletPath(publisher: string, page = 1): string {
  return `/outlet/${segment(publisher)}${page === 1 ? '' : `?page=${page}`}`
}

export function searchPath(query: string): string {
  return `/search?${new URLSearchParams({ q: query })}`
}

export function queryFeedPath(query: string): string {
  return `/feed?${new URLSearchParams({ q: query })}`
}

export function digestFeedPath(id: number, key: string): string {
  return `/digest/${id}/feed?${new URLSearchParams({ key })}`
}

/** `.` and `..` would be taken for folders even when they are encoded; half a character cannot be encoded at all. */
function segment(given: string): string {
  const text = given.toWellFormed()
  return /^\.{1,2}$/.test(text)
    ? `~${text}`
    : encodeURIComponent((text.startsWith('~') ? `~${text}` : text).toWellFormed()).replace(/['()*!]/g, escaped)
}

/** What `segment` made, decoded already, back to what it was. */
export function unsegment(text: string): string {
  return text.startsWith('~') ? text.slice(1) : text
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

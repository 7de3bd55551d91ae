/** The markup of the labelled news text: `[ORG Acme Robotics] hired [PER Lena Ortiz]`; a line is a sentence, a blank line ends an article. */
import { readFileSync } from 'node:fs'
import type { EntityType } from '../../src/retrieval/entities.ts'

export type LabelledSpan = { readonly type: EntityType; readonly start: number; readonly end: number }
export type LabelledArticle = { readonly text: string; readonly spans: readonly LabelledSpan[] }

const TYPES: Readonly<Record<string, EntityType>> = { PER: 'person', ORG: 'organisation', LOC: 'place', PRO: 'product', OTH: 'other' }
const MARK = /\[([A-Z]{3}) ([^\][]+)\]/g

/** @throws on an unknown label or a stray bracket, with the line. */
export function labelledArticle(marked: string): LabelledArticle {
  let text = ''
  let at = 0
  const spans: LabelledSpan[] = []
  for (const match of marked.matchAll(MARK)) {
    const type = TYPES[match[1] ?? '']
    const name = match[2] ?? ''
    if (type === undefined)
      throw new Error(`Labelled text: unknown label ${match[1]} in “${match[0]}”; use one of ${Object.keys(TYPES).join(', ')}.`)
    text += marked.slice(at, match.index)
    spans.push({ type, start: text.length, end: text.length + name.length })
    text += name
    at = match.index + match[0].length
  }
  text += marked.slice(at)
  const stray = text.split('\n').find((line) => /[[\]]/.test(line))
  if (stray !== undefined) throw new Error(`Labelled text: stray bracket in “${stray}”; write [ORG Name].`)
  return { text, spans }
}

export function labelledArticles(file: string | URL): LabelledArticle[] {
  return readFileSync(file, 'utf8')
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => labelledArticle(part.trim()))
}

/** What was made of a file: told to the reader, so that nothing is refused or left out in silence. */
import type { Article } from '../article.ts'

export type Format = 'jsonl' | 'markdown' | 'html' | 'dump'
/** Something of the file that is in no article, and why. `line` is 1-based; null where lines mean nothing (HTML). */
export type LeftOut = { readonly line: number | null; readonly text: string; readonly reason: string }
export type FileReport = {
  readonly file: string
  readonly format: Format
  /** `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or what an HTML page declares; “gzip, utf-8” where it was packed. */
  readonly encoding: string
  readonly articles: readonly Article[]
  readonly notes: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

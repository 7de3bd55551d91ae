/** What language a text is written in, by eld (its medium tables): loaded when first asked, since 2 MB of tables are nothing for who only imports a file. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { eld as Eld } from 'eld'

/** More of a text says nothing new. */
const SAMPLE = 1_500
/** Letters below which a guess is one: headlines of three words are right in two of three cases. A Chinese character says as much as several letters. */
const MIN_LETTERS = 24
const MIN_DENSE_LETTERS = 6

let loaded: typeof Eld | null = null

/** ISO 639-1; null where the text is too short or does not say. */
export function languageOf(text: string): string | null {
  const sample = text
    .slice(0, SAMPLE)
    .toWellFormed()
    .replace(/https?:\/\/\S+|\S+@\S+|[@#]\S+/g, ' ')
  const letters = sample.match(/\p{L}/gu) ?? []
  const dense = sample.match(DENSE)?.length ?? 0
  if (letters.length < MIN_LETTERS && dense < MIN_DENSE_LETTERS) return null
  loaded ??= (createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('eld/medium'))) as { eld: typeof Eld }).eld
  const found = loaded.detect(sample)
  return found.language !== '' && found.isReliable() ? found.language : null
}
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** Variants of a labelled article with other names and other capitals, so that training learns how names are used and not which. */

import { LIST, wordOf } from '../src/retrieval/names-features.ts'
import { KNOWN_PHRASES, KNOWN_PRODUCTS } from '../src/retrieval/names-known.ts'
import { FAMILY_NAMES, GIVEN_NAMES } from '../src/retrieval/names-people.ts'
import { PLACES } from '../src/retrieval/names-places.ts'
import type { LabelledArticle, LabelledSpan } from '../tests/entities/labelled.ts'

export type Random = () => number

/** Mulberry32: the same seed gives the same model. */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)
const GIVEN = words(GIVEN_NAMES)
const FAMILY = words(FAMILY_NAMES)
const PLACE = PLACES.split(/[|\n]/).filter((name) => /^\p{L}{4,}$/u.test(name))
const PLACE_PHRASES = PLACES.split(/[|\n]/).filter((name) => name.includes(' '))
const PHRASES = KNOWN_PHRASES.split(/[|\n]/).filter(Boolean)
const PRODUCTS = words(KNOWN_PRODUCTS)
const STARTS = 'b br c ch d dr f g gr h j k kr l m n p pr r s sh st t tr v w z y qu th sk fl'.split(' ')
const VOWELS = 'a e i o u a e o ai ei ou ia'.split(' ')
const ENDS = ['', '', '', 'n', 'r', 's', 'l', 'm', 'k', 't', 'nd', 'rt', 'x']
const FAMILY_ENDS = [
  '',
  '',
  'son',
  'ov',
  'enko',
  'ski',
  'ez',
  'ini',
  'berg',
  'man',
  'ley',
  'aki',
  'wala',
  'ton',
  'dze',
  'ian',
  'oglu',
  'sen',
  'etti',
]
const PLACE_ENDS = [
  '',
  '',
  'ville',
  'burg',
  'ton',
  'ford',
  'grad',
  'pur',
  'abad',
  'shire',
  'stan',
  'ia',
  'land',
  'heim',
  'field',
  'mouth',
  'dal',
  'bury',
]
const BRAND_ENDS = [
  '',
  '',
  'ex',
  'ix',
  'tek',
  'ify',
  'ly',
  'soft',
  'net',
  'gen',
  'zon',
  'aro',
  'io',
  'tech',
  'bio',
  'corp',
  'Pay',
  'Bank',
  'Works',
  'AI',
]

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T
const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

function invented(endings: readonly string[], random: Random): string {
  let word = pick(STARTS, random) + pick(VOWELS, random)
  if (random() < 0.7) word += pick(ENDS, random)
  if (random() < 0.5) word += pick(STARTS, random) + pick(VOWELS, random)
  return capitalised(word + pick(endings, random))
}

function brand(random: Random): string {
  const name = invented(BRAND_ENDS, random)
  const style = random()
  if (style < 0.08) return name.slice(0, 4).toUpperCase()
  if (style < 0.13) return `${pick(['i', 'e'], random)}${name}`
  return name
}

const KEPT =
  LIST.organisation | LIST.companyForm | LIST.placeWord | LIST.known | LIST.nationality | LIST.title | LIST.product | LIST.event | LIST.time

/** What to write instead of one token of a name; the token itself where it must stay. */
function replacement(token: string, span: LabelledSpan, position: number, count: number, random: Random): string {
  const word = wordOf(token)
  if (!/^\p{Lu}\p{L}{2,}$/u.test(token) && !(span.type === 'organisation' && /^\p{L}{4,}$/u.test(token))) return token
  if (span.type === 'person') {
    const last = position === count - 1
    if (last && count > 1) return random() < 0.5 ? pick(FAMILY, random) : invented(FAMILY_ENDS, random)
    if (count > 1) return random() < 0.65 ? pick(GIVEN, random) : invented([''], random)
    return token
  }
  if ((word.lists & KEPT) !== 0) return token
  if (span.type === 'place' && count === 1) return random() < 0.6 ? pick(PLACE, random) : invented(PLACE_ENDS, random)
  if (span.type === 'organisation' && position === 0 && (word.lists & (LIST.place | LIST.ordinary)) === 0) return brand(random)
  return token
}

/** Sometimes another name that everybody knows; else nothing. */
function known(span: LabelledSpan, written: string, random: Random): string {
  const simple = !written.includes(' ') && !/^\p{Lu}+$/u.test(written)
  const chance = random()
  if (span.type === 'place' && simple && chance < 0.15) return pick(PLACE_PHRASES, random)
  if (span.type === 'organisation' && chance < (simple ? 0.12 : 0.05)) return pick(PHRASES, random)
  if (span.type === 'product' && simple && chance < 0.25) return pick(PRODUCTS, random)
  return ''
}

/** The article with about half of its names replaced, each by the same name throughout. */
export function renamed(article: LabelledArticle, random: Random): LabelledArticle {
  const changed = new Map<string, string>()
  const spans = [...article.spans].sort((a, b) => b.end - b.start - (a.end - a.start))
  const whole = new Map<string, string>()
  for (const span of spans) {
    const written = article.text.slice(span.start, span.end)
    if (!whole.has(written)) whole.set(written, known(span, written, random))
    const tokens = article.text.slice(span.start, span.end).split(' ')
    for (const [k, token] of tokens.entries()) {
      if (changed.has(token)) continue
      changed.set(token, random() < 0.6 ? replacement(token, span, k, tokens.length, random) : token)
    }
  }
  return rebuilt(
    article,
    (text) =>
      whole.get(text) ||
      text
        .split(' ')
        .map((token) => changed.get(token) ?? token)
        .join(' '),
  )
}

/** The article with some lines in headline case, some in capitals. */
export function recased(article: LabelledArticle, share: number, random: Random): LabelledArticle {
  const lines = article.text.split('\n')
  const text = lines
    .map((line) => {
      const style = random()
      const next =
        style < share / 2
          ? line.toUpperCase()
          : style < share
            ? line.replace(/(^|[ “])(\p{Ll})/gu, (_, s: string, c: string) => s + c.toUpperCase())
            : line
      return next.length === line.length ? next : line
    })
    .join('\n')
  return { text, spans: article.spans }
}

function rebuilt(article: LabelledArticle, name: (text: string) => string): LabelledArticle {
  let text = ''
  let at = 0
  const spans: LabelledSpan[] = []
  for (const span of article.spans) {
    text += article.text.slice(at, span.start)
    const written = name(article.text.slice(span.start, span.end))
    spans.push({ type: span.type, start: text.length, end: text.length + written.length })
    text += written
    at = span.end
  }
  return { text: text + article.text.slice(at), spans }
}

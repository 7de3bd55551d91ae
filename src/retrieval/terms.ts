/** From words to index terms, the same at intake and at query: fold, drop stop words, stem. */
import { stemmer } from 'stemmer'
import { baseOf } from './irregular.ts'
import type { Token } from './language.ts'

/** Function words and question words: they say how something is asked, not what about. */
const STOP_WORDS = new Set(
  (
    'a about above after again against all also am an and any are as at be because been before being below between both but by can could did do does doing done down during each ' +
    'few for from further had has have having he her here hers herself him himself his how i if in into is it its itself just let me more most my myself no nor not now of off on once only or other our ' +
    'ours out over own s same she should so some such t than that the their theirs them themselves then there these they this those through to too under until up upon us very was we were what when where ' +
    "which while who whom whose why will with would you your yours n't 's 're 've 'll 'd 'm" +
    ' anything something nothing everything anyone someone everyone nobody somebody everybody anybody without whether although though however among amongst within upon toward towards per via etc unless else ever never always since till until despite amid onto off past plus versus vs wen wat whos ppls u ur r n b4 cuz coz thru yet still already just even rather quite also too'
  ).split(' '),
)

const stems = new Map<string, string>()
/** Bounds the cache of stems; a vocabulary past it costs time, not memory. */
const MAX_STEMS = 200_000

/** Text without anything that folding would change but its case. */
const ASCII = /^[ -~]*$/

/** A word without case, accents, typographic quotes or a possessive. */
export function fold(word: string): string {
  const plain = ASCII.test(word)
    ? word.toLowerCase()
    : word
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replaceAll('’', "'")
        .toLowerCase()
  return plain.endsWith("'s") && plain.length > 2 ? plain.slice(0, -2) : plain
}

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded)
}

/** The index term of a word, or null where it carries none (stop words, punctuation). `U.S.` becomes `us.`, which no pronoun is. */
export function termOf(word: string): string | null {
  const known = stems.get(word)
  if (known !== undefined) return known === '' ? null : known
  const term = compute(word)
  if (stems.size >= MAX_STEMS) stems.clear()
  stems.set(word, term)
  return term === '' ? null : term
}

function compute(word: string): string {
  const folded = fold(word)
  if (STOP_WORDS.has(folded) && !(word.length > 1 && word === word.toUpperCase() && /^(US|WHO|IT)$/.test(word))) return ''
  // Initials keep no dots (U.S. = US = u.s.), but must not fall together with “us”.
  const initials = /^(?:\p{L}\.){2,}\p{L}?\.?$/u.test(folded) ? folded.replaceAll('.', '') : folded
  if (initials === 'us') return 'usa'
  if (/^\d[\d,]*(?:\.\d+)?$/.test(initials)) return initials.replaceAll(',', '')
  const letters = initials.replace(/[^\p{L}\p{N}]+/gu, '')
  if (letters === '') return ''
  return /^[a-z]+$/.test(letters) ? stemmer(baseOf(letters)) : letters
}

/** The terms of a run of tokens, in order, repeats kept. */
export function termsOf(tokens: readonly Token[]): string[] {
  const terms: string[] = []
  for (const token of tokens) {
    if (token.kind === 'mark') continue
    const term = termOf(token.text)
    if (term !== null) terms.push(term)
  }
  return terms
}

const foldedNames = new Map<string, string>()
/** Names recur from article to article; the two bound what is kept of them. */
const MAX_FOLDED_NAMES = 50_000
const MAX_KEPT_NAME_CHARS = 80

/** A name as names are compared: folded words, single spaces (“Ant  Financial’s” → “ant financial”). */
export function foldName(name: string): string {
  const known = foldedNames.get(name)
  if (known !== undefined) return known
  const folded = name
    .split(/\s+/)
    .filter(Boolean)
    .map(fold)
    .join(' ')
    .replace(/[.,;:!?]+$/, '')
  if (foldedNames.size >= MAX_FOLDED_NAMES) foldedNames.clear()
  if (name.length <= MAX_KEPT_NAME_CHARS) foldedNames.set(name, folded)
  return folded
}

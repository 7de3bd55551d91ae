/** What the name tagger knows of a word on its own: hashes of its form, its shape, and which lists of world knowledge hold it. */
import { KNOWN_PHRASES, KNOWN_PRODUCTS } from './names-known.ts'
import { FAMILY_NAMES, GIVEN_NAMES, TITLES } from './names-people.ts'
import { NATIONALITIES, PLACE_WORDS, PLACES } from './names-places.ts'
import {
  COMPANY_FORMS,
  EVENT_WORDS,
  KNOWN_ORGANISATIONS,
  ORDINARY,
  ORGANISATION_WORDS,
  PLACE_CUES,
  PRODUCT_WORDS,
  ROLES,
  SPEECH_VERBS,
  TIMES,
} from './names-words.ts'

/** Bits of `Word.lists`. A lower-case word carries only roles, verbs, cues and ordinary words: “will” is no given name. */
export const LIST = {
  given: 1,
  family: 2,
  title: 4,
  place: 8,
  nationality: 16,
  organisation: 32,
  companyForm: 64,
  placeWord: 128,
  product: 256,
  event: 512,
  known: 1024,
  pinyin: 2048,
  time: 4096,
  role: 8192,
  speech: 16384,
  cue: 32768,
  ordinary: 65536,
  knownProduct: 131072,
} as const
const OF_LOWER_CASE = LIST.role | LIST.speech | LIST.cue | LIST.ordinary

export type Word = {
  /** In `plain` form. */
  readonly key: string
  /** Hashes: as written, in lower case, its last three, four and two letters, its first three. */
  readonly exact: number
  readonly lower: number
  readonly ending: number
  readonly ending4: number
  readonly ending2: number
  readonly beginning: number
  /** A small number for the pattern of capitals, digits and signs. */
  readonly shape: number
  readonly lists: number
  /** The one list that says most, as a bit; 0 for none. */
  readonly mainList: number
  /** Has a capital letter (`Ortiz`, `iPhone`, `USTR`). */
  readonly capital: boolean
  readonly upper: boolean
  readonly digit: boolean
  /** May stand inside a name without a capital (`of`, `&`, `van`). */
  readonly connector: boolean
  /** Known names of several words that begin with this one. */
  readonly phrases: readonly Phrase[]
}

const NO_PHRASES: readonly Phrase[] = []

const CONNECTORS = new Set(
  "of and the for de la le del da do dos das di du des der den van von bin ibn al el y e & - – / ' 's ’s . , + ! 'n n on in to a at with -".split(
    ' ',
  ),
)

/** FNV-1a over UTF-16 units. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h | 0
}

export function plain(word: string): string {
  return word.toLowerCase().replaceAll('.', '').replaceAll('’', "'")
}

/** `rest`: the words that must follow, in `plain` form. */
export type Phrase = { readonly rest: readonly string[]; readonly kind: number }
/** Where a token stands in a known name of several words: `kind` at its first word, `kind + 1` after. */
export const PHRASE = { place: 1, organisation: 3 } as const

const lists = new Map<string, number>()
const phrases = new Map<string, Phrase[]>()
const ordinaryWords = new Set<string>()

function note(words: Iterable<string>, bit: number): void {
  for (const word of words) {
    const key = plain(word)
    if (key !== '') lists.set(key, (lists.get(key) ?? 0) | bit)
  }
}
const split = (text: string): string[] => text.split(/\s+/).filter(Boolean)

note(split(GIVEN_NAMES), LIST.given)
note(split(FAMILY_NAMES), LIST.family)
note(split(TITLES), LIST.title)
note(split(NATIONALITIES), LIST.nationality)
note(split(ORGANISATION_WORDS), LIST.organisation)
note(COMPANY_FORMS, LIST.companyForm)
note(split(PLACE_WORDS), LIST.placeWord)
note(split(PRODUCT_WORDS), LIST.product)
note(split(EVENT_WORDS), LIST.event)
note(split(KNOWN_ORGANISATIONS), LIST.known)
note(split(KNOWN_PRODUCTS), LIST.knownProduct)
note(split(TIMES), LIST.time)
note(split(ROLES), LIST.role)
note(split(SPEECH_VERBS), LIST.speech)
note(split(PLACE_CUES), LIST.cue)
note(split(ORDINARY), LIST.ordinary)
notePhrases(PLACES, PHRASE.place)
notePhrases(KNOWN_PHRASES, PHRASE.organisation)

function notePhrases(names: string, kind: number): void {
  for (const name of names.split(/[|\n]/)) {
    const [first, ...rest] = name
      .split(/ |(?=-)|(?<=-)/)
      .map(plain)
      .filter(Boolean)
    if (first === undefined) continue
    if (rest.length === 0) note([first], kind === PHRASE.place ? LIST.place : LIST.known)
    else phrases.set(first, [...(phrases.get(first) ?? []), { rest, kind }])
  }
}

export function isOrdinaryWord(word: string): boolean {
  return ((lists.get(plain(word)) ?? 0) & LIST.ordinary) !== 0 || ordinaryWords.has(plain(word))
}

/** Adds ordinary words that the training text taught; called once with the model, before any word is looked up. */
export function learnOrdinaryWords(words: Iterable<string>): void {
  for (const word of words) ordinaryWords.add(word)
  known.clear()
}

const known = new Map<string, Word>()
/** Bounds the cache of words; past it they are computed anew. */
const MAX_WORDS = 100_000

export function wordOf(text: string): Word {
  const cached = known.get(text)
  if (cached !== undefined) return cached
  const word = compute(text)
  if (known.size >= MAX_WORDS) known.clear()
  known.set(text, word)
  return word
}

const PINYIN =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|e|i|o|u)r?){1,2}$/
const LIST_ORDER = [
  LIST.companyForm,
  LIST.title,
  LIST.time,
  LIST.nationality,
  LIST.known,
  LIST.knownProduct,
  LIST.place,
  LIST.organisation,
  LIST.event,
  LIST.placeWord,
  LIST.product,
  LIST.role,
  LIST.speech,
  LIST.cue,
  LIST.given,
  LIST.family,
  LIST.ordinary,
  LIST.pinyin,
]

function compute(text: string): Word {
  const low = text.toLowerCase()
  const key = plain(text)
  const capital = low !== text
  const letters = text.replace(/[^\p{L}]/gu, '')
  const upper = capital && letters.length > 1 && letters === letters.toUpperCase()
  let bits = lists.get(key) ?? 0
  if (ordinaryWords.has(key)) bits |= LIST.ordinary
  if (!capital) bits &= OF_LOWER_CASE
  else if (PINYIN.test(key)) bits |= LIST.pinyin
  return {
    key,
    exact: hash(text),
    lower: hash(low),
    ending: hash(low.slice(-3)),
    ending4: hash(low.slice(-4)),
    ending2: hash(low.slice(-2)),
    beginning: hash(low.slice(0, 3)),
    shape: shapeOf(text),
    lists: bits,
    mainList: LIST_ORDER.find((bit) => (bits & bit) !== 0) ?? 0,
    capital,
    upper,
    digit: /\d/.test(text),
    connector: CONNECTORS.has(low),
    phrases: capital ? (phrases.get(key) ?? NO_PHRASES) : NO_PHRASES,
  }
}

function shapeOf(text: string): number {
  const pattern = text
    .slice(0, 24)
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{Ll}/gu, 'x')
    .replace(/\p{N}/gu, 'd')
    .replace(/x+/g, 'x')
    .replace(/d+/g, 'd')
    .replace(/XXX+/g, 'XXX')
  return hash(pattern)
}

/**
 * Marks which tokens are names and of which type, left to right: only tokens with a capital, and what may join them, are
 * weighed (a linear model over hashed features, trained by scripts/train-names.ts). About a fifth of a text's tokens.
 */
import type { Reading, Sentence } from './language.ts'
import { LIST, type Word, wordOf } from './names-features.ts'

/** The types in the order of their tags: tag 0 is no name, 1…5 begin a name of that type, 6…10 continue it. */
export const TAGGED_TYPES = ['person', 'organisation', 'place', 'product', 'other'] as const
export const TYPE_COUNT = TAGGED_TYPES.length
export const TAG_COUNT = 1 + 2 * TYPE_COUNT
export const BUCKET_BITS = 15
/** Features a token has; their places in the list are fixed, so that training can leave some out. */
export const FEATURE_COUNT = 43
/** Which features name the word itself or its neighbours; training hides them at times, so that unseen names are learnt too. */
export const WORD_FEATURES = [0, 1, 2]
export const LIST_FEATURES = [10, 11, 12, 13, 14, 33, 34, 35]

/** Picks a tag out of `from … TAG_COUNT` by the feature buckets; `previous` is the tag before, which alone may be continued. */
export type Choose = (features: Int32Array, previous: number, token: number) => number

const NONE: Word = { ...wordOf('\u0000'), lists: 0 }
const END: Word = { ...wordOf('\u0001'), lists: 0 }

/**
 * `tags` has one a token; `lower` holds the hashes (`Word.lower`) of the words that the text writes in lower case; `headlines` says by
 * sentence whether it is written in headline case or capitals, where a capital tells little.
 */
export type Tagging = { readonly tags: Uint8Array; readonly lower: ReadonlySet<number>; readonly headlines: readonly boolean[] }

/** The tags of all tokens of a reading, `choose` deciding each. */
export function tagNames(reading: Reading, choose: Choose): Tagging {
  const { tokens } = reading
  const words: Word[] = new Array(tokens.length)
  const article = articleOf(reading, words)
  const tags = new Uint8Array(tokens.length)
  const features = new Int32Array(FEATURE_COUNT)
  const line: Line = {
    reading,
    words,
    article,
    tags,
    features,
    runs: new Int32Array(0),
    phrases: new Uint8Array(0),
    mode: 0,
    lastType: 0,
    first: 0,
    last: 0,
  }
  const headlines: boolean[] = []
  for (const sentence of reading.sentences) {
    tagSentence(line, sentence, choose)
    headlines.push(line.mode !== 0)
  }
  return { tags, lower: article.lower, headlines }
}

/** What the whole article says of a word, by the hash of its lower-case form. */
type ArticleWords = { readonly lower: Set<number>; readonly inside: Set<number>; readonly types: Map<number, number> }

type Line = {
  readonly reading: Reading
  readonly words: Word[]
  readonly article: ArticleWords
  readonly tags: Uint8Array
  readonly features: Int32Array
  /** Per token of the sentence: where the run of capitals it is in ends. */
  runs: Int32Array
  /** Per token of the sentence: its part in a known name of several words, see `PHRASE`; 0 for none. */
  phrases: Uint8Array
  /** 0 running text, 1 headline case, 2 all capitals. */
  mode: number
  /** Code of the type of the sentence's last name so far: names in a row (“A, B and C”) are of one type. */
  lastType: number
  first: number
  last: number
}

function articleOf({ tokens, sentences }: Reading, words: Word[]): ArticleWords {
  const lower = new Set<number>()
  const inside = new Set<number>()
  for (let i = 0; i < tokens.length; i++) words[i] = wordOf((tokens[i] as { text: string }).text)
  for (const sentence of sentences) {
    const mode = modeOf(words, sentence)
    if (mode !== 0) continue
    for (let i = sentence.first; i < sentence.last; i++) {
      const word = words[i] as Word
      if (!word.capital) lower.add(word.lower)
      else if (i > sentence.first) inside.add(word.lower)
    }
  }
  return { lower, inside, types: new Map() }
}

function modeOf(words: readonly Word[], { first, last }: Sentence): number {
  let long = 0
  let capitals = 0
  let upper = 0
  for (let i = first; i < last; i++) {
    const word = words[i] as Word
    if (word.digit || word.connector || (word.lists & LIST.cue) !== 0) continue
    if (!word.capital && word.lists === 0 && word.mainList === 0 && word.shape === DOT_SHAPE) continue
    long++
    if (word.capital) capitals++
    if (word.upper) upper++
  }
  if (long >= 3 && upper >= 0.8 * long) return 2
  // A headline ends without a full stop; a short sentence with two names does not.
  return long >= 5 && capitals >= 0.75 * long && (words[last - 1] as Word).shape !== DOT_SHAPE ? 1 : 0
}
const DOT_SHAPE = wordOf('.').shape

function tagSentence(line: Line, sentence: Sentence, choose: Choose): void {
  const { words, tags } = line
  line.first = sentence.first
  line.last = sentence.last
  line.mode = modeOf(words, sentence)
  line.lastType = 0
  layOut(line)
  let previous = 0
  for (let i = sentence.first; i < sentence.last; i++) {
    previous = weighed(line, i, previous) ? choose(describe(line, i, previous), previous, i) : 0
    tags[i] = previous
    if (previous !== 0) line.lastType = ((previous - 1) % TYPE_COUNT) + 1
    if (previous !== 0 && (words[i] as Word).capital) line.article.types.set((words[i] as Word).lower, ((previous - 1) % TYPE_COUNT) + 1)
  }
}

/** Whether token i could be part of a name at all, after a token tagged `previous`. */
function weighed({ words, first, last, reading }: Line, i: number, previous: number): boolean {
  const word = words[i] as Word
  if (word.capital) return true
  const next = i + 1 < last ? (words[i + 1] as Word) : END
  if (word.digit) return previous !== 0 || next.capital || (i > first && (words[i - 1] as Word).capital)
  if (previous === 0) return false
  // Joined by a hyphen without spaces: “Min-jae”, but also “Kestrel-backed”, which the model tells apart.
  if (joined(reading, i) && (isHyphen(word) || isHyphen(words[i - 1] as Word))) return true
  if (!word.connector) return false
  if (next.capital || next.digit) return true
  return next.connector && i + 2 < last && (words[i + 2] as Word).capital
}

const HYPHEN = wordOf('-')
const isHyphen = (word: Word): boolean => word.exact === HYPHEN.exact
function joined({ tokens }: Reading, i: number): boolean {
  return i > 0 && tokens[i - 1]?.end === tokens[i]?.start
}

/** Finds the runs of capitals and the known names of several words in a sentence. */
function layOut(line: Line): void {
  const { words, first, last } = line
  const length = last - first
  if (line.runs.length < length) {
    line.runs = new Int32Array(length + 64)
    line.phrases = new Uint8Array(length + 64)
  }
  line.phrases.fill(0, 0, length)
  let end = last
  for (let i = last - 1; i >= first; i--) {
    const word = words[i] as Word
    if (!(word.capital || (word.digit && i > first && (words[i - 1] as Word).capital))) end = i
    line.runs[i - first] = end
    if (word.capital) markPhrases(line, i)
  }
}

function markPhrases(line: Line, i: number): void {
  const { phrases } = line.words[i] as Word
  if (phrases.length === 0) return
  let longest = 0
  for (const { rest, kind } of phrases) {
    if (rest.length <= longest || i + rest.length >= line.last) continue
    if (!rest.every((part, k) => (line.words[i + 1 + k] as Word).key === part)) continue
    longest = rest.length
    line.phrases[i - line.first] = kind
    line.phrases.fill(kind + 1, i - line.first + 1, i - line.first + 1 + longest)
  }
}

const MASK = (1 << BUCKET_BITS) - 1
function bucket(kind: number, a: number, b = 0, c = 0): number {
  let h = Math.imul(a ^ Math.imul(kind + 1, 0x9e3779b1), 0x85ebca6b)
  h = Math.imul((h ^ (h >>> 15)) + b, 0xc2b2ae35)
  h = Math.imul((h ^ (h >>> 13)) + c, 0x27d4eb2f)
  return (h ^ (h >>> 16)) & MASK
}

function describe(line: Line, i: number, previous: number): Int32Array {
  const { words, first, last, features: f, article, mode, lastType } = line
  const w = words[i] as Word
  const p = i > first ? (words[i - 1] as Word) : NONE
  const p2 = i > first + 1 ? (words[i - 2] as Word) : NONE
  const n = i + 1 < last ? (words[i + 1] as Word) : END
  const n2 = i + 2 < last ? (words[i + 2] as Word) : END
  const place = line.phrases[i - first] as number
  const runEnd = line.runs[i - first] as number
  const initial = i === first ? 2 : i === first + 1 && !p.capital && p.lists === 0 ? 1 : 0
  const before = previous === 0 ? 0 : previous > TYPE_COUNT ? previous - TYPE_COUNT + 8 : previous
  const seen = (article.lower.has(w.lower) ? 1 : 0) | (article.inside.has(w.lower) ? 2 : 0)
  const docType = article.types.get(w.lower) ?? 0
  const left = Math.min(4, runEnd - i)
  const head = runEnd > i ? (words[runEnd - 1] as Word) : w
  const after = runEnd < last ? (words[runEnd] as Word) : END
  const after2 = runEnd + 1 < last ? (words[runEnd + 1] as Word) : END
  let from = i
  while (from > first && (line.tags[from - 1] ?? 0) !== 0) from--
  const start = words[from] as Word
  const ordinary = w.lists & LIST.ordinary ? 1 : 0
  const shape = mode === 2 ? 7 : w.shape
  f[0] = bucket(0, mode === 2 ? w.lower : w.exact)
  f[1] = bucket(1, w.lower, before)
  f[2] = bucket(2, w.lower, n.lower)
  f[3] = bucket(3, w.ending)
  f[4] = bucket(4, w.beginning)
  f[5] = bucket(5, shape, initial * 4 + mode)
  f[6] = bucket(6, p.shape, shape, n.shape)
  f[7] = bucket(7, p.lower, w.capital ? 1 : 0)
  f[8] = bucket(8, n.lower, before)
  f[9] = bucket(9, p2.lower, p.lower)
  f[10] = bucket(10, w.lists, place)
  f[11] = bucket(11, w.mainList + place * 3, before)
  f[12] = bucket(12, p.mainList, w.mainList, place)
  f[13] = bucket(13, w.mainList + place, n.mainList, before)
  f[14] = bucket(14, p.mainList, w.mainList, n.mainList)
  f[15] = bucket(15, before, i > first ? (line.tags[i - 2] ?? 0) : 99)
  f[16] = bucket(16, seen * 2 + ordinary, initial * 4 + mode, before)
  f[17] = bucket(17, before, left, shape)
  f[18] = bucket(18, head.lower, before)
  f[19] = bucket(19, head.mainList, before, left)
  f[20] = bucket(20, after.lower, before, left)
  f[21] = bucket(21, after.mainList, w.mainList, left)
  f[22] = bucket(22, docType, before, w.mainList)
  f[23] = bucket(23, docType, seen, initial)
  f[24] = bucket(24, p.mainList, before, shape)
  f[25] = bucket(25, p.lower, after.mainList, before)
  f[26] = bucket(26, w.ending2, before, left)
  f[27] = bucket(27, n2.mainList, n.mainList, before)
  f[28] = bucket(28, p2.mainList, p.mainList, before)
  f[29] = bucket(29, p.lower, left, before)
  f[30] = bucket(30, p.ending, w.mainList, before)
  f[31] = bucket(31, w.lists & (LIST.given | LIST.family | LIST.pinyin), n.lists & (LIST.given | LIST.family | LIST.pinyin), before)
  f[32] = bucket(32, mode, initial, w.capital ? 1 : 0)
  f[33] = bucket(33, place, before)
  f[34] = bucket(34, w.lists & NAME_LISTS, place, initial)
  f[35] = bucket(35, w.lists & (LIST.place | LIST.nationality), p.lists & LIST.cue, before)
  f[36] = bucket(36, w.lists & LIST.title ? 1 : 0, n.shape, before)
  f[37] = bucket(37, lastType, p.lower, before)
  f[38] = bucket(38, lastType, p.lower, w.mainList)
  f[39] = bucket(39, after2.lower, before)
  f[40] = bucket(40, w.ending4, 0)
  f[41] = bucket(41, start.mainList, before, left)
  f[42] = bucket(42, after.lower, p.lower)
  return f
}
const NAME_LISTS = LIST.given | LIST.family | LIST.place | LIST.known | LIST.knownProduct

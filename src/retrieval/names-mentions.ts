/** From tags to mentions: the tagged runs of tokens, trimmed to the name itself and cleared of what is no name. */
import type { EntityType } from './entities.ts'
import type { Reading, Sentence, Token } from './language.ts'
import { isOrdinaryWord, LIST, plain, wordOf } from './names-features.ts'
import { LEADING_TITLES } from './names-people.ts'
import { TAGGED_TYPES, type Tagging, TYPE_COUNT } from './names-tagger.ts'

/** One place where a name stands: `tokens.slice(first, last)`, written as `text`; `opens` where it begins a sentence, `headline` in a line of headline case. */
export type NameMention = {
  readonly type: EntityType
  readonly text: string
  readonly first: number
  readonly last: number
  readonly opens: boolean
  readonly headline: boolean
}

export function mentionAt(
  { text, tokens }: Reading,
  type: EntityType,
  first: number,
  last: number,
  opens: boolean,
  headline = false,
): NameMention {
  const written = text.slice((tokens[first] as Token).start, (tokens[last - 1] as Token).end)
  return { type, text: written.includes('  ') ? written.replace(/\s+/g, ' ') : written, first, last, opens, headline }
}

/** Mentions in order, not overlapping. */
export function mentionsOf(reading: Reading, { tags, lower, headlines }: Tagging): NameMention[] {
  const found: NameMention[] = []
  for (const [s, sentence] of reading.sentences.entries()) {
    for (let i = sentence.first; i < sentence.last; i++) {
      const tag = tags[i] as number
      if (tag === 0) continue
      const code = (tag - 1) % TYPE_COUNT
      let last = i + 1
      while (last < sentence.last && tags[last] === code + 1 + TYPE_COUNT) last++
      const mention = trimmed(reading, sentence, TAGGED_TYPES[code] as EntityType, i, last)
      i = last - 1
      if (mention === null || spurious(reading.tokens, mention, lower)) continue
      found.push(headlines[s] ? { ...mention, headline: true } : mention)
      i = Math.max(i, mention.last - 1)
    }
  }
  return found
}

const POSSESSIVE = new Set(["'s", '’s', "'", '’'])
const OPENERS = new Set(['and', 'of', 'for', 'in', 'on', 'to', 'a', 'at', 'with', ',', '-', '–', '.', '/', '&', '+'])

function trimmed(reading: Reading, sentence: Sentence, type: EntityType, from: number, to: number): NameMention | null {
  const { tokens } = reading
  let first = from
  let last = to
  const at = (i: number): string => (tokens[i] as Token).text
  while (
    last > first &&
    (OPENERS.has(at(last - 1)) || at(last - 1) === 'the' || (POSSESSIVE.has(at(last - 1)) && !ownsName(at, first, last)))
  )
    last--
  while (first < last && (OPENERS.has(at(first)) || POSSESSIVE.has(at(first)))) first++
  if (type === 'person') while (first < last - 1 && LEADING_TITLES.has(plain(at(first)))) first++
  if (type === 'organisation') last = withCompanyForm(at, last, sentence.last)
  if (type === 'organisation' || type === 'product') last = withDomain(tokens, last, sentence.last)
  if (first >= last) return null
  const body = type === 'person' && last - first > 1 && isBody(at(last - 1))
  return mentionAt(reading, body ? 'organisation' : type, first, last, first === sentence.first)
}

/** “Foundation”, “Inc.”: no person's last name. */
function isBody(word: string): boolean {
  const { lists } = wordOf(word)
  return (lists & (LIST.organisation | LIST.companyForm)) !== 0 && (lists & (LIST.given | LIST.family)) === 0
}

const OWNERS = new Set(
  'mcdonald moody lowe macy kohl wendy domino sotheby christie lloyd levi kellogg sainsbury harper lord bloomingdale poor'.split(' '),
)
/** Names that end in a possessive of their own (“Moody’s”). */
function ownsName(at: (i: number) => string, first: number, last: number): boolean {
  return last - 2 >= first && OWNERS.has(plain(at(last - 2)))
}

/** “Pinnacle” + “, Inc.” */
function withCompanyForm(at: (i: number) => string, last: number, end: number): number {
  const skip = last < end && at(last) === ',' ? 1 : 0
  const next = last + skip
  return next < end && (wordOf(at(next)).lists & LIST.companyForm) !== 0 && at(next) !== 'Co' ? next + 1 : last
}

function isLowerCompound(tokens: readonly Token[], { first, last }: NameMention): boolean {
  return last - first === 3 && tokens[first + 1]?.text === '-' && !wordOf((tokens[first + 2] as Token).text).capital
}

const DOMAINS = new Set(['com', 'net', 'org', 'io', 'ai', 'me', 'co', 'cn', 'tv', 'fm', 'uk'])
/** “Harbour” + “.com”, which are three tokens. */
function withDomain(tokens: readonly Token[], last: number, end: number): number {
  const before = tokens[last - 1]
  const dot = tokens[last]
  const domain = tokens[last + 1]
  if (last + 1 >= end || before === undefined || dot === undefined || domain === undefined) return last
  return dot.text === '.' && dot.start === before.end && domain.start === dot.end && DOMAINS.has(domain.text) ? last + 2 : last
}

function spurious(tokens: readonly Token[], mention: NameMention, lower: ReadonlySet<number>): boolean {
  const text = (tokens[mention.first] as Token).text
  const single = mention.last - mention.first === 1
  if (!single) {
    // “T-shirt”, “X-ray”.
    if (text.length === 1 && isLowerCompound(tokens, mention)) return true
    for (let i = mention.first; i < mention.last; i++) if (wordOf((tokens[i] as Token).text).capital) return false
    return true
  }
  const word = wordOf(text)
  if (!word.capital || text.length < 2) return true
  if ((word.lists & LIST.nationality) !== 0 && (word.lists & (LIST.place | LIST.known)) === 0) return mention.type !== 'person'
  if ((word.lists & LIST.time) !== 0 && (word.lists & LIST.given) === 0)
    return !/^(?:Christmas|Easter|Ramadan|Thanksgiving|Halloween)$/.test(text)
  if (LEADING_TITLES.has(plain(text)) && (word.lists & (LIST.given | LIST.family)) === 0) return true
  // A capital that the start of the sentence explains.
  return mention.opens && (lower.has(word.lower) || (isOrdinaryWord(text) && (word.lists & (LIST.place | LIST.known)) === 0 && !word.upper))
}

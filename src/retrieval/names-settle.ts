/** Second thoughts on mentions, with the whole article in view: headline-case lines, possessives inside, words that only open sentences. */
import { entityKey } from './alias.ts'
import type { Reading, Token } from './language.ts'
import { isOrdinaryWord, LIST, wordOf } from './names-features.ts'
import { mentionAt, type NameMention } from './names-mentions.ts'

/** The mentions that hold, some of them shortened or split; in order, not overlapping. */
export function settled(reading: Reading, mentions: readonly NameMention[]): NameMention[] {
  const inText = new Set<string>()
  const inside = new Set<string>()
  for (const mention of mentions) {
    if (mention.headline) continue
    inText.add(entityKey(mention.text))
    if (!mention.opens) inside.add(mention.text)
  }
  return joinedSubjects(reading, mentions).flatMap((mention) => {
    if (mention.headline) return fromHeadline(reading, mention, inText)
    if (mention.opens && onlyOpens(mention, inside)) return []
    return parted(reading, mention, inText)
  })
}

const BODY =
  /^(?:Cent(?:er|re)|Institute|Ministry|Department|Bureau|School|Academy|Society|Committee|Commission|Council|Office|Agency|College|Faculty|Secretary|Board) (?:for|of|on) /
const SUBJECT = /(?:ies|ings?|airs|ments?|tions?|ology|ery|ury|cy|ces?|ics|eform|ity|ade|tures?|lth|ries|orks|ists|ports?)$/
const NO_SUBJECT = LIST.given | LIST.family | LIST.place | LIST.known | LIST.companyForm | LIST.nationality

/** “Center for Strategic” “and” “International Studies” is one name: a body and the second of its subjects. */
function joinedSubjects(reading: Reading, mentions: readonly NameMention[]): NameMention[] {
  const joined: NameMention[] = []
  for (const mention of mentions) {
    const before = joined[joined.length - 1]
    if (
      before !== undefined &&
      mention.first === before.last + 1 &&
      reading.tokens[before.last]?.text === 'and' &&
      isSubject(reading, before, mention)
    )
      joined[joined.length - 1] = {
        ...mentionAt(reading, 'organisation', before.first, mention.last, before.opens),
        headline: before.headline,
      }
    else joined.push(mention)
  }
  return joined
}

function isSubject({ tokens }: Reading, body: NameMention, subject: NameMention): boolean {
  if (!BODY.test(body.text) || !SUBJECT.test(subject.text) || subject.type === 'person') return false
  return tokens.slice(subject.first, subject.last).every(({ text }) => (wordOf(text).lists & NO_SUBJECT) === 0)
}

const ADVERB_OR_VERB = /^\p{Lu}\p{Ll}+(?:ing|ly|ed)$/u
/** “Interestingly”, “Locking”: a word that the article capitalises nowhere but at the start of sentences. */
function onlyOpens({ text }: NameMention, inside: ReadonlySet<string>): boolean {
  const known = LIST.given | LIST.family | LIST.place | LIST.known | LIST.knownProduct
  return ADVERB_OR_VERB.test(text) && !inside.has(text) && (wordOf(text).lists & known) === 0
}

/** In a headline every word has a capital: trust what the running text calls a name, and else only what holds no ordinary word. */
function fromHeadline(reading: Reading, mention: NameMention, inText: ReadonlySet<string>): NameMention[] {
  if (inText.has(entityKey(mention.text))) return [mention]
  const length = mention.last - mention.first
  for (let size = length - 1; size > 0; size--) {
    for (let first = mention.first; first + size <= mention.last; first++) {
      const part = mentionAt(reading, mention.type, first, first + size, mention.opens && first === mention.first, true)
      if (wordOf((reading.tokens[first] as Token).text).capital && inText.has(entityKey(part.text))) return [part]
    }
  }
  const words = reading.tokens.slice(mention.first, mention.last)
  return words.some(({ text }) => wordOf(text).capital && isOrdinaryWord(text) && (wordOf(text).lists & OF_NAMES) === 0) ? [] : [mention]
}

const OF_NAMES = LIST.organisation | LIST.placeWord | LIST.place | LIST.known | LIST.product | LIST.event | LIST.given | LIST.family

/** “Intel’s Mobileye” and “China’s Review Office” are two names; “People’s Bank” and “King’s College” are one. */
function parted(reading: Reading, mention: NameMention, inText: ReadonlySet<string>): NameMention[] {
  const { tokens } = reading
  for (let i = mention.first + 1; i < mention.last - 1; i++) {
    const text = tokens[i]?.text
    if (text !== "'s" && text !== '’s') continue
    const owner = mentionAt(reading, mention.type, mention.first, i, mention.opens)
    const lists = i - mention.first === 1 ? wordOf(owner.text).lists : 0
    const isPlace = (lists & LIST.place) !== 0
    if (!isPlace && !inText.has(entityKey(owner.text))) continue
    const held = mentionAt(reading, mention.type, i + 1, mention.last, false)
    const left = isPlace ? { ...owner, type: 'place' as const } : owner
    return wordOf((tokens[i + 1] as Token).text).capital ? [left, held] : [left]
  }
  return [mention]
}

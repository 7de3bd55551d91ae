/** Whether a sentence holds the sort of thing that was asked for, and where. */
import type { Asking } from './asking.ts'
import type { EntityType } from './retrieval/entities.ts'
import { type Value, values } from './retrieval/language.ts'
import { fold } from './retrieval/terms.ts'
import type { Analysed } from './store/store.ts'

/** [start, end) within the sentence. */
export type Held = { readonly start: number; readonly end: number }

const CURRENCY =
  /(?:[$€£¥]|\b(?:RMB|US\$|HK\$|USD|EUR|GBP|CNY)\s?)\d(?:[\d,.]{0,20}\d)?(?:\s(?:thousand|million|billion|trillion|[MBbnmk]{1,2})\b)?|\b\d(?:[\d,.]{0,20}\d)?(?:\s(?:thousand|million|billion|trillion))?\s(?:yuan|dollars?|euros?|pounds?|yen|won|rupees?|francs?|cents?|RMB)\b|\b(?:tens|hundreds|thousands|millions|billions) of (?:millions |billions |thousands )?(?:of )?(?:dollars|euros|yuan|pounds)\b/g
const PERCENTAGE =
  /\b\d(?:[\d.,]{0,20}\d)?(?:\s?(?:%|percent\b|per cent\b)|\s(?:to\s\d[\d.,]{0,20}\s)?percentage points?\b)|\b\d+ to \d+ percentage points?\b|\b(?:a |one |two |three )?(?:half|third|thirds|quarter|quarters|fifth|tenth)s? of\b|\bone in (?:two|three|four|five|ten)\b/g
const SPAN_OF_TIME =
  /\b(?:\d[\d.,]{0,20}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few|a|an|half an?)[\s-]+(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b/gi
const MOMENT =
  /\b(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?:\s\d{1,2}\b)?(?:,?\s\d{4}\b)?|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:19|20)\d{2}\b|\b(?:\w+ )?(?:days|weeks|months|years|year) (?:ago|earlier)\b|\b(?:today|yesterday|tomorrow|tonight|last (?:week|month|year|quarter|October|fall|summer|spring|winter)|this (?:week|month|year)|next (?:week|month|year)|earlier this (?:week|month|year)|later this (?:week|month|year))\b/g
const SPEECH =
  /[“"][^”"]{8,600}[”"]|\b(?:said|says|told|tweeted|claimed|claims|warned|added|noted|stated|called|described|argued|insisted|replied|according to)\b/g
const AGE = /\b[\w-]+[- ]years?[- ]old\b|\baged? (?:of )?\d{1,3}\b|,\s\d{2},|\bin (?:his|her|their) (?:early |mid-?|late )?\d0s\b/g
const YEAR = /\b(?:19|20)\d{2}\b|\b(?:last|this|next) year\b|\byears? ago\b/g
const NUMBER =
  /\b\d[\d,.]{0,20}\b(?:\s(?:thousand|million|billion|trillion)\b)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|dozens|hundred|hundreds|thousand|thousands|million|millions|both|several|no|none)\b(?:\s(?:thousand|million|billion)\b)?/gi
const CAUSE =
  /\b(?:because|due to|owing to|thanks to|citing|cited|since|so that|in order to|as a result|amid|on (?:the )?grounds|led to|prompted|caused|reason|after|over (?:concerns?|fears?|worries)|concerns?|fears?|stating|saying|in a bid to|aims? to|to (?:avoid|prevent|protect|reduce|help|make|combat|counter|curb|fight|encourage|simplify|mitigate)|blam\w+|which is why|linked to|in response|given|for lack of|lack of|instead of|attribut\w+|out of)\b/gi
const NAME_RUN = /\b\p{Lu}[\p{L}\p{N}.&’'-]*(?:\s(?:(?:of|the|and|for|de|van|von|al|bin|&)\s)?\p{Lu}[\p{L}\p{N}.&’'-]*)*/gu
const PLACE_CUE = /\b(?:in|at|from|to|near|outside|across|based in|of)\s(?:the\s)?(\p{Lu}[\p{L}.-]+(?:\s\p{Lu}[\p{L}.-]+)*)/gu

/** A longer “sentence” is a table or a page without full stops: only its beginning is read. */
const MAX_SENTENCE_CHARS = 4_000

/** Every place in a sentence where a thing of the wanted sort stands; null where the question wants no special sort. */
export function heldIn(
  article: Analysed,
  sentence: { readonly start: number; readonly end: number },
  asking: Asking,
  questionWords: ReadonlySet<string>,
): readonly Held[] | null {
  const text = article.article.body.slice(sentence.start, Math.min(sentence.end, sentence.start + MAX_SENTENCE_CHARS))
  switch (asking.wants) {
    case 'money':
      return [...all(text, CURRENCY), ...ofKind(values(text), 'money')]
    case 'percent':
      return all(text, PERCENTAGE)
    case 'duration':
      return all(text, SPAN_OF_TIME)
    case 'speech':
      return all(text, SPEECH)
    case 'age':
      return all(text, AGE)
    case 'year':
      return all(text, YEAR)
    case 'date':
      return all(text, MOMENT)
    case 'count':
      return numbersIn(text)
    case 'amount':
      return [...all(text, CURRENCY), ...all(text, PERCENTAGE), ...numbersIn(text)]
    case 'reason':
      return all(text, CAUSE)
    case 'place':
      return placesIn(article, sentence, text, questionWords)
    case 'person':
    case 'who':
      return namesIn(article, sentence, text, asking.wants, questionWords)
    default:
      return null
  }
}

function all(text: string, pattern: RegExp): Held[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

function ofKind(found: readonly Value[], kind: Value['kind']): Held[] {
  return found.filter((value) => value.kind === kind)
}

/** Numbers that count something: neither dates nor years nor money. */
function numbersIn(text: string): Held[] {
  const taken = [...all(text, MOMENT), ...all(text, CURRENCY), ...all(text, PERCENTAGE)]
  return all(text, NUMBER).filter((held) => !taken.some((other) => held.start < other.end && held.end > other.start))
}

/** A name of the question is no answer to it: “Amos Mazzant” does not answer “who appointed judge Mazzant”. */
function unasked(text: string, questionWords: ReadonlySet<string>): boolean {
  return !text.split(/\s+/).some((word) => word.length > 2 && questionWords.has(fold(word)))
}

/** Where the recognised names of a sort stand in a sentence, those of the question left out. */
function entitiesIn(
  article: Analysed,
  sentence: { readonly start: number; readonly end: number },
  questionWords: ReadonlySet<string>,
  isWanted: (type: EntityType) => boolean,
): Held[] {
  return article.analysis.entities
    .filter((entity) => isWanted(entity.type) && unasked(entity.name, questionWords))
    .flatMap((entity) => entity.spans.filter(([start, end]) => start >= sentence.start && end <= sentence.end))
    .map(([start, end]) => ({ start: start - sentence.start, end: end - sentence.start }))
}

function namesIn(
  article: Analysed,
  sentence: { readonly start: number; readonly end: number },
  text: string,
  wants: 'person' | 'who',
  questionWords: ReadonlySet<string>,
): Held[] {
  const known = entitiesIn(article, sentence, questionWords, (type) =>
    wants === 'person' ? type === 'person' : type !== 'place' && type !== 'product',
  )
  if (known.length > 0) return known.sort((a, b) => a.start - b.start)
  // The recogniser misses some names; two capitalised words inside a sentence are one more often than not.
  return all(text, NAME_RUN).filter(
    (held) => held.start > 1 && text.slice(held.start, held.end).includes(' ') && unasked(text.slice(held.start, held.end), questionWords),
  )
}

function placesIn(
  article: Analysed,
  sentence: { readonly start: number; readonly end: number },
  text: string,
  questionWords: ReadonlySet<string>,
): Held[] {
  const known = entitiesIn(article, sentence, questionWords, (type) => type === 'place')
  if (known.length > 0) return known
  return [...text.matchAll(PLACE_CUE)]
    .map((match) => ({ start: match.index + match[0].length - (match[1] ?? '').length, end: match.index + match[0].length }))
    .filter((held) => unasked(text.slice(held.start, held.end), questionWords))
}

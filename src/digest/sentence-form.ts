/** Which sentences of an article can stand by themselves in a digest, where what they say begins, and what makes one a poorer line than another. */
import { instantMs } from '../article.ts'
import { monthOf, WEEKDAYS } from '../event-date.ts'
import { opensDependent } from '../on-topic.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { Analysed } from '../store/store.ts'

export type Span = { readonly start: number; readonly end: number }

const MIN_TERMS = 5
/** Longer, a line is a paragraph. */
const MAX_LINE = 420
const SENTENCE_END = /[.!?…]["”’')\]]*$/
/** “Rep. George Santos, R-N.”: a sentence that was cut at an initial. */
const CUT_OFF = /(?<![.\p{L}])\p{Lu}\.$/u
const BROKEN_START = /^[^\p{L}\p{N}"“‘'($€£¥#@]/u

const AGENCY = '(?:CNN|AP|AFP|Reuters|Bloomberg|Xinhua|UPI|dpa|PTI|PA|ANI|Kyodo|Yonhap|[A-Z]{2,4} News|CNN \\w+)'
const PLACE = "\\p{Lu}[\\p{L}.'’-]*(?:(?:,? (?:and )?|/)\\p{Lu}[\\p{L}.'’-]*){0,6}"
/** “London (CNN) ”, “(Reuters) - ”, “BILLINGS, Mont. – ”: where a report was written, not what it says. */
const DATELINE = new RegExp(
  `^(?:(?:${PLACE},? )?\\(${AGENCY}\\)(?: ?[—–∸-]{1,2})? ?|\\p{Lu}{2}[\\p{Lu} .,'’/-]{0,30}(?:, \\p{Lu}[\\p{L}.]{1,12}(?: \\p{Lu}\\p{L}+)?)?,?(?: \\p{Lu}\\p{L}{2,8}\\.? \\d{1,2})?(?: \\(${AGENCY}\\))?(?: ?[—–∸-]{1,2} | ?—| –))(?=["“‘'$€£¥]?[\\p{Lu}\\p{N}])`,
  'u',
)
const HERE = /\bhere\b/u
/** Words to the reader, what is sold beside the news, bylines and what stands under pictures. */
const FURNITURE = new RegExp(
  [
    '\\b(?:subscribe|newsletter|sign up|sign in (?:to|here)|click here|read more|follow us|affiliate links?|earn (?:an? )?(?:affiliate )?commissions?|table of contents|advertisement|your inbox|all products|spoiler alert|up to speed|let us introduce|welcome (?:back )?to)\\b',
    '\\b(?:cookies? (?:policy|settings)|(?:use|accept) (?:of )?cookies)\\b',
    "^(?:explore|discover|feel free|click|tap|join us|listen to|tune in|check out|follow (?:here|along|us|our)|on today[’']s episode|for more (?:on|about|information|news)|for (?:updated|the latest) (?:information|news))\\b",
    '\\bupdated? (?:on|at)\\b|\\bthis (?:post|article|story|column|piece) (?:has been|was|is|will)\\b|\\bthe following (?:post|article|story)\\b|\\b(?:originally|first) (?:published|appeared) (?:on|in|at)\\b',
    "^(?:editor(?:[’']s|ial)? note|corrections?|clarification|contributing|reporting by|written by|edited by|more|related|read|watch|see also|photos?|video|pictured|above|below)\\b ?[:(]",
    "^(?:here[’']s (?:what|how|why|everything|the latest|a (?:look|list|guide))|the (?:views|opinions) expressed)\\b",
    '\\b(?:getty|shutterstock|file photo|photo(?:graph)?s? (?:by|courtesy|credit)|image credits?|hide caption)\\b|/(?:ap|afp|pool|epa|reuters)\\b',
  ].join('|'),
  'iu',
)
/** “Prince Harry pays tribute:The Duke…”: a link to another page, its label and headline run together. */
const LINK = /^[^:“"]{6,100}\p{L}:\p{Lu}/u
/** What stands under a picture says who is where in it. */
const CAPTION =
  /,\s*(?:far |second from )?(?:left|right|center|centre)\s*[,.;]|\bfrom (?:left|right)\b|\((?:left|right|center|centre|pictured|above|below)\)|\blooks? on (?:as|during|before|after|in|from)\b|\b(?:is|are) (?:seen|pictured|photographed|displayed)\b|\bcaption\b/iu
const LAST_DATE =
  /\b(?:(\d{1,2}) )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (\d{1,2}))?,? ((?:19|20)\d{2})\b[^\d]{0,60}$/iu
const DAY_MS = 86_400_000
/** A date that a sentence ends with and that lies further back is that of a picture, or history. */
const PAST_MS = 10 * DAY_MS
/** Openings that hang on what stood before, beside those that every list of stories leaves out. */
const CONTINUING =
  /^["“‘']?(?:since then|at the same time|shortly (?:after|before|there)|soon after|after that|then|later|earlier|now,|afterwards?|another|others?|for (?:example|instance|now|one thing)|as a result|as such|in (?:one|that|this|each|either|both|other|response|fact|contrast|turn) |by contrast|on the other hand|of (?:those|these|them|course)|among (?:them|those|these)|one of (?:them|those|these)|one (?:area|reason|way|option|example)|not only|thus|hence|therefore|nor|or|similarly|likewise|finally|additionally|moreover|furthermore|nevertheless|nonetheless|indeed|to be (?:sure|clear)|well,|yes,|no,|plus,|if so,|asked|come (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:an?|one|two|three|four|five|several|some|\d+) (?:hour|day|week|month|year|moment)s? (?:later|earlier|before|afterwards?)\b|there[’']s|there (?:is|are|was|were)|here|which|who|the (?:two|pair|latter|former|rest|same|answer|question|idea|reason) |if you|like (?:him|her|them|it|that|this)|except|\()/iu
/** “…,” he said: who spoke stood before. */
const UNNAMED_SPEAKER =
  /[”"’'],? (?:he|she|they) (?:said|says|added|told|wrote|explained|continued|noted|tweeted)\b|,? (?:said|says|added) (?:he|she|they)\b/u
const PRONOUN = /\b(?:he|she|they|him|his|hers?|them|their)\b/iu
const QUOTED = /["“][^"”]*["”]/gu
const TO_THE_READER = /\b(?:you|your|you[’']re|you[’']ll|yours)\b/iu
const FIRST_PERSON = /(?:^|[\s(])(?:I|I[’']m|I[’']ve|I[’']ll|I[’']d|my|our|ours|we|we[’']re|we[’']ve|we[’']ll|us)(?=[\s,.!])/u
/** “Ann Lee is head coach of Harbor High”: who somebody is, under a picture or an article. */
const WHO_IS =
  /^(?:\p{Lu}[\p{L}.’'-]+ ){2,4}(?:is|was) (?:(?:an?|the) )?(?:[\p{L}’'&-]+ ){0,8}(?:analyst|journalist|columnist|contributor|writer|reporter|author|professor|fellow|correspondent|editor|consultant|coach|founder|director|lawyer|attorney)\b/u
const DEFINITE = /^The (\p{Ll}[\p{L}’'-]*)(?: (\p{Ll}[\p{L}’'-]*))?/u
/** How much worse a line is for each, as a share of the headline's words that it must make up for. */
const DEMERITS = {
  speaker: 0.4,
  reader: 0.5,
  self: 0.6,
  person: 0.5,
  definite: 0.35,
  pronoun: 0.3,
  quotation: 0.2,
  surname: 0.15,
  short: 0.1,
  shouted: 0.3,
  also: 0.2,
}
const SHORT = 8
/** What is said “also” adds to what stood before. */
const ALSO = /^[^,.;:]{0,60}\balso\b/iu
const SHOUTED = /!["”’')\]]*$/u

/** Where what the sentence says begins: after its dateline, unless it says what happened “here”. */
export function spanOf(body: string, { start, end }: Span): Span {
  const text = body.slice(start, end)
  const dateline = HERE.test(text) ? '' : (DATELINE.exec(text)?.[0] ?? '')
  return { start: start + dateline.length, end }
}

/** Whether a reader who sees nothing else of the article understands it, and it is part of the news. */
export function standsAlone(analysed: Analysed, sentence: AnalysedSentence): boolean {
  const { article } = analysed
  const text = textOf(article.body, sentence)
  return (
    !text.trimEnd().endsWith('?') &&
    !opensDependent(text) &&
    !CONTINUING.test(text) &&
    isOfTheText(analysed, sentence) &&
    isWholeQuotation(text) &&
    !endsInThePast(text, instantMs(article))
  )
}

/** Whether it is a sentence that the article itself says, if one that others must explain: not what stands on its page around the text. */
export function isOfTheText({ article }: Analysed, sentence: AnalysedSentence): boolean {
  const text = textOf(article.body, sentence)
  return (
    sentence.terms.length >= MIN_TERMS &&
    text.length <= MAX_LINE &&
    SENTENCE_END.test(text) &&
    !CUT_OFF.test(text) &&
    !text.includes('\n') &&
    !BROKEN_START.test(text) &&
    !FURNITURE.test(text) &&
    !LINK.test(text) &&
    !CAPTION.test(text)
  )
}

/** A quotation that begins or ends in another sentence: who speaks, or what more is said, stands there. */
function isWholeQuotation(text: string): boolean {
  const count = (mark: string): number => text.split(mark).length - 1
  return count('“') === count('”') && count('"') % 2 === 0
}

function textOf(body: string, sentence: Span): string {
  const { start, end } = spanOf(body, sentence)
  return body.slice(start, end)
}

function endsInThePast(text: string, publishedMs: number | null): boolean {
  if (publishedMs === null) return false
  const [, early, month = '', late, year] = LAST_DATE.exec(text) ?? []
  if (year === undefined) return false
  const at = monthOf(month) - 1
  const day = early ?? late
  // Of a month alone, its end counts.
  const ms = day === undefined ? Date.UTC(Number(year), at + 1, 0) : Date.UTC(Number(year), at, Number(day))
  return ms < publishedMs - PAST_MS
}

/** What makes it a poorer line, 0 = nothing. */
export function demeritsOf({ article, analysis }: Analysed, sentence: AnalysedSentence): number {
  const span = spanOf(article.body, sentence)
  const text = article.body.slice(span.start, span.end)
  // Of the same length, so that offsets stay right.
  const said = text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length))
  let sum = 0
  if (UNNAMED_SPEAKER.test(text)) sum += DEMERITS.speaker
  if (TO_THE_READER.test(said)) sum += DEMERITS.reader
  if (FIRST_PERSON.test(said)) sum += DEMERITS.self
  if (WHO_IS.test(text)) sum += DEMERITS.person
  if (/^["“]/u.test(text)) sum += DEMERITS.quotation
  if (ALSO.test(text)) sum += DEMERITS.also
  if (SHOUTED.test(text)) sum += DEMERITS.shouted
  if (sentence.terms.length < SHORT) sum += DEMERITS.short
  if (isKnownThing(text, sentence, analysis.sentences)) sum += DEMERITS.definite
  const mentions = analysis.entities.flatMap(({ type, name, spans }) =>
    spans.filter(([from, to]) => from >= span.start && to <= span.end).map(([from, to]) => ({ type, name, from, to })),
  )
  const first = mentions.reduce((least, { from }) => Math.min(least, from), span.end)
  // “Even as he takes a stand”: who is meant was named before.
  const pronoun = PRONOUN.exec(said)?.index ?? said.length
  if (span.start + pronoun < first) sum += DEMERITS.pronoun
  // Who is called by the surname alone was named in full before.
  const isShort = ({ type, name, from, to }: (typeof mentions)[number]): boolean =>
    type === 'person' && name.includes(' ') && from === span.start && !article.body.slice(from, to).includes(' ')
  if (mentions.some(isShort)) sum += DEMERITS.surname
  return sum
}

/** “The park has seen…”: a thing that was spoken of before. */
function isKnownThing(text: string, { start, terms }: AnalysedSentence, all: readonly AnalysedSentence[]): boolean {
  const [first] = terms
  return DEFINITE.test(text) && first !== undefined && all.some((other) => other.start < start && other.terms.includes(first))
}

/** A day begins hours apart around the world. */
const AROUND = [-1, 0, 1]
const DAY_WORD =
  /\b(?:(sun|mon|tues|wednes|thurs|fri|satur)day|today|yesterday|tonight|overnight|this (?:morning|afternoon|evening)|(?:last|early|late) night)\b/giu

/** Whether it names a day of these, counted from that of its publication: 0 is the same, -1 the one before. */
export function isOfTheDay(text: string, publishedMs: number, days: readonly number[] = AROUND): boolean {
  const names = days.map((n) => WEEKDAYS[new Date(publishedMs + n * DAY_MS).getUTCDay()])
  return [...text.matchAll(DAY_WORD)].some(([word, weekday]) => weekday === undefined || names.includes(word.toLowerCase()))
}

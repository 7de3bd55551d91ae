/**
 * Whether the best sentence answers the question or only shares its subject. A question is refused when the thing it
 * asks for is missing, however well its names match: “how many employees does Momenta have in Germany?” Each rule says
 * in words why it refuses, for the reader of `why`. Thresholds were set on development questions (docs/evaluation.md).
 */
import { totalWeight, type WantedWord } from './evidence.ts'
import type { Question } from './question.ts'
import { termOf } from './retrieval/terms.ts'
import { variantsOf } from './retrieval/variants.ts'
import type { RankedSentence } from './sentence-ranker.ts'

/** `reason` is null where the sentence answers. `signals` are the figures that the rules saw. */
export type Verdict = { readonly answered: boolean; readonly reason: string | null; readonly signals: Readonly<Record<string, number>> }

/** Below this share of the question's weight in and around the best sentence, nothing was found. */
const MIN_SHARE = 0.35
/** A name that the article lacks is forgiven only when nearly everything else is there. */
const MIN_SHARE_WITHOUT_NAME = 0.5
/** A name that other articles hold may be one of several things asked about. */
const MIN_SHARE_ELSEWHERE = 0.46
/** Said in the sentence, beside it or in the title, not merely somewhere in the article. */
const SAID_NEAR = 0.48
/** How well a word must be said to count as said; below it stand only far synonyms. */
const SAID = 0.4
/** A role must be said in so many words, or by a near synonym, of the person. */
const SAID_BESIDE = 0.6
/** Not even by a far synonym. */
const NOT_SAID = 0.3

/** `inThread`: the question leans on the one before it, so that only its own words' sort of answer can be asked for. */
export function judge(question: Question, wanted: readonly WantedWord[], ranked: readonly RankedSentence[], inThread = false): Verdict {
  const top = ranked[0]
  if (!top) return { answered: false, reason: 'No article shares a word with the question.', signals: {} }
  const signals = signalsOf(question, wanted, ranked, top)
  const reason = inThread ? refusalInThread(question, signals) : refusal(question, wanted, top, signals)
  return { answered: reason === null, reason, signals }
}

type Signals = ReturnType<typeof signalsOf>

function refusal(question: Question, wanted: readonly WantedWord[], top: RankedSentence, signals: Signals): string | null {
  const { asking } = question
  const focus = asking.focus ?? ''
  // A mistyped noun cannot be missed in a text.
  const mistyped = wanted.some(
    (want) => want.word.term === termOf(focus) && want.frequency === 0 && want.word.name && want.variants.length === 0,
  )
  const property = asking.property && !mistyped
  const little = tooLittle(signals)
  if (little !== null) return little
  const lost = wanted.find((want, w) => isSubject(want) && (top.ownInArticle[w] ?? 0) < SAID)
  // “How much was Veltrona fined?” is not answered by a fine of somebody else.
  const noneSaid = wanted.every((want, w) => !isSubject(want) || (top.ownInArticle[w] ?? 0) < SAID)
  const ofAnother = noneSaid && signals.figure === 1 && signals.otherSubject === 1
  const least = lost?.frequency === 0 && /^\p{Lu}/u.test(lost.word.text) ? MIN_SHARE_WITHOUT_NAME : MIN_SHARE_ELSEWHERE
  if (lost && (signals.near < least || ofAnother)) return `The best article does not mention “${lost.word.text}”.`
  if (property && signals.focusArticle < SAID) return `The best article does not speak of “${focus}”.`
  if (
    property &&
    signals.focusNear < (asking.wants === 'who' || asking.wants === 'person' ? SAID_BESIDE : SAID_NEAR) &&
    signals.sentence === 1
  )
    return `“${focus}” is said, but not near the rest of the question.`
  if (asking.wants === 'count' && signals.counted === 0) return `No number of “${asking.counted.join(' ')}” is given.`
  const unheld = notHeld(question, signals)
  if (unheld !== null) return unheld
  if (asking.wants === 'person' && signals.focusNear < NOT_SAID) return `No “${focus}” is named near the rest of the question.`
  if (signals.figure === 1 && signals.names > 0.5 && signals.attributes > 1 && signals.attributesNear < SAID)
    return 'The names are found, but not what was to be counted or measured of them.'
  if (signals.attributes > 1 && signals.attributesNear < 0.2 && asking.wants !== 'yesno')
    return 'The names are found, but nothing that was asked about them.'
  if (property && signals.otherSubject === 1) return 'The sentence that says this speaks of somebody else.'
  return null
}

function refusalInThread(question: Question, signals: Signals): string | null {
  return tooLittle(signals) ?? notHeld(question, signals)
}

function tooLittle(signals: Signals): string | null {
  return signals.near < MIN_SHARE ? 'Too little of the question is found in any one place.' : null
}

function notHeld({ asking }: Question, signals: Signals): string | null {
  return signals.typed === 1 && signals.held === 0
    ? `Nothing of the sort that was asked for (${asking.wants}) stands near the question's words.`
    : null
}

function signalsOf(question: Question, wanted: readonly WantedWord[], ranked: readonly RankedSentence[], top: RankedSentence) {
  const { own, near } = top.evidence
  const names = wanted.filter((want) => want.word.name && want.word.weight >= 1)
  const attributes = wanted.filter((want) => !want.word.name && want.word.weight >= 1)
  const share = (of: readonly WantedWord[], row: readonly number[]): number => {
    const total = of.reduce((sum, want) => sum + want.idf, 0)
    return total === 0 ? 1 : of.reduce((sum, want) => sum + want.idf * (row[wanted.indexOf(want)] ?? 0), 0) / total
  }
  const same = ranked.slice(0, 15).filter((row) => row.articleId === top.articleId)
  const focusAt = wanted.findIndex((want) => want.word.term === termOf(question.asking.focus ?? ''))
  const said = (row: readonly number[]): number => (focusAt < 0 ? 1 : (row[focusAt] ?? 0))
  return {
    score: top.score,
    own: top.evidence.ownShare,
    near: top.evidence.nearShare,
    names: share(names, own),
    attributes: attributes.length,
    attributesOwn: share(attributes, own),
    attributesNear: share(attributes, near),
    focusNear: said(near),
    focusArticle: said(top.ownInArticle),
    counted: counts(question, same),
    sentence: /^(?:so |and )?(?:what|who|whats|whos)\b/i.test(question.text) ? 1 : 0,
    unknown: unknownShare(wanted, top),
    typed: STRICT.has(question.asking.wants ?? '') ? 1 : 0,
    figure: FIGURES.has(question.asking.wants ?? '') ? 1 : 0,
    held: same.some(
      (row) =>
        row.held.length > 0 &&
        row.evidence.ownShare >= 0.4 * top.evidence.ownShare &&
        (!question.asking.property || said(row.evidence.near) >= SAID_NEAR),
    )
      ? 1
      : 0,
    otherSubject: share(names, own) < 0.3 && share(attributes, own) >= 0.6 && names.length > 0 && speaksOfOther(top) ? 1 : 0,
  }
}

/** Share of the question's weight in ordinary words that neither this article nor any other says in any form. */
function unknownShare(wanted: readonly WantedWord[], top: RankedSentence): number {
  const total = totalWeight(wanted)
  return (
    wanted.reduce((sum, want, w) => sum + (want.frequency === 0 && (top.ownInArticle[w] ?? 0) < 0.3 ? want.idf * want.word.weight : 0), 0) /
    total
  )
}

/** Sorts of thing that a sentence can be seen to hold; “who”, “where” and “why” are answered in too many ways. */
const FIGURES = new Set(['money', 'percent', 'duration', 'age', 'count', 'amount'])
export const STRICT = new Set([...FIGURES, 'date', 'year'])

/** A name that must be there: no dictionary knows it and no article here holds it under another form. */
function isSubject(want: WantedWord): boolean {
  return want.word.name && want.word.weight >= 1 && want.word.text.length > 2
}

function speaksOfOther(top: RankedSentence): boolean {
  return top.evidence.article.analysis.entities.some(
    (entity) =>
      (entity.type === 'organisation' || entity.type === 'person') &&
      entity.spans.some(([start, end]) => start >= top.start && end <= top.end),
  )
}

const NUMBER_WORD =
  /^(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|several|both)$/i
/** From the first to the last letter or digit; in one pass, where a pattern for the marks at the end would try each mark of a row of them. */
const TRIMMED = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su
const COUNT_REACH_BEFORE = 4
/** “visitors to Japan have surged to 31.9 million” */
const COUNT_REACH_AFTER = 9

/** For “how many X”: 1 where a number stands near X, or a word for it, in one of the best sentences; else 0. 1 where X cannot be told. */
function counts(question: Question, rows: readonly RankedSentence[]): number {
  const { wants, counted } = question.asking
  if (wants !== 'count' || counted.length === 0) return 1
  const forms = new Set(
    counted.flatMap((noun) => [
      termOf(noun),
      ...variantsOf(noun)
        .filter((variant) => variant.terms.length === 1)
        .map((variant) => variant.terms[0] ?? null),
    ]),
  )
  const found = rows.some((row) => {
    const words = row.text.split(/[\s-]+/).map((word) => TRIMMED.exec(word)?.[0] ?? '')
    return words.some(
      (word, i) =>
        forms.has(termOf(word)) &&
        words.slice(Math.max(0, i - COUNT_REACH_BEFORE), i + COUNT_REACH_AFTER).some((before) => NUMBER_WORD.test(before)),
    )
  })
  return found ? 1 : 0
}

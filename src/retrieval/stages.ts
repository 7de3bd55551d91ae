/** Which part of a series an article is headed by: game 5, week 13, the semifinal. Two parts are two events, however much else they share. */
import { NUMBER_WORDS } from '../number-words.ts'

const WORDS = NUMBER_WORDS.slice(0, 10)
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh']
/** No days: a search and a trial have those, too, and are one event. */
const NUMBERED = new RegExp(
  `\\b(game|week|episode|season|part|chapter|round|matchday|volume) (\\d{1,3}|${WORDS.join('|')})\\b(?![-–]\\p{L})`,
  'giu',
)
const ORDINAL = new RegExp(`\\b(${ORDINALS.join('|')}) (round|debate|hearing|leg|season|episode)\\b`, 'giu')
/** “The 2009 final” is of another year. */
const KNOCKOUT =
  /\b(round of (?:64|32|16)|(?:quarter|semi)-?final|(?<=\b(?:open|cup|league|championship|euro|euro \d{4}|men['’]s|women['’]s) )final)s?\b/giu
const MAX_STAGES = 8

/** `kind:which`, as `game:5`, distinct. */
export function stagesIn(text: string): Set<string> {
  const found = new Set<string>()
  for (const [, kind = '', which = ''] of text.matchAll(NUMBERED)) found.add(`${kind}:${numberOf(which, WORDS)}`)
  for (const [, round = ''] of text.matchAll(KNOCKOUT)) found.add(`knockout:${round.toLowerCase().replace(/[- ]/g, '')}`)
  for (const [, which = '', kind = ''] of text.matchAll(ORDINAL)) found.add(`${kind}:${numberOf(which, ORDINALS)}`)
  return new Set([...found].map((stage) => stage.toLowerCase()).slice(0, MAX_STAGES))
}

function numberOf(which: string, names: readonly string[]): string {
  const n = names.indexOf(which.toLowerCase())
  return n < 0 ? String(Number(which)) : String(n + 1)
}

/** A kind of which both have parts, and none in common: `game`, or null. */
export function otherStage(a: ReadonlySet<string>, b: ReadonlySet<string>): string | null {
  for (const stage of a) {
    const kind = stage.slice(0, stage.indexOf(':'))
    const [own, others] = [a, b].map((stages) => [...stages].filter((one) => one.startsWith(`${kind}:`))) as [string[], string[]]
    if (others.length > 0 && !own.some((one) => others.includes(one))) return kind
  }
  return null
}

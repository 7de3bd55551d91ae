/** Lines that say who wrote an article and when, in the many ways in which pages print them. */
import { datesIn, type PrintedDate } from './printed-date.ts'
import type { DefaultZone } from './zones.ts'

export type Byline = {
  readonly authors: readonly string[]
  /** An outlet or agency named with the author (“Jane Doe, Reuters”). */
  readonly agency: string | null
  readonly dates: readonly PrintedDate[]
  /** Says “By”, or gives a date: without either a line of names is only a name. */
  readonly says: 'by' | 'date' | 'both'
}

const MAX_LENGTH = 200
const PARTICLE = '(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ben|ter|ten|af|zu|y|e)'
const CAPITAL = "(?:\\p{Lu}[\\p{L}\\p{M}’'.-]*|[’'ʻ]?\\p{Lu}[\\p{L}\\p{M}’'-]+)"
const NAME = new RegExp(
  `^(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir)\\.? )?${CAPITAL}(?: (?:${PARTICLE} )*${CAPITAL}){1,4}(?:,? (?:Jr|Sr|II|III)\\.?)?$`,
  'u',
)
const ONE_WORD = new RegExp(`^${CAPITAL}$`, 'u')
const BY =
  /^(?:by|words by|written by|story by|reported by|report by|text by|posted by|published by|author|authors|written and reported by)\s*[:：]?\s+(?=\p{Lu}|our |staff)/iu
const ROLE =
  /\b(?:staff|writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau|chief|producer|photographer|analyst|freelance|freelancer|journalist|intern|special to)\b/i
const ORGANISATION =
  /(?:\b(?:Press|News|Agency|Media|Times|Post|Wires?|Service|Services|Newsroom|Desk|Staff|Team|Bureau|Network|Journal|Herald|Tribune|Gazette|Chronicle|Review|Observer|Magazine|Radio|TV|Television|Online|Today|Weekly|Daily)\b|^\p{Lu}{2,6}$)/u
const NOT_A_NAME =
  /\b(?:The|This|That|What|Why|How|When|Where|Who|Home|World|Business|Politics|Sports?|Technology|Tech|Opinion|Culture|Breaking|Latest|Live|Photo|Image|Related|Share|Read|More|Video|Watch|Listen|Newsletter|Copyright|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/
/** Printed beside bylines and of no use: reading time, counts of comments, labels left over. */
const TRIMMING =
  /^(?:\d+\s*(?:min(?:ute)?s?)(?: read)?|(?:\d+|no) comments?|\d+ shares?|(?:min(?:ute)?s? )?read|updated|published|posted|on|at|in|from|local time|last updated|exclusive|\d+ (?:minutes?|hours?|days?) ago|yesterday|today|[@#]\w+|\S+@\S+|[()[\],.:;–—-]*)$/i
const SEPARATOR = /\s*[|/·•●]\s*|\s+[–—-]+\s+|\s*[—]\s*|\t+|\s{3,}|,\s*$/

/** Reads a byline, a date line, or both in one; null for any other line. */
export function readByline(line: string, zone: DefaultZone): Byline | null {
  if (line.length > MAX_LENGTH) return null
  const dates = datesIn(line, zone)
  if (dates.length === 0 && !BY.test(strip(line))) return null
  const fields = fieldsOf(line, dates)
  let said = false
  let agency: string | null = null
  const authors: string[] = []
  for (const [i, field] of fields.entries()) {
    const read = readField(field, i === 0 || !said, dates.length > 0)
    if (read === null) return null
    if (read.by) said = true
    authors.push(...read.authors)
    agency ??= read.agency
  }
  if (!said && dates.length === 0) return null
  // “World / Feb 3, 2020”: sections look like one-word names, so only a “By” makes an author of one word.
  return { authors: [...new Set(authors)], agency, dates, says: said ? (dates.length > 0 ? 'both' : 'by') : 'date' }
}

function strip(line: string): string {
  return line.replace(/^[\s*_#>•·|/–—-]+/, '').replace(/[\s*_|/–—:-]+$/, '')
}

/** The line without its dates, cut at its separators. */
function fieldsOf(line: string, dates: readonly PrintedDate[]): string[] {
  let rest = ''
  let at = 0
  for (const date of dates) {
    rest += `${line.slice(at, date.start)} | `
    at = date.end
  }
  rest += line.slice(at)
  return rest
    .split(SEPARATOR)
    .map((field) => strip(field).replace(/^[,.\s]+|[,\s]+$/g, ''))
    .filter((field) => field !== '' && !TRIMMING.test(field))
}

type Field = { readonly by: boolean; readonly authors: readonly string[]; readonly agency: string | null }
const NOTHING: Field = { by: false, authors: [], agency: null }

function readField(field: string, mayName: boolean, dated: boolean): Field | null {
  const label = BY.exec(field)
  if (label) {
    const names = readNames(field.slice(label[0].length), true)
    return names === null ? null : { by: true, ...names }
  }
  if (mayName && dated) {
    const names = readNames(field, false)
    if (names !== null) return { by: false, ...names }
  }
  if (ROLE.test(field) && field.length < 60) return NOTHING
  // A section or place (“World”, “Business & Finance”, “NAIROBI”): short, no sentence.
  if (field.split(/\s+/).length <= 3 && /^(?:[\p{Lu}\d@(&]\S*(?:\s+(?=\S)(?:and )?|$))+$/u.test(field) && !/[.!?]$/.test(field))
    return NOTHING
  return null
}

/** The names of a list (“Jane Doe and John Roe”, “JANE DOE, Reuters”); null where a part of it is no name. `said` = after a “By”. */
function readNames(text: string, said: boolean): { authors: string[]; agency: string | null } | null {
  const plain = text
    .replace(/\s*\([^)]*\)?/g, '')
    .replace(/\s+(?:in|for|at|with)\s+\p{Lu}[\p{L} .,’'-]*$/u, '')
    .replace(/\s*[@<]\S+>?/g, '')
    .replace(/^our\s+/i, '')
    .replace(/\s+(?:on|at|updated|published)$/i, '')
    .trim()
  const parts = plain
    .split(/\s*(?:,|;|&|\band\b|\bwith\b)\s*/i)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  const authors: string[] = []
  let agency: string | null = null
  for (const [i, part] of parts.entries()) {
    const name = titleCase(part.replace(/^(?:the)\s+(?=\p{Lu})/iu, i === 0 ? '' : '$&'))
    if (said && i === 0 && parts.length === 1 && /^(?:\p{Lu}|the )/iu.test(part) && isOutlet(part)) return { authors: [part], agency: null }
    if (isPerson(name)) authors.push(name)
    else if (ROLE.test(part) && authors.length > 0) continue
    else if (i > 0 && authors.length > 0 && (ONE_WORD.test(part) || isOutlet(part) || /^the \p{Lu}/iu.test(part))) agency ??= part
    else if (said && i === 0 && ONE_WORD.test(part) && part.length > 1) authors.push(part)
    else if (said && i === 0 && ROLE.test(part) && part.length < 50) continue
    else return null
  }
  return authors.length > 0 || (said && parts.length > 0) ? { authors, agency } : null
}

function isOutlet(part: string): boolean {
  return (
    part.length < 50 && part.split(' ').length <= 6 && ORGANISATION.test(part) && /^(?:\p{Lu}|the )/iu.test(part) && !/[.!?]$/.test(part)
  )
}

/** Two to five capitalised words, none of which opens a headline or names a section. */
export function isPerson(text: string): boolean {
  return (
    text.length <= 60 &&
    NAME.test(text) &&
    !NOT_A_NAME.test(text) &&
    !ROLE.test(text) &&
    !/\b(?:Press|News|Agency|Media|Times|Post|Service|Newsroom|Desk|Bureau|Network|Journal|Herald|Tribune|Gazette)$/.test(text)
  )
}

/** A line of names alone (“Jane Doe”, “Jane Doe and John Roe”): a byline only beside a date line. */
export function readBareNames(line: string): string[] | null {
  if (line.length > 100 || BY.test(line) || /[.!?:]$/.test(line) || /\d/.test(line)) return null
  const names = readNames(line, false)
  return names !== null && names.agency === null && names.authors.length > 0 ? names.authors : null
}

/** JANE DOE → Jane Doe; initials and names in mixed case stay. */
function titleCase(name: string): string {
  if (name !== name.toUpperCase() || !/\p{Lu}{3,}/u.test(name)) return name
  return name.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) =>
    word.length <= 2 && !/^(?:DE|DI|LE|LA|AL|EL|NG|LI|WU|XU|HE|MA|YU|DU|BO|JO|ED|AL|TY)$/.test(word)
      ? word
      : word.charAt(0) + word.slice(1).toLowerCase(),
  )
}

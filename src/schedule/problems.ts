/** What is said about a schedule that cannot be read: what is wrong, and a line that works. */
import { editsBetween, nearest } from '../nearest.ts'
import { zonesLike } from '../zones.ts'
import { SUGGESTED } from './vocabulary.ts'

/** `isUnknown`: some words were not understood, which may be about something else than when. */
export type Problem = { readonly problem: string; readonly isUnknown?: true }

const MAX_SHOWN_CHARS = 40
const MAX_OFFERED = 4

export const EXAMPLE = 'Write for example “Mon–Fri at 09:00 Europe/Paris”.'

export function notUnderstood(words: string): Problem {
  return { problem: `“${shown(words)}” is not understood. ${EXAMPLE}`, isUnknown: true }
}

/** `names`: the words from there on, longest first: the name of a city may have several. */
export function unknownWord(word: string, names: readonly string[]): Problem {
  const meant = word.length > 2 ? nearest(word, SUGGESTED) : null
  const edits = meant === null ? 0 : editsBetween(word.toLowerCase(), meant)
  const near: Problem | null =
    meant === null || (edits > 1 && word.length <= 5)
      ? null
      : { problem: `“${shown(word)}” is not understood; did you mean “${meant}”? ${EXAMPLE}`, isUnknown: true }
  if (near !== null && edits <= 1) return near
  for (const name of names) {
    const problem = unknownZone(name)
    if (problem !== null) return problem
  }
  return near ?? notUnderstood(word)
}

export function unknownZone(name: string): Problem | null {
  const zones = zonesLike(name, MAX_OFFERED)
  return zones.length === 0 ? null : { problem: `There is no time zone “${shown(name)}”. Did you mean ${either(zones)}?`, isUnknown: true }
}

export function severalZones(name: string, zones: readonly string[]): Problem {
  return { problem: `“${shown(name)}” may be ${either(zones)}: write the one that you mean.` }
}

export function offset(typed: string, zones: readonly string[]): Problem {
  const cities = zones.length === 0 ? 'such as Europe/Paris' : `such as ${either(zones)}`
  return {
    problem: `“${shown(typed)}” is an offset, which knows no summer time. Name a city or a zone instead, ${cities}; UTC alone is fine.`,
  }
}

export function otherPeriod(words: string): Problem {
  return { problem: `“${shown(words)}” is not possible: a digest comes once a day at most, on weekdays that you choose. ${EXAMPLE}` }
}

export function oneDay(words: string): Problem {
  return {
    problem: `“${shown(words)}” is not possible: a digest comes again and again, from its next time of day on. ${EXAMPLE} To have it once: digest now`,
  }
}

export function span(words: string): Problem {
  return {
    problem: `“${shown(words)}” is not understood: a digest comes from its next time of day on, until it is paused. For a span of weekdays write “Monday to Friday at 09:00”.`,
  }
}

export function shown(text: string): string {
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text
}

function either(zones: readonly string[]): string {
  const offered = zones.slice(0, MAX_OFFERED)
  return offered.length < 2 ? offered.join('') : `${offered.slice(0, -1).join(', ')} or ${offered.at(-1)}`
}

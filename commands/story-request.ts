/** Options of a command → what stories are wanted: search words in the topic (`source:`, `since:`, …) count like the options of the same name. */
import { horizonMs } from '../src/article.ts'
import { nearest } from '../src/nearest.ts'
import type { Newsroom } from '../src/newsroom.ts'
import type { StoryRequest } from '../src/on-topic.ts'
import { readOperators } from '../src/operators.ts'
import { findPeriods } from '../src/period.ts'
import { outletForms } from '../src/question.ts'
import { fold } from '../src/retrieval/terms.ts'
import type { Invocation, Option } from './command.ts'
import { Misuse } from './misuse.ts'

/** The filters that latest, about, timeline and compare share. */
export const FILTERS: readonly Option[] = [
  { name: 'since', kind: 'text', summary: 'only stories of this day or later (2020-02-25, monday, 2020-02)' },
  { name: 'before', kind: 'text', summary: 'only stories earlier than this day' },
  { name: 'source', kind: 'text', summary: 'only this outlet', suggest: 'publisher' },
  { name: 'author', kind: 'text', summary: 'only this author' },
]
/** For what is not paged: how much of it. */
export const LIMIT: Option = { name: 'limit', kind: 'number', summary: 'how many stories (1–50)' }
/** Whose `page` is asked for can be turned; what one page holds is the surface's to say where the reader says no `limit`. */
export const PAGING: readonly Option[] = [
  { name: 'limit', kind: 'number', summary: 'how many on a page (1–50)' },
  { name: 'page', kind: 'number', summary: 'which page (1–1,000)' },
]
const MAX_LIMIT = 50
const MAX_PAGE = 1_000
const MAX_NAMED = 8

/** Throws Misuse on a date, outlet or author that is none. */
export async function storyRequest({ options, asked }: Invocation, newsroom: Newsroom): Promise<StoryRequest> {
  const words = [String(options.topic ?? '')]
  for (const name of ['since', 'before', 'source', 'author'])
    if (options[name] !== undefined && options[name] !== '') words.push(`${name}:"${String(options[name]).replaceAll('"', '')}"`)
  const { operators, rest } = readOperators(words.join(' '), asked)
  const [fault] = operators.faults
  if (fault !== undefined)
    throw new Misuse(`“${fault}” is no date that can be read. Write a day like since:2020-02-25, a month like since:2020-02, or a weekday.`)
  const spoken = operators.period === null ? findPeriods(rest, asked.now, asked.zone) : []
  const corpus = await newsroom.store.corpus()
  return {
    topic: topicOf(rest, spoken),
    period: operators.period ?? spoken[0] ?? null,
    publishers: operators.publishers.map((name) =>
      known(
        'outlet',
        name,
        corpus.publishers.map((outlet) => outlet.publisher),
        outletForms,
      ),
    ),
    authors: operators.authors.map((name) => known('author', name, corpus.authors, (author) => [author])),
    notAfterMs: horizonMs(asked.now),
    limit: bounded(options, 'limit', MAX_LIMIT),
    page: bounded(options, 'page', MAX_PAGE),
  }
}

/** The topic without the dates that are said in it and the small words that tied it to the command: “on Huawei last week” → “Huawei”. */
function topicOf(rest: string, spoken: readonly { readonly start: number; readonly end: number }[]): string {
  let topic = rest
  for (const { start, end } of [...spoken].sort((a, b) => b.start - a.start)) topic = `${topic.slice(0, start)} ${topic.slice(end)}`
  return topic
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:what .{0,80}? (?:say|says|said|write|writes|wrote|report|reports|reported) (?:about|on|of) )/i, '')
    .replace(/^(?:(?:the |all )?(?:news|stories|articles|headlines|latest) )?(?:about|on|of|for|from|in|around|regarding)\s+(?=\S)/i, '')
    .replace(/(?:^|\s+)(?:in|on|from|since|during|before|after|of|about)$/i, '')
    .replace(/[?!.,;:]+$/, '')
    .replace(/^["“]([^"“”]*)["”]$/, '$1')
    .trim()
}

function known(what: 'outlet' | 'author', typed: string, names: readonly string[], formsOf: (name: string) => readonly string[]): string {
  const folded = fold(typed)
  const found =
    names.find((name) => formsOf(name).some((form) => fold(form) === folded)) ??
    names.find((name) => folded.length > 2 && fold(name).includes(folded))
  if (found !== undefined) return found
  const close = nearest(typed, names.flatMap(formsOf))
  const listed =
    names.length === 0
      ? 'None is stored yet.'
      : `Known: ${names.slice(0, MAX_NAMED).join(', ')}${names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''}.`
  throw new Misuse(`No ${what} called “${typed}” is stored. ${close === null ? listed : `Did you mean “${close}”?`}`)
}

function bounded(options: Invocation['options'], name: string, max: number): number | undefined {
  const value = options[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > max)
    throw new Misuse(`${name} must be between 1 and ${max}, not ${value}.`)
  return value
}

/** What is said in the words of a schedule that is no schedule: a topic after “about”, options without their colon. */
import { readSchedule } from '../../src/schedule.ts'
import type { Invocation } from '../command.ts'

type Options = Invocation['options']

/** `daily 8am about electric cars`, `topic: electric cars`, `#3 topic Huawei`. */
const ABOUT = /^(.*?)[\s,;:-]*\b(?:topic|about|regarding)\b[\s:=]*(\S.*)$/is
/** What is said of when after a topic cannot be told from the topic. */
const WHEN =
  /\d\s?(?:[:.]\d|[ap]\.?m\b|h\b)|\b(?:daily|weekly|weekdays?|weekends?|every|each|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/i
/** Without one, a word that is not understood may be it. */
const TIME = /\d|\bnoon\b|\bmidnight\b/i
/** Before what was not understood. */
const LINKS = /:?(?:\s+(?:on|for|in|at|and|of|to))*$/i
/** At most 100 characters, and no mistyped name of a zone. */
const TOPIC = /^(?=.{3,100}$)[^/]*\p{L}[^/]*$/u
/** Words of a schedule in front of a topic: as many as people type. */
const MAX_TRIED = 12
const NUMBERED = /^#\d+\s*/
/** Zones do not matter to whether it can be read. */
const ANY_ZONE = 'UTC'
const NAMED = ['topic', 'zone', 'max', 'style', 'empty', 'grace'] as const

/** Options without their colon that are often written so, and the option each is. */
const WITHOUT_COLON: readonly (readonly [RegExp, string])[] = [
  [/^(?:max|top|limit)\W*(\d{1,2})\b/i, 'max'],
  [/^(\d{1,2}) (?:stories|headlines|articles|items)\b/i, 'max'],
  [/^(?:style\W*)?(headlines|brief|full)\b/i, 'style'],
  [/^(?:empty\W*)?(quiet|say)\b/i, 'empty'],
  [/^grace\W*(\d+\s?[hm]\w*)/i, 'grace'],
]

/** With the topic as an option, where the words say it after those on when. */
export function withTopic(options: Options): Options {
  const words = String(options.words ?? '')
  const [, before = '', topic = ''] = options.topic === undefined ? (ABOUT.exec(words) ?? []) : []
  if (topic === '' || WHEN.test(topic)) return options
  // A quotation mark that was opened and not closed marks nothing.
  const marks = topic.match(/["“”]/g) ?? []
  return { ...options, words: before.trim(), topic: (marks.length % 2 === 0 ? topic : topic.replace(/["“”]/g, '')).trim() }
}

/** The line that may have been meant by words of which only the first are a schedule, or ''. */
export function lineMeant(words: string, options: Options): string {
  const all = words.split(/\s+/)
  const read = all.slice(0, MAX_TRIED).findLastIndex((_, i) => readSchedule(all.slice(0, i + 1).join(' '), ANY_ZONE).ok) + 1
  const when = all.slice(0, read).join(' ').replace(LINKS, '')
  const rest = all.slice(read).join(' ')
  if (!TIME.test(when)) return ''
  if (/^(?:in |to )?<?[#@]/i.test(rest)) return ' It is posted where it is set: say it in that channel.'
  for (const [form, name] of WITHOUT_COLON) {
    const value = form.exec(rest)?.[1]?.toLowerCase()
    if (value !== undefined) return ` Options have a colon: ${lineWith(when, { ...options, [name]: value })}`
  }
  const topic = rest.replace(/^(?:(?:on|for|of|the|news|about)\s+)+|[“”"]/gi, '')
  if (WHEN.test(topic) || options.topic !== undefined || !TOPIC.test(topic)) return ''
  return ` If that is the topic: ${lineWith(when, { ...options, topic })}`
}

function lineWith(when: string, options: Options): string {
  const named = NAMED.flatMap((name) => (options[name] === undefined ? [] : [`${name}:${marked(String(options[name]))}`]))
  const [number = ''] = NUMBERED.exec(String(options.words ?? '').trim()) ?? []
  return `digest set ${number}${when} ${named.join(' ')}`
}

function marked(value: string): string {
  return /^[\p{L}\d/_+-]+$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`
}

/** Ways of saying it that are rewritten before a schedule is taken apart: spoken times, numbers as words, letters for days. */
import { NUMBER_WORDS } from '../number-words.ts'

const NUMBERS = NUMBER_WORDS.slice(0, 12)
const NUMBER = new RegExp(`\\b(?:${NUMBERS.join('|')})\\b`, 'gi')
/** `half past 8`, `a quarter to nine`, `20 past 9`. “10 to 5” are two times: the minutes before an hour are a word. */
const SPOKEN = new RegExp(
  `\\b(?:(?:(half|(?:a\\s+)?quarter|twenty[\\s-]five|twenty|five|ten)\\s+(past|after|to|before))|(5|10|20|25)\\s+(past))\\s+(\\d{1,2}|${NUMBERS.join('|')})\\b(?![:.]\\d)`,
  'gi',
)
const MINUTES: Readonly<Record<string, number>> = { half: 30, quarter: 15, 'twenty five': 25, twenty: 20, ten: 10, five: 5 }

const REWRITTEN: readonly (readonly [RegExp, string])[] = [
  [/\b(?:apart|aside) from\b|\bother than\b|\bwith the exception of\b/gi, 'except'],
  [/\b(?:in |to )?this channel\b|\bhere\b/gi, ' '],
  [/\b(?:during|throughout) the week\b/gi, 'weekdays'],
  // The reader's own is what counts where no zone is named.
  [/\b(?:my|our) (?:local )?time\b/gi, ' '],
  [/\b12\s(?=(?:midnight|noon)\b)/gi, ''],
  [/\bm\s?[-–—]\s?f\b/gi, 'Mon-Fri'],
  [/\bm\/?w\/?f\b/gi, 'Mon Wed Fri'],
  [/\btu?\/?th\b/gi, 'Tue Thu'],
]

export function inPlainWords(text: string): string {
  const timed = text.replace(SPOKEN, (whole, words?: string, side = 'past', digits?: string, _past?: string, typed = '') => {
    const name = (words ?? digits ?? '')
      .toLowerCase()
      .replace(/^a\s+/, '')
      .replace(/[\s-]+/g, ' ')
    const hour = NUMBERS.indexOf(typed.toLowerCase()) + 1 || Number(typed)
    const minutes = MINUTES[name] ?? Number(name)
    const isBefore = /^(?:to|before)$/i.test(side)
    // Nobody says “half to nine”; and the hour is one of a clock's face.
    if (hour < 1 || hour > 12 || (isBefore && minutes === 30)) return whole
    return `${isBefore ? ((hour + 10) % 12) + 1 : hour}:${String(isBefore ? 60 - minutes : minutes).padStart(2, '0')}`
  })
  const counted = timed.replace(NUMBER, (word) => `${NUMBERS.indexOf(word.toLowerCase()) + 1}`)
  return REWRITTEN.reduce((all, [said, plain]) => all.replace(said, plain), counted)
}

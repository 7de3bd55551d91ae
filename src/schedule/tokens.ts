/** A schedule as people type it, taken apart: times of day, names of zones, words, dashes. Whatever is typed is some token, so that it can be named when it is wrong. */

/**
 * `asTyped` is for the reader. A time's `minute`: null where there is no such time (“25:00”, “13am”). `isCount`: digits alone, which are a time only where
 * nothing is counted with them; `isBare`: so is “8h”. `isHour`: 1 to 12 without a word on which half of the day. `isFixed`: cannot be of the other half.
 */
export type ScheduleToken = TimeToken | { readonly kind: 'path' | 'word' | 'offset' | 'dash' | 'strange'; readonly asTyped: string }
export type TimeToken = {
  readonly kind: 'time'
  readonly asTyped: string
  readonly minute: number | null
  readonly isCount: boolean
  readonly isBare: boolean
  readonly isHour: boolean
  readonly isFixed: boolean
}

/** What it is that a token begins with, tried in this order; `mark`: separates only. */
const FORMS: readonly (readonly ['path' | 'offset' | 'clock' | 'digits' | 'word' | 'dash' | 'mark' | 'strange', RegExp])[] = [
  ['path', /[\p{L}_]+(?:\/[\p{L}\p{M}\d_+-]*[\p{L}\p{M}\d_])+/uy],
  [
    'offset',
    /(?:\b(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d{2})?|(?<![^\s(\d])(?:\+\d{1,2}(?::?\d{2})?|-\d{1,2}:\d{2}|-\d{4})|(?<![^\s(])-\d{2})(?![\p{L}\d:])/iuy,
  ],
  [
    'clock',
    /(\d{1,2})(?:\s?(?:[:.h]|uhr)\s?(\d{2})(?::(\d{2}))?)?(?:\s?(a\.?m\b\.?|p\.?m\b\.?|h\b|uhr\b|o['’]?clock\b)|([ap])\b)?(?![\p{L}\d]|[:.]\d)/iuy,
  ],
  ['digits', /(\d{1,2})(\d{2})(?:\s?(?:h|hrs|hours)\b|\s?(a\.?m\b\.?|p\.?m\b\.?))?(?![\p{L}\d]|[:.]\d)/iuy],
  ['word', /[\p{L}\p{M}]+(?:['’.][\p{L}\p{M}]+)*/uy],
  ['dash', /-+>?/y],
  ['mark', /(?:[\s,;&/|()[\]"“”„«»'‘’`*_@.:!?\u200b\u2060\ufeff]|\+(?!\d))+/y],
  ['strange', /[^\s,;&/|()[\]"“”@]{1,40}/uy],
]

/** Every dash is one kind of dash, and so are two points; full-width digits are digits. */
export function scheduleTokens(text: string): readonly ScheduleToken[] {
  const plain = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212\u2043\u301c~]|\.{2,}/g, '-')
  const tokens: ScheduleToken[] = []
  let at = 0
  while (at < plain.length) {
    const found = formAt(plain, at)
    if (found === null) {
      at++
      continue
    }
    const [form, match] = found
    at += match[0].length
    if (form === 'clock' || form === 'digits') tokens.push(form === 'clock' ? clockToken(match) : digitsToken(match))
    else if (form !== 'mark') tokens.push({ kind: form, asTyped: match[0].trim() })
  }
  return tokens
}

function formAt(text: string, at: number): readonly [(typeof FORMS)[number][0], RegExpExecArray] | null {
  for (const [form, pattern] of FORMS) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return [form, match]
  }
  return null
}

function clockToken([typed, hours = '', minutes, seconds, suffix = '', letter = '']: readonly (string | undefined)[]): TimeToken {
  const half = letter === '' ? suffix : letter
  const isSecond = seconds !== undefined && Number(seconds) !== 0
  return timeToken(typed ?? '', hours, isSecond ? '60' : (minutes ?? '00'), half, minutes === undefined && !/^[hu]/i.test(half))
}

function digitsToken([typed, hours = '', minutes = '', half = '']: readonly (string | undefined)[]): TimeToken {
  return timeToken(typed ?? '', hours, minutes, half, false)
}

function timeToken(typed: string, hours: string, minutes: string, half: string, isAlone: boolean): TimeToken {
  const asTyped = typed.trim()
  const isHalfDay = /^[ap]/i.test(half)
  const hour = isHalfDay ? hourOfHalf(Number(hours), /^p/i.test(half)) : Number(hours)
  const minute = hour !== null && hour <= 23 && Number(minutes) <= 59 ? hour * 60 + Number(minutes) : null
  return {
    kind: 'time',
    asTyped,
    minute,
    isCount: /^\d+$/.test(asTyped),
    isBare: /^\d{1,2}\s?h?$/i.test(asTyped),
    isHour: isAlone && !isHalfDay && /^(?:[1-9]|1[0-2])$/.test(hours),
    isFixed: isHalfDay || hours.startsWith('0') || Number(hours) > 12,
  }
}

/** “17:30 pm” can mean one thing only, “17:30 am”, “0 am” and “0 pm” nothing. */
function hourOfHalf(hour: number, isAfternoon: boolean): number | null {
  if (hour > 12) return isAfternoon ? hour : null
  return hour === 0 ? null : (hour % 12) + (isAfternoon ? 12 : 0)
}

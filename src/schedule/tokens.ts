/** A schedule as people type it, taken apart: times of day, names of zones, words, dashes. Whatever is typed is some token, so that it can be named when it is wrong. */

/** `asTyped` is for the reader. `isBare`: a number alone, which is an hour only where nothing else is counted with it. */
export type ScheduleToken =
  | { readonly kind: 'time'; readonly asTyped: string; readonly minute: number; readonly isBare: boolean; readonly isHalfDay: boolean }
  | { readonly kind: 'path' | 'word' | 'offset' | 'dash' | 'strange'; readonly asTyped: string }

/** What it is that a token begins with, tried in this order; `mark`: separates only. */
const FORMS: readonly (readonly ['path' | 'offset' | 'clock' | 'digits' | 'word' | 'dash' | 'mark' | 'strange', RegExp])[] = [
  ['path', /[a-z_]+(?:\/[a-z0-9_+-]*[a-z0-9_])+/iy],
  ['offset', /(?:\b(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d{2})?|(?<![^\s(])(?:\+\d{1,2}|-\d{2})(?::?\d{2})?)(?![\p{L}\d:])/iuy],
  [
    'clock',
    /(\d{1,2})(?:\s?(?:[:.h]|uhr)\s?(\d{2})(?::(\d{2}))?)?(?:\s?(a\.?m\b\.?|p\.?m\b\.?|h\b|uhr\b|o['’]?clock\b))?(?![\p{L}\d:]|\.\d)/iuy,
  ],
  ['digits', /(\d{2})(\d{2})(?:\s?(?:h|hrs|hours)\b)?(?![\p{L}\d:]|\.\d)/iuy],
  ['word', /[\p{L}\p{M}]+(?:['’.][\p{L}\p{M}]+)*/uy],
  ['dash', /-+>?/y],
  ['mark', /(?:[\s,;&/|()[\]"“”@.:!]|\+(?!\d))+/y],
  ['strange', /[^\s,;&/|()[\]"“”@]{1,40}/uy],
]

/** Every dash is one kind of dash, full-width digits are digits. `wrongTime`: “25:00”, “13am”. */
export function scheduleTokens(text: string): readonly ScheduleToken[] | { readonly wrongTime: string } {
  const plain = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212\u2043\u301c~]/g, '-')
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
    const asTyped = match[0].trim()
    if (form === 'mark') continue
    if (form !== 'clock' && form !== 'digits') {
      tokens.push({ kind: form, asTyped })
      continue
    }
    const minute = form === 'clock' ? clockMinute(match) : minuteOf(Number(match[1]), Number(match[2]))
    if (minute === null) return { wrongTime: asTyped }
    tokens.push({
      kind: 'time',
      asTyped,
      minute,
      isBare: /^\d{1,2}\s?h?$/i.test(asTyped),
      isHalfDay: match[4] !== undefined && /^[ap]/i.test(match[4]),
    })
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

function clockMinute([, hours, minutes, seconds, half]: readonly (string | undefined)[]): number | null {
  const hour = Number(hours)
  if (seconds !== undefined && Number(seconds) !== 0) return null
  if (half === undefined || !/^[ap]/i.test(half)) return minuteOf(hour, Number(minutes ?? 0))
  const isAfternoon = /^p/i.test(half)
  // “17:30 pm” can mean one thing only, “17:30 am” and “0 pm” nothing.
  if (hour > 12 ? !isAfternoon : hour === 0 && isAfternoon) return null
  return minuteOf(hour > 12 ? hour : (hour % 12) + (isAfternoon ? 12 : 0), Number(minutes ?? 0))
}

function minuteOf(hour: number, minute: number): number | null {
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : null
}

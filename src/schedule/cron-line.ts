/** A cron line as the words that mean the same, for who has one at hand: only what a digest can be, a time of day on weekdays. */

const FIELDS = 5
const FIELD = /^(?:[\d*?,/#LW-]|(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z]))+$/i
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const PROBLEM =
  'That cron line is no single time of day on weekdays, which is what a digest has. Write it in words, such as “Mon–Fri at 09:00 Europe/Paris”.'

/** null: it is no cron line. */
export function cronInWords(text: string): { readonly words: string } | { readonly problem: string } | null {
  if (/^\s*@[a-z]+ly\b/i.test(text)) return { problem: PROBLEM }
  const parts = text
    .trim()
    .replace(/^cron:?\s+/i, '')
    .split(/\s+/)
  const fields = parts.slice(0, FIELDS)
  if (fields.length < FIELDS || !fields.every((field) => FIELD.test(field)) || !fields.some((field) => /^[*?]/.test(field))) return null
  const [minute = '', hour = '', date = '', month = '', days = ''] = fields
  const rest = parts.slice(FIELDS)
  const isSixth = rest[0] !== undefined && FIELD.test(rest[0])
  const isDaily = /^[*?]$/.test(date) && month === '*' && /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour)
  const named = isDaily && !isSixth && Number(minute) < 60 && Number(hour) < 24 ? daysOf(days) : null
  return named === null ? { problem: PROBLEM } : { words: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')} ${named} ${rest.join(' ')}` }
}

function daysOf(field: string): string | null {
  if (/^[*?]$/.test(field)) return 'daily'
  const words = field.replace(/\d/g, (digit) => DAYS[Number(digit)] ?? '#')
  return /^[a-z]{3}(?:[,-][a-z]{3})*$/i.test(words) ? words.replaceAll(',', ', ') : null
}

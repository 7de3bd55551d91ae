/** Names of months, in English and in the languages that feeds date themselves in against the rules. */

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'fi', 'pl', 'cs', 'hu', 'ro', 'el', 'ru', 'uk', 'tr']
/** Shorter beginnings are those of several months, or of days. */
const MIN_BEGINNING = 3
/** English ones in full, or their beginnings: “Sept”, “Novemb”. */
const FULL = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** Made when a date needs it; null where two languages mean different months by one name. */
let others: ReadonlyMap<string, number | null> | null = null

/** 1–12; null where the word is no month. */
export function monthOf(word: string): number | null {
  const plain = plainWord(word)
  if (plain.length < MIN_BEGINNING) return null
  const english = FULL.findIndex((name) => name.startsWith(plain))
  if (english >= 0 && plain.startsWith(ENGLISH[english] ?? '')) return english + 1
  others ??= namesElsewhere()
  const known = others.get(plain)
  if (known !== undefined) return known
  const longer = new Set([...others].filter(([name]) => name.startsWith(plain)).map(([, month]) => month))
  return longer.size === 1 ? ([...longer][0] ?? null) : null
}

function namesElsewhere(): ReadonlyMap<string, number | null> {
  const names = new Map<string, number | null>()
  for (const language of LANGUAGES)
    for (const style of ['long', 'short'] as const) {
      // With a day, for the languages in which “of May” is another word than “May”.
      const formats = [{ month: style }, { day: 'numeric', month: style }] as const
      for (const format of formats.map((options) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })))
        for (let month = 1; month <= 12; month++) {
          const part = format.formatToParts(Date.UTC(2026, month - 1, 15)).find(({ type }) => type === 'month')
          const name = plainWord(part?.value ?? '')
          if (name.length < MIN_BEGINNING) continue
          names.set(name, names.has(name) && names.get(name) !== month ? null : month)
        }
    }
  return names
}

/** Without accents and full stops, in lower case. */
function plainWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}

/** Time zones as newspapers print them: abbreviations, offsets, and the country in a masthead. */

/** A date and time as on a clock on the wall; month 1–12. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}
/** The zone to read a time in where none is printed with it, and how we came to it. */
export type DefaultZone = { readonly zone: string; readonly from: 'option' | 'masthead' | 'none'; readonly country?: string }

export const NO_ZONE: DefaultZone = { zone: 'UTC', from: 'none' }

/** Minutes east of UTC. Several meanings: the commonest in English-language news first. IANA names follow daylight saving. */
const ABBREVIATIONS: Readonly<Record<string, readonly (number | string)[]>> = {
  UTC: [0],
  GMT: [0],
  Z: [0],
  WET: [0],
  WEST: [60],
  BST: [60, 360],
  IST: [330, 60, 120],
  CET: [60],
  CEST: [120],
  EET: [120],
  EEST: [180],
  MSK: [180],
  TRT: [180],
  EAT: [180],
  CAT: [120],
  SAST: [120],
  WAT: [60],
  GST: [240],
  PKT: [300],
  NPT: [345],
  ICT: [420],
  WIB: [420],
  WITA: [480],
  WIT: [540],
  HKT: [480],
  SGT: [480],
  MYT: [480],
  PHT: [480],
  AWST: [480],
  JST: [540],
  KST: [540],
  ACST: [570],
  ACDT: [630],
  AEST: [600],
  AEDT: [660],
  NZST: [720],
  NZDT: [780],
  EST: [-300],
  EDT: [-240],
  CST: [-360, 480],
  CDT: [-300],
  MST: [-420, 480],
  MDT: [-360],
  PST: [-480, 480],
  PDT: [-420],
  AKST: [-540],
  AKDT: [-480],
  HST: [-600],
  AST: [-240, 180],
  ADT: [-180],
  NST: [-210],
  NDT: [-150],
  BRT: [-180],
  ART: [-180],
  CLT: [-240],
  COT: [-300],
  PET: [-300],
  ET: ['America/New_York'],
  CT: ['America/Chicago'],
  MT: ['America/Denver'],
  PT: ['America/Los_Angeles'],
  AT: ['America/Halifax'],
  AET: ['Australia/Sydney'],
  EASTERN: ['America/New_York'],
  CENTRAL: ['America/Chicago'],
  MOUNTAIN: ['America/Denver'],
  PACIFIC: ['America/Los_Angeles'],
}

/** Longest first, so that `WEST` is not read as `WE`; for use inside a larger pattern. `AT` alone is too common a word. */
export const ZONE_WORDS = Object.keys(ABBREVIATIONS)
  .filter((name) => name !== 'AT' && name !== 'Z')
  .sort((a, b) => b.length - a.length)
  .join('|')

/** Countries with one clock, by the words that a masthead uses for them. */
export const COUNTRIES: Readonly<Record<string, string>> = {
  china: 'Asia/Shanghai',
  chinese: 'Asia/Shanghai',
  'hong kong': 'Asia/Hong_Kong',
  taiwan: 'Asia/Taipei',
  taiwanese: 'Asia/Taipei',
  japan: 'Asia/Tokyo',
  japanese: 'Asia/Tokyo',
  korea: 'Asia/Seoul',
  korean: 'Asia/Seoul',
  singapore: 'Asia/Singapore',
  malaysia: 'Asia/Kuala_Lumpur',
  malaysian: 'Asia/Kuala_Lumpur',
  philippines: 'Asia/Manila',
  philippine: 'Asia/Manila',
  thailand: 'Asia/Bangkok',
  thai: 'Asia/Bangkok',
  vietnam: 'Asia/Ho_Chi_Minh',
  vietnamese: 'Asia/Ho_Chi_Minh',
  cambodia: 'Asia/Phnom_Penh',
  myanmar: 'Asia/Yangon',
  bangladesh: 'Asia/Dhaka',
  india: 'Asia/Kolkata',
  indian: 'Asia/Kolkata',
  pakistan: 'Asia/Karachi',
  nepal: 'Asia/Kathmandu',
  'sri lanka': 'Asia/Colombo',
  iran: 'Asia/Tehran',
  iraq: 'Asia/Baghdad',
  israel: 'Asia/Jerusalem',
  lebanon: 'Asia/Beirut',
  'saudi arabia': 'Asia/Riyadh',
  emirates: 'Asia/Dubai',
  uae: 'Asia/Dubai',
  qatar: 'Asia/Qatar',
  turkey: 'Europe/Istanbul',
  turkish: 'Europe/Istanbul',
  egypt: 'Africa/Cairo',
  kenya: 'Africa/Nairobi',
  kenyan: 'Africa/Nairobi',
  uganda: 'Africa/Kampala',
  tanzania: 'Africa/Dar_es_Salaam',
  ethiopia: 'Africa/Addis_Ababa',
  rwanda: 'Africa/Kigali',
  nigeria: 'Africa/Lagos',
  nigerian: 'Africa/Lagos',
  ghana: 'Africa/Accra',
  'south africa': 'Africa/Johannesburg',
  'south african': 'Africa/Johannesburg',
  zimbabwe: 'Africa/Harare',
  zambia: 'Africa/Lusaka',
  morocco: 'Africa/Casablanca',
  tunisia: 'Africa/Tunis',
  uk: 'Europe/London',
  britain: 'Europe/London',
  british: 'Europe/London',
  england: 'Europe/London',
  scotland: 'Europe/London',
  scottish: 'Europe/London',
  wales: 'Europe/London',
  ireland: 'Europe/Dublin',
  irish: 'Europe/Dublin',
  france: 'Europe/Paris',
  french: 'Europe/Paris',
  germany: 'Europe/Berlin',
  german: 'Europe/Berlin',
  austria: 'Europe/Vienna',
  switzerland: 'Europe/Zurich',
  swiss: 'Europe/Zurich',
  italy: 'Europe/Rome',
  italian: 'Europe/Rome',
  netherlands: 'Europe/Amsterdam',
  dutch: 'Europe/Amsterdam',
  belgium: 'Europe/Brussels',
  luxembourg: 'Europe/Luxembourg',
  poland: 'Europe/Warsaw',
  polish: 'Europe/Warsaw',
  czech: 'Europe/Prague',
  slovakia: 'Europe/Bratislava',
  hungary: 'Europe/Budapest',
  romania: 'Europe/Bucharest',
  bulgaria: 'Europe/Sofia',
  greece: 'Europe/Athens',
  greek: 'Europe/Athens',
  ukraine: 'Europe/Kyiv',
  serbia: 'Europe/Belgrade',
  croatia: 'Europe/Zagreb',
  sweden: 'Europe/Stockholm',
  swedish: 'Europe/Stockholm',
  norway: 'Europe/Oslo',
  norwegian: 'Europe/Oslo',
  denmark: 'Europe/Copenhagen',
  danish: 'Europe/Copenhagen',
  finland: 'Europe/Helsinki',
  finnish: 'Europe/Helsinki',
  estonia: 'Europe/Tallinn',
  latvia: 'Europe/Riga',
  lithuania: 'Europe/Vilnius',
  iceland: 'Atlantic/Reykjavik',
  jamaica: 'America/Jamaica',
  colombia: 'America/Bogota',
  peru: 'America/Lima',
  argentina: 'America/Argentina/Buenos_Aires',
}

/** The one clock of the countries named in a masthead, or null where none or several are named. */
export function zoneOfMasthead(lines: readonly string[]): DefaultZone | null {
  const text = ` ${lines
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')} `
  const found = Object.entries(COUNTRIES).filter(([country]) => text.includes(` ${country} `))
  const [first] = found
  if (first === undefined || found.some(([, zone]) => zone !== first[1])) return null
  const [country, zone] = first
  return {
    zone,
    from: 'masthead',
    country: country.length <= 3 ? country.toUpperCase() : country.replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase()),
  }
}

/** Is this an IANA zone (`Asia/Shanghai`), an offset (`+08:00`) or `UTC`? */
export function isZone(zone: string): boolean {
  if (/^[+-]\d{2}:\d{2}$/.test(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    // A RangeError is how Intl says that it knows no such zone.
    return false
  }
}

/** Minutes east of UTC of a zone at a wall-clock time. */
export function offsetIn(zone: string, wall: WallTime): number {
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]))
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)
  // Twice: the first offset may be that of the other side of a daylight-saving change.
  const first = offsetAt(zone, asUtc)
  return offsetAt(zone, asUtc - first * 60_000)
}

function offsetAt(zone: string, instantMs: number): number {
  const part = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(instantMs)
    .find((each) => each.type === 'timeZoneName')
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(part?.value ?? '')
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
}

/** Minutes east of UTC of a printed zone (“EST”, “GMT+8”, “+0800”), or null where it is none. An abbreviation with several meanings takes the one of the default zone. */
export function offsetOfPrinted(printed: string, wall: WallTime, fallback: DefaultZone): number | null {
  const word = printed.trim().replace(/[().]/g, '').toUpperCase()
  const numeric = /^(?:UTC|GMT)? ?([+−-]) ?(\d{1,2}):?(\d{2})?$/.exec(word)
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
    return minutes <= 14 * 60 ? (numeric[1] === '+' ? minutes : -minutes) : null
  }
  const meanings = ABBREVIATIONS[word.replace(/ (?:TIME|STANDARD TIME|DAYLIGHT TIME)$/, '')]
  if (meanings === undefined) return null
  const offsets = meanings.map((meaning) => (typeof meaning === 'number' ? meaning : offsetIn(meaning, wall)))
  const local = fallback.from === 'none' ? null : offsetIn(fallback.zone, wall)
  return offsets.find((offset) => offset === local) ?? offsets[0] ?? null
}

/** `2020-02-25T18:27:00+08:00` */
export function isoTime(wall: WallTime, offsetMinutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const size = Math.abs(offsetMinutes)
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  return `${isoDate(wall)}T${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}${zone}`
}

export function isoDate(wall: Pick<WallTime, 'year' | 'month' | 'day'>): string {
  return `${String(wall.year).padStart(4, '0')}-${String(wall.month).padStart(2, '0')}-${String(wall.day).padStart(2, '0')}`
}

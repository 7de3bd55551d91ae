/** Instants as the clock on the wall of a zone shows them. */

/** Making one costs more than using it a hundred times; there are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** `Sat 28 Nov, 08:00`, with its year where that is wanted. `zone`: an IANA name. */
export function wallClock(ms: number, zone: string, withYear = false): string {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const [weekday, day, month, year, hour, minute] = (['weekday', 'day', 'month', 'year', 'hour', 'minute'] as const).map((part) =>
    parts.get(part),
  )
  return `${weekday} ${day} ${month}${withYear ? ` ${year}` : ''}, ${hour}:${minute}`
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(zone, format)
  return format
}

/** What the report says of a reading, in sentences a reader understands. */
import type { DumpArticle } from './dump.ts'
import type { Fate } from './dump-articles.ts'
import type { DumpLine } from './dump-lines.ts'
import type { DefaultZone } from './zones.ts'

export function dumpNotes(
  articles: readonly DumpArticle[],
  fates: readonly Fate[],
  lines: readonly DumpLine[],
  zone: DefaultZone,
): string[] {
  const notes: string[] = []
  const assumed = lines.filter((line, i) => fates[i]?.in === 'metadata' && line.byline?.dates.some((date) => date.zoneAssumed)).length
  if (assumed > 0) notes.push(zoneNote(zone, assumed))
  const headlines = fates.filter((fate) => fate.in === 'left out' && fate.reason === 'headline without a text').length
  if (headlines > 0) notes.push(`${headlines} ${headlines === 1 ? 'headline' : 'headlines'} without a text left out`)
  const none = articles.filter((each) => each.headlineSource === 'none').length
  if (none > 0) notes.push(`${none} ${none === 1 ? 'article prints' : 'articles print'} no headline; titled by the first sentence`)
  const undated = articles.filter((each) => each.article.published === null).length
  if (undated > 0) notes.push(`${undated} ${undated === 1 ? 'article is' : 'articles are'} undated`)
  if (articles.some((each) => each.article.publisher === 'Unknown'))
    notes.push('the page does not name its publisher; give it with --publisher NAME')
  return notes
}

/** “zone not printed with 20 times; read as Asia/Shanghai because the masthead says China” */
export function zoneNote(zone: DefaultZone, times: number): string {
  const what = `zone not printed with ${times} ${times === 1 ? 'time' : 'times'}; read as ${zone.zone}`
  if (zone.from === 'masthead') return `${what} because the masthead says ${zone.country}`
  if (zone.from === 'option') return `${what} as asked`
  return `${what}; give another with --zone ZONE`
}

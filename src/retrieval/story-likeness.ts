/** Why two articles are, or are not, one story: what `judge` weighed, in words for the reader. */
import { otherStage } from './stages.ts'
import { judge, leadingNames, type Ruling, SAME_COPY_SHARE, STORY_DAYS } from './story-similarity.ts'
import type { Trace } from './story-traces.ts'

type LikenessRow = { readonly label: string; readonly text: string }

/** Names, words and figures listed in one row. */
const MAX_LISTED = 6
/** What is shared of the gist is told by its weightiest words. */
const MIN_WEIGHT = 0.08

/** Rows in a fixed order; what is not shared has none. The last one is the ruling. */
export function explainLikeness(a: Trace, b: Trace): LikenessRow[] {
  const { like, ruling, alike } = judge(a, b)
  const rows: LikenessRow[] = []
  const row = (label: string, text: string): void => {
    if (text !== '') rows.push({ label, text })
  }
  row('Shared names', listed([...a.names.keys()].filter((name) => b.names.has(name))))
  row('Shared in the headlines', listed([...a.title.keys()].filter((term) => b.title.has(term) && !a.names.has(term))))
  row(
    'Shared words',
    listed([...a.gist].filter(([term, weight]) => weight >= MIN_WEIGHT && b.gist.has(term) && !a.names.has(term)).map(([term]) => term)),
  )
  row('One headline in the other lead', percent(like.headlineTold))
  row('Main words in both leads', percent(like.gistTold))
  row('Details in common', like.manyDetails === 0 ? '' : String(like.manyDetails))
  row('Long in the news', listed([...a.gist.keys()].filter((term) => b.gist.has(term) && (a.familiar.has(term) || b.familiar.has(term)))))
  row('Shared figures', listed([...a.figures].filter((figure) => b.figures.has(figure)).map(printedFigure)))
  row('Days apart', a.ms === null || b.ms === null ? 'not known' : String(Math.round(like.days)))
  if (like.copy > 0) row('Copied', percent(like.copy))
  row('Ruling', rulingOf(ruling, alike, a, b))
  return rows
}

function rulingOf(ruling: Ruling, alike: number, a: Trace, b: Trace): string {
  switch (ruling) {
    case 'copies':
      return `near copies: ${percent(SAME_COPY_SHARE)} or more of the text is the same`
    case 'furniture':
      return 'apart: one outlet’s standing text under other headlines or on other days'
    case 'undated':
      return 'apart: one has no printed date, or tells of many events, and they are no copies'
    case 'days apart':
      return `apart: more than ${STORY_DAYS} days between them`
    case 'other part':
      return `apart: ${otherParts(a, b)}`
    case 'other day':
      return 'apart: two days of what was in the news for weeks'
    case 'series':
      return 'apart: one outlet’s headlines of one form over texts that have little in common'
    case 'other names':
      return `apart: ${leadingNames(a).slice(0, MAX_LISTED).join(', ')} ≠ ${leadingNames(b).slice(0, MAX_LISTED).join(', ')}`
    case 'other words':
      return 'apart: their headlines or their texts have too little in common'
    case 'weighed':
      return `alike: ${percent(alike)}`
    default:
      return ruling satisfies never
  }
}

function listed(terms: readonly string[]): string {
  const more = terms.length - MAX_LISTED
  return `${terms.slice(0, MAX_LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** Written as they were worked out: `4500000000`, `30%`. */
function printedFigure(figure: string): string {
  return figure.endsWith('%') ? `${figure.slice(0, -1)} %` : Number(figure).toLocaleString('en')
}

/** `game 4 ≠ game 5`. */
function otherParts(a: Trace, b: Trace): string {
  const kind = otherStage(a.stages, b.stages)
  const parts = ({ stages }: Trace) =>
    [...stages].filter((stage) => stage.startsWith(`${kind}:`)).map((stage) => stage.slice(stage.indexOf(':') + 1))
  return `${kind} ${listed(parts(a))} ≠ ${listed(parts(b))}`
}

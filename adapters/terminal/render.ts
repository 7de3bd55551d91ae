/** Answer → text for a terminal. Pure: the same answer and limits give the same text. */
import {
  type Answer,
  type Block,
  barOf,
  barsOf,
  type Chart,
  type Coverage,
  codeLines,
  type FollowUp,
  fittingParts,
  inMarks,
  printedDate,
  printedSearched,
  printedTime,
  type Quote,
  type Source,
  type Span,
  safe,
} from '../../src/answer.ts'
import { columnsOf, type Limits, lay, PLAIN, painted, type Run } from './limits.ts'

const BAR = 24
const MAX_LABEL = 28
/** Rows of a coverage: what a usual window shows at once. */
const MAX_ROWS = 24

/** Title, blocks, sources, what was searched, follow-ups; parts are set apart by an empty line. No line break at the end. */
export function render(answer: Answer, limits: Limits = PLAIN): string {
  const parts: string[] = []
  if (answer.title !== '' && answer.title !== answer.question) parts.push(lay([{ text: safe(answer.title), look: 'strong' }], limits))
  let body = ''
  for (const [i, block] of answer.blocks.entries()) {
    const before = answer.blocks[i - 1]
    const apart =
      before !== undefined &&
      (block.type === 'paragraph' || block.type === 'code' || (before.type !== block.type && before.type !== 'paragraph'))
    body += `${i === 0 ? '' : apart ? '\n\n' : '\n'}${renderBlock(block, limits)}`
  }
  if (body !== '') parts.push(body)
  if (answer.sources.length > 0) parts.push(['Sources:', ...answer.sources.map((source) => renderSource(source, limits))].join('\n'))
  const searched = printedSearched(answer.searched)
  if (searched !== '') parts.push(lay([{ text: safe(searched), look: 'faint' }], limits))
  if (answer.followUps.length > 0) parts.push(['Ask next:', ...answer.followUps.map((next) => renderNext(next, limits))].join('\n'))
  return parts.join('\n\n')
}

const OF_A_SOURCE = /\[\d+\]/

/** The command, to be typed; of what is called by a number of the answer, its name too: its command may say nothing to a reader. */
function renderNext({ label, command }: FollowUp, limits: Limits): string {
  const name: Run[] = OF_A_SOURCE.test(label) ? [{ text: `  (${safe(label)})`, look: 'faint' }] : []
  return lay([{ text: `  ${safe(command)}`, look: 'plain' }, ...name], limits, 4)
}

function renderBlock(block: Block, limits: Limits): string {
  switch (block.type) {
    case 'paragraph':
      return lay(runsOf(block.spans), limits)
    case 'quote':
      return renderQuote(block, limits)
    case 'list':
      return block.items.map((item) => lay([{ text: '• ', look: 'plain' }, ...runsOf(item)], limits, 2)).join('\n')
    case 'facts':
      return renderFacts(block.rows, limits)
    case 'chart':
    case 'coverage':
      return renderChart(block, limits)
    case 'notice':
      return lay([{ text: safe(block.text), look: 'notice' }], limits)
    // As it is, never wrapped: an answer that is nothing else is a file where it is piped into one.
    case 'code':
      return codeLines(block.text).join('\n')
    default:
      return block satisfies never
  }
}

/** `[lead] “the sentence” [1]`, with the asked-for span bold where there is colour. A sentence with quotation marks of its own gets no second pair around them. */
function renderQuote(quote: Quote, limits: Limits): string {
  const [from, to] = quote.strong ?? [0, 0]
  const [open, close] = inMarks(quote.text) === quote.text ? ['', ''] : ['“', '”']
  const runs: Run[] = [
    ...(quote.lead === null ? [] : [{ text: `[${safe(quote.lead)}] `, look: 'faint' as const }]),
    { text: `${open}${safe(quote.text.slice(0, from))}`, look: 'plain' },
    { text: safe(quote.text.slice(from, to)), look: 'strong' },
    { text: `${safe(quote.text.slice(to))}${close}`, look: 'plain' },
    { text: ` [${quote.cite}]`, look: 'faint' },
  ]
  return lay(
    runs.filter((run) => run.text !== ''),
    limits,
    2,
  )
}

function renderFacts(rows: Extract<Block, { type: 'facts' }>['rows'], limits: Limits): string {
  const width = Math.min(MAX_LABEL, Math.max(0, ...rows.map((row) => columnsOf(safe(row.label)))))
  return rows
    .map((row) => {
      const label = safe(row.label)
      const padding = ' '.repeat(Math.max(0, width - columnsOf(label)))
      return lay([{ text: label, look: 'strong' }, { text: `${padding}  `, look: 'plain' }, ...runsOf(row.spans)], limits, width + 2)
    })
    .join('\n')
}

/** Horizontal bars, each with what it is made of where the line has room for that. */
function renderChart(block: Chart | Coverage, limits: Limits): string {
  const { bars, note } = barsOf(block, MAX_ROWS)
  const values = bars.map(({ value }) => value)
  const width = Math.min(MAX_LABEL, Math.max(0, ...bars.map(({ label }) => columnsOf(safe(label)))))
  const lines = bars.map((row) => {
    const label = safe(row.label)
    const line = `${label}${' '.repeat(Math.max(0, width - columnsOf(label)))}  ${barOf(row.value, values, BAR)} ${row.value}`
    const room = limits.width === null ? Number.POSITIVE_INFINITY : limits.width - columnsOf(line) - 2
    const parts = fittingParts(safe(row.parts), room, columnsOf)
    return parts === '' ? line : `${line}  ${painted(parts, 'faint', limits)}`
  })
  const notes = note === '' ? [] : [lay([{ text: note, look: 'faint' }], limits)]
  return [painted(safe(block.title), 'strong', limits), ...lines, ...notes].join('\n')
}

function runsOf(spans: readonly Span[]): Run[] {
  return spans.flatMap((span): Run | Run[] => {
    switch (span.type) {
      case 'text':
        return { text: safe(span.text), look: 'plain' }
      case 'strong':
        return { text: safe(span.text), look: 'strong' }
      case 'link':
        return linkRuns(span.text, span.url)
      case 'cite':
        return { text: `[${span.source}]`, look: 'faint' }
      case 'time':
        return { text: /^\d{4}-\d{2}$/.test(span.at) ? `about ${printedTime(span.at)}` : safe(printedTime(span.at)), look: 'plain' }
      default:
        return span satisfies never
    }
  })
}

function linkRuns(text: string, url: string): Run[] {
  const address = (shown: string): Run => ({ text: shown, look: 'plain', isWhole: true })
  return text === url ? [address(safe(url))] : [{ text: `${safe(text)} `, look: 'plain' }, address(`<${safe(url)}>`)]
}

function renderSource(source: Source, limits: Limits): string {
  const indent = `[${source.n}] `.length
  const facts = [source.publisher, inMarks(source.title), source.authors.join(', '), printedDate(source)].filter(Boolean)
  const line = lay([{ text: `[${source.n}] ${safe(facts.join(' · '))}`, look: 'plain' }], limits, indent)
  return source.url === null ? line : `${line}\n${' '.repeat(indent)}${safe(source.url)}`
}

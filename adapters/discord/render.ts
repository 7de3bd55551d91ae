/** Answer → messages for Discord. Pure: the same answer and buttons give the same messages. */
import {
  type Answer,
  type Block,
  type Button,
  codeLines,
  headlinesShown,
  inMarks,
  isHeading,
  printedDate,
  printedSearched,
  printedTime,
  type Quote,
  type Source,
  type Span,
} from '../../src/answer.ts'
import { chartLines, NONE, type Picture, type Shown } from './chart.ts'
import { instant, isVisible, LIMITS, link, type Run, shortened, whole } from './limits.ts'
import {
  chartsIn,
  FENCE,
  GAP,
  inOrder,
  type Line,
  mostThat,
  type Packed,
  type Part,
  packed,
  partsOf,
  someParts,
  without,
} from './packing.ts'

type ButtonJson = { readonly type: 2; readonly style: 1 | 2; readonly label: string; readonly custom_id: string }
type MenuJson = {
  readonly type: 3
  readonly custom_id: string
  readonly placeholder: string
  readonly options: readonly { readonly label: string; readonly value: string }[]
}
type Row = { readonly type: 1; readonly components: readonly (ButtonJson | MenuJson)[] }
/** `drawn`: the same with pictures in the place of bars, where there are any and files can be posted. */
export type DiscordPayload = { readonly content: string; readonly components: readonly Row[]; readonly drawn?: Drawn }
type Drawn = { readonly content: string; readonly pictures: readonly Picture[] }

/** How much of a source is shown: characters of its headline, of its outlet, of its authors and of its address. */
type Detail = { readonly title: number; readonly outlet: number; readonly authors: number; readonly url: number }
/** `titled`: numbers of the sources whose headline stands above already. */
type Foot = { readonly answer: Answer; readonly titled: ReadonlySet<number> }
const WHOLE: Detail = { title: 300, outlet: 80, authors: 120, url: LIMITS.url }
const LESS: Detail = { title: 100, outlet: 40, authors: 0, url: 200 }
const LEAST: Detail = { title: 60, outlet: 30, authors: 0, url: 0 }
/** Where room is short, sources lose what can be missed before an answer loses a line. */
const DETAILS = [WHOLE, LESS, LEAST]
/** A line that is no longer than this is parted only where room is short: then it fills up a message that has some left. */
const LOOSE = LIMITS.content
const DENSE = 400
/** Sources that one line can bring in where room is short: with the least of each, three messages hold as many. */
const MAX_CITES = 16
const MAX_TITLE = 300
const MAX_DATE = 60
const MAX_SEARCHED = 300

/**
 * One to four messages, at most `most`; the buttons are under the last. Whole lines are left out only where these do not hold them, and that is then said.
 * Whatever is `shown`, they are as many, and say the same.
 */
export function render(
  answer: Answer,
  buttons: readonly Button[],
  most: number = LIMITS.messages,
  shown: Shown = NONE,
): readonly DiscordPayload[] {
  const messages = fitted(bodyOf(answer), answer, most)
  const rows = rowsOf(buttons, messages.length > 1)
  return messages.map((message, i) => ({
    content: isVisible(message.content) ? message.content : '…',
    components: i === messages.length - 1 ? rows : [],
    ...drawnOf(message, shown),
  }))
}

/** The words are the answer's alone, so that a message is known again by them whoever posted it; without any there is no such message. */
function drawnOf(message: Packed, shown: Shown): { drawn?: Drawn } {
  const charts = chartsIn(message)
  const content = without(message, new Set(charts))
  const pictures = charts.flatMap((chart) => shown.get(chart) ?? [])
  if (charts.length === 0 || !isVisible(content)) return {}
  return { drawn: { content, pictures: pictures.length === charts.length ? pictures : [] } }
}

function fitted(body: readonly Line[], answer: Answer, messages: number): Packed[] {
  const foot: Foot = { answer, titled: headlinesShown(answer) }
  for (const detail of DETAILS)
    for (const most of [LOOSE, DENSE]) {
      const contents = packed(partsOf(inOrder(body, footOf(foot, answer.sources, detail)), most))
      if (contents.length <= messages) return contents
    }
  return cut(body, foot, messages)
}

/** As much as so many messages hold, from the beginning, with its sources; then, where all lines are shown, further sources. What was left out is counted. */
function cut(body: readonly Line[], foot: Foot, messages: number): Packed[] {
  const { answer } = foot
  const parts = someParts(partsOf(body, DENSE))
  const lines = body.filter((one) => one !== GAP).length
  // A heading is not the last that is shown, unless nothing comes after it.
  const isLast = ({ keep }: Part, i: number) => !keep || i === parts.length - 1
  const contents = (n: number, further: number): Packed[] => {
    const shown = parts.slice(0, parts.slice(0, n).findLastIndex(isLast) + 1)
    const cited = new Set(shown.flatMap(({ cites }) => cites.slice(0, MAX_CITES)))
    const others = answer.sources.filter((source) => !cited.has(source.n)).slice(0, further)
    const sources = answer.sources.filter((source) => cited.has(source.n) || others.includes(source))
    const lost = leftOut(lines - linesIn(shown), answer.sources.length - sources.length)
    return packed(inOrder(shown, partsOf(inOrder(lost, footOf(foot, sources, LEAST)), DENSE)))
  }
  const fits = (n: number, further: number) => contents(n, further).length <= messages
  const most = mostThat(parts.length, (n) => fits(n, 0))
  const isAll = linesIn(parts.slice(0, most)) === lines
  return contents(most, isAll ? mostThat(answer.sources.length, (further) => fits(most, further)) : 0)
}

function linesIn(parts: readonly Part[]): number {
  return parts.filter(({ ends, first }) => ends && first !== '').length
}

function leftOut(lines: number, sources: number): Line[] {
  const counts = [counted(lines, 'line'), counted(sources, 'source')].filter((count) => count !== '')
  if (counts.length === 0) return []
  return [GAP, line([said(`There was no room for ${counts.join(' and ')} more. Ask a narrower question, or for fewer with limit:.`, '*')])]
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`
}

function line(runs: readonly Run[], prefix: Line['prefix'] = '', keep = false): Line {
  return { prefix, runs, keep }
}

function said(text: string, mark: '' | '*' | '**' = ''): Run {
  return { text, mark }
}

function bodyOf({ title, blocks }: Answer): Line[] {
  const lines: Line[] = title.trim() === '' ? [] : [line([said(shortened(title, MAX_TITLE), '**')], '', true)]
  let before: Block | undefined
  for (const block of blocks) {
    const own = linesOf(block).filter(isSeen)
    if (own.length === 0) continue
    if (before !== undefined && isApart(before, block)) lines.push(GAP)
    lines.push(...own)
    before = block
  }
  return lines
}

/** Not blank: that would be no line, and nothing is lost where it is left out. */
function isSeen({ runs }: Line): boolean {
  return runs.some((run) => 'own' in run || run.text.trim() !== '')
}

/** Quotations stand apart, so that each is seen to be one; who else tells it stands right under it, and what is introduced under its heading. */
function isApart(before: Block, block: Block): boolean {
  if (isHeading(before)) return false
  if (block.type === 'quote' || block.type === 'code' || isHeading(block)) return true
  if (block.type === 'paragraph') return before.type !== 'quote'
  return before.type !== block.type && !(before.type === 'notice' && block.type === 'list')
}

function linesOf(block: Block): Line[] {
  switch (block.type) {
    case 'paragraph':
      return [line(block.spans.flatMap(spanRun), '', isHeading(block))]
    case 'quote':
      return quoteLines(block)
    case 'list':
      return block.items.map((item) => line(item.flatMap(spanRun), '- '))
    case 'facts':
      return block.rows.map((row) => line([said(row.label, '**'), said(' '), ...row.spans.flatMap(spanRun)]))
    case 'chart':
    case 'coverage':
      return chartLines(block)
    case 'notice':
      return [line([said(block.text, '*')])]
    case 'code':
      return codeLines(block.text).map((text) => line([{ own: text }], FENCE))
    default:
      return block satisfies never
  }
}

/** What a pronoun means, or date and headline, on a line of its own; then the sentence behind a bar, its asked-for span bold. */
function quoteLines({ text, strong, lead, cite }: Quote): Line[] {
  const [from, to] = (strong ?? [0, 0]).map((at) => whole(text, at)) as [number, number]
  const runs = [said(text.slice(0, from)), said(text.slice(from, to), '**'), said(text.slice(to)), said(' '), citation(cite)]
  const sentence = line(runs, '> ')
  return lead === null || lead.trim() === '' ? [sentence] : [line([said(lead, '*')], '', true), sentence]
}

function citation(n: number): Run {
  return { own: `[${n}]`, cites: n }
}

function spanRun(span: Span): Run[] {
  switch (span.type) {
    case 'text':
      return [said(span.text)]
    case 'strong':
      return [said(span.text, '**')]
    case 'link':
      return link(span.text.trim() === '' ? span.url : span.text, span.url)
    case 'cite':
      return [citation(span.source)]
    case 'time':
      return [instant(span.at, 'f') ?? said(/^\d{4}-\d{2}$/.test(span.at) ? `about ${printedTime(span.at)}` : printedTime(span.at))]
    default:
      return span satisfies never
  }
}

/** Sources and what was searched, in small print. */
function* footOf({ answer, titled }: Foot, sources: readonly Source[], detail: Detail): Generator<Line> {
  const text = shortened(printedSearched(answer.searched), MAX_SEARCHED)
  if (sources.length > 0 || text !== '') yield GAP
  for (const source of sources) yield sourceLine(source, detail, titled.has(source.n))
  if (text !== '') yield line([said(text)], '-# ')
}

/** `[1] outlet · headline · authors · date, age`, the headline being the link where it can be; `isTitled`: it stands above already, and the outlet is. */
function sourceLine(source: Source, detail: Detail, isTitled: boolean): Line {
  const { n, authors, published, url } = source
  const quoted = inMarks(shortened(source.title, detail.title))
  const age = published === null ? null : instant(published, 'R')
  const dated = [said(shortened(printedDate(source), MAX_DATE)), ...(age === null ? [] : [said(', '), age])]
  const publisher = shortened(source.publisher, detail.outlet)
  const facts = [
    ...(isTitled ? [link(publisher, url, detail.url)] : [[said(publisher)], link(quoted, url, detail.url)]),
    [said(detail.authors === 0 ? '' : shortened(authors.join(', '), detail.authors))],
    dated,
  ].filter((fact) => fact.some((run) => 'own' in run || run.text.trim() !== ''))
  return line([citation(n), ...facts.flatMap((fact, i) => [said(i === 0 ? ' ' : ' · '), ...fact])], '-# ')
}

const UNNAMED: Readonly<Record<Button['kind'], string>> = { next: 'More', turn: 'Turn', share: 'Share', good: '👍', bad: '👎' }
/** More things to ask next than this would push the answer away: they become a menu. */
const MAX_NEXT = LIMITS.row
/** Of the other buttons; further ones stand in the menu too. */
const MAX_OTHERS = 2 * LIMITS.row
const PLACEHOLDER = 'Ask next…'

/** Pages to turn, then what to ask next, then sharing and rating. `isSeveral`: the answer takes several messages, which a press must know. */
function rowsOf(buttons: readonly Button[], isSeveral: boolean): Row[] {
  const next = buttons.filter(({ kind }) => kind === 'next')
  const others = buttons.filter(({ kind }) => kind !== 'next').toSorted((a, b) => Number(b.kind === 'turn') - Number(a.kind === 'turn'))
  const shown = others.slice(0, MAX_OTHERS)
  const turns = shown.filter(({ kind }) => kind === 'turn')
  const rest = shown.filter(({ kind }) => kind !== 'turn')
  const inMenu = next.length > MAX_NEXT || others.length > MAX_OTHERS ? [...next, ...others.slice(MAX_OTHERS)] : []
  const pressed = inMenu.length > 0 ? [rest] : next.length + rest.length > LIMITS.row ? [next, rest] : [[...next, ...rest]]
  const rows: Row['components'][] = [
    ...parted(turns, LIMITS.row).map((some) => some.map((button) => pressJson(button, isSeveral))),
    ...parted(inMenu, LIMITS.options).map((some, i) => [menuJson(some, i, isSeveral)]),
    ...pressed.flatMap((some) => parted(some, LIMITS.row)).map((some) => some.map((button) => pressJson(button, isSeveral))),
  ]
  return rows.slice(0, LIMITS.rows).map((components) => ({ type: 1, components }))
}

function parted<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most))
}

function pressJson(button: Button, isSeveral: boolean): ButtonJson {
  return {
    type: 2,
    style: button.kind === 'share' ? 1 : 2,
    label: labelOf(button, LIMITS.label),
    custom_id: pressId(button, isSeveral),
  }
}

function menuJson(buttons: readonly Button[], n: number, isSeveral: boolean): MenuJson {
  const options = buttons.map((button) => ({ label: labelOf(button, LIMITS.option), value: pressId(button, isSeveral) }))
  return { type: 3, custom_id: `menu.${n}`, placeholder: PLACEHOLDER, options }
}

/** What a press sends back. */
function pressId({ kind, id }: Button, isSeveral: boolean): string {
  return `${kind}:${id}${isSeveral ? '+' : ''}`
}

function labelOf({ label, kind }: Button, most: number): string {
  const text = shortened(label, most)
  return isVisible(text) ? text : UNNAMED[kind]
}

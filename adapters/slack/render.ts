/** Answer → messages for Slack. Pure: the same answer and buttons give the same payloads. Text of articles stands in elements that Slack reads nothing into. */
import {
  type Answer,
  type Block,
  type Button,
  type Chart,
  type Coverage,
  codeLines,
  headlinesShown,
  inMarks,
  isHeading,
  printedDate,
  printedSearched,
  printedTime,
  type Quote,
  type Searched,
  type Source,
  type Span,
  safe,
} from '../../src/answer.ts'
import { drawn, NONE, pictured, type Shown, widest } from './chart.ts'
import {
  type Budget,
  buttonRows,
  type Element,
  escaped,
  HOME,
  instant,
  LIMITS,
  type Line,
  link,
  MESSAGE,
  pieces,
  plain,
  pressButton,
  ratingRow,
  richText,
  run,
  type SlackBlock,
  whole,
} from './limits.ts'
import { answeringLine } from './notification.ts'
import { type Item, paged } from './packing.ts'

/** `text` is what a notification shows: escaped, and to be posted without markup (`mrkdwn: false`). */
export type SlackPayload = { readonly text: string; readonly blocks: readonly SlackBlock[] }

/**
 * One to four messages, at most `most`, to be posted in this order. What finds no room even there is counted at the end of the last one. Whatever is
 * `shown`, they are as many, and the same lines stand in each, so that a message can be posted with its pictures or without.
 */
export function render(answer: Answer, buttons: readonly Button[], most = MESSAGE.messages, shown = NONE): readonly SlackPayload[] {
  return laidOut(answer, buttons, { ...MESSAGE, messages: most }, shown).map(({ page, blocks }, i) => ({
    text: escaped(i === 0 ? answeringLine(answer, firstLine) : lineText(page), LIMITS.notification) || 'Newsdesk',
    blocks,
  }))
}

/** The same as a page of its own: what stands in the Home tab. */
export function renderHome(answer: Answer, buttons: readonly Button[]): { readonly type: 'home'; readonly blocks: readonly SlackBlock[] } {
  return { type: 'home', blocks: laidOut(answer, buttons, HOME, NONE).flatMap(({ blocks }) => blocks) }
}

/** Measured, not estimated: a line goes into a message where the whole of it, with all that may stand under it, is within the budget. */
function laidOut(answer: Answer, buttons: readonly Button[], budget: Budget, shown: Shown): { page: Item; blocks: SlackBlock[] }[] {
  const pressable = shownButtons(buttons, budget)
  const title = safe(answer.title).trim()
  const header = title.length <= LIMITS.header ? plain(title, LIMITS.header) : null
  const items = itemsOf(answer)
  const isBare = header === null && title === '' && items.length === 0
  const opening = header === null ? line('text', run(isBare ? answeringLine(answer, firstLine) : title, { bold: true })) : []
  const tail = (isSeveral: boolean): SlackBlock[] => [...searchedLine(answer.searched), ...buttonBlocks(pressable, isSeveral, budget)]
  const longest = [...tail(true), ...leftOut({ line: 99_999, source: 99_999, button: 99_999 })]
  const blocksOf = (page: Item, n: number, under: readonly SlackBlock[], look: Shown): SlackBlock[] => [
    ...(n === 0 && header !== null ? [{ type: 'header' as const, text: header }] : []),
    ...pictured(page.lines, look),
    ...richText(page.sources.length === 0 ? [] : [...line('text', run('Sources', { bold: true }), true), ...page.sources]),
    ...under,
  ]
  const looks = [NONE, ...widest(answer)]
  const { pages, left } = paged([...opening.map((one) => ({ lines: [one], sources: [] })), ...items], budget.messages, (page, n) => {
    return looks.every((look) => {
      const blocks = blocksOf(page, n, longest, look)
      return blocks.length <= budget.blocks && JSON.stringify(blocks).length <= budget.characters
    })
  })
  const lost = leftOut({
    line: left.reduce((sum, item) => sum + item.lines.length, 0),
    source: left.reduce((sum, item) => sum + item.sources.length, 0),
    button: buttons.length - pressable.length,
  })
  const last = pages.length - 1
  return pages.map((page, n) => ({ page, blocks: blocksOf(page, n, n === last ? [...lost, ...tail(last > 0)] : [], shown) }))
}

/** The lines of an answer, each with the sources that it is the first to cite; at the end the sources that nothing cites. */
function itemsOf(answer: Answer): Item[] {
  const sources = new Map(answer.sources.map((source) => [source.n, source]))
  const titled = headlinesShown(answer)
  const listed = new Set<number>()
  const listing = (numbers: readonly number[]): Line[] =>
    numbers.flatMap((n) => {
      const source = listed.has(n) ? undefined : sources.get(n)
      listed.add(n)
      return source === undefined ? [] : line('text', sourceElements(source, titled.has(n)))
    })
  const items: Item[] = []
  let lines: Line[] = []
  for (const [i, block] of answer.blocks.entries()) {
    for (const one of linesOf(block, isApart(block, answer.blocks[i - 1]), sources)) {
      lines.push(one)
      if (one.keep) continue
      items.push({ lines, sources: listing(lines.flatMap(({ cites }) => cites)) })
      lines = []
    }
  }
  if (lines.length > 0) items.push({ lines, sources: listing(lines.flatMap(({ cites }) => cites)) })
  return [...items, ...answer.sources.flatMap(({ n }) => listing([n])).map((one) => ({ lines: [], sources: [one] }))]
}

/** Quotations stand apart from each other, so that each is seen to be one; headings, and “also in: …”, from all but what they belong to. */
function isApart(block: Block, before: Block | undefined): boolean {
  if (before === undefined || isHeading(block)) return true
  if (isHeading(before)) return false
  if (block.type === 'paragraph') return before.type !== 'quote' || !goesOn(block.spans[0])
  return block.type === 'quote' || block.type === 'code' || (before.type !== 'paragraph' && before.type !== block.type)
}

function goesOn(span: Span | undefined): boolean {
  return span?.type === 'text' && /^\p{Ll}/u.test(span.text)
}

function line(kind: Line['kind'], elements: readonly Element[], gap = false, more?: Partial<Line>): Line[] {
  return pieces({ kind, elements, gap, keep: false, cites: [], ...more })
}

function linesOf(block: Block, gap: boolean, sources: ReadonlyMap<number, Source>): Line[] {
  switch (block.type) {
    case 'paragraph':
      return line('text', spanElements(block.spans, sources), gap, { keep: isHeading(block), cites: citesOf(block.spans) })
    case 'quote':
      return line('quote', quoteElements(block, sources), gap, { cites: [block.cite] })
    case 'list':
      return block.items.flatMap((item, i) => line('item', spanElements(item, sources), gap && i === 0, { cites: citesOf(item) }))
    case 'facts':
      return block.rows.flatMap(({ label, spans }, i) => {
        const elements = [...run(label, { bold: true }), ...run(label === '' ? '' : ': '), ...spanElements(spans, sources)]
        return line('text', elements, gap && i === 0, { cites: citesOf(spans) })
      })
    case 'chart':
      return chartLines(block, gap)
    case 'coverage': {
      const lines = chartLines(block, gap)
      return lines.map((one, i) => ({ ...one, keep: i < lines.length - 1, chart: { of: block, lines: lines.length } }))
    }
    case 'notice':
      return line('text', run(block.text, { italic: true }), gap)
    case 'code':
      // Slack takes no empty text: a space keeps an empty line.
      return codeLines(block.text).flatMap((text, i) => line('code', run(text === '' ? ' ' : text), gap && i === 0))
    default:
      return block satisfies never
  }
}

/** `[lead]` in italics, the sentence with the asked-for span in bold, its number linked to the article. Slack draws a bar beside it. */
function quoteElements({ text, strong, lead, cite }: Quote, sources: ReadonlyMap<number, Source>): Element[] {
  const [from, to] = (strong ?? [0, 0]).map((at) => whole(text, at)) as [number, number]
  return [
    ...run(lead === null ? '' : `[${lead}] `, { italic: true }),
    ...run(text.slice(0, from)),
    ...run(text.slice(from, to), { bold: true }),
    ...run(text.slice(to)),
    ...run(' '),
    ...citation(cite, sources.get(cite)),
  ]
}

function chartLines(block: Chart | Coverage, gap: boolean): Line[] {
  const { lines, note } = drawn(block)
  return [
    ...line('text', run(block.title, { bold: true }), gap, { keep: true }),
    ...lines.flatMap((one) => line('code', run(one))),
    ...line('text', run(note, { italic: true })),
  ]
}

function citesOf(spans: readonly Span[]): number[] {
  return spans.flatMap((span) => (span.type === 'cite' ? [span.source] : []))
}

function spanElements(spans: readonly Span[], sources: ReadonlyMap<number, Source>): Element[] {
  return spans.flatMap((span): Element[] => {
    switch (span.type) {
      case 'text':
        return run(span.text)
      case 'strong':
        return run(span.text, { bold: true })
      case 'link':
        return linked(span.text, span.url)
      case 'cite':
        return citation(span.source, sources.get(span.source))
      case 'time':
        return [instant(span.at, '{date_short_pretty} {time}') ?? run(spanTime(span.at))].flat()
      default:
        return span satisfies never
    }
  })
}

function spanTime(at: string): string {
  return /^\d{4}-\d{2}$/.test(at) ? `about ${printedTime(at)}` : printedTime(at)
}

function citation(n: number, source: Source | undefined): Element[] {
  return [link(`[${n}]`, source?.url ?? null) ?? run(`[${n}]`)].flat()
}

/** Text that cannot stand for its link stands beside it. */
function linked(text: string, url: string): Element[] {
  const beside = link('[link]', url)
  if (beside === null) return run(text || url)
  return [link(text, url) ?? [...run(text && `${text} `), beside]].flat()
}

/**
 * `[1] outlet · headline · authors · date (age)`; the headline is the link, or the number where the headline cannot be, or `isTitled`: it stands
 * above already.
 */
function sourceElements(source: Source, isTitled: boolean): Element[] {
  const { n, url } = source
  const title = isTitled ? '' : source.title
  const headline = link(title, url)
  const quoted = inMarks(title)
  const age = source.published === null ? null : instant(source.published, '{ago}')
  const dated = [...run(printedDate(source)), ...(age === null ? [] : [...run(' ('), age, ...run(')')])]
  const facts = [run(source.publisher), headline === null ? run(quoted) : [headline], run(source.authors.join(', ')), dated]
  return [
    ...(headline === null ? citation(n, source) : run(`[${n}]`)),
    ...facts.filter((fact) => fact.length > 0).flatMap((fact, i) => [...run(i === 0 ? ' ' : ' · '), ...fact]),
  ]
}

function firstLine(block: Block): string {
  return lineText({ lines: linesOf(block, false, new Map()), sources: [] })
}

/** The text of the first line. */
function lineText({ lines, sources }: Item): string {
  const elements = (lines[0] ?? sources[0])?.elements ?? []
  return elements.map((element) => (element.type === 'date' ? element.fallback : element.text)).join('')
}

function searchedLine(searched: Searched): SlackBlock[] {
  const text = plain(printedSearched(searched), LIMITS.searched)
  return text === null ? [] : [{ type: 'context', elements: [text] }]
}

function leftOut(left: { readonly line: number; readonly source: number; readonly button: number }): SlackBlock[] {
  const counts = Object.entries(left).flatMap(([what, n]) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]))
  if (counts.length === 0) return []
  const text = `There was no room for ${counts.join(' and ')} more. Ask a narrower question, or for fewer with limit:.`
  return richText(line('text', run(text, { italic: true })))
}

/** As many as there is room for under an answer, in their order. */
function shownButtons(buttons: readonly Button[], budget: Budget): readonly Button[] {
  let shown = buttons.slice(0, LIMITS.buttons)
  while (JSON.stringify(buttonBlocks(shown, true, budget)).length > LIMITS.buttonCharacters) shown = shown.slice(0, -1)
  return shown
}

/** Pages to turn, then what to ask next and sharing, then the rating. `isSeveral`: the answer takes several messages, which a press must know. */
function buttonBlocks(buttons: readonly Button[], isSeveral: boolean, budget: Budget): SlackBlock[] {
  const pressed = buttons.map((button, n) => ({ kind: button.kind, element: pressButton(button, n, isSeveral) }))
  const good = pressed.find(({ kind }) => budget.rates && kind === 'good')
  const bad = pressed.find(({ kind }) => budget.rates && kind === 'bad')
  const isRated = good !== undefined && bad !== undefined
  const others = isRated ? pressed.filter((one) => one !== good && one !== bad) : pressed
  const turns = others.filter(({ kind }) => kind === 'turn')
  const rows = [turns, others.filter((one) => !turns.includes(one))].flatMap((some) => buttonRows(some.map(({ element }) => element)))
  return isRated ? [...rows, ratingRow(good.element, bad.element)] : rows
}

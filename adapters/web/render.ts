/** Answer → HTML. Pure. Every text goes through `html`, which escapes it; the one exception is the chart, which our own drawing has made. */
import { html, raw } from 'hono/html'
import {
  type Answer,
  type Block,
  type Coverage,
  codeLines,
  inMarks,
  isHeading,
  printedDate,
  printedSearched,
  printedTime,
  type Quote,
  type Source,
  type Span,
  safe,
} from '../../src/answer.ts'
import { type Paragraphs, quoteKey } from './host.ts'
import { articlePath, outletPath } from './links.ts'

export type Html = ReturnType<typeof html>

/** What a command line becomes on a page: an address, and another label where that says better what will happen. */
export type CommandLink = { readonly href: string; readonly label: string | null }
export type Context = {
  readonly sources: readonly Source[]
  readonly paragraphs: Paragraphs
  readonly draw: (coverage: Coverage) => string
  /** null: not for readers of the page. */
  readonly command: (line: string) => CommandLink | null
  /** Begins the ids of these blocks, so that several lists of blocks can stand on one page. */
  readonly place?: string
  /** Outlets that have a page: a label of facts that is one leads there. */
  readonly outlets?: ReadonlySet<string>
  /** Of headings among the blocks: 2 unless they stand under one already. */
  readonly level?: 2 | 3
}

/** Units of the longest bar. */
const BAR_LENGTH = 100

/** An answer without its title: what it says, then its sources. */
export function render(answer: Pick<Answer, 'blocks' | 'sources'>, context: Context): Html {
  return html`<div class="answer">${renderBlocks(answer.blocks, context, true)}</div>
${sourceList(answer.sources)}`
}

/** `opens`: the first quotation is what answers, and is set large. */
export function renderBlocks(blocks: readonly Block[], context: Context, opens = false): Html {
  const parts: Html[] = []
  // What stands under a heading is one of several.
  const first = opens ? blocks.find((block) => block.type === 'quote' || isHeading(block)) : undefined
  for (let i = 0; i < blocks.length; ) {
    const entries = entriesFrom(blocks, i)
    if (entries.length > 1) {
      let n = i
      parts.push(
        html`<ol class="entries">${entries.map((entry) => html`<li>${entry.map((block) => blockHtml(block, context, n++, false))}</li>`)}</ol>`,
      )
      i = n
    } else {
      const block = blocks[i] as Block
      parts.push(blockHtml(block, context, i, block === first && !isEntry(block)))
      i++
    }
  }
  return html`${parts}`
}

/** The quotations from here on that each stand under a date or a headline, with what stands under them: several in a row are a list. */
function entriesFrom(blocks: readonly Block[], start: number): Block[][] {
  const entries: Block[][] = []
  for (const block of blocks.slice(start)) {
    if (isEntry(block)) entries.push([block])
    // Who else tells it stands right under it.
    else if (block.type === 'paragraph' && !isHeading(block)) entries.at(-1)?.push(block)
    else break
    if (entries.length === 0) break
  }
  return entries
}

function isEntry(block: Block | undefined): boolean {
  return block?.type === 'quote' && block.lead !== null && block.lead.trim() !== ''
}

function blockHtml(block: Block, context: Context, n: number, answering: boolean): Html {
  const id = `${context.place ?? 'b'}-${n}`
  switch (block.type) {
    case 'paragraph': {
      const spans = spansHtml(block.spans, context, id)
      return isHeading(block) ? headingHtml(block.spans, context) : html`<p dir="auto">${spans}</p>`
    }
    case 'quote':
      return quoteHtml(block, context, id, answering)
    case 'list':
      return html`<ul class="list">${block.items.map((item, i) => html`<li dir="auto">${spansHtml(item, context, `${id}-${i}`)}</li>`)}</ul>`
    case 'facts':
      return html`<dl class="facts">${block.rows.map(
        (row, i) =>
          html`<div><dt dir="auto">${labelHtml(row.label, context)}</dt><dd dir="auto">${spansHtml(row.spans, context, `${id}-${i}`)}</dd></div>`,
      )}</dl>`
    case 'chart':
      return barsHtml(block)
    case 'coverage':
      return coverageHtml(block, context.draw)
    case 'notice':
      return html`<p class="notice" dir="auto">${safe(block.text)}</p>`
    case 'code':
      return html`<pre class="code" tabindex="0"><code>${codeLines(block.text).join('\n')}</code></pre>`
    default:
      return block satisfies never
  }
}

function labelHtml(label: string, { outlets }: Context): Html | string {
  return outlets?.has(label) ? html`<a href="${outletPath(label)}">${headline(label)}</a>` : safe(label)
}

function headingHtml(spans: readonly Span[], { level }: Context): Html {
  const text = spans.map((span) => (span.type === 'strong' ? safe(span.text) : ''))
  return level === 3 ? html`<h3 dir="auto">${text}</h3>` : html`<h2 dir="auto">${text}</h2>`
}

/** What a pronoun means, or date and headline, stands over the quotation and outside its marks; nothing within the marks is ours. */
function quoteHtml(quote: Quote, context: Context, id: string, answering: boolean): Html {
  const { text, strong, lead } = quote
  const [from, to] = strong === null ? [0, 0] : [whole(text, strong[0]), whole(text, strong[1])]
  const [open, close] = marksOf(text)
  const bold = from < to ? html`<strong>${safe(text.slice(from, to))}</strong>` : ''
  return html`<figure class="${answering ? 'quote answering' : 'quote'}">${
    lead === null || lead.trim() === '' ? '' : leadHtml(lead, quote, context)
  }<blockquote><p dir="auto"${/^[“"]/.test(open + text) ? html` class="hung"` : ''}>${open}${safe(text.slice(0, from))}${bold}${safe(
    text.slice(Math.max(from, to)),
  )}${close}&nbsp;${citeHtml(quote.cite, context, id, quote)}</p></blockquote>${answering ? attribution(quote, context) : ''}</figure>`
}

/** A date, a headline, or both; a headline leads to its article. */
function leadHtml(lead: string, { cite }: Quote, { sources }: Context): Html {
  const source = sources.find((one) => one.n === cite)
  const [, when = '', title = lead] = /^([^·]{1,40}) · (.+)$/s.exec(lead) ?? []
  if (source === undefined || source.title !== title) return html`<figcaption dir="auto">${safe(lead)}</figcaption>`
  const before = when === '' ? '' : html`<span class="when">${safe(when)}</span><span class="unseen"> · </span>`
  return html`<figcaption dir="auto">${before}<a class="headline" href="${articlePath(source.articleId)}">${headline(title)}</a></figcaption>`
}

function attribution({ cite }: Quote, { sources }: Context): Html | '' {
  const source = sources.find((one) => one.n === cite)
  return source === undefined ? '' : html`<p class="attribution"><bdi>${safe(source.publisher)}</bdi>, ${dateHtml(source)}</p>`
}

/** Quotation marks around a text, but for one that has some of its own. */
export function marksOf(text: string): readonly [string, string] {
  return inMarks(text) === text ? ['', ''] : ['“', '”']
}

/** Never in the middle of a character of two units. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff && at > 0 ? at - 1 : Math.max(0, Math.min(at, text.length))
}

/** The number of a source: it leads to the passage, and shows it where it is hovered or focused. */
function citeHtml(n: number, { sources, paragraphs }: Context, id: string, quote: Quote | null): Html {
  const source = sources.find((one) => one.n === n)
  if (source === undefined) return html`<span class="cite">[${n}]</span>`
  const paragraph = quote === null ? undefined : paragraphs.get(quoteKey(quote))
  const href = articlePath(source.articleId, quote === null ? [] : [quote])
  const passage =
    quote === null || paragraph === undefined
      ? ''
      : html`<span class="passage" dir="auto">${safe(paragraph.before)}<mark>${safe(quote.text)}</mark>${safe(paragraph.after)}</span>`
  return html`<span class="cited"><a class="cite" href="${href}" aria-label="${`Source ${n}: ${safe(source.publisher)}, ${headline(
    source.title,
  )}`}" aria-describedby="${id}">[${n}]</a><span class="card" role="tooltip" id="${id}">${passage}<span class="from"><b><bdi>${safe(
    source.publisher,
  )}</bdi></b> · <bdi>${headline(source.title)}</bdi> · ${safe(printedDate(source))}</span></span></span>`
}

function spansHtml(spans: readonly Span[], context: Context, id: string): readonly (Html | string)[] {
  return spans.map((span, i) => spanHtml(span, context, `${id}-${i}`))
}

function spanHtml(span: Span, context: Context, id: string): Html | string {
  switch (span.type) {
    case 'text':
      return safe(span.text)
    case 'strong':
      return html`<strong>${safe(span.text)}</strong>`
    case 'link':
      return linkHtml(span.text, span.url)
    case 'cite':
      return citeHtml(span.source, context, id, null)
    case 'time':
      return html`${/^\d{4}-\d{2}$/.test(span.at) ? 'about ' : ''}${timeHtml(span.at)}`
    default:
      return span satisfies never
  }
}

/** An address that may be linked, or null: http(s) only, without credentials. */
export function webLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null
}

/** A link out of the reading room: it gives no address of ours away, and the other page no hand on ours. */
export function linkHtml(text: string, url: string | null): Html | string {
  const href = webLink(url)
  const shown = safe(text).trim() === '' ? safe(url ?? '') : safe(text)
  if (href === null) return shown
  return html`<a href="${href}" rel="noopener noreferrer nofollow external">${shown.trim() === '' ? hostOf(href) : shown}</a>`
}

/** `techcrunch.com` of an address that `webLink` let pass. */
export function hostOf(href: string): string {
  return new URL(href).hostname.replace(/^www\./, '')
}

/** What HTML takes as a time; other texts are only shown. */
const MACHINE_TIME = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/

export function timeHtml(at: string, text: string = printedTime(at)): Html | string {
  return MACHINE_TIME.test(at) ? html`<time datetime="${at}">${safe(text)}</time>` : safe(text)
}

/** When an article says it was published. */
export function dateHtml(article: Pick<Source, 'published' | 'about'>): Html | string {
  const at = article.published ?? article.about
  return at === null ? printedDate(article) : timeHtml(at, printedDate(article))
}

/** A headline in one line; never blank, since it is what a link is known by. */
export function headline(title: string): string {
  const text = safe(title)
  return text.trim() === '' ? 'Without a headline' : text
}

export function sourceList(sources: readonly Source[]): Html | '' {
  if (sources.length === 0) return ''
  return html`<section class="sources" aria-labelledby="sources"><h2 id="sources">Sources</h2><ol>${sources.map(sourceHtml)}</ol></section>`
}

function sourceHtml(source: Source): Html {
  const original = webLink(source.url)
  const authors = source.authors.map(safe).join(', ')
  return html`<li value="${source.n}"><span class="n" aria-hidden="true">${source.n}</span><p class="outlet"><a href="${outletPath(source.publisher)}"><bdi>${headline(source.publisher)}</bdi></a></p>
<p class="headline" dir="auto"><a href="${articlePath(source.articleId)}">${headline(source.title)}</a></p>
<p class="meta">${authors === '' ? '' : html`<bdi>${authors}</bdi>`}<span>${dateHtml(source)}</span>${
    original === null ? '' : html`<a href="${original}" rel="noopener noreferrer nofollow external">Original at ${hostOf(original)}</a>`
  }</p></li>`
}

export function searchedLine({ searched }: Pick<Answer, 'searched'>): Html | '' {
  const text = safe(printedSearched(searched))
  return text === '' ? '' : html`<p class="searched" dir="auto">${text}</p>`
}

/** Bars by label. Their lengths are attributes of an SVG: a strict page takes no styles from its text. */
function barsHtml({ title, series }: Extract<Block, { type: 'chart' }>): Html {
  const most = Math.max(0, ...series.map((point) => point.value).filter(Number.isFinite))
  return html`<figure class="chart"><figcaption dir="auto">${safe(title)}</figcaption><ul class="bars">${series.map(({ label, value }) => {
    const share = most > 0 && value > 0 ? Math.min(value, most) / most : 0
    const length = share === 0 ? 0 : Math.max(1, Math.round(share * BAR_LENGTH))
    return html`<li><span class="of"><bdi>${safe(label)}</bdi></span> <svg viewBox="0 0 ${BAR_LENGTH} 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="${BAR_LENGTH}" height="8"/><rect class="s0" width="${length}" height="8"/></svg> <b>${String(value)}</b></li>`
  })}</ul></figure>`
}

/** The chart, and the same figures as a table for whoever cannot see it or wants to know exactly. */
export function coverageHtml(coverage: Coverage, draw: Context['draw']): Html {
  const { title, columns, series, undated } = coverage
  const rows = columns.flatMap((column, i) => {
    const values = series.map((one) => one.values[i] ?? 0)
    const all = values.reduce((sum, value) => sum + value, 0)
    return all === 0 ? [] : [{ column, values, all }]
  })
  return html`<figure class="chart"><figcaption class="unseen" dir="auto">${safe(title)}</figcaption>
<div class="picture" role="group" aria-label="Chart" tabindex="0">${raw(draw(coverage))}</div>
<details><summary>The figures</summary><div class="wide" role="region" aria-label="The figures of the chart" tabindex="0"><table>
<thead><tr><th scope="col">When</th>${series.map(({ label }) => html`<th scope="col" dir="auto">${headline(label)}</th>`)}<th scope="col">All</th></tr></thead>
<tbody>${rows.map(
    ({ column, values, all }) =>
      html`<tr><th scope="row">${timeHtml(column)}</th>${values.map((value) => html`<td>${value}</td>`)}<td>${all}</td></tr>`,
  )}</tbody></table></div>${undated === 0 ? '' : html`<p class="meta">${undated} more without a date.</p>`}</details></figure>`
}

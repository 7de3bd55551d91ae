/** What a reader sees of an answer, whatever the surface draws it with: plain sentences, sources, what can be pressed, who else sees it. */

export type Run = { readonly text: string; readonly look: 'plain' | 'strong' | 'faint'; readonly url?: string }
/** An instant that the platform prints in the reader’s own zone stands in it as ISO 8601. */
export type Line = { readonly kind: 'title' | 'text' | 'quote' | 'item' | 'source'; readonly runs: readonly Run[] }
export type SeenQuote = {
  readonly lead: string | null
  readonly text: string
  /** The span in bold. */
  readonly bold: string | null
  readonly cite: number
}
/** `title`: null where the headline stands above already. */
export type SeenSource = { readonly n: number; readonly publisher: string; readonly title: string | null; readonly url: string | null }
export type Page = {
  readonly title: string | null
  readonly quotes: readonly SeenQuote[]
  readonly notices: readonly string[]
  /** Lines that are neither of these: facts, lists, headings, paragraphs. */
  readonly lines: readonly string[]
  readonly sources: readonly SeenSource[]
  /** “Searched: …” */
  readonly searched: string | null
  /** All of the above but the sources, in the order in which it is read. */
  readonly text: readonly string[]
}
export type Seen = Page & {
  readonly messages: number
  /** What pictures show, in the words for who cannot see them. */
  readonly pictures: readonly string[]
  /** What can be pressed, in the order in which it stands; at the terminal the lines that may be typed next. */
  readonly buttons: readonly string[]
  readonly audience: 'everyone' | 'asker'
  /** It changed what stood there, and nothing new was posted. */
  readonly isInPlace: boolean
  /** It stands in the thread of the message that it answers, or is a reply to it; null where it answers no message. */
  readonly isAttached: boolean | null
}

const OWN_MARKS = /[“”"«»„]/

export function pageOf(lines: readonly Line[]): Page {
  const quotes: SeenQuote[] = []
  const notices: string[] = []
  const others: string[] = []
  const sources: SeenSource[] = []
  const text: string[] = []
  let title: string | null = null
  let searched: string | null = null
  for (const line of lines) {
    const words = wordsOf(line)
    if (words === '') continue
    if (line.kind === 'source') sources.push(sourceOf(line, words))
    else if (line.kind === 'title') title = words
    else if (line.kind === 'quote') quotes.push(quoteOf(line.runs))
    else if (words.startsWith('Searched: ')) searched = words
    else if (line.kind === 'text' && joined(line.runs).every(({ look }) => look === 'faint')) notices.push(words)
    else others.push(labelled(line))
    if (line.kind !== 'source') text.push(words)
  }
  return { title, quotes, notices, lines: others, sources, searched, text }
}

/** Neighbours of one look are one; blanks around all of it are left out. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found.at(-1)
    if (last?.look === run.look && last.url === run.url) found[found.length - 1] = { ...last, text: last.text + run.text }
    else if (run.text !== '') found.push(run)
  }
  while (found[0]?.text.trim() === '') found.shift()
  while (found.at(-1)?.text.trim() === '') found.pop()
  return found
}

function wordsOf({ runs }: Line): string {
  return squeezed(runs.map(({ text }) => text).join(''))
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A fact is “label: text” wherever, however the label is set off. */
function labelled(line: Line): string {
  const [first, ...rest] = joined(line.runs)
  if (line.kind !== 'text' || first?.look !== 'strong' || rest.length === 0) return wordsOf(line)
  const told = rest.map(({ text }) => text).join('')
  return `${squeezed(first.text)}: ${squeezed(told.replace(/^[\s:]+/, ''))}`
}

/** `[lead] the sentence [n]`: the lead faint, the number last. */
function quoteOf(runs: readonly Run[]): SeenQuote {
  const all = joined(runs)
  const [first] = all
  const isLed = first?.look === 'faint'
  const words = all.slice(isLed ? 1 : 0).map(({ text }) => text)
  const [, said = '', cite] = /^(.*?)\s*\[(\d+)\]$/s.exec(squeezed(words.join(''))) ?? []
  if (cite === undefined) throw new Error(`a quotation without a citation: ${JSON.stringify(runs)}`)
  const bold = all.filter(({ look }) => look === 'strong').map(({ text }) => squeezed(text))
  return {
    lead: isLed ? squeezed(first.text).replace(/^\[(.*)\]$/, '$1') : null,
    text: unmarked(said),
    bold: bold.length === 0 ? null : bold.join(' '),
    cite: Number(cite),
  }
}

/** Without the quotation marks that a surface put around it: never around words that have their own. */
function unmarked(text: string): string {
  const inner = text.replace(/^“(.*)”$/, '$1')
  return OWN_MARKS.test(inner) ? text : inner
}

/**
 * `[1] outlet · headline · authors · date`; a link stands on the headline, beside it, or on the number or the outlet. A headline that stands above is not
 * said again: what comes second is one only where it is a link or in quotation marks.
 */
function sourceOf({ runs }: Line, words: string): SeenSource {
  const [, n = '', rest = ''] = /^\[(\d+)\] (.*)$/s.exec(words) ?? []
  const linked = runs.find(({ url }) => url !== undefined)
  const [publisher = '', second = ''] = (linked?.text === 'link' ? rest.replace(' (link)', '') : rest).split(' · ')
  const isHeadline = linked?.text === 'link' || OWN_MARKS.test(second) || (linked !== undefined && squeezed(linked.text) === second)
  const title = isHeadline ? unmarked(second) : null
  return { n: Number(n), publisher, title, url: linked?.url === undefined ? null : decodeURI(linked.url) }
}

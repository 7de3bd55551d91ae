/** What is wrong with the messages made of an answer, by the numbers and rules that Discord documents and by a parser of its markup. */
import { parse } from 'discord-markdown-parser'
import type { DiscordPayload } from '../../adapters/discord/render.ts'
import { type Answer, type Button, printedTime, type Span } from '../../src/answer.ts'
import { componentFaults } from '../peers/discord-components.ts'
import { specFaults } from '../peers/discord-spec.ts'
import { buttonFaults } from './button-faults.ts'
import { chartTexts } from './chart-texts.ts'
import { codesOf, unfenced } from './fenced-text.ts'

const MESSAGES = 4
const CONTENT = 2_000
const NO_ROOM =
  /There was no room for (?:(\d+) lines?)?(?: and )?(?:(\d+) sources?)? more\. Ask a narrower question, or for fewer with limit:\./
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|\p{Cs}/u
const STEERINGS = new RegExp(STEERING, 'gu')
type Node = {
  readonly type: string
  readonly content?: unknown
  readonly target?: string
  readonly name?: string
  readonly timestamp?: string
}

/** What an answer allows and asks for, made once for its messages. */
type Allowed = {
  readonly addresses: ReadonlySet<string>
  readonly times: ReadonlySet<number>
  readonly bold: string
  readonly italic: string
  readonly quoted: string
  readonly code: string
  readonly items: number
  readonly title: string
}

/** The faults, in words; none for messages that Discord takes, in which only what the renderer put is markup, and that say all that the answer says. */
export function faultsOf(payloads: readonly DiscordPayload[], answer: Answer, buttons: readonly Button[]): string[] {
  const faults = payloads.length >= 1 && payloads.length <= MESSAGES ? [] : [`${payloads.length} messages`]
  const allowed = allowedBy(answer)
  const trees: Node[][] = []
  for (const { content, components } of payloads) {
    if (content.length > CONTENT || content.trim() === '') faults.push(`${content.length} characters`)
    if (content !== content.trim()) faults.push('white space around a message')
    if (/\n{3}/.test(content)) faults.push('a gap in a gap')
    if (STEERING.test(content.replaceAll('\n', ''))) faults.push('a character that steers')
    const rows = components as unknown as Parameters<typeof componentFaults>[0]
    faults.push(...componentFaults(rows, 0, { content }), ...specFaults('MessageCreateRequest', { content, components }))
    const tree = parse(content, 'extended') as Node[]
    trees.push(tree)
    const outside = unfenced(content)
    faults.push(...liveText(outside, allowed), ...beginnings(outside, allowed), ...parsedFaults(tree, allowed))
  }
  const missing = NO_ROOM.exec(payloads.map(({ content }) => content).join('\n'))
  if (missing === null) faults.push(...lost(trees, answer))
  else {
    if (payloads.length < MESSAGES - 1) faults.push('something is left out where there was room')
    faults.push(...sourceless(payloads, answer))
  }
  return [...faults, ...buttonFaults(payloads, buttons)]
}

function allowedBy(answer: Answer): Allowed {
  return {
    addresses: addressesOf(answer),
    times: timesOf(answer),
    bold: strongTexts(answer),
    italic: squashed(leadsAndNotices(answer).join('')),
    quoted: squashed(answer.blocks.flatMap((block) => (block.type === 'quote' ? [`${block.text}[${block.cite}]`] : [])).join('')),
    code: squashed(codesOf(answer).join('')),
    items: answer.blocks.reduce((sum, block) => sum + (block.type === 'list' ? block.items.length : 0), 0),
    title: squashed(answer.title),
  }
}

const OWN_LINK = /\[([^[\]]*)\]\(<([^<>\s]*)>\)/g
const OWN_ADDRESS = /<(https?:[^<>\s]*)>/g
const OWN_TIME = /<t:\d+:[fR]>/g
/** In a label nothing is unescaped, and what reads as an address, a mention or an emoji unmakes the link. */
const BAD_LABEL = /[\\*_~`|<>@#]|:\S|\bwww\.|[\p{L}\p{N}]\.\p{L}{2}|\p{Extended_Pictographic}|[\p{Cf}\u00a0]|^\s*(?:[-+]|\d+[.)])\s/u

/** Without what is escaped. */
function live(content: string): string {
  return content.replaceAll(/\\[^0-9A-Za-z\s]/g, '\u0001')
}

/** By patterns alone: what would be markup if it stood unescaped outside the links and times that are ours. */
function liveText(content: string, { addresses }: Allowed): string[] {
  const faults: string[] = []
  const rest = live(content)
    .replaceAll(OWN_LINK, (_, label: string, address: string) => {
      if (BAD_LABEL.test(label)) faults.push(`a link called ${label}`)
      if (!addresses.has(canonical(address))) faults.push(`a link to ${address}`)
      return ' '
    })
    .replaceAll(OWN_ADDRESS, (_, address: string) => {
      if (!addresses.has(canonical(address))) faults.push(`a link to ${address}`)
      return ' '
    })
    .replaceAll(OWN_TIME, ' ')
  const quoteless = rest.replaceAll(/^> /gm, '')
  for (const markup of [
    /@(?:everyone|here)/i,
    /[<>`_]/,
    /~~|\|\|/,
    /:\/\//,
    /:[\w+-]+:/,
    /\]\(/,
    /discord(?:app)?\.(?:gg|com|new|gift)/i,
  ]) {
    const found = markup.exec(quoteless)
    if (found !== null) faults.push(`unescaped ${JSON.stringify(quoteless.slice(Math.max(0, found.index - 20), found.index + 20))}`)
  }
  if (/(?:^|[^\\])(?:\\\\)*\\$/m.test(content)) faults.push('a backslash at the end of a line')
  return faults
}

/** What opens a line in the real client: it looks there again within quotations, lists, small print and what is bold. */
function beginnings(content: string, { items }: Allowed): string[] {
  const lines = content.split('\n')
  const faults = lines.filter((line) => line.startsWith('- ')).length > items ? ['a list item that is none'] : []
  for (const [i, line] of lines.entries()) {
    const goesOn = i === 0 || lines[i - 1]?.startsWith('-# ')
    if (line.startsWith('-# ') && !goesOn && !/^-# (?:\[\d+\]|Searched)/.test(line)) faults.push(`small print: ${line}`)
    const inner = line.replace(/^(?:> |- |-# )/, '').replace(/^\*\*?(?=\S)/, '')
    if (/^\s*(?:#{1,3}\s|-#|[-*+]\s|\d+[.)]\s|>)/.test(inner)) faults.push(`a line that opens with ${inner.slice(0, 20)}`)
  }
  return faults
}

const OURS: ReadonlySet<string> = new Set([
  'text',
  'br',
  'blockQuote',
  'strong',
  'em',
  'subtext',
  'link',
  'autolink',
  'timestamp',
  'twemoji',
  'codeBlock',
])

function parsedFaults(tree: readonly Node[], allowed: Allowed): string[] {
  const { addresses, times, bold, italic, quoted, code, title } = allowed
  const faults: string[] = []
  for (const node of flat(tree)) {
    const { type, target } = node
    if (!OURS.has(type)) faults.push(`${type}: ${shown([node])}`)
    if (target !== undefined && !addresses.has(canonical(target ?? ''))) faults.push(`a link to ${target}`)
    if (type === 'timestamp' && !times.has(Number(node.timestamp))) faults.push(`a time ${node.timestamp}`)
    if (type !== 'strong' && type !== 'em' && type !== 'blockQuote' && type !== 'codeBlock') continue
    const text = squashed(shown([node]))
    if (type === 'codeBlock' && !code.includes(text)) faults.push(`code: ${text}`)
    const isTitle = text.endsWith('…') && title.includes(text.slice(0, -1))
    if (type === 'strong' && !isTitle && !bold.includes(text)) faults.push(`bold: ${text}`)
    if (type === 'em' && !italic.includes(text) && !NO_ROOM.test(shown([node]))) faults.push(`italic: ${text}`)
    if (type === 'blockQuote' && !quoted.includes(text)) faults.push(`quoted: ${text}`)
  }
  return faults
}

function flat(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...(Array.isArray(node.content) ? flat(node.content as Node[]) : [])])
}

function shown(nodes: readonly Node[]): string {
  return nodes
    .map((node) =>
      node.type === 'twemoji'
        ? (node.name ?? '')
        : Array.isArray(node.content)
          ? shown(node.content as Node[])
          : String(node.content ?? ''),
    )
    .join('')
}

/** As it is shown, without white space: a long text goes on in the next line. Control characters as pictures, what has none as the replacement character. */
function squashed(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll(STEERINGS, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x20 && code !== 0x7f) return '\ufffd'
    return String.fromCodePoint(code === 0x7f ? 0x2421 : 0x2400 + code)
  })
}

function spansOf({ blocks }: Answer): readonly (readonly Span[])[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return [block.spans]
    return block.type === 'list' ? block.items : block.type === 'facts' ? block.rows.map((row) => row.spans) : []
  })
}

/** Every text that may be bold, neighbours joined. */
function strongTexts(answer: Answer): string {
  const blocks = answer.blocks.flatMap((block) => {
    if (block.type === 'quote') return [block.text]
    return block.type === 'facts' ? block.rows.map(({ label }) => label) : []
  })
  const titles = chartTexts(answer).map(({ title }) => title)
  const spans = spansOf(answer).flatMap((some) => [...some.filter((span) => !isEmpty(span)), null])
  const strong = spans.map((span) => (span?.type === 'strong' ? squashed(span.text) : '\u0000'))
  return [answer.title, ...titles, ...blocks].map(squashed).join('\u0000') + strong.join('')
}

/** Nothing of it is shown, so that its neighbours are one text. */
function isEmpty(span: Span): boolean {
  if (span.type === 'link') return `${span.text}${span.url}`.trim() === ''
  return span.type === 'time' ? span.at === '' : span.type === 'text' && span.text === ''
}

function leadsAndNotices(answer: Answer): string[] {
  const said = answer.blocks.flatMap((block) => (block.type === 'quote' ? [block.lead ?? ''] : block.type === 'notice' ? [block.text] : []))
  return [...said, ...chartTexts(answer).map(({ note }) => note)]
}

/** Discord reads an address as the web does; a few characters in it are written otherwise for it. */
function canonical(url: string): string {
  if (!URL.canParse(url)) return `no address: ${url}`
  return new URL(url).href.replaceAll(/%(?:28|29|5B|5D|3C|3E|5C|40)/gi, (code) => decodeURIComponent(code))
}

function addressesOf(answer: Answer): ReadonlySet<string> {
  const spans = spansOf(answer).flatMap((some) => some.flatMap((span) => (span.type === 'link' ? [span.url] : [])))
  const urls = [...answer.sources.flatMap(({ url }) => url ?? []), ...spans]
  return new Set(urls.filter((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)).map(canonical))
}

function timesOf(answer: Answer): ReadonlySet<number> {
  const spans = spansOf(answer).flatMap((some) => some.flatMap((span) => (span.type === 'time' ? [span.at] : [])))
  return new Set([...spans, ...answer.sources.flatMap(({ published }) => published ?? [])].map((at) => Math.floor(Date.parse(at) / 1000)))
}

/** Long texts of sources are cut; so much of each is always there, or less with an ellipsis. */
const HEAD = 24
const LEAST = 6

/** What the answer says and the messages don't: quotations to the letter, other text, sources. */
function lost(trees: readonly Node[][], answer: Answer): string[] {
  const said = squashed(trees.map(shown).join(''))
  const quoted = squashed(trees.map((nodes) => shown(nodes.filter(({ type }) => type === 'blockQuote'))).join(''))
  const fenced = squashed(trees.map((nodes) => shown(nodes.filter(({ type }) => type === 'codeBlock'))).join(''))
  const small = squashed(trees.map((nodes) => shown(nodes.filter(({ type }) => type === 'subtext'))).join(''))
  const texts = answer.blocks.flatMap((block) => {
    if (block.type === 'quote') return [block.lead ?? '']
    if (block.type === 'notice') return [block.text]
    return block.type === 'facts' ? block.rows.map(({ label }) => label) : []
  })
  const spans = spansOf(answer).flatMap((some) => some.flatMap(spanTexts))
  const charts = chartTexts(answer).flatMap(({ title, rows, note }) => [title, ...rows, note])
  const codes = codesOf(answer)
  return [
    ...codes.filter((text) => !fenced.includes(squashed(text))).map((text) => `lost: ${text}`),
    ...answer.blocks.flatMap((block) =>
      block.type === 'quote' && !quoted.includes(squashed(`${block.text}[${block.cite}]`)) ? [`changed or lost: ${block.text}`] : [],
    ),
    ...[...texts, ...charts, ...spans].filter((text) => !said.includes(squashed(text))).map((text) => `lost: ${text}`),
    ...(hasHead(said, answer.title) ? [] : [`lost: ${answer.title}`]),
    ...answer.sources.flatMap(({ n, title, publisher }) => [
      ...(small.includes(`[${n}]`) ? [] : [`source ${n} is lost`]),
      ...(hasHead(small, publisher) ? [] : [`source ${n} lacks ${publisher}`]),
      ...(hasHead(small, title) || said.includes(squashed(title)) ? [] : [`source ${n} lacks ${title}`]),
    ]),
  ]
}

function hasHead(said: string, text: string): boolean {
  const whole = squashed(text)
  const head = whole.slice(0, HEAD).replace(/[\ud800-\udbff]$/, '')
  if (said.includes(head)) return true
  for (let most = head.length; most >= LEAST; most--) if (said.includes(`${head.slice(0, most)}…`)) return true
  return false
}

/** Citations in what is shown of an answer whose source is not listed; a line that cites more than this lists no more. */
const CITES_A_LINE = 16
function sourceless(payloads: readonly DiscordPayload[], answer: Answer): string[] {
  const lines = payloads.flatMap(({ content }) => unfenced(content).split('\n'))
  const listed = new Set(lines.flatMap((line) => /^-# \[(\d+)\]/.exec(line)?.[1] ?? []))
  const known = new Set(answer.sources.map(({ n }) => `${n}`))
  const cited = lines.filter((line) => !line.startsWith('-# ')).flatMap(citedIn)
  return [...new Set(cited)].filter((n) => known.has(n) && !listed.has(n)).map((n) => `source ${n} of what is shown is not listed`)
}

function citedIn(line: string): string[] {
  const numbers = [
    ...live(line)
      .replaceAll(OWN_LINK, '')
      .matchAll(/\[(\d+)\]/g),
  ].map(([, n]) => n ?? '')
  return numbers.slice(0, CITES_A_LINE)
}

function spanTexts(span: Span): string[] {
  if (span.type === 'cite') return [`[${span.source}]`]
  if (span.type === 'time') return Number.isFinite(Date.parse(span.at)) && span.at.includes('T') ? [] : [printedTime(span.at)]
  return span.type === 'link' && span.text === span.url ? [] : [span.text]
}

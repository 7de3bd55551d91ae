/** What is wrong with the messages made of an answer, by the numbers and rules that Slack documents and by a parser of its markup. */
import { type Node, NodeType, parse } from 'slack-message-parser'
import type { Element, SlackBlock } from '../../adapters/slack/limits.ts'

import type { SlackPayload } from '../../adapters/slack/render.ts'
import { type Answer, type Button, codeLines, printedDate, printedTime, type Source, type Span, safe } from '../../src/answer.ts'
import { blocksProblems } from '../peers/slack-blocks.ts'

const MESSAGES = 4
const BLOCKS_TEXT = 12_000
/** The most of which it is known that Slack took it as JSON of rich text. */
const BLOCKS_JSON = 15_561
/** Twice what stands in a notification; the bytes are what `chat.update` takes. */
const TEXT = 3_000
const TEXT_BYTES = 4_000
const NO_ROOM = /^There was no room for .* more\./
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|\p{Cs}/u

/** The faults, in words; none for messages that Slack takes and that say all that the answer says. */
export function faultsOf(payloads: readonly SlackPayload[], answer: Answer, buttons: readonly Button[]): string[] {
  const faults = payloads.length >= 1 && payloads.length <= MESSAGES ? [] : [`${payloads.length} messages`]
  for (const { text, blocks } of payloads) {
    faults.push(...textFaults(text), ...blocksFaults(blocks, 'message', answer))
    const shown = elementsOf(blocks).reduce((sum, element) => sum + textOf(element).length, 0)
    if (shown > BLOCKS_TEXT) faults.push(`${shown} characters in the blocks`)
    if (JSON.stringify(blocks).length > BLOCKS_JSON) faults.push(`${JSON.stringify(blocks).length} characters of JSON`)
  }
  const isWhole = !payloads.some(({ blocks }) => elementsOf(blocks).some((element) => NO_ROOM.test(textOf(element))))
  if (isWhole) faults.push(...lost(payloads, answer))
  faults.push(...uncited(payloads, answer))
  return [...faults, ...buttonFaults(payloads, buttons, isWhole)]
}

function textFaults(text: string): string[] {
  const faults = text.trim() === '' ? ['no text'] : []
  if (text.length > TEXT) faults.push(`${text.length} characters of text`)
  if (Buffer.byteLength(text) > TEXT_BYTES) faults.push(`${Buffer.byteLength(text)} bytes of text`)
  if (/[<>]|&(?!(?:amp|lt|gt);)/.test(text)) faults.push(`unescaped text: ${text}`)
  if (STEERING.test(text)) faults.push('a character in the text that steers')
  return [
    ...faults,
    ...nodesOf(parse(text))
      .filter((node) => LIVE.has(node.type))
      .map((node) => `text is read as ${node.source}`),
  ]
}

const LIVE: ReadonlySet<NodeType> = new Set([NodeType.ChannelLink, NodeType.UserLink, NodeType.URL, NodeType.Command])

function nodesOf(node: Node): Node[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])]
}

export function blocksFaults(blocks: readonly SlackBlock[], where: 'message' | 'home', answer: Answer): string[] {
  const { refused, unwanted } = blocksProblems(blocks, where, [])
  const faults = [...refused, ...unwanted, ...(blocks.length === 0 ? ['no blocks'] : [])]
  const addresses = new Set(addressesOf(answer).map((url) => (URL.canParse(url) ? new URL(url).href : url)))
  for (const block of blocks) if (!OURS.has(block.type)) faults.push(`a block of type ${block.type}`)
  for (const element of elementsOf(blocks)) {
    if (STEERING.test(textOf(element).replaceAll('\n', ''))) faults.push('a character that steers')
    if (textOf(element).length > 3_000) faults.push(`${textOf(element).length} characters in an element`)
    if (element.type === 'link' && !addresses.has(element.url)) faults.push(`a link to ${element.url}`)
    if (element.type === 'date' && !Number.isInteger(element.timestamp)) faults.push(`a date at ${element.timestamp}`)
    if (!['text', 'link', 'date', 'plain_text'].includes(element.type)) faults.push(`an element of type ${element.type}`)
  }
  if (/"emoji":true|"mrkdwn"/.test(JSON.stringify(blocks).replaceAll(/"(?:text|fallback|url)":"(?:[^"\\]|\\.)*"/g, '')))
    faults.push('markup')
  return faults
}

const OURS: ReadonlySet<string> = new Set(['header', 'rich_text', 'image', 'context', 'actions', 'context_actions'])

function addressesOf(answer: Answer): string[] {
  const spans = answer.blocks.flatMap((block) => {
    if (block.type === 'paragraph') return block.spans
    return block.type === 'list' ? block.items.flat() : block.type === 'facts' ? block.rows.flatMap((row) => row.spans) : []
  })
  return [...answer.sources.flatMap(({ url }) => url ?? []), ...spans.flatMap((span) => (span.type === 'link' ? span.url : []))]
}

/** Everything that shows text, in its order, whatever it stands in. */
function elementsOf(value: unknown): (Element | { readonly type: 'plain_text'; readonly text: string })[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf)
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && ('fallback' in value || ('text' in value && typeof value.text === 'string')) ? [value as Element] : []
  return [...own, ...Object.values(value).flatMap(elementsOf)]
}

const textOf = (element: ReturnType<typeof elementsOf>[number]) => (element.type === 'date' ? element.fallback : element.text)

/** The text of each part of rich text, in its order. */
function partsOf(payloads: readonly SlackPayload[]): { readonly type: string; readonly text: string }[] {
  const parts = payloads.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : [])))
  return parts.map((part) => ({ type: part.type, text: elementsOf(part).map(textOf).join('') }))
}

/** Where the sources of a message stand. */
const SOURCES = /^Sources\n/

/** What the answer says and the messages don't: quotations to the letter, other text, sources. What is too long for a line or a message goes on in the next. */
function lost(payloads: readonly SlackPayload[], answer: Answer): string[] {
  const parts = partsOf(payloads)
  const quoted = parts.map(({ type, text }) => (type === 'rich_text_quote' ? text : '')).join('')
  const said = parts.map(({ text }) => (SOURCES.test(text) ? '' : text.replaceAll('\n', ''))).join('')
  const listed = parts.map(({ text }) => (SOURCES.test(text) ? text.replace(SOURCES, '').replaceAll('\n', '') : '')).join('')
  const headed = payloads[0]?.blocks.some(({ type }) => type === 'header') === true
  const texts = answer.blocks.flatMap((block) =>
    block.type === 'quote' || block.type === 'chart' || block.type === 'coverage' ? [] : textsOf(block),
  )
  return [
    ...answer.blocks
      .filter((block) => block.type === 'quote' && !quoted.includes(safe(block.text)))
      .map(() => 'a quotation is changed or lost'),
    ...(headed ? texts : [answer.title, ...texts]).filter((text) => !said.includes(safe(text).trim())).map((text) => `lost: ${text}`),
    ...answer.sources.flatMap((source) => sourceFaults(source, listed, said)),
  ]
}

function textsOf(block: Exclude<Answer['blocks'][number], { type: 'quote' | 'chart' | 'coverage' }>): string[] {
  if (block.type === 'notice') return [block.text]
  if (block.type === 'code') return [...codeLines(block.text)]
  if (block.type === 'facts') return block.rows.flatMap(({ label, spans }) => [label, ...spans.flatMap(spanTexts)])
  return (block.type === 'paragraph' ? block.spans : block.items.flat()).flatMap(spanTexts)
}

const spanTexts = (span: Span) => ('text' in span ? [span.text] : span.type === 'cite' ? [`[${span.source}]`] : [printedTime(span.at)])

/** `listed`: lines of sources; `said`: what stands above them, a headline for instance, which is then not said twice. */
function sourceFaults(source: Source, listed: string, said: string): string[] {
  const facts = [`[${source.n}]`, source.publisher, source.authors.join(', '), printedDate(source)]
  const lacks = facts.filter((text) => !listed.includes(safe(text)))
  const isTitled = listed.includes(safe(source.title)) || said.includes(safe(source.title))
  return (isTitled ? lacks : [...lacks, source.title]).map((text) => `source ${source.n} lacks ${text}`)
}

/** Numbers that stand under a quotation and before no source. */
function uncited(payloads: readonly SlackPayload[], answer: Answer): string[] {
  const parts = partsOf(payloads)
  const cited = parts.flatMap(({ type, text }) => (type === 'rich_text_quote' ? (/ \[(\d+)\]$/.exec(text)?.[1] ?? []) : []))
  const listed = new Set(parts.flatMap(({ text }) => (SOURCES.test(text) ? Array.from(text.matchAll(/\n\[(\d+)\]/g), ([, n]) => n) : [])))
  return [...new Set(cited)]
    .filter((n) => answer.sources.some((source) => source.n === Number(n)) && !listed.has(n))
    .map((n) => `[${n}] is cited, and no source has the number`)
}

function buttonFaults(payloads: readonly SlackPayload[], buttons: readonly Button[], isWhole: boolean): string[] {
  const values = payloads.map(({ blocks }) => blocks.flatMap(valuesOf))
  const suffix = payloads.length > 1 ? '+' : ''
  const wanted = buttons.map(({ kind, id }) => `${kind}:${id}${suffix}`).toSorted()
  const last = (values.at(-1) ?? []).toSorted()
  const faults = values.slice(0, -1).flat().length > 0 ? ['buttons above the last message'] : []
  if (last.some((value) => value.length > 255)) faults.push('a value of more than 255 characters')
  const isRight = isWhole ? JSON.stringify(last) === JSON.stringify(wanted) : last.every((value) => wanted.includes(value))
  return isRight ? faults : [...faults, `buttons ${last.join(' ')} instead of ${wanted.join(' ')}`]
}

function valuesOf(block: SlackBlock): string[] {
  if (block.type === 'actions') return block.elements.map(({ value }) => value)
  if (block.type !== 'context_actions') return []
  return block.elements.flatMap((element) => [element.positive_button.value, element.negative_button.value])
}

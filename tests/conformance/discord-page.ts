/** Discord's markup, as a reader sees it; read with a parser that others wrote. */
import { parse } from 'discord-markdown-parser'
import type { Json } from '../peers/discord-peer.ts'
import type { Line, Run } from './seen.ts'

type Node = {
  readonly type: string
  readonly content?: string | readonly Node[]
  readonly target?: string
  readonly name?: string
  readonly timestamp?: string
  readonly format?: string
}
const BLANK: Run = { text: ' ', look: 'plain' }
const FENCE = '```'
type Read = { readonly prefix: string; readonly runs: readonly Run[] }

/** Lines of a message, in reading order. `isFirst`: of an answer, so that it may open with its title. */
export function discordLines(content: string, isFirst: boolean): readonly Line[] {
  let isFenced = false
  const read = content.split('\n').map((line): Read => {
    if (line === FENCE) isFenced = !isFenced
    // In a fence nothing is markup.
    if (line === FENCE || isFenced) return { prefix: '', runs: line === FENCE ? [] : [{ text: line, look: 'plain' }] }
    const [, prefix = '', inner = ''] = /^(> |- |-# )?(.*)$/.exec(line) ?? []
    return { prefix, runs: inner === '' ? [] : (parse(inner, 'extended') as Node[]).flatMap((node) => runsOf(node, 'plain')) }
  })
  return read.flatMap(({ prefix, runs }, i): Line[] => {
    // What is said of a quotation stands right above it.
    if (prefix === '' && all(runs, 'faint') && read[i + 1]?.prefix === '> ') return []
    const above = read[i - 1]
    const lead = prefix === '> ' && above?.prefix === '' && all(above.runs, 'faint') ? [...above.runs, BLANK] : []
    if (prefix === '> ') return [{ kind: 'quote', runs: [...lead, ...runs] }]
    if (prefix === '- ') return [{ kind: 'item', runs }]
    const words = runs.map(({ text }) => text).join('')
    if (prefix === '-# ' && /^\[\d+\] /.test(words)) return [{ kind: 'source', runs }]
    return [{ kind: isFirst && i === 0 && all(runs, 'strong') ? 'title' : 'text', runs }]
  })
}

function all(runs: readonly Run[], look: Run['look']): boolean {
  return runs.length > 0 && runs.every((run) => run.look === look)
}

function runsOf(node: Node, look: Run['look']): Run[] {
  const within = (inner: Run['look']): Run[] =>
    typeof node.content === 'string' ? [{ text: node.content, look: inner }] : (node.content ?? []).flatMap((one) => runsOf(one, inner))
  switch (node.type) {
    case 'text':
      return within(look)
    case 'strong':
      return within('strong')
    case 'em':
      return within('faint')
    case 'link':
    case 'autolink':
      return within(look).map((run) => ({ ...run, url: node.target ?? '' }))
    case 'twemoji':
      return [{ text: node.name ?? '', look }]
    case 'br':
      return [{ text: '\n', look }]
    case 'timestamp':
      // How long ago it was is left out.
      return node.format === 'R' ? [] : [{ text: new Date(Number(node.timestamp) * 1_000).toISOString(), look }]
    default:
      throw new Error(`a reader would see a ${node.type}: ${JSON.stringify(node)}`)
  }
}

/** Labels of what can be pressed or chosen. */
export function discordButtons(rows: readonly Json[]): readonly string[] {
  const components = rows.flatMap((row) => row.components as readonly Json[])
  return components.flatMap(({ label, options }) =>
    options === undefined ? [String(label)] : (options as readonly Json[]).map((option) => String(option.label)),
  )
}

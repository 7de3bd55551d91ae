/** Slack's blocks, as a reader sees them. */
import { type Fields, isFields } from '../peers/slack-peer.ts'
import type { Line, Run } from './seen.ts'

/** Lines of a message, in reading order. */
export function slackLines(blocks: readonly Fields[]): readonly Line[] {
  return blocks.flatMap((block, n): Line[] => {
    const elements = fieldsOf(block.elements)
    switch (block.type) {
      case 'header':
        return [{ kind: 'title', runs: [{ text: textIn(block.text), look: 'plain' }] }]
      case 'rich_text':
        return elements.flatMap((part, i) => partLines(part, n === 0 && i === 0))
      case 'context':
        return elements.map((element) => ({ kind: 'text', runs: [{ text: String(element.text), look: 'plain' }] }))
      case 'actions':
      case 'context_actions':
      case 'image':
        return []
      default:
        throw new Error(`nobody said how a block ${block.type} is read`)
    }
  })
}

/** What pictures show, for who cannot see them. */
export function slackPictures(blocks: readonly Fields[]): readonly string[] {
  return blocks.flatMap(({ type, alt_text }) => (type === 'image' ? [String(alt_text)] : []))
}

/** Labels of what can be pressed. */
export function slackButtons(blocks: readonly Fields[]): readonly string[] {
  const pressable = blocks.filter(({ type }) => type === 'actions' || type === 'context_actions')
  return pressable.flatMap(({ elements }) =>
    fieldsOf(elements).flatMap((element) =>
      element.type === 'feedback_buttons'
        ? [element.positive_button, element.negative_button].map((side) => textIn(isFields(side) ? side.text : null))
        : [textIn(element.text)],
    ),
  )
}

function partLines(part: Fields, isFirst: boolean): Line[] {
  const elements = fieldsOf(part.elements)
  if (part.type === 'rich_text_list')
    return elements.map((section) => ({ kind: 'item' as const, runs: fieldsOf(section.elements).flatMap(runOf) }))
  const runs = elements.flatMap(runOf)
  if (part.type === 'rich_text_quote') return [{ kind: 'quote', runs }]
  return broken(runs).flatMap((line, i): Line[] => {
    const words = line.map(({ text }) => text).join('')
    const isBold = line.length > 0 && line.every(({ look }) => look === 'strong')
    if (isBold && words === 'Sources') return []
    if (isFirst && i === 0 && isBold) return [{ kind: 'title', runs: line }]
    return [{ kind: /^\[\d+\] /.test(words) ? 'source' : 'text', runs: line }]
  })
}

/** A date is read in the reader's own zone: here as an instant. How long ago it was is left out. */
function runOf(element: Fields): Run[] {
  const style = isFields(element.style) ? element.style : {}
  const look = style.bold === true ? 'strong' : style.italic === true ? 'faint' : 'plain'
  if (element.type === 'date') {
    const isAge = String(element.format).includes('{ago}')
    return isAge ? [] : [{ text: new Date(Number(element.timestamp) * 1_000).toISOString(), look }]
  }
  if (element.type === 'link') return [{ text: String(element.text ?? element.url), look, url: String(element.url) }]
  if (element.type === 'text') return [{ text: String(element.text), look }]
  throw new Error(`nobody said how an element ${element.type} is read`)
}

/** Where the text has line breaks. */
function broken(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs)
    for (const [i, text] of run.text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (text !== '') lines.at(-1)?.push({ ...run, text })
    }
  return lines
}

function fieldsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

function textIn(value: unknown): string {
  return isFields(value) ? String(value.text) : ''
}

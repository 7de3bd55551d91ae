/** A rule in the reader's words. */
import type { Rule, RuleName } from '../rule.ts'

const MAX_ALIASES = 8
const WHERE = 'in the headline or opening, or often enough in the text'

/** What it is called in a line: “Huawei · “battery plant” · in caixin”, “everything in caixin”. */
export function ruleName(rule: Rule): string {
  if (rule.story !== null) return rule.story.title
  const wanted = [
    ...rule.names.map((name) => name.label),
    ...(rule.words === '' ? [] : [rule.words]),
    ...rule.phrases.map(({ text }) => `“${text}”`),
  ]
  const excluded = rule.excluded.map((word) => `not ${word}`)
  const of = [
    ...(rule.authors.length === 0 ? [] : [`by ${rule.authors.join(' or ')}`]),
    ...(rule.publishers.length === 0 ? [] : [`in ${rule.publishers.join(' or ')}`]),
    ...(rule.tags.length === 0 ? [] : [`tagged ${rule.tags.join(' or ')}`]),
  ]
  if (wanted.length === 0) return [`everything ${of.join(', ')}`, ...excluded].join(' · ')
  return [...wanted, ...excluded, ...of].join(' · ')
}

/** What `latest` and `timeline` take to show what was published on it; null where that is no topic. */
export function ruleTopic({ names, words, phrases }: Rule): string | null {
  return names[0]?.label ?? (words === '' ? (phrases[0]?.text ?? null) : words)
}

/** How it was understood, a row for each demand. */
export function ruleRows(rule: Rule): { readonly label: string; readonly text: string }[] {
  const rows: { label: string; text: string }[] = []
  const row = (label: string, text: string): void => {
    if (text !== '') rows.push({ label, text })
  }
  row('Story', rule.story?.title ?? '')
  for (const name of rule.names) row('Names', `${formsShown(name)} (${name.isAnywhere ? 'every mention' : WHERE})`)
  const isOne = !/\s/.test(rule.words)
  row(isOne ? 'Word' : 'Words', rule.words === '' ? '' : `${rule.words} (${isOne ? '' : 'most of them close together, '}${WHERE})`)
  const isWord = rule.phrases.length === 1 && !rule.phrases[0]?.text.includes(' ')
  row(
    isWord ? 'Exact word' : 'Exact words',
    rule.phrases.length === 0 ? '' : `${rule.phrases.map(({ text }) => `“${text}”`).join(' and ')} (every mention)`,
  )
  row('Left out', rule.excluded.length === 0 ? '' : `what has ${rule.excluded.map((word) => `“${word}”`).join(' or ')} anywhere`)
  row('Author', calledSo(rule.authors))
  row('Outlet', calledSo(rule.publishers))
  row('Tag', rule.tags.join(' or '))
  return rows
}

function formsShown({ name, label, aliases, isSurname }: RuleName): string {
  const others = aliases.filter((alias) => alias !== name && !(isSurname && alias === label))
  const shown = isSurname ? [name, ...others] : others
  const more = shown.length > MAX_ALIASES ? ` and ${shown.length - MAX_ALIASES} more` : ''
  const listed = `${shown.slice(0, MAX_ALIASES).join(', ')}${more}`
  if (isSurname) return `everybody called ${label}, such as ${listed}`
  return `${aliases.length === 0 ? label : name}${shown.length === 0 ? '' : `, also as ${listed}`}`
}

function calledSo(names: readonly string[]): string {
  return names.length === 0 ? '' : `called ${names.map((name) => `“${name}”`).join(' or ')}, in full or in part`
}

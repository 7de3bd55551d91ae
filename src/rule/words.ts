/** A rule in the reader's words. */
import type { Rule } from '../rule.ts'

const MAX_ALIASES = 8

/** What it is called in a line: “Huawei · “battery plant” · by caixin”. */
export function ruleName(rule: Rule): string {
  if (rule.story !== null) return rule.story.title
  const parts = [
    ...rule.names.map((name) => name.label),
    ...(rule.words === '' ? [] : [rule.words]),
    ...rule.phrases.map(({ text }) => `“${text}”`),
    ...rule.excluded.map((word) => `not ${word}`),
    ...(rule.authors.length === 0 ? [] : [`by ${rule.authors.join(' or ')}`]),
    ...(rule.publishers.length === 0 ? [] : [`in ${rule.publishers.join(' or ')}`]),
    ...(rule.tags.length === 0 ? [] : [`tagged ${rule.tags.join(' or ')}`]),
  ]
  return parts.join(' · ')
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
  for (const { name, label, aliases } of rule.names) {
    const shown = aliases.slice(0, MAX_ALIASES).filter((alias) => alias !== name)
    const more = aliases.length > MAX_ALIASES ? ` and ${aliases.length - MAX_ALIASES} more` : ''
    row('Names', `${aliases.length === 0 ? label : name}${shown.length === 0 ? '' : `, also as ${shown.join(', ')}${more}`}`)
  }
  row('Words', rule.words === '' ? '' : `${rule.words} (most of them near one another)`)
  row('Exact words', rule.phrases.map(({ text }) => `“${text}”`).join(' and '))
  row('Without', rule.excluded.join(', '))
  row('Author', rule.authors.join(' or '))
  row('Outlet', rule.publishers.join(' or '))
  row('Tag', rule.tags.join(' or '))
  return rows
}

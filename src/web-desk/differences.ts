/** What was changed between two versions of an article: whole paragraphs that came and went, and words within those that were changed. */
import { type ChangeObject, diffArrays } from 'diff'
import type { Change } from '../../adapters/web/host.ts'
import type { Article } from '../article.ts'

/** Edits that one comparison may need; the work grows with their square. */
const MAX_EDITS = 400
/** Squares of edits that all comparisons of one page may need together: a tenth of a second. */
const MAX_WORK = 1_000_000
/** Texts that have less than this share in common are two texts: told word by word, nobody could read the change. */
const MIN_ALIKE = 0.4
/** Of what was not changed, what stands beside a change. */
const MAX_BESIDE = 160
const BREAK = '\n\n'
/** White space, a word or figure whole (“1,200”, “state-owned”), or one sign. */
const WORD = /\s+|[\p{L}\p{M}\p{N}]+(?:[.,:’'-][\p{L}\p{M}\p{N}]+)*|./gsu

/** Work that is left for one page. */
export type Budget = { edits(): number; spend(edits: number): void }

export function openBudget(): Budget {
  let left = MAX_WORK
  return {
    edits: () => Math.min(MAX_EDITS, Math.floor(Math.sqrt(Math.max(0, left)))),
    spend: (edits) => {
      left -= edits * edits
    },
  }
}

type Text = Pick<Article, 'title' | 'body'>

/** Headline first, where it was changed; what stayed the same only where it stands beside a change. */
export function changesBetween(before: Text, after: Text, budget: Budget): Change[] {
  const title = before.title === after.title ? [] : [...wordChanges(before.title, after.title, budget), same(BREAK)]
  const body = before.body === after.body ? [] : bodyChanges(before.body, after.body, budget)
  return [...title, ...shortened(body)]
}

/** All of both bodies: what is the same and removed, one after the other, is the one before, what is the same and added the one after. */
export function bodyChanges(before: string, after: string, budget: Budget): Change[] {
  const changes: Change[] = []
  let removed = ''
  const flush = (added: string): void => {
    changes.push(...wordChanges(removed, added, budget))
    removed = ''
  }
  for (const part of paragraphChanges(paragraphsOf(before), paragraphsOf(after), budget)) {
    const text = part.value.join('')
    if (part.removed) removed += text
    else if (part.added) flush(text)
    else {
      flush('')
      changes.push(same(text))
    }
  }
  flush('')
  return joined(changes)
}

type Part = { readonly value: readonly string[]; readonly added: boolean; readonly removed: boolean }

function paragraphChanges(before: string[], after: string[], budget: Budget): readonly Part[] {
  const found = within(budget, (maxEditLength) => diffArrays(before, after, { maxEditLength }))
  if (found !== null) return found
  const parts: Part[] = [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ]
  return parts.filter(({ value }) => value.length > 0)
}

/** Each with the break that ends it. */
function paragraphsOf(body: string): string[] {
  const parts = body.split(BREAK)
  return parts.map((part, i) => (i < parts.length - 1 ? `${part}${BREAK}` : part)).filter((part) => part !== '')
}

function wordChanges(before: string, after: string, budget: Budget): Change[] {
  if (before === '' || after === '') return whole(before, after)
  const found = within(budget, (maxEditLength) => diffArrays(wordsOf(before), wordsOf(after), { maxEditLength }))
  if (found === null) return whole(before, after)
  const changes = found.map(
    ({ added, removed, value }): Change => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }),
  )
  const alike = changes.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  return alike < MIN_ALIKE * Math.max(before.trim().length, after.trim().length) ? whole(before, after) : bridged(changes)
}

/** “plans a” became “drops its”: told as one change, not as two with a space between them. */
function bridged(changes: readonly Change[]): Change[] {
  const told: Change[] = []
  let run: Change[] = []
  const flush = (): void => {
    const of = (kind: Change['kind']) => run.map((change) => (change.kind === kind || change.kind === 'same' ? change.text : '')).join('')
    told.push(...whole(of('removed'), of('added')))
    run = []
  }
  for (const [i, change] of changes.entries()) {
    const next = changes[i + 1]
    const isSpace = change.kind === 'same' && change.text.trim() === ''
    if (change.kind !== 'same' || (isSpace && run.length > 0 && next !== undefined && next.kind !== 'same')) run.push(change)
    else {
      if (run.length > 0) flush()
      told.push(change)
    }
  }
  if (run.length > 0) flush()
  return told
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? []
}

function whole(before: string, after: string): Change[] {
  const changes: Change[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  return changes.filter(({ text }) => text !== '')
}

/** null: it would take more edits than are left. */
function within(budget: Budget, compare: (maxEdits: number) => readonly ChangeObject<string[]>[] | undefined): readonly Part[] | null {
  const most = budget.edits()
  const found = most === 0 ? undefined : compare(most)
  budget.spend(found === undefined ? most : found.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0))
  return found ?? null
}

function joined(changes: readonly Change[]): Change[] {
  const apart: Change[] = []
  for (const change of changes) {
    const last = apart.at(-1)
    if (last?.kind === change.kind) apart[apart.length - 1] = { kind: last.kind, text: last.text + change.text }
    else apart.push(change)
  }
  return apart
}

function same(text: string): Change {
  return { kind: 'same', text }
}

function shortened(changes: readonly Change[]): Change[] {
  return changes.map((change, i) => {
    if (change.kind !== 'same') return change
    return same(beside(change.text, i > 0, i < changes.length - 1))
  })
}

/** The beginning where a change stands before it, the end where one follows. */
function beside(text: string, isAfter: boolean, isBefore: boolean): string {
  if (text.length <= MAX_BESIDE * (Number(isAfter) + Number(isBefore))) return text
  const start = isAfter ? `${upToWord(text.slice(0, MAX_BESIDE))}…` : ''
  const end = isBefore ? `…${fromWord(text.slice(-MAX_BESIDE))}` : ''
  return isAfter && isBefore ? `${start}${BREAK}${end}` : `${start}${end}`
}

function upToWord(text: string): string {
  return text.replace(/\s\S*$/, '').trimEnd()
}

function fromWord(text: string): string {
  return text.replace(/^\S*\s/, '').trimStart()
}

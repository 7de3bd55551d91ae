/** The distinct forms of names in an article, each with where it stands and which types it was taken for. */
import { entityKey } from './alias.ts'
import type { EntityType } from './entities.ts'
import type { NameMention } from './names-mentions.ts'

export type Form = {
  readonly key: string
  /** The key's words. */
  readonly words: readonly string[]
  readonly votes: Map<EntityType, number>
  readonly mentions: NameMention[]
  /** Another form that this one is short for; null where it stands for itself. */
  full: Form | null
}

export function formsOf(mentions: readonly NameMention[]): Map<string, Form> {
  const forms = new Map<string, Form>()
  for (const mention of mentions) addMention(forms, mention)
  return forms
}

/** Notes a mention under its form; returns the form, or null where its text has no letters. */
export function addMention(forms: Map<string, Form>, mention: NameMention, vote = 1): Form | null {
  const key = entityKey(mention.text)
  if (key === '') return null
  let form = forms.get(key)
  if (form === undefined) {
    form = { key, words: key.split(' '), votes: new Map(), mentions: [], full: null }
    forms.set(key, form)
  }
  form.mentions.push(mention)
  form.votes.set(mention.type, (form.votes.get(mention.type) ?? 0) + vote)
  return form
}

/** The type most mentions were taken for; the earlier one of equals. */
export function typeOf(form: Form): EntityType {
  let winner: EntityType = 'other'
  let most = 0
  for (const [type, count] of form.votes) {
    if (count > most) {
      winner = type
      most = count
    }
  }
  return winner
}

/** The form at the end of the chain of `full`. */
export function leaderOf(form: Form): Form {
  let at = form
  // Chains are as long as names have words; the bound is against a cycle that `link` excludes.
  for (let i = 0; i < 32 && at.full !== null; i++) at = at.full
  return at
}

/** Makes `short` stand for `long`, unless it already does. */
export function link(short: Form, long: Form): void {
  const from = leaderOf(short)
  const to = leaderOf(long)
  if (from !== to) from.full = to
}

/** Index of the first token of the first mention. */
export function firstAt(form: Form): number {
  return form.mentions[0]?.first ?? 0
}

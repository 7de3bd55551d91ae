/** Names as they are compared and kept: the key under which an entity is one across articles, and the aliases worth storing. */
import type { EntityMention } from './entities.ts'
import { LEADING_TITLES } from './names-people.ts'
import { COMPANY_FORMS } from './names-words.ts'
import { fold, foldName, isStopWord } from './terms.ts'

const keys = new Map<string, string>()
/** Bounds the cache of keys. */
const MAX_KEYS = 50_000

/**
 * The stable key of a name: folded, without `the`, dots, quotes and legal forms (“The Fiat Chrysler Automobiles N.V.” → “fiat chrysler
 * automobiles”). Empty only where the name has no letter or digit.
 */
export function entityKey(name: string): string {
  const known = keys.get(name)
  if (known !== undefined) return known
  const words = foldName(name.replaceAll(/[,“”"()]/g, ' ').replaceAll('&', ' and '))
    .replace(/\.(?=\p{L}\b|\s|$)/gu, '')
    .split(/\s+/)
    .filter(Boolean)
  let last = words.length
  while (last > 1 && (COMPANY_FORMS.has(words[last - 1] ?? '') || words[last - 1] === 'and')) last--
  const first = last > 1 && words[0] === 'the' ? 1 : 0
  const key = words.slice(first, last).join(' ')
  if (keys.size >= MAX_KEYS) keys.clear()
  keys.set(name, key)
  return key
}

/** The forms of a mention that may stand for it in a search: no single letters, numbers, function words or bare titles; its name first. */
export function aliasesOf(mention: Pick<EntityMention, 'name' | 'aliases'>): string[] {
  const seen = new Set<string>()
  const kept: string[] = []
  for (const form of [mention.name, ...mention.aliases]) {
    const folded = foldName(form)
    if (seen.has(folded) || !usable(form, folded)) continue
    seen.add(folded)
    kept.push(form)
  }
  return kept
}

function usable(form: string, folded: string): boolean {
  const letters = folded.replace(/[^\p{L}]/gu, '')
  if (letters.length < 2) return false
  // “US”, “WHO” and “IT” in capitals are names, in other forms they are function words.
  if (isStopWord(folded) && form !== form.toUpperCase()) return false
  return !LEADING_TITLES.has(fold(form).replaceAll('.', ''))
}

/** What completes a word that is being typed. */
import { foldName } from '../../src/retrieval/terms.ts'
import type { Store } from '../../src/store/store.ts'
import { findZones } from '../../src/zones.ts'
import type { Suggestion } from '../command.ts'

/** No platform shows more. */
const MAX_SUGGESTIONS = 25

export async function suggestions(store: Store, what: Suggestion, typed: string, limit: number): Promise<readonly string[]> {
  const most = Math.min(MAX_SUGGESTIONS, Math.max(1, Math.trunc(limit)))
  switch (what) {
    case 'entity':
      return [...new Set((await store.suggestEntities(foldName(typed), most)).map(({ name }) => name))]
    case 'publisher':
      return fitting(
        [...(await store.corpus()).publishers].sort((a, b) => b.articles - a.articles).map(({ publisher }) => publisher),
        typed,
        most,
      )
    case 'zone':
      return findZones(typed, most)
    default:
      return what satisfies never
  }
}

/** Those that begin with what was typed, then those a word of which does, then those that contain it, each in their order. */
function fitting(names: readonly string[], typed: string, most: number): readonly string[] {
  const wanted = foldName(typed)
  const ranked = names.flatMap((name) => {
    const text = foldName(name)
    const at = text.indexOf(wanted)
    return at < 0 ? [] : [{ name, rank: at === 0 ? 0 : /[\s/-]/.test(text[at - 1] ?? '') ? 1 : 2 }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ name }) => name)
}

/** Which article of a corpus a gold key means. */
import { readFileSync } from 'node:fs'
import type { Store } from '../../src/store/store.ts'

/** An article known by how its text begins, whatever id an import gave it. */
export type Landmark = { readonly key: string; readonly first_words: string }

export function readLandmarks(file: string): Landmark[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Landmark[]
}

/** Key → id: the key itself where it is an id, else the article that holds the landmark’s first words earliest. */
export async function goldIds(store: Pick<Store, 'everything'>, landmarks: readonly Landmark[]): Promise<(key: string) => string | null> {
  const ids = new Set<string>()
  const found = new Map<string, { id: string; at: number }>()
  const wanted = landmarks.map(({ key, first_words }) => ({ key, words: plain(first_words) }))
  for await (const { article } of store.everything()) {
    ids.add(article.id)
    const body = plain(article.body)
    for (const { key, words } of wanted) {
      const at = body.indexOf(words)
      if (at >= 0 && at < (found.get(key)?.at ?? Number.POSITIVE_INFINITY)) found.set(key, { id: article.id, at })
    }
  }
  return (key) => (ids.has(key) ? key : (found.get(key)?.id ?? null))
}

function plain(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim().toLowerCase()
}

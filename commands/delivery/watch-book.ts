/** The watches as rules, ready to be matched: read again when one changed, and each once in a while, since names get new forms as articles come. */

import { setImmediate as turn } from 'node:timers/promises'
import type { Less } from '../../src/less-like.ts'
import { compileRule, type Rule } from '../../src/rule.ts'
import { patiently } from '../../src/store/patience.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { openWatchIndex, type WatchIndex } from '../../src/watch-index.ts'
import type { Desk } from '../reception/desk.ts'

export type WatchBook = {
  readonly index: WatchIndex
  /** Of a number that the index has. */
  of(id: number): Followed
  /** As they are in the store now. */
  refresh(): Promise<void>
}
export type Followed = { readonly watch: WatchRecord; readonly less: readonly Less[] }
type Entry = Followed & { compiledMs: number }

const PAGE = 1_000
/** Far more watches than one store will have; past it the rest waits for nothing. */
const MAX_PAGES = 100
const STALE_MS = 6 * 3_600_000
/** Read anew in one turn, so that no turn takes long. */
const MAX_STALE = 200

export function openWatchBook(desk: Desk): WatchBook {
  const { watches } = desk.room.store
  const index = openWatchIndex()
  const entries = new Map<number, Entry>()
  let revision: number | null = null

  const compile = async (watch: WatchRecord): Promise<Rule | null> => {
    const compiled = await compileRule(desk.room, watch.query, { now: desk.now(), zone: desk.zone })
    if (compiled.ok) return compiled.rule
    desk.log.warn('watch not understood', { watch: watch.id, problem: compiled.problem })
    return null
  }
  const enter = async (watch: WatchRecord): Promise<void> => {
    const known = entries.get(watch.id)
    const nowMs = desk.now().getTime()
    const less = JSON.parse(watch.less) as Less[]
    if (known !== undefined && known.watch.query === watch.query) {
      entries.set(watch.id, { watch, less, compiledMs: known.compiledMs })
      return
    }
    const rule = await compile(watch)
    // With thousands of watches, a start takes seconds: what is said meanwhile is heard in between.
    await turn()
    entries.set(watch.id, { watch, less, compiledMs: nowMs })
    if (rule !== null) index.set(watch.id, rule)
  }
  const readAll = async (): Promise<void> => {
    const now = await patiently(() => watches.revision())
    if (now === revision) return
    const seen = new Set<number>()
    for (let page = 0, after = 0; page < MAX_PAGES; page++) {
      const some = await patiently(() => watches.active(after, PAGE))
      for (const watch of some) {
        seen.add(watch.id)
        await enter(watch)
      }
      after = some.at(-1)?.id ?? after
      if (some.length < PAGE) break
    }
    for (const id of [...entries.keys()].filter((one) => !seen.has(one))) {
      entries.delete(id)
      index.remove(id)
    }
    revision = now
  }
  const readStale = async (): Promise<void> => {
    const nowMs = desk.now().getTime()
    const stale = [...entries.values()].filter(({ compiledMs }) => Math.abs(nowMs - compiledMs) > STALE_MS).slice(0, MAX_STALE)
    for (const entry of stale) {
      entry.compiledMs = nowMs
      const rule = await compile(entry.watch)
      await turn()
      if (rule !== null) index.set(entry.watch.id, rule)
    }
  }
  return {
    index,
    of(id) {
      const entry = entries.get(id)
      if (entry === undefined) throw new RangeError(`no watch ${id} is in the book`)
      return entry
    },
    async refresh() {
      await readAll()
      await readStale()
      await followStories(desk, index, [...entries.keys()])
    },
  }
}

/** Stories join and are named anew: what is followed is the one that its first article is in now. */
async function followStories(desk: Desk, index: WatchIndex, ids: readonly number[]): Promise<void> {
  const { stories } = desk.room.store
  const followed = ids.flatMap((id) => {
    const rule = index.get(id)
    return rule?.story == null ? [] : [{ id, rule, story: rule.story }]
  })
  if (followed.length === 0) return
  const now = await patiently(() => stories.idsOf([...new Set(followed.map(({ story }) => story.articleId))]))
  for (const { id, rule, story } of followed) {
    const storyId = now.get(story.articleId)
    if (storyId !== undefined && storyId !== story.id) index.set(id, { ...rule, story: { ...story, id: storyId } })
    // A story is made of articles that stay: without one, it is being made anew just now.
    if (storyId === undefined) desk.log.info('story not found', { watch: id, article: story.articleId })
  }
}

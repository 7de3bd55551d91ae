/** What a rule would have matched of late: whoever adds a watch sees what they will get. */
import { setImmediate as turn } from 'node:timers/promises'
import { horizonMs, instantMs } from '../../src/article.ts'
import type { Asked } from '../../src/newsroom.ts'
import { matchRule, mentionsRule, type Rule, type RuleMatch } from '../../src/rule.ts'
import type { Analysed } from '../../src/store/store.ts'
import type { Room } from '../command.ts'

export const TRIAL_DAYS = 7
const DAY_MS = 86_400_000
/** The newest articles that are looked at: about a second's work. */
const MAX_LOOKED_AT = 1_000
const AT_ONCE = 100
/** Older articles that an example is looked for in. */
const MAX_EARLIER = 300

/** `articles`: that match; `stories`: that they tell, an alert each; `passing`: articles that only mention it; `latest`: of those the newest, else an older one. */
export type Trial = {
  readonly articles: number
  readonly stories: number
  readonly passing: number
  readonly lookedAt: number
  readonly isPart: boolean
  readonly latest: { readonly analysed: Analysed; readonly match: RuleMatch } | null
}

export async function tryRule({ store }: Room, rule: Rule, { now }: Asked): Promise<Trial> {
  const within = { fromMs: now.getTime() - TRIAL_DAYS * DAY_MS, toMs: horizonMs(now) }
  const heads = await store.list({ ...within, limit: MAX_LOOKED_AT })
  const isPart = heads.length === MAX_LOOKED_AT && (await store.count(within)) > MAX_LOOKED_AT
  const stories = await store.stories.idsOf(heads.map(({ id }) => id))
  const told = new Set<string>()
  let articles = 0
  let passing = 0
  let latest: Trial['latest'] = null
  // Newest first, as they are listed.
  for (let at = 0; at < heads.length; at += AT_ONCE) {
    await turn()
    for (const analysed of await store.analysed(heads.slice(at, at + AT_ONCE).map(({ id }) => id))) {
      const { id } = analysed.article
      const match = matchRule(rule, analysed, stories.get(id) ?? null)
      if (match === null) {
        if (mentionsRule(rule, analysed)) passing++
        continue
      }
      articles++
      told.add(stories.get(id) ?? `article ${id}`)
      if (latest === null || (instantMs(analysed.article) ?? 0) > (instantMs(latest.analysed.article) ?? 0)) latest = { analysed, match }
    }
  }
  return {
    articles,
    stories: told.size,
    passing,
    lookedAt: heads.length,
    isPart,
    latest: latest ?? (await earlierMatch(store, rule, within.fromMs)),
  }
}

/** Where the last days have none, an older one shows what is meant. */
async function earlierMatch(store: Room['store'], rule: Rule, beforeMs: number): Promise<Trial['latest']> {
  const heads = await store.list({ toMs: beforeMs, limit: MAX_EARLIER })
  const stories = await store.stories.idsOf(heads.map(({ id }) => id))
  for (const analysed of await store.analysed(heads.map(({ id }) => id))) {
    const match = matchRule(rule, analysed, stories.get(analysed.article.id) ?? null)
    if (match !== null) return { analysed, match }
  }
  return null
}

export function printedTrial({ articles, stories, passing, lookedAt, isPart }: Trial): string {
  if (lookedAt === 0) return `Nothing that is stored was published in the last ${TRIAL_DAYS} days, so that it would have matched nothing.`
  const within = isPart ? `, in the newest ${lookedAt} of these articles` : ''
  const told = articles === 1 ? '1 article' : `${articles} articles of ${stories === 1 ? 'one story' : `${stories} stories`}`
  const each = stories > 1 ? ', an alert for each story' : ''
  const left =
    passing === 0
      ? ''
      : ` ${passing === 1 ? `${articles === 0 ? 'One' : 'Another'} article mentions` : `${articles === 0 ? '' : 'Another '}${passing} articles mention`} it in passing; that is left out.`
  if (articles === 0) return `Nothing would have matched in the last ${TRIAL_DAYS} days${within}.${left}`
  return `It would have matched ${told} in the last ${TRIAL_DAYS} days${within}${each}.${left}`
}

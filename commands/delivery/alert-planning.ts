/** Arrivals → what the watches tell of them: one alert for a watch and a story; what comes later of the same story goes to that alert. */
import { setImmediate as turn } from 'node:timers/promises'
import { type ArticleHead, horizonMs, instantMs } from '../../src/article.ts'
import { looksLike } from '../../src/less-like.ts'
import { patiently } from '../../src/store/patience.ts'
import type { Analysed, Arrival, Arrived } from '../../src/store/store.ts'
import type { AlertChange, AlertPlan, AlertRecord, Held, NewAlert, WatchRecord } from '../../src/store/watch-store.ts'
import { remember } from '../citing.ts'
import type { Desk } from '../reception/desk.ts'
import { alertAnswer, alsoWhy, furtherAnswer, type KnownWatch, type Telling } from './alert-answers.ts'
import { type AlertTold, alertDelivery, alertMessage, deliveryFor, tellingOf, toldOf } from './alert-content.ts'
import { HOUR_MS, type Holding, openHolding } from './alert-holding.ts'
import { newSentence } from './alert-novelty.ts'
import type { Content } from './content.ts'
import type { WatchBook } from './watch-book.ts'

/** What was published longer ago is no news, however late it arrives. */
const NEWS_MS = 3 * 86_400_000
/** For so long what comes of a story belongs to the alert that told it. */
const SAME_ALERT_MS = 7 * 86_400_000
/** Messages in the thread of one alert: whoever wants to read on has the story itself. */
const MAX_POSTS = 3
/** Articles of one alert that are looked at: a story that has more is followed in its own page. */
const MAX_ARTICLES = 1_000
/** Watches that say in another one's message why they would have told the same. */
const MAX_ALSO = 5
/** Alerts after which a plan goes no further: one article is always planned whole. */
const MAX_A_PLAN = 300

type Match = { readonly arrival: Arrival; readonly telling: Telling }
/** What one watch finds of one story. */
type Find = { readonly known: KnownWatch; readonly storyId: string | null; readonly matches: readonly Match[] }
/** What is told for the first time; `held`: null where it leaves now. */
type Fresh = Find & { readonly id: number; readonly held: Held | null }
type Cursor = { readonly arrived: Arrived; readonly nextAlert: number }

/** `arrivals`: from the cursor on, at least one. Of several processes that plan them one is heard. */
export async function planArrivals(desk: Desk, book: WatchBook, cursor: Cursor, arrivals: readonly Arrival[]): Promise<AlertPlan> {
  const { finds, last } = await findsIn(desk, book, arrivals)
  const { watches } = desk.room.store
  const nowMs = desk.now().getTime()
  const matched = [...new Set(finds.map(({ known }) => known.watch.id))]
  const sent =
    matched.length === 0 ? new Map<number, readonly number[]>() : await patiently(() => watches.sentSince(matched, nowMs - HOUR_MS))
  const holding = openHolding(desk, sent)
  const changes: AlertChange[] = []
  const shown = finds.flatMap(({ matches }) => matches.map(({ telling }) => telling.analysed.article.id))
  if (shown.length > 0) await remember(desk.room, shown, nowMs, desk.log, patiently)
  const fresh: Fresh[] = []
  const continued = new Set<string>()
  for (const find of finds) {
    await turn()
    const articleIds = find.matches.map(({ arrival }) => arrival.id)
    const where = { watch: find.known.watch.id, storyId: find.storyId, articleIds, sinceMs: nowMs - SAME_ALERT_MS }
    const told = await patiently(() => watches.alertOn(where))
    if (told === null) fresh.push({ ...find, id: cursor.nextAlert + fresh.length, held: await holding.hold(find.known.watch) })
    else changes.push(...(await changeOf(desk, holding, told, find, continued)))
  }
  return { from: cursor.arrived, to: { generation: last.generation, seq: last.seq }, alerts: await newAlerts(desk, fresh), changes }
}

async function findsIn(desk: Desk, book: WatchBook, arrivals: readonly Arrival[]): Promise<{ finds: readonly Find[]; last: Arrived }> {
  const nowMs = desk.now().getTime()
  // What came quietly, such as the past of a new feed, is passed over: the cursor moves on, and nobody is told.
  // So is what is dated later than anything can be by now: nobody knows when it is news.
  const latestMs = horizonMs(desk.now())
  const news = arrivals.filter(({ publishedMs: ms, isQuiet }) => !isQuiet && ms !== null && ms >= nowMs - NEWS_MS && ms <= latestMs)
  const analysed = new Map((await patiently(() => desk.room.store.analysed(news.map(({ id }) => id)))).map((one) => [one.article.id, one]))
  const finds = new Map<string, { known: KnownWatch; storyId: string | null; matches: Match[] }>()
  let last: Arrived = arrivals.at(-1) as Arrival
  for (const arrival of arrivals) {
    const one = news.includes(arrival) ? analysed.get(arrival.id) : undefined
    for (const { watch, telling } of one === undefined ? [] : matching(book, one, arrival.storyId)) {
      const key = `${watch.id} ${arrival.storyId ?? `article ${arrival.id}`}`
      const match = { arrival, telling }
      const same = finds.get(key)
      if (same === undefined)
        finds.set(key, { known: { watch, rule: book.index.get(watch.id) }, storyId: arrival.storyId, matches: [match] })
      else same.matches.push(match)
    }
    await turn()
    if (finds.size < MAX_A_PLAN) continue
    last = arrival
    break
  }
  return { finds: [...finds.values()], last }
}

function matching(book: WatchBook, analysed: Analysed, storyId: string | null): { watch: WatchRecord; telling: Telling }[] {
  return book.index.matches(analysed, storyId).flatMap(({ id, match }) => {
    const { watch, less } = book.of(id)
    if (less.some((one) => looksLike(one, analysed, storyId))) return []
    return [{ watch, telling: { analysed, sentence: match.sentence, why: match.why } }]
  })
}

/** Two watches of one reader that find the same story share a message: the first one's, in which the others say why. */
async function newAlerts(desk: Desk, fresh: readonly Fresh[]): Promise<NewAlert[]> {
  const together = Map.groupBy(fresh, ({ id, held, storyId, known: { watch } }) =>
    held === null && storyId !== null ? `${watch.surface} ${watch.place} ${storyId}` : `alert ${id}`,
  )
  const alerts: NewAlert[] = []
  for (const [lead, ...others] of together.values()) {
    if (lead === undefined) continue
    const also = others.slice(0, MAX_ALSO).map(({ known, id, matches }) => alsoWhy(known, id, (matches[0] as Match).telling.why))
    if (others.length > MAX_ALSO) also.push(`And ${others.length - MAX_ALSO} more of your watches.`)
    const delivery = lead.held === null ? await deliveryOf(desk, lead, [lead, ...others].flatMap(articlesOf), also) : null
    for (const one of [lead, ...others]) {
      const told = { ...toldOf((one.matches[0] as Match).telling), ...(one === lead && also.length > 0 ? { also } : {}) }
      const { id, storyId, held } = one
      const articles = [...new Set(articlesOf(one).map((head) => head.id))]
      const atMs = desk.now().getTime()
      alerts.push({ id, watch: one.known.watch.id, storyId, atMs, articles, told: JSON.stringify(told), held, delivery })
    }
  }
  return alerts.sort((one, other) => one.id - other.id)
}

function articlesOf({ matches }: Find): ArticleHead[] {
  return matches.map(({ telling }) => telling.analysed.article)
}

async function deliveryOf(desk: Desk, { known, id, matches }: Fresh, all: readonly ArticleHead[], also: readonly string[]) {
  const heads = [...new Map(all.map((head) => [head.id, head])).values()]
  return await alertDelivery(desk, known.watch, `alert:${id}`, alertAnswer(known, id, (matches[0] as Match).telling, heads, also))
}

/** A further outlet is named in the alert; what an outlet adds or changes goes into its thread. */
async function changeOf(
  desk: Desk,
  holding: Holding,
  alert: AlertRecord,
  { known, matches }: Find,
  continued: Set<string>,
): Promise<AlertChange[]> {
  const { store } = desk.room
  const heads = new Map((await store.list({ ids: alert.articles, limit: MAX_ARTICLES })).map((head) => [head.id, head]))
  const said = await patiently(() => store.analysed(alert.articles))
  const changes: AlertChange[] = []
  let told = JSON.parse(alert.told) as AlertTold
  let hasFurther = false
  const changedMs = desk.now().getTime()
  for (const { arrival, telling } of matches) {
    const { article } = telling.analysed
    const isChanged = heads.has(article.id)
    const isFurther = !isChanged && ![...heads.values()].some(({ publisher }) => publisher === article.publisher)
    heads.set(article.id, article)
    hasFurther ||= isFurther
    // What waits is made when it leaves; what was given up stays so.
    if (isFurther || alert.delivery === null || told.posts >= MAX_POSTS) continue
    // Alerts that share a message share its thread.
    if (continued.has(`${alert.delivery} ${article.id}`)) continue
    const further = await furtherOf(desk, telling, arrival, isChanged, said)
    // A change of the alert disturbs nobody; a message of its own keeps to the same hours and rate.
    if (further === null || (await holding.hold(known.watch)) !== null) continue
    continued.add(`${alert.delivery} ${article.id}`)
    told = { ...told, posts: told.posts + 1 }
    const own = alert.delivery === `alert:${alert.id}` ? `${told.posts}` : `${alert.id}.${told.posts}`
    const answer = furtherAnswer(
      known,
      { alert: alert.id, n: told.posts, headline: heads.get(told.articleId)?.title ?? article.title },
      further,
    )
    const delivery = await alertDelivery(desk, known.watch, `${alert.delivery}:more:${own}`, answer, alert.delivery)
    changes.push({ id: alert.id, articles: [], changedMs, told: JSON.stringify(told), instead: null, delivery })
  }
  const articles = matches.map(({ arrival }) => arrival.id)
  const edited = hasFurther && alert.delivery !== null ? await editedAlert(desk, known, alert, [...heads.values()]) : null
  if (edited !== null && alert.delivery !== null) told = { ...told, edits: told.edits + 1 }
  const whole = { id: alert.id, articles, changedMs, told: JSON.stringify(told) }
  if (edited === null || alert.delivery === null) return [...changes, { ...whole, instead: null, delivery: null }]
  const delivery = deliveryFor(desk, known.watch, `${alert.delivery}:edit:${told.edits}`, {
    kind: 'revise',
    of: alert.delivery,
    message: edited,
  })
  const content: Content = { kind: 'post', messages: [edited] }
  return [{ ...whole, instead: JSON.stringify(content), delivery }, ...changes]
}

/** null where it came together with others: that message stays as it is. */
async function editedAlert(desk: Desk, known: KnownWatch, alert: AlertRecord, heads: readonly ArticleHead[]) {
  if (alert.delivery !== `alert:${alert.id}`) return null
  const telling = await tellingOf(desk, alert)
  const nowMs = desk.now().getTime()
  const recent = heads.filter((head) => (instantMs(head) ?? 0) >= nowMs - NEWS_MS - SAME_ALERT_MS)
  const { also = [] } = JSON.parse(alert.told) as AlertTold
  return telling === null ? null : await alertMessage(desk, known.watch, alertAnswer(known, alert.id, telling, recent, also))
}

async function furtherOf(
  desk: Desk,
  telling: Telling,
  arrival: Arrival,
  isChanged: boolean,
  said: readonly Analysed[],
): Promise<Telling | null> {
  const { store } = desk.room
  const before = isChanged
    ? (await patiently(() => store.versions(arrival.id))).slice(-1).map(({ body }) => body)
    : said.map(({ article }) => article.body)
  const sentence = newSentence(telling.analysed, before)
  if (sentence === null) return null
  const { publisher } = telling.analysed.article
  return {
    ...telling,
    sentence,
    why: isChanged ? `${publisher} has changed its article since; this is new in it.` : `${publisher} tells more of the same story.`,
  }
}

/** What Prometheus is told: counted as it happens, or looked up in the store when it asks. The home of prom-client. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { stateOf } from './feed-state.ts'
import type { Log } from './log.ts'
import type { Meter } from './meter.ts'
import { everyFeed } from './store/every-feed.ts'
import type { Store } from './store/store.ts'

/** How a platform is, as far as it is told here. */
type Platform = { readonly surface: string; readonly state: 'connecting' | 'connected' | 'down'; readonly lastEventMs: number | null }
export type Metrics = {
  readonly meter: Meter
  /** In Prometheus's text format. What cannot be looked up is left out, and logged. */
  text(): Promise<{ readonly type: string; readonly text: string }>
}
export type MetricsOptions = {
  readonly store: Store
  readonly version: string
  readonly log: Log
  now(): Date
  health(): readonly Platform[]
}

/** Seconds. An answer over the seeds takes some hundredths, one over a large archive tenths. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const DAY_MS = 86_400_000
const STATES = ['connecting', 'connected', 'down'] as const

export function openMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({ name: 'newsdesk_info', help: 'The version that runs; always 1', labelNames: ['version'], registers }).set(
    { version: options.version },
    1,
  )
  const looks = gauges(registers, options)
  return {
    meter: openMeter(registers),
    async text() {
      const looked = await Promise.allSettled(looks.map((look) => look()))
      for (const one of looked) if (one.status === 'rejected') options.log.warn('a figure was not looked up', { error: one.reason })
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}

function openMeter(registers: Registry[]): Meter {
  const answers = new Counter({
    name: 'newsdesk_answers_total',
    help: 'Commands answered; kind “nothing”: refused, since the articles do not say it',
    labelNames: ['surface', 'command', 'kind'],
    registers,
  })
  const answerSeconds = new Histogram({
    name: 'newsdesk_answer_seconds',
    help: 'How long answers took',
    labelNames: ['command'],
    buckets: BUCKETS,
    registers,
  })
  const requests = new Counter({
    name: 'newsdesk_http_requests_total',
    help: 'Requests to the reading room',
    labelNames: ['route', 'status'],
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'newsdesk_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  })
  const fetches = new Counter({ name: 'newsdesk_feed_fetches_total', help: 'Feeds fetched', labelNames: ['outcome'], registers })
  const arrived = new Counter({ name: 'newsdesk_feed_articles_total', help: 'Articles that feeds have brought', registers })
  return {
    answered({ surface, command, kind, seconds }) {
      answers.inc({ surface, command, kind })
      answerSeconds.observe({ command }, seconds)
    },
    served(route, status, seconds) {
      requests.inc({ route, status })
      requestSeconds.observe({ route }, seconds)
    },
    fetched(outcome, articles) {
      fetches.inc({ outcome })
      arrived.inc(articles)
    },
  }
}

/** What is looked up when it is asked for: other processes may have changed it. */
function gauges(registers: Registry[], { store, now, health }: MetricsOptions): readonly (() => Promise<void> | void)[] {
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> =>
    new Gauge({ name: `newsdesk_${name}`, help, labelNames, registers })
  const articles = gauge('articles', 'Articles stored')
  const outlets = gauge('outlets', 'Outlets they are from')
  const newest = gauge('newest_article_seconds', 'When the newest one was published, in seconds since 1970')
  const feeds = gauge('feeds', 'Feeds, by how they fare', ['state'])
  const lateFeed = gauge('feeds_overdue_seconds', 'How long the feed that waits longest has been due')
  const digests = gauge('digests', 'Digests, by whether they are paused', ['state'])
  const missed = gauge('digest_runs_missed', 'Runs of digests missed in the last 7 days')
  const waiting = gauge('deliveries_waiting', 'Posts in the outbox', ['surface'])
  const platform = gauge('platform_up', '1: in this state', ['surface', 'state'])
  const heard = gauge('platform_last_event_seconds', 'When a platform was last heard, in seconds since 1970', ['surface'])
  return [
    async () => {
      const corpus = await store.corpus()
      articles.set(corpus.articles)
      outlets.set(corpus.publishers.length)
      if (corpus.toMs !== null) newest.set(corpus.toMs / 1_000)
    },
    async () => {
      const counts = new Map(['new', 'well', 'failing', 'dead', 'paused'].map((state) => [state, 0]))
      for (const feed of await everyFeed(store.feeds)) {
        const state = stateOf(feed)
        const name = state === 'fine' ? 'well' : state
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      for (const [state, count] of counts) feeds.set({ state }, count)
      const nextMs = await store.feeds.nextDueMs()
      lateFeed.set(nextMs === null ? 0 : Math.max(0, now().getTime() - nextMs) / 1_000)
    },
    async () => {
      const all = await store.digests.list({})
      const paused = all.filter(({ isPaused }) => isPaused).length
      digests.set({ state: 'active' }, all.length - paused)
      digests.set({ state: 'paused' }, paused)
      missed.set(await store.digests.missed({}, now().getTime() - 7 * DAY_MS))
    },
    async () => {
      waiting.reset()
      for (const [surface, count] of await store.deliveries.waiting()) waiting.set({ surface }, count)
    },
    () => {
      for (const { surface, state, lastEventMs } of health()) {
        for (const one of STATES) platform.set({ surface, state: one }, one === state ? 1 : 0)
        if (lastEventMs !== null) heard.set({ surface }, lastEventMs / 1_000)
      }
    },
  ]
}

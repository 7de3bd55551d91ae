/** What Prometheus reads: counted as it happened, looked up as it is. */
import { expect, test } from 'vitest'
import { respond } from '../commands/respond.ts'
import { openLog } from '../src/log.ts'
import { openMetrics } from '../src/metrics.ts'
import { ASKED, smallNewsroom } from './small-newsroom.ts'

const said = (lines: string[]) => openLog({ level: 'warn', secrets: [], now: () => ASKED.now, write: (line) => void lines.push(line) })

/** `newsdesk_answers_total{surface="slack"}` → value, for every sample. */
function samplesIn(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

test('answers, refusals, pages and fetches are counted; what is stored is looked up', async () => {
  const newsroom = await smallNewsroom()
  const log = said([])
  const health = () => [{ surface: 'slack', state: 'connected' as const, lastEventMs: 5_000 }]
  const metrics = openMetrics({ store: newsroom.store, version: '9.9.9', log, now: () => ASKED.now, health })
  const room = { ...newsroom, meter: metrics.meter }
  const reader = { surface: 'slack', owner: 'slack:T1:U1', isManager: false }
  for (const question of ['who apologised to the owners?', 'who painted the moon green?'])
    await respond({ command: 'ask', options: { question }, asked: ASKED, reader }, room, log)
  await respond({ command: 'no such <command>', options: {}, asked: ASKED }, room, log)
  metrics.meter.served('/ask', 200, 0.02)
  metrics.meter.fetched('new', 3)
  const feed = { title: null, site: null, publisher: 'The Reef', language: null, surface: 'slack', owner: null, direct: null }
  for (const name of ['dead', 'new']) await newsroom.store.feeds.add({ ...feed, url: `https://reef.example/${name}`, nowMs: 0 })
  await newsroom.store.feeds.change(1, { isDead: true, fails: 9 })
  const { type, text } = await metrics.text()
  expect(type).toMatch(/^text\/plain/)
  expect(Object.fromEntries(samplesIn(text))).toMatchObject({
    'newsdesk_answers_total{surface="slack",command="ask",kind="answered"}': 1,
    'newsdesk_answers_total{surface="slack",command="ask",kind="nothing"}': 1,
    'newsdesk_answers_total{surface="terminal",command="unknown",kind="misuse"}': 1,
    'newsdesk_answer_seconds_count{command="ask"}': 2,
    'newsdesk_http_requests_total{route="/ask",status="200"}': 1,
    'newsdesk_feed_fetches_total{outcome="new"}': 1,
    newsdesk_feed_articles_total: 3,
    newsdesk_articles: 6,
    'newsdesk_feeds{state="well"}': 0,
    'newsdesk_feeds{state="dead"}': 1,
    'newsdesk_feeds{state="new"}': 1,
    'newsdesk_feeds{state="failing"}': 0,
    'newsdesk_digests{state="active"}': 0,
    'newsdesk_platform_up{surface="slack",state="connected"}': 1,
    'newsdesk_platform_up{surface="slack",state="down"}': 0,
    'newsdesk_platform_last_event_seconds{surface="slack"}': 5,
    'newsdesk_info{version="9.9.9"}': 1,
  })
  // Nobody's words stand in them: only names that we gave.
  expect(text).not.toMatch(/apologised|U1|moon/)
  await newsroom.close()
})

test('a store that is gone costs its own figures only, and is logged', async () => {
  const newsroom = await smallNewsroom()
  const lines: string[] = []
  const metrics = openMetrics({ store: newsroom.store, version: '1', log: said(lines), now: () => ASKED.now, health: () => [] })
  metrics.meter.fetched('failed', 0)
  await newsroom.close()
  const samples = samplesIn((await metrics.text()).text)
  expect(samples.get('newsdesk_feed_fetches_total{outcome="failed"}')).toBe(1)
  expect(lines.some((line) => line.includes('a figure was not looked up'))).toBe(true)
})

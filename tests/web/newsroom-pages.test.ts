/** The managers' pages: everything that can stand in a row is on them, as text; every button says what it does. */
import { describe, expect, test } from 'vitest'
import type { DigestPage, DigestRow, FeedRow, Overview, QuestionRow, RatingRow, RunRow, WatchRow } from '../../adapters/web/host.ts'
import { digestPage } from '../../adapters/web/newsroom/digest.ts'
import { digestsPage } from '../../adapters/web/newsroom/digests.ts'
import { feedsPage } from '../../adapters/web/newsroom/feeds.ts'
import { overviewPage } from '../../adapters/web/newsroom/overview.ts'
import { questionsPage } from '../../adapters/web/newsroom/questions.ts'
import { watchesPage } from '../../adapters/web/newsroom/watches.ts'
import { answer, EVIL, frame, HOUR, linesOf, NOW, seen, tools } from './newsroom-samples.ts'

describe('feeds', () => {
  const feed = (id: number, fields: Partial<FeedRow> = {}): FeedRow => ({
    id,
    title: `Feed ${id} ${EVIL}`,
    url: `https://feed-${id}.example/rss`,
    site: null,
    publisher: `Outlet ${EVIL}`,
    state: 'well',
    reason: null,
    notes: [],
    articles: 1_204,
    succeededMs: NOW - HOUR,
    newsMs: NOW - 26 * HOUR,
    nextMs: NOW + 30 * 60_000,
    ...fields,
  })
  const rows: readonly FeedRow[] = [
    feed(1),
    feed(2, { state: 'new', succeededMs: null, newsMs: null, articles: 0, nextMs: NOW - 1 }),
    feed(3, { state: 'failing', reason: `503 ${EVIL}`, notes: ['Its dates are odd.', EVIL] }),
    feed(4, { state: 'dead', reason: null, site: 'javascript:alert(1)', url: 'javascript:alert(2)' }),
    feed(5, { state: 'paused', reason: 'It redirects for ever.', nextMs: null, publisher: '' }),
  ]

  test('are listed with all that is known of each, those first that need somebody', async () => {
    const { text, html } = await seen(feedsPage(rows, frame))
    const order = [4, 3, 5, 2, 1].map((id) => text.indexOf(`Feed ${id} <script>`))
    expect([...order].sort((a, b) => a - b)).toEqual(order)
    for (const told of ['1,204', '1 hour ago', '1 day ago', 'in 30 minutes', 'due now', 'not fetched yet', 'never', 'none yet', 'dead'])
      expect(text).toContain(told)
    for (const told of ['503 <script>', 'Its dates are odd.', 'It redirects for ever.', 'not while it is paused'])
      expect(text).toContain(told)
    expect(html).toContain('<time datetime="2024-06-20T11:00:00.000Z"')
    expect(html).not.toContain('href="javascript')
    expect(html).toContain('aria-current="page"')
  })

  test('are paused, tested and removed by buttons; what cannot be taken back is asked first', async () => {
    const { html } = await seen(feedsPage(rows, frame))
    expect(linesOf(html).slice(0, 3)).toEqual(['feeds pause 4', 'feeds test 4', 'feeds remove 4'])
    expect(linesOf(html)).toContain('feeds resume 5')
    expect(linesOf(html)).not.toContain('feeds pause 5')
    for (const [form] of html.matchAll(/<form class="acts"[\s\S]*?<\/form>/g)) {
      expect(form).toMatch(/^<form class="acts" method="post" action="\/newsroom\/act">/)
      expect(form).toMatch(/<details class="sure"><summary[\s\S]*<button class="grave" name="line" value="feeds remove \d"/)
    }
    expect(html).toContain('name="line" value="feeds add https://"')
  })

  test('are told apart for who hears them: a caption, headings, and buttons that name their feed', async () => {
    const { html } = await seen(feedsPage(rows, frame))
    expect(html.match(/<caption>/g)).toHaveLength(1)
    expect(html.match(/scope="col"/g)).toHaveLength(8)
    expect(html.match(/scope="row"/g)).toHaveLength(rows.length)
    expect(html).toContain('aria-label="Pause feed 1"')
  })

  test('that there are none is said', async () => {
    const { text, html } = await seen(feedsPage([], frame))
    expect(text).toContain('There are none yet')
    expect(html).not.toContain('<table')
    expect(html).toContain('name="line"')
  })
})

const RUNS: readonly RunRow[] = (['queued', 'empty', 'posted', 'late', 'missed'] as const).map((state, n) => ({
  slot: `Thu 20 Jun 2024, 0${n}:00`,
  state,
  reason: state === 'missed' ? EVIL : null,
  stories: n,
  atMs: state === 'queued' ? null : NOW - n * HOUR,
  url: state === 'posted' ? 'https://slack.example/p1' : state === 'late' ? 'javascript:alert(1)' : null,
}))
const digest = (fields: Partial<DigestRow> = {}): DigestRow => ({
  id: 3,
  surface: 'slack',
  where: `channel ${EVIL}`,
  schedule: `every day at 08:00 ${EVIL}`,
  topic: `Borealis ${EVIL}`,
  isPaused: false,
  why: null,
  next: ['Fri 21 Jun, 08:00', 'Sat 22 Jun, 08:00'],
  last: null,
  feedKey: 'k'.repeat(22),
  ...fields,
})

describe('digests', () => {
  test('are listed with each kind of last run, where they go and what is next', async () => {
    const all = [
      digest({ id: 1, topic: '' }),
      digest({ id: 2, isPaused: true, why: `gone ${EVIL}`, next: [] }),
      ...RUNS.map((last, n) => digest({ id: 3 + n, last })),
    ]
    const { text, html } = await seen(digestsPage(all, { ...frame, path: '/newsroom/digests' }))
    for (const told of [
      '7 digests',
      'Everything',
      'Borealis <script>',
      'gone <script>',
      'nothing was due yet',
      'about to be posted',
      'posted late',
    ])
      expect(text).toContain(told)
    for (const told of ['nothing new', 'missed', '2 stories', 'Fri 21 Jun, 08:00']) expect(text).toContain(told)
    const said = digest({ last: { ...(RUNS[2] as RunRow), stories: 0 } })
    expect((await seen(digestsPage([said], frame))).text).toContain('posted nothing new')
    expect(html).toContain(`href="/digest/1/feed?key=${'k'.repeat(22)}"`)
    expect(html).toContain('href="/newsroom/digests/2"')
    expect(linesOf(html).slice(0, 6)).toEqual([
      'digest pause 1',
      'digest now 1',
      'digest remove 1',
      'digest resume 2',
      'digest now 2',
      'digest remove 2',
    ])
    expect((await seen(digestsPage([], frame))).text).toContain('None is set yet.')
  })

  test('each has a page with its history and what it would say', async () => {
    const quote = { type: 'quote', text: `He said ${EVIL}`, articleId: 'a', start: 0, end: 5, cite: 1, strong: null, lead: null } as const
    const source = { n: 1, articleId: 'a', title: EVIL, publisher: EVIL, authors: [], published: null, about: null, url: null }
    const given: DigestPage = {
      digest: { ...digest(), ratings: { good: 4, bad: 1 } },
      history: RUNS,
      preview: answer({ title: `Preview ${EVIL}`, blocks: [quote], sources: [source] }),
      paragraphs: new Map(),
    }
    const { text, html } = await seen(digestPage(given, { ...frame, path: '/newsroom/digests/3' }, tools))
    for (const told of [
      'Digest 3: Borealis',
      'Fri 21 Jun, 08:00 · Sat 22 Jun, 08:00',
      '4 good, 1 bad',
      'Preview <script>',
      'He said <script>',
      'not yet',
    ])
      expect(text).toContain(told)
    expect(text).toContain(`https://news.example/digest/3/feed?key=${'k'.repeat(22)}`)
    expect(html.match(/<tr role="row">/g)).toHaveLength(1 + RUNS.length)
    expect(html).toContain('href="https://slack.example/p1"')
    const bare = await seen(
      digestPage({ ...given, history: [], digest: { ...given.digest, isPaused: true, why: null, next: [] } }, frame, tools),
    )
    expect(bare.text).toContain('Nothing was due yet.')
    expect(bare.text).toContain('paused')
  })
})

test('watches are listed in each of their states', async () => {
  const watch = (id: number, fields: Partial<WatchRow> = {}): WatchRow => ({
    id,
    query: `Borealis ${EVIL}`,
    surface: 'slack',
    where: `channel ${EVIL}`,
    isPaused: false,
    why: null,
    snoozedUntilMs: null,
    alerts: 4,
    lastMs: NOW - HOUR,
    ...fields,
  })
  const rows = [watch(1), watch(2, { isPaused: true, why: EVIL }), watch(3, { snoozedUntilMs: NOW + 49 * HOUR, alerts: 0, lastMs: null })]
  const { text, html } = await seen(watchesPage(rows, { ...frame, path: '/newsroom/watches' }))
  for (const told of ['3 watches', 'Borealis <script>', 'paused', 'snoozed until', 'in 2 days', '1 hour ago', 'none'])
    expect(text).toContain(told)
  expect(linesOf(html)).toEqual(['watch pause 1', 'watch remove 1', 'watch resume 2', 'watch remove 2', 'watch pause 3', 'watch remove 3'])
  expect((await seen(watchesPage([], frame))).text).toContain('Nothing is watched yet.')
})

test('questions lead to being asked again; where none may be told, the page says why', async () => {
  const questions: readonly QuestionRow[] = [{ question: `who & why? ${EVIL}`, times: 12, atMs: NOW - 3 * HOUR }]
  const ratings: readonly RatingRow[] = [
    { question: 'who?', isGood: true, atMs: NOW },
    { question: EVIL, isGood: false, atMs: NOW - HOUR },
  ]
  const { text, html } = await seen(questionsPage(questions, ratings, { ...frame, path: '/newsroom/questions' }))
  for (const told of ['who & why? <script>', '12', '3 hours ago', 'good', 'bad', 'just now']) expect(text).toContain(told)
  expect(html).toContain('href="/ask?q=who+%26+why%3F+%3Cscript%3E')
  const none = await seen(questionsPage([], [], frame))
  expect(none.text).toContain('Nothing was asked in vain')
  expect(none.text).toContain('No answer was rated yet.')
  const withheld = await seen(questionsPage(null, null, frame))
  expect(withheld.text.match(/nobody can tell whose/g)).toHaveLength(2)
})

describe('the overview', () => {
  const overview: Overview = {
    health: [
      {
        surface: 'slack',
        state: 'down',
        problem: `Set it. ${EVIL}`,
        sinceMs: NOW - HOUR,
        lastEventMs: null,
        lastError: { atMs: NOW, message: EVIL },
      },
      { surface: 'discord', state: 'connected', problem: null, sinceMs: NOW, lastEventMs: NOW - HOUR, lastError: null },
      { surface: 'other', state: 'connecting', problem: null, sinceMs: NOW, lastEventMs: null, lastError: null },
    ],
    troubles: [`Slack: Set it. ${EVIL}`, 'Digest 1 is paused.'],
    corpus: { from: '2019-06-01', to: '2021-07-02', publishers: ['One', 'Two'], articles: 12_345 },
    feeds: { all: 9, well: 4, failing: 2, paused: 1 },
    digests: { all: 3, paused: 1, missed: 2, nextMs: NOW + HOUR },
    watches: 7,
    ratings: { good: 5, bad: 1 },
    unanswered: 6,
  }

  test('begins with what is wrong, then counts, then the platforms', async () => {
    const { text } = await seen(overviewPage(overview, { ...frame, path: '/newsroom' }))
    const order = ['2 things to look at', 'Slack: Set it. <script>', 'At a glance', '12,345', 'Platforms', 'connecting'].map((part) =>
      text.indexOf(part),
    )
    expect([...order].sort((a, b) => a - b)).toEqual(order)
    expect(order).not.toContain(-1)
    for (const told of [
      '2 outlets, June 2019 – July 2021',
      '4 well, 2 failing, 1 paused, 2 not fetched yet',
      '1 paused, 2 missed in 7 days',
    ])
      expect(text).toContain(told)
    for (const told of ['in 1 hour', '5 good, 1 bad', 'nothing yet', 'down', 'connected']) expect(text).toContain(told)
  })

  test('says that all is well, and what it may not tell', async () => {
    const well: Overview = {
      ...overview,
      health: [],
      troubles: [],
      corpus: { from: null, to: null, publishers: [], articles: 0 },
      digests: { all: 0, paused: 0, missed: 0, nextMs: null },
      unanswered: null,
    }
    const { text } = await seen(overviewPage(well, { ...frame, path: '/newsroom' }))
    for (const told of ['All is well.', 'No chat platform is set up here.', 'not shown on your platform']) expect(text).toContain(told)
    expect((await seen(overviewPage({ ...well, unanswered: 200 }, frame))).text).toContain('200 or more')
  })
})

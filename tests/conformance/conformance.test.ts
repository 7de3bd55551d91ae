/** The same situations on every surface, through the real clients, and the same meaning in what comes of them. */
import '../peers/guard.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { BUTTON_SITUATIONS } from './button-situations.ts'
import { DELIVERY_SITUATIONS } from './delivery-situations.ts'
import { DIGEST_SITUATIONS } from './digest-situations.ts'
import { openDiscordDriver } from './discord-driver.ts'
import type { Driver } from './driver.ts'
import { FEED_SITUATIONS } from './feed-situations.ts'
import { perform, type Transcript } from './perform.ts'
import { PICTURE_SITUATIONS } from './picture-situations.ts'
import { fillStore } from './premises.ts'
import { READER_SITUATIONS } from './reader-situations.ts'
import type { Seen } from './seen.ts'
import type { Situation } from './situation.ts'
import { SITUATIONS } from './situations.ts'
import { openSlackDriver } from './slack-driver.ts'
import { openTerminalDriver } from './terminal-driver.ts'
import { WATCH_SITUATIONS } from './watch-situations.ts'

const ALL = [
  ...SITUATIONS,
  ...BUTTON_SITUATIONS,
  ...READER_SITUATIONS,
  ...DELIVERY_SITUATIONS,
  ...DIGEST_SITUATIONS,
  ...WATCH_SITUATIONS,
  ...FEED_SITUATIONS,
  ...PICTURE_SITUATIONS,
]
const usesThreads = ({ steps }: Situation) => steps.some((step) => 'where' in step && step.where === 'thread')
type SurfaceName = 'Slack' | 'Slack over HTTP' | 'Discord' | 'the terminal'
const SURFACES: Readonly<Record<SurfaceName, { has(one: Situation): boolean; open(one: Situation): Promise<Driver> }>> = {
  Slack: { has: () => true, open: (one) => openSlackDriver(master, one, 'socket') },
  'Slack over HTTP': { has: ({ overHttp }) => overHttp === true, open: (one) => openSlackDriver(master, one, 'http') },
  Discord: { has: () => true, open: (one) => openDiscordDriver(master, one, usesThreads(one)) },
  'the terminal': { has: ({ notAtTerminal }) => notAtTerminal === undefined, open: () => openTerminalDriver(master) },
}
const NAMES = Object.keys(SURFACES) as SurfaceName[]

let master = ''
let articles: readonly Article[] = []
const transcripts = new Map<string, Transcript>()
const tally = new Map<string, number>()
const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1)
const keyOf = (surface: SurfaceName, { name }: Situation) => `${surface}: ${name}`

beforeAll(async () => {
  master = join(await mkdtemp(join(tmpdir(), 'newsdesk-conformance-')), 'master.db')
  articles = await fillStore(master)
})
afterAll(async () => {
  await rm(join(master, '..'), { recursive: true })
  const passed = [...NAMES, 'the same everywhere'].map((name) => `${name} ${tally.get(name) ?? 0}`)
  const absent = Map.groupBy(ALL, ({ notAtTerminal }) => notAtTerminal)
  const reasons = [...absent].flatMap(([why, some]) => (why === undefined ? [] : [`${some.length} ${why}`]))
  process.stdout.write(
    `\nconformance: ${ALL.length} situations; passed: ${passed.join(', ')}\nnot at the terminal: ${reasons.join('; ')}\n`,
  )
})

test('there are thirty situations at least, each named once', () => {
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
  expect(ALL.length).toBeGreaterThanOrEqual(30)
})

describe.each(ALL)('$name', (situation) => {
  const surfaces = NAMES.filter((name) => SURFACES[name].has(situation))
  test.each(surfaces)('on %s', async (name) => {
    const driver = await SURFACES[name].open(situation)
    try {
      const { transcript, faults } = await perform(driver, situation, articles, name !== 'the terminal')
      transcripts.set(keyOf(name, situation), transcript)
      expect(faults).toEqual([])
    } finally {
      await driver.close()
    }
    count(name)
  })
  if (situation.isOwn !== undefined) return
  test('means the same everywhere', () => {
    const [first, ...others] = surfaces
      .filter((name) => name !== 'the terminal' || situation.otherAtTerminal === undefined)
      .map((name) => ({ name, transcript: transcripts.get(keyOf(name, situation)) ?? [] }))
    expect(first?.transcript).toHaveLength(situation.steps.length)
    for (const { name, transcript } of others) {
      const meanings = (all: Transcript = []) => all.map((seen) => (name === 'the terminal' ? told(seen) : shown(seen)))
      expect(meanings(transcript), `${name} beside ${first?.name}`).toEqual(meanings(first?.transcript))
    }
    count('the same everywhere')
  })
})

/** A title longer than this is cut somewhere, on each surface in its own place. */
const MAX_TITLE = 200
const BARS = /[█▏▎▍▌▋▊▉░]+/g

/** What is said, without how long something still takes, how a bar is drawn, and what each platform calls itself. */
function worded(text: string): string {
  return text
    .replace(/\b(?:a second|\d+ seconds|\d+ things)\b/, 'some')
    .replace(/^(?:Slack|Discord): connected(?: since .*)?$/, 'connected')
    .replace(BARS, ' ')
    .replace(/\s+(?:· )?/g, ' ')
    .trim()
}

/** What an answer means at a terminal, where nothing can be pressed and nobody else looks on. */
function told(seen: Seen | null) {
  return seen === null ? null : { quotes: seen.quotes, sources: seen.sources, notices: seen.notices.map(worded), searched: seen.searched }
}

function shown(seen: Seen | null) {
  if (seen === null) return null
  const { title, lines, buttons, audience, isInPlace } = seen
  // What one person alone sees stands wherever the platform shows such a thing.
  const isAttached = audience === 'everyone' ? seen.isAttached : null
  return { ...told(seen), title: title?.slice(0, MAX_TITLE) ?? null, lines: lines.map(worded), buttons, audience, isInPlace, isAttached }
}

/** The simulation of `npm run simulate:feeds`, short and with mishaps that come thick and fast; and that what it finds is a fault indeed. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { chanceOf } from '../delivery/simulation-random.ts'
import { type Course, simulate } from './simulation.ts'
import { judge } from './simulation-check.ts'
import { clockOf, timers } from './simulation-clock.ts'
import { transportOf } from './simulation-hosts.ts'
import { MISHAPS } from './simulation-mishaps.ts'
import { sitesOf } from './simulation-publishing.ts'
import type { World } from './simulation-world.ts'

describe('ten days of twelve feeds, under every mishap', () => {
  let course: Course
  beforeAll(async () => {
    course = await simulate({ seed: 5, feeds: 12, days: 10, intensity: 12, flooding: 120 })
  })

  test('every article is stored once, with a version for each edit', async () => {
    const verdict = await judge(course)
    expect(verdict.faults).toEqual([])
    // A simulation in which nothing happens shows nothing.
    expect(verdict.read).toBeGreaterThan(150)
    expect(verdict.versions).toBeGreaterThan(verdict.stored)
    expect(verdict.sure / verdict.stored).toBeGreaterThan(0.5)
    const { counts } = course.world
    expect(MISHAPS.map(({ kind }) => kind).filter((kind) => (counts[`mishaps: ${kind}`] ?? 0) === 0)).toEqual([])
    for (const what of ['processes killed', 'floods', 'word: dead', 'word: back', 'word: flood', 'word: gone', 'word: quarantined'])
      expect(counts[what], what).toBeGreaterThan(0)
  })

  test('what is not as promised is found', async () => {
    const { newsroom } = course
    const some: Article[] = []
    for await (const { article } of newsroom.store.everything()) if (some.push(article) === 3) break
    const [twice, changed, lost] = some as [Article, Article, Article]
    await newsroom.add([{ ...twice, id: 'another', published: '2031-01-01' }])
    for (const title of ['again', 'and again', 'and once more', 'and more']) await newsroom.add([{ ...changed, title }])
    await newsroom.remove([lost.id])
    const faults = (await judge(course)).faults.join('\n')
    expect(faults).toContain(`is stored twice: ${twice.id} and another`)
    expect(faults).toContain('another is dated 2031-01-01, which is to come')
    expect(faults).toMatch(/has \d versions, and should have/)
    expect(faults).toMatch(/was read of .*, and is not stored/)
  })
})

describe('the hosts’ eye on manners', () => {
  const requests = async (paths: readonly string[], waitsMs: readonly number[]): Promise<string> => {
    const world: World = {
      random: chanceOf(1),
      agenda: timers(),
      sites: [],
      pieces: [],
      counts: {},
      faults: [],
      nowMs: Date.UTC(2026, 0, 1),
    }
    sitesOf(world, 40)
    const site = world.sites.find(({ robots, state }) => robots !== null && robots.delayS === null && !state.isSlow)
    const transport = transportOf(world, { process: 'one', clock: clockOf(world), sent: () => undefined })
    const under: Promise<unknown>[] = []
    for (const [n, path] of paths.entries()) {
      const url = new URL(path, `https://${site?.host}`)
      under.push(transport.request({ url, headers: {}, maxBytes: 1_000_000, timeoutMs: 30_000 }))
      const untilMs = world.nowMs + (waitsMs[n] ?? 60_000)
      while (world.agenda.nextMs() <= untilMs) {
        world.nowMs = world.agenda.nextMs()
        await world.agenda.run(world.nowMs)
        await Promise.resolve()
      }
      world.nowMs = untilMs
      // The answer is on its way: what comes of it is done before the next request.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(under)
    return world.faults.join('\n')
  }

  test('one request after another, with a pause, is as it should be', async () => {
    expect(await requests(['/robots.txt', '/feeds/0', '/nowhere'], [])).toBe('')
  })
  test('two at once, too soon, and what is closed are faults', async () => {
    expect(await requests(['/feeds/0', '/feeds/0'], [0])).toContain('while another request was open')
    expect(await requests(['/feeds/0', '/feeds/0'], [1_000])).toContain('ms after the request before')
    expect(await requests(['/closed/0'], [])).toContain('which robots.txt forbids')
  })
})

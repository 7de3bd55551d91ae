/** The simulation of `npm run simulate:digest`, short and with mishaps that come thick and fast; and that what it finds is a fault indeed. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Course, simulate } from './simulation.ts'
import type { BookedDigest } from './simulation-book.ts'
import { judge } from './simulation-check.ts'
import { MISHAPS, ZONES } from './simulation-world.ts'

const SHORT = { days: 80, zones: [ZONES[2], ZONES[16], ZONES[26]], formsAZone: 4, intensity: 3 } as const

describe('eighty days of twelve digests, under every mishap', () => {
  let course: Course
  beforeAll(async () => {
    course = await simulate({ ...SHORT, seed: 11 })
  })

  test('each local slot ends as one of posted, posted late, empty by policy, missed with its reason', async () => {
    const verdict = await judge(course)
    expect(verdict.faults).toEqual([])
    expect(verdict.slots).toBe(verdict.posted + verdict.late + verdict.empty + verdict.missed)
    expect(verdict.duplicates).toBe(0)
    // A simulation in which nothing happens shows nothing.
    for (const some of [verdict.posted, verdict.late, verdict.empty, verdict.missed]) expect(some).toBeGreaterThan(0)
    expect(
      MISHAPS.map(({ kind }) => kind).filter((kind) => !kind.includes('long') && !kind.includes('far') && !course.counts[kind]),
    ).toEqual([])
    expect(course.counts['killed at an await']).toBeGreaterThan(20)
    for (const what of ['reply lost after it was posted', 'arrived after it was given up', 'deleted by a moderator'])
      expect(course.platforms.reduce((sum, { faults }) => sum + (faults[what] ?? 0), 0)).toBeGreaterThan(0)
    expect(verdict.gathered.words).toBeGreaterThan(0)
  })

  test('what is not as promised is found', async () => {
    const [amber] = course.platforms
    const key = [...(amber?.posted.keys() ?? [])].find((one) => /^digest:\d+:[^/]+$/.test(one)) ?? ''
    const [post] = amber?.posted.get(key) ?? []
    const faultsWith = async (posts: readonly object[] | null): Promise<string> => {
      const posted = new Map<string, readonly unknown[]>(amber?.posted)
      if (posts === null) posted.delete(key)
      else posted.set(key, posts)
      const platforms = course.platforms.map((one) => (one === amber ? { ...one, posted } : one))
      return (await judge({ ...course, platforms } as Course)).faults.join('\n')
    }
    expect(await faultsWith([post ?? {}, post ?? {}])).toContain('was posted 2 times')
    expect(await faultsWith(null)).toContain('no message stands')
    expect(await faultsWith([{ ...post, atMs: (post?.atMs ?? 0) + 40 * 3_600_000 }])).toContain('minutes after its grace')
    expect(await faultsWith([{ ...post, atMs: (post?.atMs ?? 0) - 40 * 3_600_000 }])).toContain('before its time')
    expect(await faultsWith([{ ...post, isMarkedLate: post?.isMarkedLate !== true }])).toContain('disagree on whether it is late')
  })

  test('a slot without a run, a run without a slot, and a miss that nobody was told of are found', async () => {
    const isWeek = ({ fromMs, surelyToMs, schedule }: BookedDigest['stretches'][number]): boolean =>
      schedule.days.length < 7 && (surelyToMs ?? 0) - fromMs > 8 * 86_400_000
    const digest = course.book.find(({ stretches }) => stretches.some(isWeek))
    const week = digest?.stretches.find(isWeek)
    const with_ = async (stretches: readonly object[]): Promise<string> =>
      (await judge({ ...course, book: course.book.map((one) => (one === digest ? { ...one, stretches } : one)) } as Course)).faults.join(
        '\n',
      )
    const others = [1, 2, 3, 4, 5, 6, 7].filter((day) => week?.schedule.days.includes(day) === false)
    const longer = [...(digest?.stretches ?? []), { ...week, schedule: { ...week?.schedule, days: others } }]
    expect(await with_(longer)).toContain('no run for')
    expect(await with_([])).toContain('there is no such slot')
    const mute = course.platforms.map((one) => ({ ...one, posted: new Map([...one.posted].filter(([key]) => !key.startsWith('word:'))) }))
    expect((await judge({ ...course, platforms: mute })).faults.join('\n')).toContain('nobody was told of it')
  })
})

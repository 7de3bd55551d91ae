/** What `watch add` says a watch would have told is what replaying these days through the live path tells. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tryRule } from '../../commands/watch/trial.ts'
import type { Article } from '../../src/article.ts'
import { compileRule } from '../../src/rule.ts'
import { alertRig, DAY_MS, HOUR_MS, START_MS, story } from './alert-rig.ts'

const DAYS = 7
const OUTLETS = ['Harbor Global', 'Coast Post', 'Norwick Gazette'] as const
/** Each company has events of its own: what happens to both in the same words may be one story. */
const OTHERS = 6
const FILLER = Array.from({ length: 20 }, (_, n) => `Nobody knows what became of the ${n} other plans of the county.`).join(' ')

/** Events of two companies, by one outlet or several, over a week; some name the company in passing, some are not dated. */
const week = fc.array(
  fc.record({
    event: fc.nat({ max: 5 }),
    company: fc.constantFrom('Veltrona', 'Quorvex'),
    outlet: fc.constantFrom(...OUTLETS),
    hour: fc.integer({ min: 1, max: DAYS * 24 - 1 }),
    kind: fc.constantFrom('about', 'about', 'about', 'passing', 'undated'),
  }),
  { minLength: 4, maxLength: 14 },
)

const QUERIES = ['Veltrona', 'ferry terminal', '"the firm said"', 'source:coast', 'Quorvex -satellite'] as const

test('what a watch would have matched is what it told', async () => {
  const asked = { now: new Date(START_MS), zone: 'UTC' }
  const told = new Map<string, number>()
  let steady = 0
  await fc.assert(
    fc.asyncProperty(week, async (happened) => {
      const rig = await alertRig()
      rig.clock.ms = START_MS - DAYS * DAY_MS
      await rig.plan()
      for (const query of QUERIES) await rig.watch(query)
      const ids = happened.map((_, n) => `n${n}`)
      const met: (readonly string[])[] = []
      /** Earlier articles that are in the story of the nth. */
      const withIt = async (n: number): Promise<readonly string[]> => {
        const stories = await rig.store.stories.idsOf(ids.slice(0, n + 1))
        return ids.slice(0, n).filter((id) => stories.get(id) === stories.get(`n${n}`))
      }
      for (const [n, { hour, company, event, outlet, kind }] of [...happened].sort((a, b) => a.hour - b.hour).entries()) {
        rig.clock.ms = START_MS - DAYS * DAY_MS + hour * HOUR_MS
        const published = kind === 'undated' ? null : new Date(rig.clock.ms).toISOString()
        const one: Article = {
          ...story(company === 'Quorvex' ? event + OTHERS : event, company),
          id: `n${n}`,
          publisher: outlet,
          published,
        }
        const passing = { title: `County plans ${n}`, body: `${FILLER} One is of ${company}. ${FILLER}` }
        await rig.room.add([kind === 'passing' ? { ...one, ...passing } : one])
        met.push(await withIt(n))
        await rig.plan()
      }
      // Stories that joined later were told apart, and count as one by then.
      const isSteady = (await Promise.all(ids.map((_, n) => withIt(n)))).every((some, n) => String(some) === String(met[n]))
      if (isSteady) steady++
      rig.clock.ms = START_MS
      for (const [n, query] of QUERIES.entries()) {
        const compiled = await compileRule(rig.room, query, asked)
        if (!compiled.ok) throw new Error(compiled.problem)
        const { articles, stories } = await tryRule(rig.room, compiled.rule, asked)
        const alerts = await rig.store.watches.alertsOf(n + 1, 1_000)
        told.set(query, (told.get(query) ?? 0) + alerts.length)
        expect({ query, articles, stories }).toEqual({
          query,
          articles: alerts.reduce((sum, alert) => sum + alert.articles.length, 0),
          stories: isSteady ? alerts.length : stories,
        })
      }
    }),
    { numRuns: 6 },
  )
  expect(steady).toBeGreaterThan(2)
  for (const query of QUERIES) expect(told.get(query), query).toBeGreaterThan(0)
})

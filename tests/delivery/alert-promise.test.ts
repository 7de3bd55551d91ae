/** What `watch add` says a watch would have told is what replaying these days through the live path tells. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tryRule } from '../../commands/watch/trial.ts'
import type { Article } from '../../src/article.ts'
import { compileRule } from '../../src/rule.ts'
import { alertRig, DAY_MS, HOUR_MS, START_MS, story } from './alert-rig.ts'

const DAYS = 7
const OUTLETS = ['Harbor Global', 'Coast Post', 'Norwick Gazette'] as const
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

const QUERIES = ['Veltrona', 'ferry terminal', '"the firm said"', 'source:coast', 'Quorvex -patents'] as const

test('what a watch would have matched is what it told', async () => {
  const asked = { now: new Date(START_MS), zone: 'UTC' }
  const told = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(week, async (happened) => {
      const rig = await alertRig()
      rig.clock.ms = START_MS - DAYS * DAY_MS
      await rig.plan()
      for (const query of QUERIES) await rig.watch(query)
      for (const [n, { hour, company, event, outlet, kind }] of [...happened].sort((a, b) => a.hour - b.hour).entries()) {
        rig.clock.ms = START_MS - DAYS * DAY_MS + hour * HOUR_MS
        const published = kind === 'undated' ? null : new Date(rig.clock.ms).toISOString()
        const one: Article = { ...story(event, company), id: `n${n}`, publisher: outlet, published }
        const passing = { title: `County plans ${n}`, body: `${FILLER} One is of ${company}. ${FILLER}` }
        await rig.room.add([kind === 'passing' ? { ...one, ...passing } : one])
        await rig.plan()
      }
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
          stories: alerts.length,
        })
      }
    }),
    { numRuns: 6 },
  )
  for (const query of QUERIES) expect(told.get(query), query).toBeGreaterThan(0)
})

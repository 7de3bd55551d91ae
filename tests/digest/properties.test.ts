import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quotesOf } from '../../src/answer.ts'
import { type Article, horizonMs, instantMs } from '../../src/article.ts'
import { composeDigest } from '../../src/digest/compose.ts'
import type { Digest, DigestHeading } from '../../src/digest.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { article, choose, chooseAfter, DAY_MS, HOUR_MS, MORNING, newsroomOf } from './small-digest.ts'

const SLACK_MS = 36 * HOUR_MS
const EVENTS = [
  ['Fire at Marlow fish market', 'A fire destroyed the fish market of Marlow on Monday and hurt {n} traders, the mayor Ines Okafor said.'],
  [
    'Veltrona opens battery plant',
    'Veltrona Motors opened a battery plant in Quayle that employs {n} workers, its chief executive Per Dahlgren said.',
  ],
  [
    'Ferry strike in Norwick',
    'Sailors of the ferry line Sundline went on strike in Norwick and {n} crossings were cancelled, the union said.',
  ],
  [
    'Tidewell raises power price',
    'Tidewell Energy raised the price of power in Brack by {n}% for households, the regulator Ruth Adeyemi said.',
  ],
] as const
const MORE = [
  'Neighbours brought soup and blankets to the square.',
  'The ministry in Harrowgate promised an inquiry by {n} officials.',
  'Quillstream counted {n} messages about it within an hour.',
  'The harbour stayed closed for {n} hours.',
] as const
const PUBLISHERS = ['Harbor Global', 'Coast Post', 'Inland Sun'] as const

type Written = {
  readonly event: number
  readonly more: readonly number[]
  readonly figure: number
  readonly publisher: number
  readonly hours: number
  readonly dated: boolean
}
const written = fc.record({
  event: fc.nat({ max: EVENTS.length - 1 }),
  more: fc.uniqueArray(fc.nat({ max: MORE.length - 1 }), { maxLength: 3 }),
  figure: fc.integer({ min: 11, max: 99 }),
  publisher: fc.nat({ max: PUBLISHERS.length - 1 }),
  // Before and after the morning of its day.
  hours: fc.integer({ min: -90, max: 20 }),
  dated: fc.integer({ min: 1, max: 6 }).map((n) => n > 1),
})

/** One article an outlet and event: written again, it is a change. */
function articleOf({ event, more, figure, publisher, hours, dated }: Written, morningMs: number): Article {
  const [title, lead] = EVENTS[event] as (typeof EVENTS)[number]
  const body = [lead, ...more.map((n) => MORE[n])].join(' ').replaceAll('{n}', String(figure))
  const published = dated ? new Date(morningMs + hours * HOUR_MS).toISOString() : null
  return article(`${event}-${publisher}`, PUBLISHERS[publisher] as string, published, title, body)
}

function heading(digest: Digest): DigestHeading {
  return { name: 'Digest 1', topic: '', dueMs: digest.nowMs, zone: 'Europe/Paris', isPreview: false }
}

async function faultsOf(newsroom: Newsroom, digest: Digest, max: number): Promise<string[]> {
  const faults = digest.stories.length > max ? [`${digest.stories.length} stories`] : []
  if (digest.total < digest.stories.length) faults.push(`${digest.total} in all`)
  for (const { section, central, id } of digest.stories) {
    const { published } = central.article
    const ms = instantMs(central.article)
    if (published === null || ms === null) faults.push(`${id} is undated`)
    else if (ms > horizonMs(new Date(digest.nowMs))) faults.push(`${id} is of the future`)
    else if (section !== 'updated' && ms < digest.fromMs - SLACK_MS) faults.push(`${id} is old`)
  }
  for (const style of ['headlines', 'brief', 'full'] as const)
    for (const answer of composeDigest(digest, heading(digest), style)) {
      for (const { articleId, start, end, text, cite } of quotesOf(answer)) {
        if ((await newsroom.store.article(articleId))?.body.slice(start, end) !== text) faults.push(`not in ${articleId}: ${text}`)
        if (answer.sources.find(({ n }) => n === cite)?.articleId !== articleId) faults.push(`${articleId} is not cited`)
      }
      for (const { articleId, title } of answer.sources)
        if ((await newsroom.store.article(articleId))?.title !== title) faults.push(`another headline of ${articleId}`)
    }
  return faults
}

test('over days of news that comes, changes and comes again, every digest keeps the rules', { timeout: 120_000 }, async () => {
  const days = fc.array(fc.array(written, { maxLength: 5 }), { minLength: 2, maxLength: 4 })
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(days, fc.integer({ min: 1, max: 4 }), async (news, max) => {
      const newsroom = await newsroomOf([])
      try {
        let last: Digest | null = null
        const told = new Map<string, string>()
        const lines = new Set<string>()
        for (const [day, some] of news.entries()) {
          const morningMs = MORNING.getTime() + day * DAY_MS
          // The last word of a day counts: a batch holds an article once.
          const articles = new Map(some.map((one) => articleOf(one, morningMs)).map((one) => [one.id, one]))
          if (articles.size > 0) await newsroom.add([...articles.values()])
          const run: () => Promise<Digest> = () =>
            last === null ? choose(newsroom, new Date(morningMs), { max }) : chooseAfter(newsroom, last, { max, told })
          const digest = await run()
          expect(await run()).toEqual(digest)
          expect(await faultsOf(newsroom, digest, max)).toEqual([])
          for (const { central, sentence, section } of digest.stories) {
            const line = `${central.article.id} ${central.article.title} ${central.article.body}`
            // What was told and says the same is not told again.
            expect(lines).not.toContain(line)
            if (section === 'new') expect([...told.values()].some((text) => text.includes(`"${central.article.id}":`))).toBe(false)
            seen.set(section, (seen.get(section) ?? 0) + 1)
            if (sentence !== null) expect(sentence.end).toBeGreaterThan(sentence.start)
            lines.add(line)
          }
          for (const { storyId, told: text } of digest.told) told.set(storyId, text)
          last = digest
          // Nothing came since: nothing is told.
          expect((await chooseAfter(newsroom, digest, { max, told })).stories).toEqual([])
        }
      } finally {
        await newsroom.close()
      }
    }),
    { numRuns: 25, seed: 5, endOnFailure: true },
  )
  // Else nothing was tried.
  for (const section of ['new', 'developing', 'updated']) expect(seen.get(section) ?? 0).toBeGreaterThan(1)
})

/** How long it takes to find which of 10,000 watches a new article matches, beside asking every rule, and beside a query of the index for every watch. */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { documents } from '../../src/adding.ts'
import type { Article } from '../../src/article.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import type { WeightedTerm } from '../../src/retrieval/search-index.ts'
import { compileRule, matchRule, type Rule } from '../../src/rule.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Analysed } from '../../src/store/store.ts'
import { openWatchIndex } from '../../src/watch-index.ts'
import { type Latency, latency, usedBytes } from './measure.ts'
import { seededRandom } from './news-corpus.ts'
import { seedArticles } from './seed-corpus.ts'

export type WatchFigures = {
  readonly origin: string
  readonly articles: number
  readonly watches: number
  /** Of each kind of rule, how many. */
  readonly kinds: Readonly<Record<string, number>>
  /** Milliseconds to make a rule of a query, and bytes that it takes. */
  readonly compileMs: number
  readonly bytesAWatch: number
  /** Watches that an article matches. */
  readonly matches: { readonly mean: number; readonly most: number }
  readonly index: Latency
  /** The same of a tenth of the watches: whether it grows with their number, or with what matches. */
  readonly tenth: Latency
  /** With why, and the sentence that is quoted, of each match. */
  readonly told: Latency
  readonly everyRule: Latency
  readonly everyQuery: Latency
  /** Articles for which the index and asking every rule said different things. */
  readonly differences: number
}

const NEWS = new URL('../../../shared/data/news/realtime-2022.jsonl.gz', import.meta.url)
const SEED = 20_260_101
const BOUND_MS = 120_000
/** Asking every rule, and even more every query, takes long: fewer articles do. */
const SLOW_ARTICLES = 60
const SLOWEST_ARTICLES = 3
const HITS = 100

export async function measureWatches(
  note: (doing: string) => void,
  sizes: { readonly stored: number; readonly arriving: number; readonly watches: number } = {
    stored: 1_500,
    arriving: 300,
    watches: 10_000,
  },
): Promise<WatchFigures> {
  const { origin, all } = await newsOf(sizes.stored + sizes.arriving)
  const stored = all.slice(0, Math.max(1, all.length - sizes.arriving))
  const arriving = all.slice(-Math.min(sizes.arriving, all.length))
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  try {
    note(`storing ${stored.length} articles`)
    // Without making stories of them, which no rule here asks for.
    for (let at = 0; at < stored.length; at += 100) {
      const some = stored.slice(at, at + 100)
      await newsroom.store.put(some.map((article) => ({ article, analysis: analyse(article) })))
      await newsroom.index.upsert(
        documents(
          newsroom.store,
          some.map(({ id }) => id),
        ),
      )
    }
    note(`making ${sizes.watches} rules`)
    const before = usedBytes()
    const start = performance.now()
    const { rules, kinds } = await rulesOf(newsroom, stored, sizes.watches)
    const compileMs = (performance.now() - start) / rules.length
    const index = openWatchIndex()
    for (const [id, rule] of rules.entries()) index.set(id, rule)
    const bytesAWatch = (usedBytes() - before) / rules.length
    const tenth = openWatchIndex()
    for (const [id, rule] of rules.entries()) if (id % 10 === 0) tenth.set(id, rule)
    note('matching')
    const analysed = arriving.map((article): Analysed => ({ article, analysis: analyse(article) }))
    const found = analysed.map((one) => index.matches(one, null).map(({ id }) => id))
    const few = analysed.slice(0, SLOW_ARTICLES)
    const differences = few.filter((one, n) => everyRule(rules, one).join() !== found[n]?.join()).length
    return {
      origin,
      articles: stored.length,
      watches: rules.length,
      kinds,
      compileMs,
      bytesAWatch,
      matches: { mean: found.reduce((sum, ids) => sum + ids.length, 0) / found.length, most: Math.max(...found.map((ids) => ids.length)) },
      // A copy each: what was found out of an article is remembered of that object.
      index: await latency(analysed.map(copy), (one) => index.matches(one, null), BOUND_MS),
      tenth: await latency(analysed.map(copy), (one) => tenth.matches(one, null), BOUND_MS),
      told: await latency(analysed.map(copy), (one) => index.matches(one, null).map(({ match }) => [match.why, match.sentence]), BOUND_MS),
      everyRule: await latency(few.map(copy), (one) => everyRule(rules, one), BOUND_MS, 3),
      everyQuery: await latency(few.slice(0, SLOWEST_ARTICLES), (one) => everyQuery(newsroom, rules, one), BOUND_MS, 0),
      differences,
    }
  } finally {
    await newsroom.close()
  }
}

const copy = ({ article, analysis }: Analysed): Analysed => ({ article, analysis })

function everyRule(rules: readonly Rule[], analysed: Analysed): number[] {
  return [...rules.keys()].filter((id) => matchRule(rules[id] as Rule, analysed, null) !== null)
}

/** The usual way: the saved query of each watch is searched anew, and the article looked for among its hits. */
async function everyQuery({ index }: Newsroom, rules: readonly Rule[], { article }: Analysed): Promise<number> {
  let found = 0
  for (const rule of rules) {
    const terms: WeightedTerm[] =
      rule.keywords.size > 0 ? [...rule.keywords].map(([term, weight]) => ({ term, weight })) : termsOfNames(rule)
    if (terms.length === 0) continue
    const hits = await index.search({ terms, limit: HITS })
    if (hits.some(({ id }) => id === article.id)) found++
  }
  return found
}

function termsOfNames(rule: Rule): WeightedTerm[] {
  const words = [...rule.names.flatMap(({ forms }) => [...forms]), ...rule.phrases.map(({ text }) => text)].flatMap((form) =>
    form.split(' '),
  )
  return [...new Set(words)].map((term) => ({ term, weight: 1 }))
}

async function newsOf(most: number): Promise<{ readonly origin: string; readonly all: readonly Article[] }> {
  if (!existsSync(NEWS)) return { origin: 'the seeds', all: (await seedArticles()).slice(0, most) }
  const lines = gunzipSync(readFileSync(NEWS)).toString('utf8').split('\n').filter(Boolean).slice(0, most)
  const usual = { headlined: true, about: null, tags: [] }
  return {
    origin: 'news pages of 2022',
    all: lines.map((line) => ({ ...usual, ...(JSON.parse(line) as Omit<Article, keyof typeof usual>) })),
  }
}

/** As people watch: names mostly, then words of headlines, exact words, and names within an outlet. Drawn by seed from the stored articles. */
async function rulesOf(newsroom: Newsroom, articles: readonly Article[], count: number) {
  const random = seededRandom(SEED)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const names = (await newsroom.store.suggestEntities('', 1_000)).map(({ name }) => name)
  const run = (length: number): string => {
    const words = pick(articles).title.split(/\s+/)
    const at = Math.floor(random() * Math.max(1, words.length - length))
    return words
      .slice(at, at + length)
      .join(' ')
      .replaceAll('"', '')
  }
  // A rare name is watched as a frequent one is: half are drawn from single articles.
  const rare = async (): Promise<string> => {
    const [one] = await newsroom.store.analysed([pick(articles).id])
    const named = one?.analysis.entities.map(({ name }) => name) ?? []
    return pick(named.length > 0 ? named : names)
  }
  const ways: readonly (readonly [kind: string, share: number, make: () => string | Promise<string>])[] = [
    ['frequent names', 0.3, () => pick(names)],
    ['rare names', 0.3, rare],
    ['words', 0.25, () => run(2 + Math.floor(random() * 2))],
    ['exact words', 0.1, () => `"${run(2)}"`],
    ['names in an outlet', 0.05, () => `${pick(names)} source:"${pick(articles).publisher}"`],
  ]
  // A card for each twentieth of all.
  const deck = ways.flatMap(([kind, share, make]) => Array.from({ length: Math.round(share * 20) }, () => [kind, make] as const))
  const rules: Rule[] = []
  const kinds: Record<string, number> = {}
  for (let tries = 0; rules.length < count && tries < count * 3; tries++) {
    const [kind, make] = pick(deck)
    const compiled = await compileRule(newsroom, await make(), { now: new Date(0), zone: 'UTC' })
    if (!compiled.ok) continue
    rules.push(compiled.rule)
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return { rules, kinds }
}

export function watchReport({
  origin,
  articles,
  watches,
  kinds,
  compileMs,
  bytesAWatch,
  matches,
  differences,
  ...ways
}: WatchFigures): string {
  const row = (way: string, { cpu, samples }: Latency): string =>
    `| ${way} | ${cpu.p50.toFixed(2)} | ${cpu.p95.toFixed(2)} | ${(cpu.p50 / ways.index.cpu.p50).toFixed(1)} × | ${samples} |`
  return [
    '## Watches',
    '',
    `${watches.toLocaleString('en')} watches (${Object.entries(kinds)
      .map(([kind, n]) => `${n} ${kind}`)
      .join(
        ', ',
      )}) over ${articles.toLocaleString('en')} stored articles (${origin}); articles arrive that are not among them, analysed as intake does it.`,
    `An article matches ${matches.mean.toFixed(1)} watches in the mean, ${matches.most} at most. A rule takes ${compileMs.toFixed(2)} ms to make and ${(bytesAWatch / 1_000).toFixed(1)} KB.`,
    '',
    '| one article against all watches | CPU ms, p50 | p95 | × | articles |',
    '|---|---|---|---|---|',
    row('the index of watches', ways.index),
    row('the index of a tenth of the watches', ways.tenth),
    row('the index of watches, with why and the sentence of each match', ways.told),
    row('every rule asked', ways.everyRule),
    row('a query for every watch', ways.everyQuery),
    '',
    differences === 0
      ? 'The index and asking every rule find the same.'
      : `**${differences} articles were matched differently by the two.**`,
  ].join('\n')
}

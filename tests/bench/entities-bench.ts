/**
 * Names found in the held-out labelled text, and how fast, beside compromise: `node tests/bench/entities-bench.ts [--json]`.
 * Compromise is asked for people, organisations and places only, so the comparison is made over those; its answers lose their
 * punctuation and possessives, and its titles, as ours do. Speed excludes reading (tokens and sentences) for ours, and includes
 * compromise's own, which has no part without it.
 */
import { execFileSync } from 'node:child_process'
import nlp from 'compromise'
import { type EntityType, recogniseEntities } from '../../src/retrieval/entities.ts'
import { read } from '../../src/retrieval/language.ts'
import { LEADING_TITLES } from '../../src/retrieval/names-people.ts'
import { labelledArticles } from '../entities/labelled.ts'
import { ours, type Recogniser, type Scores, score, sentencesOf } from '../entities/scoring.ts'

const SHARED: readonly EntityType[] = ['person', 'organisation', 'place']
const ALL: readonly EntityType[] = [...SHARED, 'product', 'other']

const compromise: Recogniser = (text) => {
  const document = nlp(text)
  const names = (view: { out(format: 'array'): unknown }, type: EntityType): { type: EntityType; name: string }[] =>
    (view.out('array') as string[]).map((name) => ({ type, name: cleaned(name) }))
  return [...names(document.people(), 'person'), ...names(document.organizations(), 'organisation'), ...names(document.places(), 'place')]
}

function cleaned(name: string): string {
  const words = name
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '')
    .replace(/['’]s?$/u, '')
    .split(/\s+/)
  while (words.length > 1 && LEADING_TITLES.has((words[0] ?? '').toLowerCase().replaceAll('.', ''))) words.shift()
  return words.join(' ').replace(/[,;:!?]+$/, '')
}

const articles = labelledArticles(new URL('../entities/held-out.txt', import.meta.url))
const sentences = sentencesOf(articles)
type Row = { readonly what: string; readonly ours: Scores; readonly compromise: Scores | null }
const rows: Row[] = [
  {
    what: 'people, organisations, places; per article',
    ours: score(articles, ours, SHARED),
    compromise: score(articles, compromise, SHARED),
  },
  {
    what: 'people, organisations, places; per sentence',
    ours: score(sentences, ours, SHARED),
    compromise: score(sentences, compromise, SHARED),
  },
  { what: 'all types; per article', ours: score(articles, ours, ALL), compromise: score(articles, compromise, ALL) },
  { what: 'all types; per sentence', ours: score(sentences, ours, ALL), compromise: score(sentences, compromise, ALL) },
]

const text = articles.map((article) => article.text).join('\n\n')
/** CPU milliseconds of the best of five rounds: the least disturbed one. */
function cpuMs(work: () => void, rounds: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5; i++) {
    const before = process.cpuUsage()
    for (let k = 0; k < rounds; k++) work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000 / rounds)
  }
  return least
}
const readings = articles.map((article) => read(article.text))
const tokens = readings.reduce((sum, { tokens }) => sum + tokens.length, 0)
const oursMs = cpuMs(() => readings.forEach((reading) => void recogniseEntities(reading)), 40)
const compromiseMs = cpuMs(() => void compromise(text), 1)
const speed = {
  tokens,
  oursTokensPerSecond: Math.round((tokens / oursMs) * 1000),
  oursMsPer5000Characters: (oursMs / text.length) * 5000,
  compromiseTokensPerSecond: Math.round((tokens / compromiseMs) * 1000),
  firstCallMs: firstCallMs(),
}

/** Loading the model and the word lists, in a fresh process: first call less a second one, after wink is warm. */
function firstCallMs(): number {
  const module = (name: string): string => JSON.stringify(new URL(`../../src/retrieval/${name}.ts`, import.meta.url).href)
  const code = `const { read } = await import(${module('language')}); const r = read('Ada met Bo in Rome.'); const t = performance.now();
    const { recogniseEntities } = await import(${module('entities')}); recogniseEntities(r); console.log(performance.now() - t)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }))
}

const percent = (share: number): string => (100 * share).toFixed(1).padStart(5)
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ articles: articles.length, sentences: sentences.length, rows, speed }, null, 2))
else {
  console.log(`${articles.length} held-out articles, ${sentences.length} sentences\n`)
  console.log('F1 (unique name + type)                       ours  compromise  ratio   untyped: ours  compromise')
  for (const { what, ours: a, compromise: b } of rows) {
    const ratio = b === null || b.typed.f1 === 0 ? '' : `${(a.typed.f1 / b.typed.f1).toFixed(2)}×`
    console.log(
      `${what.padEnd(44)} ${percent(a.typed.f1)}       ${percent(b?.typed.f1 ?? 0)}  ${ratio}          ${percent(a.untyped.f1)}       ${percent(b?.untyped.f1 ?? 0)}`,
    )
  }
  console.log(`\ntokens per CPU second: ours ${speed.oursTokensPerSecond} (after reading), compromise ${speed.compromiseTokensPerSecond}`)
  console.log(
    `ours: ${speed.oursMsPer5000Characters.toFixed(2)} ms per 5,000 characters; loading and first call ${speed.firstCallMs.toFixed(0)} ms`,
  )
}

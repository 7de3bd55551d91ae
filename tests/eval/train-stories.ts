/**
 * Fits the weights of src/retrieval/story-similarity.ts by a logistic regression, and prints them with what they reach when a tenth of the subjects
 * is left out in turn: `npm run train:stories -- STORE`, a store that holds the articles of tests/stories/news-pairs.jsonl.
 */
import { join } from 'node:path'
import { openNewsroom } from '../../src/newsroom.ts'
import { judge, weighable } from '../../src/retrieval/story-similarity.ts'
import { hashTerm } from '../../src/retrieval/story-sketch.ts'
import { decodeTrace, type Trace } from '../../src/retrieval/story-traces.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { readLabelled } from '../stories/labelled.ts'
import { ROOT } from '../tidy/tree.ts'
import { readQuestions } from './question-file.ts'
import { components, parts } from './story-pairs.ts'

/** `subject`: what all pairs that hang together by their articles are named after; null for an invented pair, which is in every lesson. */
type Lesson = { readonly values: readonly number[]; readonly same: boolean; readonly worth: number; readonly subject: string | null }

/** Invented reports are few and short as those of a small newsroom are. */
const INVENTED_WORTH = 4
const FOLDS = 10
const STEPS = 4_000
const RATE = 0.3
const RIDGE = 0.001

async function tracesOf(store: Store, ids: readonly string[]): Promise<Map<string, Trace>> {
  const found = await store.stories.traced([...new Set(ids)])
  return new Map(found.map(({ articleId, trace }) => [articleId, decodeTrace(trace)]))
}

/** Only what is weighed is learnt from: other rulings need no weights. */
function lesson(a: Trace | undefined, b: Trace | undefined, rest: Pick<Lesson, 'same' | 'worth' | 'subject'>): Lesson[] {
  if (a === undefined || b === undefined) return []
  const { like, ruling } = judge(a, b)
  return ruling === 'weighed' ? [{ ...rest, values: [1, ...Object.values(weighable(like))] }] : []
}

async function fromNews(path: string): Promise<Lesson[]> {
  const read = readQuestions(join(ROOT, 'tests/stories/news-pairs.jsonl'))
  if (read.kind !== 'pairs') throw new Error(`read as ${read.kind}`)
  const { pairs } = parts(read.pairs).development
  const ids = pairs.flatMap(({ a, b }) => [a, b])
  const subjects = components(
    ids,
    pairs.map(({ a, b }) => [a, b]),
  )
  const store = await openSqliteStore(path)
  const traces = await tracesOf(store, ids)
  await store.close()
  return pairs.flatMap(({ a, b, same }) => lesson(traces.get(a), traces.get(b), { same, worth: 1, subject: subjects.get(a) ?? a }))
}

async function invented(name: 'tuning' | 'held-out' | 'one-town'): Promise<Lesson[]> {
  const labelled = readLabelled(name)
  const room = await openNewsroom(await openSqliteStore(':memory:'))
  await room.add(labelled.map(({ article }) => article))
  const traces = await tracesOf(
    room.store,
    labelled.map(({ article }) => article.id),
  )
  await room.close()
  return labelled.flatMap((one, n) =>
    labelled.slice(n + 1).flatMap((other) => {
      const rest = { same: one.story === other.story, worth: INVENTED_WORTH, subject: null }
      return lesson(traces.get(one.article.id), traces.get(other.article.id), rest)
    }),
  )
}

const chance = (weights: readonly number[], values: readonly number[]): number =>
  1 / (1 + Math.exp(-values.reduce((sum, value, n) => sum + value * (weights[n] ?? 0), 0)))

function weightsFor(lessons: readonly Lesson[]): number[] {
  const weights = (lessons[0] as Lesson).values.map(() => 0)
  const all = lessons.reduce((sum, { worth }) => sum + worth, 0)
  // The values are of like size, so that plain steps get there.
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight, n) => (n === 0 ? 0 : RIDGE * weight))
    for (const { values, same, worth } of lessons) {
      const off = ((chance(weights, values) - Number(same)) * worth) / all
      for (const [n, value] of values.entries()) slope[n] = (slope[n] ?? 0) + off * value
    }
    for (const [n, by] of slope.entries()) weights[n] = (weights[n] ?? 0) - RATE * by
  }
  return weights
}

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: node tests/eval/train-stories.ts STORE')
const news = await fromNews(path)
const made = [...(await invented('tuning')), ...(await invented('held-out')), ...(await invented('one-town'))]
const foldOf = ({ subject }: Lesson): number => hashTerm(subject ?? '') % FOLDS
const judged = Array.from({ length: FOLDS }, (_, fold) => {
  const weights = weightsFor([...news.filter((one) => foldOf(one) !== fold), ...made])
  return news.filter((one) => foldOf(one) === fold).map(({ values, same }) => ({ same, alike: chance(weights, values) }))
}).flat()
for (const from of [0.45, 0.55, 0.65]) {
  const said = judged.filter(({ alike }) => alike >= from)
  const right = said.filter(({ same }) => same).length
  const recall = right / judged.filter(({ same }) => same).length
  console.log(`weighed pairs left out, from ${from}: precision ${(right / said.length).toFixed(3)}, recall ${recall.toFixed(3)}`)
}
const names = ['base', 'titleWords', 'names', 'fewDetails', 'manyDetails', 'headlineTold', 'days']
const fitted = weightsFor([...news, ...made])
console.log(`${news.length} + ${made.length} lessons: ${names.map((name, n) => `${name} ${fitted[n]?.toFixed(2)}`).join(', ')}`)

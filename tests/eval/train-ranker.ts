/** `npm run train`: learns the weights of the sentence ranker, and tells what they are worth on questions not learned from. `--write` puts them in place. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FEATURES } from '../../src/sentence-features.ts'
import { ROOT } from '../tidy/tree.ts'
import { share } from './figures.ts'
import { learn, teaching } from './listwise.ts'
import { answersAmong, foldsOf, type Lesson, lessonsOf } from './ranker-lessons.ts'
import { rounded, withWeights } from './ranker-source.ts'
import { printed } from './report.ts'
import { setsHere } from './sets.ts'

const RANKER = join(ROOT, 'src/sentence-ranker.ts')
const SETS = new Set(['seeds', 'raw'])
/** Set aside: never learned from, so that its figures stay those of unseen questions. */
const HELD = 'held'
const FOLDS = 5
/** Sentences of a long answer. */
const AMONG = 6
const DESCENT = { rate: 0.5, pull: 0.003, steps: 400 }
/** What the words themselves are worth before anything is learned. */
const START = FEATURES.map((feature) => (feature === 'own' ? 5 : feature === 'surroundings' ? 2 : 0))

async function main(write: boolean): Promise<void> {
  const lessons: Lesson[] = []
  for (const set of setsHere([]).filter(({ name }) => SETS.has(name))) lessons.push(...(await lessonsOf(set, progress)))
  const open = lessons.filter(({ split }) => split !== HELD)
  const held = lessons.filter(({ split }) => split === HELD)
  const weights = rounded(learn(open, START, DESCENT))
  const learnedFrom = told(open)
  const unseen = crossValidated(open)
  const lines = [
    'Learned from',
    ...learnedFrom,
    '',
    ...setNames(open).map((set) => figures(`${set}, ${FOLDS}-fold by article`, pick(open, set), (lesson) => unseen.get(lesson) ?? START)),
    ...setNames(held).map((set) => figures(`${set}, held`, pick(held, set), () => weights)),
    '',
    ...FEATURES.map((feature, f) => `${feature.padEnd(14)}${(weights[f] ?? 0).toFixed(2).padStart(6)}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (!write) return
  writeFileSync(RANKER, withWeights(readFileSync(RANKER, 'utf8'), weights, learnedFrom))
  process.stdout.write(`\nWritten to ${RANKER}.\n`)
}

const setNames = (lessons: readonly Lesson[]) => [...new Set(lessons.map(({ set }) => set))]
const pick = (lessons: readonly Lesson[], set: string) => lessons.filter((lesson) => lesson.set === set)

function told(lessons: readonly Lesson[]): string[] {
  const ofSet = (set: string, of: readonly Lesson[]) =>
    `- ${of.length} on the set “${set}”, of which ${teaching(of).length} have an answering sentence in their shortlist and so teach something`
  return [
    'questions of the types fact, source and entity, without those that are set aside (split: held):',
    ...setNames(lessons).map((set) => ofSet(set, pick(lessons, set))),
  ]
}

/** For each lesson the weights learned without its article. */
function crossValidated(lessons: readonly Lesson[]): ReadonlyMap<Lesson, readonly number[]> {
  const folds = foldsOf(lessons, FOLDS)
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    learn(
      lessons.filter((_, i) => folds[i] !== fold),
      START,
      DESCENT,
    ),
  )
  return new Map(lessons.map((lesson, i) => [lesson, weights[folds[i] ?? 0] ?? START]))
}

/** The start is what learning began with; the weights in force may have been learned from these very questions. */
function figures(title: string, lessons: readonly Lesson[], learned: (lesson: Lesson) => readonly number[]): string {
  const both = (weights: (lesson: Lesson) => readonly number[] | null) =>
    [1, AMONG].map((n) => printed('', share(lessons.map((lesson) => answersAmong(lesson, weights(lesson), n))))).join(' / ')
  return `${title} (${lessons.length}), answer first / among ${AMONG}: start ${both(() => START)}, in force ${both(() => null)}, learned ${both(learned)}`
}

function progress(doing: string, done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${doing}: ${done} of ${of}${done === of ? '\n' : ''}`)
}

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
await main(values.write)

/** What can be measured: corpora, questions, and the figures that others published on the same data. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tidy/tree.ts'
import type { Row } from './report.ts'

export type EvalSet = {
  readonly name: string
  readonly title: string
  /** Files or folders; `{ db }` is a store as it is. */
  readonly corpus: readonly string[] | { readonly db: string }
  readonly questions: string
  /** A file of `{key, first_words}`, where the import gives ids of its own. */
  readonly landmarks?: string
  readonly peers?: readonly Row[]
}

const SHARED = join(ROOT, '../shared/data')
const shared = (path: string) => join(SHARED, path)
const rawSeeds = ['000_10f347c6c011da53', '001_9e13b45728543c26', '002_0544f123a62bb703'].map((name) => shared(`seeds/${name}.txt`))

const peer = (name: string, figures: Record<string, number>): Row => ({ name, n: null, figures })
const hits = (name: string, ...[at10, at4, map, mrr]: [number, number, number, number]): Row =>
  peer(name, { 'Hits@10': at10, 'Hits@4': at4, 'MAP@10': map, 'MRR@10': mrr })
const recalls = (name: string, ...[r1, r5, r10, mrr]: [number, number, number, number]): Row =>
  peer(name, { 'R@1': r1, 'R@5': r5, 'R@10': r10, MRR: mrr })

const SETS: readonly EvalSet[] = [
  { name: 'seeds', title: 'Seeded briefs', corpus: [join(ROOT, 'seeds/articles')], questions: join(ROOT, 'seeds/questions.jsonl') },
  {
    name: 'raw',
    title: 'Raw seed documents, imported',
    corpus: rawSeeds,
    questions: shared('questions/seed-dev.jsonl'),
    landmarks: shared('seeds/articles.json'),
  },
  {
    name: 'followups',
    title: 'Conversations on the raw seed documents',
    corpus: rawSeeds,
    questions: shared('questions/followups-dev.json'),
    landmarks: shared('seeds/articles.json'),
  },
  {
    name: 'multihop',
    title: 'MultiHop-RAG: passages with a fact',
    corpus: [shared('news/multihop.jsonl.gz')],
    questions: shared('news/multihop-dev.jsonl'),
    peers: [
      hits('MiniSearch (414 queries)', 0.85, 0.705, 0.258, 0.527),
      hits('MiniSearch tuned (414 queries)', 0.959, 0.848, 0.326, 0.651),
      hits('voyage-02 + bge-reranker-large (paper’s own, larger pool)', 0.7467, 0.6625, 0.4795, 0.586),
    ],
  },
  {
    name: 'realtime',
    title: 'RealTime QA 2022: rank of the article that tells',
    corpus: [shared('news/realtime-2022.jsonl.gz')],
    questions: shared('news/realtime-2022-dev.jsonl'),
    peers: [
      recalls('Google Custom Search (280 questions)', 0.4, 0.518, 0.543, 0.452),
      recalls('MiniSearch (280)', 0.375, 0.546, 0.614, 0.451),
      recalls('MiniSearch tuned, recency (280; ceiling .854)', 0.546, 0.761, 0.8, 0.641),
    ],
  },
  {
    name: 'stories',
    title: 'Stories: pairs of real articles, one event or not',
    corpus: [shared('news/realtime-2022.jsonl.gz'), shared('news/multihop.jsonl.gz')],
    questions: join(ROOT, 'tests/stories/news-pairs.jsonl'),
  },
]

export const SET_NAMES = SETS.map((set) => set.name)

/** Those asked for, of those whose files are here. An asked-for set without its files is an error; an unasked one is left out. */
export function setsHere(only: readonly string[]): EvalSet[] {
  const missing = (set: EvalSet) => [...(Array.isArray(set.corpus) ? set.corpus : []), set.questions].filter((file) => !existsSync(file))
  return SETS.filter((set) => {
    const gone = missing(set)
    if (only.length === 0) return gone.length === 0
    if (!only.includes(set.name)) return false
    if (gone.length > 0)
      throw new Error(`Measuring ${set.name}: ${gone.join(', ')} does not exist. Leave --only ${set.name} out, or add the file.`)
    return true
  })
}

/** What the command line of `npm run eval` says. */
import { parseArgs } from 'node:util'
import { instantOf } from './answer-scores.ts'
import { SET_NAMES } from './sets.ts'

export type Options = {
  readonly help: boolean
  readonly only: readonly string[]
  /** A question file of the caller's, over files to import or a store as it is. */
  readonly own: { readonly questions: string; readonly corpus: readonly string[] | { readonly db: string } } | null
  readonly landmarks: string | null
  readonly limit: number
  readonly now: Date
  readonly zone: string
  readonly failures: boolean
  readonly json: boolean
  readonly save: string | null
  readonly compare: string | null
  readonly raise: boolean
}

export const HELP = `Measures answers and passages. Without options: every data set that is here.

npm run -s eval -- [options]
  --only SET            ${SET_NAMES.join(', ')}; may be repeated
  --questions FILE      your own questions: JSONL of {id, q, type, gold, answer, asked?}, or a file like those of the sets
    --corpus FILE …     over these files (or folders), imported once and kept under data/eval; may be repeated
    --db FILE           or over this store as it is
    --landmarks FILE    JSON of [{key, first_words}]: which article a gold key means, where its id is another
  --limit N             at most N questions a set, spread over the file
  --now ISO             when questions without a date of their own are asked (default 2026-01-15)
  --zone ZONE           where (default UTC)
  --failures            lists every question that failed, with what came
  --json                prints the reports as JSON
  --save FILE           keeps the reports
  --compare FILE        tells what changed since a kept run: figures, and questions that turned
  --raise               raises tests/floors.json to what the seeded questions reach now; never lowers it
Exit code: 0 measured, 1 a question or a set threw, 2 misuse.`

/** A fixed day, so that a run can be repeated; later than every corpus. */
const NOW = '2026-01-15T12:00:00Z'

/** Throws on misuse, with what was wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      questions: { type: 'string' },
      corpus: { type: 'string', multiple: true, default: [] },
      db: { type: 'string' },
      landmarks: { type: 'string' },
      limit: { type: 'string' },
      now: { type: 'string', default: NOW },
      zone: { type: 'string', default: 'UTC' },
      failures: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      save: { type: 'string' },
      compare: { type: 'string' },
      raise: { type: 'boolean', default: false },
    },
  })
  for (const name of values.only)
    if (!SET_NAMES.includes(name)) throw new Error(`--only ${name}: no such set; there are ${SET_NAMES.join(', ')}.`)
  const limit = values.limit === undefined ? Number.MAX_SAFE_INTEGER : Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1) throw new Error(`--limit ${values.limit}: must be a whole number from 1.`)
  if (values.raise && (limit !== Number.MAX_SAFE_INTEGER || values.questions !== undefined))
    throw new Error('--raise measures all the seeded questions: leave --limit and --questions out.')
  return {
    help: values.help,
    only: values.raise && values.only.length === 0 ? ['seeds'] : values.only,
    own: ownOf(values.questions, values.corpus, values.db),
    landmarks: values.landmarks ?? null,
    limit,
    now: instantOf(values.now),
    zone: values.zone,
    failures: values.failures,
    json: values.json,
    save: values.save ?? null,
    compare: values.compare ?? null,
    raise: values.raise,
  }
}

function ownOf(questions: string | undefined, corpus: readonly string[], db: string | undefined): Options['own'] {
  if (questions === undefined) {
    if (corpus.length > 0 || db !== undefined) throw new Error('--corpus and --db say where --questions FILE is asked: name that file too.')
    return null
  }
  if (corpus.length > 0 === (db !== undefined)) throw new Error('--questions needs a place to ask: either --corpus FILE … or --db FILE.')
  return { questions, corpus: db === undefined ? corpus : { db } }
}

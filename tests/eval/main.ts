/** `npm run eval`: measures answers and passages over any corpus and question file. See `--help`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tidy/tree.ts'
import { compare, comparisonText } from './comparison.ts'
import { type Floors, floorsOf, raised } from './floors.ts'
import { measure } from './measure.ts'
import { HELP, type Options, readOptions } from './options.ts'
import { failures, type Report, table } from './report.ts'
import { type EvalSet, setsHere } from './sets.ts'

const FLOORS = join(ROOT, 'tests/floors.json')

async function main(options: Options): Promise<number> {
  if (options.help) {
    process.stdout.write(`${HELP}\n`)
    return 0
  }
  const sets = options.own === null ? setsHere(options.only) : [ownSet(options.own, options.landmarks)]
  if (sets.length === 0) throw new Error('No data set is here: seeds/questions.jsonl does not exist, and no --questions FILE was given.')
  if (options.own === null && options.only.length === 0 && !sets.some((set) => set.name === 'stories'))
    process.stderr.write('Stories are not measured: no real news lies beside the repository (../shared/data/news).\n')
  const reports: Report[] = []
  let threw = false
  for (const set of sets) {
    try {
      const report = await measure(set, { ...options, progress })
      clearProgress()
      reports.push(report)
      if (!options.json) process.stdout.write(`${table(report)}\n\n${options.failures ? `${failures(report)}\n\n` : ''}`)
    } catch (error) {
      // The other sets are still measured; the exit code tells.
      clearProgress()
      threw = true
      process.stderr.write(`Measuring ${set.name} failed: ${error instanceof Error ? error.stack : String(error)}\n\n`)
    }
  }
  finish(reports, options)
  const errors = reports.flatMap((report) => report.outcomes.filter((outcome) => outcome.error !== undefined))
  for (const { id, q, error } of errors) process.stderr.write(`${id} “${q}” threw: ${error}\n`)
  return threw || errors.length > 0 ? 1 : 0
}

function ownSet(own: NonNullable<Options['own']>, landmarks: string | null): EvalSet {
  return { name: 'own', title: own.questions, ...own, ...(landmarks === null ? {} : { landmarks }) }
}

/** What is printed, kept and compared once everything was measured. */
function finish(reports: readonly Report[], options: Options): void {
  const comparison = options.compare === null ? null : compare(JSON.parse(readFileSync(options.compare, 'utf8')) as Report[], reports)
  if (options.json) process.stdout.write(`${JSON.stringify(comparison === null ? reports : { reports, comparison }, null, 2)}\n`)
  else if (comparison !== null) process.stdout.write(`${comparisonText(comparison)}\n`)
  if (options.save !== null) writeFileSync(options.save, `${JSON.stringify(reports, null, 2)}\n`)
  if (options.raise) raiseFloors(reports)
}

function raiseFloors(reports: readonly Report[]): void {
  const report = reports.find((candidate) => candidate.set === 'seeds')
  if (report === undefined) throw new Error('Raising the floors: the seeded questions were not measured.')
  const reached = floorsOf(report)
  const floors = existsSync(FLOORS) ? raised(JSON.parse(readFileSync(FLOORS, 'utf8')) as Floors, reached) : reached
  writeFileSync(FLOORS, `${JSON.stringify(floors, null, 2)}\n`)
  process.stdout.write(`tests/floors.json: ${JSON.stringify(floors)}\n`)
}

function progress(doing: string, done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${doing}: ${done} of ${of}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}

let options: Options
try {
  options = readOptions(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}\n`)
  process.exit(2)
}
process.exitCode = await main(options)

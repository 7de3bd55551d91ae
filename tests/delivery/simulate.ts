/** `npm run simulate:digest`: two simulated years of digests, and what became of every local slot. Exit code 1 where anything is not as promised. */
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/terminal/progress.ts'
import { type Course, simulate } from './simulation.ts'
import { judge, type Verdict } from './simulation-check.ts'
import { FORMS, ZONES } from './simulation-world.ts'

const HELP = `Simulates digests under a clock of its own, and checks every local slot against an oracle.

npm run -s simulate:digest -- [options]
  --years N      1–3, also 0.5 (default 2)
  --seed N       another course (default 1)
  --zones N      the first N of ${ZONES.length} zones (default all)
  --forms N      forms in each zone, of ${FORMS.length}, in turn (default 3; all together take about three times as long)
  --json         prints the figures as JSON
Exit code: 0 all as promised, 1 something is not, 2 misuse.`
const DAYS_A_YEAR = 365.25

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    years: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    zones: { type: 'string', default: String(ZONES.length) },
    forms: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const [years, seed, zones, forms] = [values.years, values.seed, values.zones, values.forms].map(Number)

/** History is kept for three years. */
const isRight =
  years !== undefined && years > 0 && years <= 3 && Number.isInteger(seed) && isUpTo(zones, ZONES.length) && isUpTo(forms, FORMS.length)

if (values.help) console.log(HELP)
else if (!isRight || years === undefined) {
  console.error(HELP)
  process.exitCode = 2
} else {
  const bar = progressBar(process.stderr, () => performance.now())
  const startedMs = performance.now()
  const course = await simulate({
    seed: seed ?? 1,
    days: Math.round(years * DAYS_A_YEAR),
    zones: ZONES.slice(0, zones),
    formsAZone: forms ?? 1,
    intensity: 1,
    onProgress: (done, total) => bar.report('simulating', Math.round((done / total) * 1_000), 1_000),
  })
  bar.clear()
  const verdict = await judge(course)
  const figures = figuresOf(course, verdict, (performance.now() - startedMs) / 1_000)
  if (values.json) console.log(JSON.stringify({ seed, years, ...figures, faults: verdict.faults }, null, 2))
  else console.log(table(figures, verdict.faults))
  process.exitCode = verdict.faults.length > 0 ? 1 : 0
}

function isUpTo(given: number | undefined, most: number): boolean {
  return given !== undefined && Number.isInteger(given) && given >= 1 && given <= most
}

function figuresOf({ book, counts, platforms }: Course, verdict: Verdict, seconds: number): Record<string, number> {
  const faults = platforms.flatMap(({ faults: met }) => Object.entries(met))
  const met: Record<string, number> = {}
  for (const [what, times] of faults) met[`platform: ${what}`] = (met[`platform: ${what}`] ?? 0) + times
  const { slots, posted, late, empty, missed, missedThoughStanding, messages, gathered, postedAgain, duplicates } = verdict
  const reasons = Object.fromEntries([...verdict.reasons].map(([reason, times]) => [`missed: ${reason}`, times]))
  return {
    digests: book.length,
    'local slots': slots,
    posted,
    'posted late': late,
    'empty by policy': empty,
    'missed with reason': missed,
    ...reasons,
    'missed, though an earlier try stands in a closed channel': missedThoughStanding,
    'not as promised': verdict.faults.length,
    'messages at the platforms': messages,
    'of them told more than one trouble': gathered.messages,
    'troubles told with another': gathered.words,
    'posted again: deleted by a moderator before anybody looked': postedAgain,
    duplicates,
    ...counts,
    ...met,
    seconds: Math.round(seconds),
  }
}

function table(figures: Readonly<Record<string, number>>, faults: readonly string[]): string {
  const rows = Object.entries(figures).map(([what, number]) => `| ${what} | ${number.toLocaleString('en')} |`)
  return ['| | |', '|---|---:|', ...rows, ...faults.map((fault) => `NOT AS PROMISED: ${fault}`)].join('\n')
}

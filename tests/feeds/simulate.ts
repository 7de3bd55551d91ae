/** `npm run simulate:feeds`: a simulated year of feeds, and whether every article is stored once. Exit code 1 where anything is not as promised. */
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/terminal/progress.ts'
import { type Course, simulate } from './simulation.ts'
import { judge, type Verdict } from './simulation-check.ts'

const HELP = `Simulates feeds, the web that they are on, and the machine that reads them, and checks what was stored against a model that knows every article.

npm run -s simulate:feeds -- [options]
  --feeds N      1–1,000 (default 200)
  --days N       3–366 (default 365)
  --seed N       another course (default 1)
  --intensity N  mishaps come so many times as often (default 1)
  --json         prints the figures as JSON
Exit code: 0 all as promised, 1 something is not, 2 misuse.`
/** A feed with its archive in it: as many items as are read of a document, and some more. */
const FLOODING = 1_000

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    feeds: { type: 'string', default: '200' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
    intensity: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const [feeds = 0, days = 0, seed = 0, intensity = 0] = [values.feeds, values.days, values.seed, values.intensity].map(Number)
const isRight = isWithin(feeds, 1, 1_000) && isWithin(days, 3, 366) && Number.isInteger(seed) && intensity > 0 && intensity <= 20

if (values.help) console.log(HELP)
else if (!isRight) {
  console.error(HELP)
  process.exitCode = 2
} else {
  const bar = progressBar(process.stderr, () => performance.now())
  const startedMs = performance.now()
  const course = await simulate({
    ...{ feeds, days, seed, intensity, flooding: FLOODING },
    onProgress: (done, total) => bar.report('simulating', Math.round((done / total) * 1_000), 1_000),
  })
  bar.clear()
  const verdict = await judge(course)
  const figures = figuresOf(course, verdict, (performance.now() - startedMs) / 1_000)
  if (values.json) console.log(JSON.stringify({ seed, days, ...figures, faults: verdict.faults }, null, 2))
  else console.log(table(figures, verdict.faults))
  process.exitCode = verdict.faults.length > 0 ? 1 : 0
}

function isWithin(given: number, least: number, most: number): boolean {
  return Number.isInteger(given) && given >= least && given <= most
}

function figuresOf({ world }: Course, { stored, read, versions, sure, faults }: Verdict, seconds: number): Record<string, number> {
  const { counts, sites } = world
  return {
    hosts: sites.length,
    feeds: sites.reduce((sum, { feeds: some }) => sum + some.length, 0),
    'articles in documents that were read': read,
    'articles stored': stored,
    'versions of them': versions,
    'articles whose versions are known to one': sure,
    'not as promised': faults.length,
    ...Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
    seconds: Math.round(seconds),
  }
}

function table(figures: Readonly<Record<string, number>>, faults: readonly string[]): string {
  const rows = Object.entries(figures).map(([what, number]) => `| ${what} | ${number.toLocaleString('en')} |`)
  return ['| | |', '|---|---:|', ...rows, ...faults.map((text) => `NOT AS PROMISED: ${text}`)].join('\n')
}

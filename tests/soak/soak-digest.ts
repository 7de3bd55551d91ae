/** `npm run soak:digest`: digests through the local peers of Slack and Discord while the program is killed; ends with 1 where one is lost or doubled. */
import '../peers/guard.ts'
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/terminal/progress.ts'
import { type Soak, soak, sumOf } from './soak-run.ts'

const DIGESTS = 1_000
const BATCH = 4

const { values } = parseArgs({
  options: {
    digests: { type: 'string', default: String(DIGESTS) },
    batch: { type: 'string', default: String(BATCH) },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const digests = whole('digests', values.digests)
const bar = progressBar(process.stderr, () => performance.now())
const found = await soak({
  digests,
  batch: whole('batch', values.batch),
  seed: whole('seed', values.seed),
  progress: (done, kills) => bar.report(`Posting digests, killed ${kills} times`, done, digests),
})
bar.clear()
process.stdout.write(values.json ? `${JSON.stringify({ ...found, kills: Object.fromEntries(found.kills) })}\n` : printed(found))
process.exitCode = isClean(found) ? 0 : 1

function whole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} takes a whole number from 1, not “${text}”`)
  return number
}

function isClean({ counts, violations }: Soak): boolean {
  return violations.length === 0 && counts.every(({ lost, duplicated, strange }) => lost + duplicated + strange === 0)
}

function printed({ counts, kills, boundaries, violations, tookMs }: Soak): string {
  const rows = counts.map(({ surface, digests: due, messages, lost, duplicated, strange }) => [
    surface,
    due,
    messages,
    lost,
    duplicated,
    strange,
  ])
  const table = [['platform', 'digests', 'messages', 'lost', 'duplicated', 'odd'], ...rows].map((row) =>
    row.map((cell) => String(cell).padStart(11)).join(''),
  )
  return [
    ...table,
    '',
    `Killed ${sumOf(kills)} times in ${Math.round(tookMs / 1_000)} s:`,
    ...[...kills].map(([how, count]) => `  ${String(count).padStart(5)} ${how}`),
    `Boundaries crossed: ${boundaries.crossed}; killed at ${boundaries.killedAt} of them.`,
    ...violations.map((violation) => `violation: ${violation}`),
    '',
  ].join('\n')
}

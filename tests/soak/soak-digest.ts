/** `npm run soak:digest`: digests through the local peers of Slack and Discord while the program is killed; ends with 1 where one is lost or doubled. */
import '../peers/guard.ts'
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/terminal/progress.ts'
import { type Soak, soak, sumOf } from './soak-run.ts'

const DIGESTS = 1_000
const BATCH = 4

const HELP = `Posts digests through the local Slack and Discord of the tests while the program is killed at every await in turn and at random.

npm run -s soak:digest -- [options]
  --digests N   posted in all (default ${DIGESTS})
  --batch N     due at the same minute (default ${BATCH})
  --seed N      another course (default 1)
  --json        prints the figures as JSON
Exit code: 0 each stands once, 1 one is lost, doubled or odd, 2 misuse.`

const asked = read()
if (asked === null || asked.help) {
  console[asked === null ? 'error' : 'log'](HELP)
  process.exitCode = asked === null ? 2 : 0
} else {
  const { digests, batch, seed } = asked
  const bar = progressBar(process.stderr, () => performance.now())
  const progress = (done: number, kills: number): void => bar.report(`Posting digests, killed ${kills} times`, done, digests)
  const found = await soak({ digests, batch, seed, progress })
  bar.clear()
  process.stdout.write(asked.json ? `${JSON.stringify({ ...found, kills: Object.fromEntries(found.kills) })}\n` : printed(found))
  process.exitCode = isClean(found) ? 0 : 1
}

/** Null where it is no use of the command. */
function read() {
  try {
    const { values } = parseArgs({
      options: {
        digests: { type: 'string', default: String(DIGESTS) },
        batch: { type: 'string', default: String(BATCH) },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const { json, help } = values
    const [digests = 0, batch = 0, seed = 0] = [values.digests, values.batch, values.seed].map(Number)
    return [digests, batch, seed].every((number) => Number.isInteger(number) && number >= 1) ? { digests, batch, seed, json, help } : null
  } catch (error) {
    console.error((error as Error).message)
    return null
  }
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

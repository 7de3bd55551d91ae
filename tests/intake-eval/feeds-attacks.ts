/** Each attack in a fresh process: how long it takes, how much memory, what is left of the feed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ATTACKS } from './attack-feeds.ts'
import type { Row, Table, Tell } from './table.ts'

type Told = {
  readonly tookMs: number
  readonly cpuMs: number
  readonly peakMb: number
  readonly items: number | null
  readonly size: number
  readonly faults: string[]
}

const MAX_MS = 500
const MAX_MB = 300
const TRIES = 3
/** What has not ended by then has hung. */
const DEADLINE_MS = 60_000
const RUN = join(import.meta.dirname, 'attack-run.ts')

export function attackTable(tell: Tell): Table {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-attacks-'))
  try {
    const told = ATTACKS.map(({ name, build }, i) => {
      const file = join(folder, `${i}`)
      const given = build()
      writeFileSync(file, given)
      tell('attacks', i + 1, ATTACKS.length)
      return { name, bytes: Buffer.byteLength(given), ...run(file) }
    })
    const bad = told.filter(({ tookMs, peakMb }) => tookMs >= MAX_MS || peakMb >= MAX_MB)
    return {
      title: `${told.length - 1} feeds that do harm and one that does none, each in a fresh process`,
      columns: ['MB', 'ms', 'CPU ms', 'peak MB', 'items kept', 'told'],
      rows: told.map(
        ({ name, bytes, tookMs, cpuMs, peakMb, items, faults }): Row => ({
          name,
          cells: [(bytes / 1e6).toFixed(1), tookMs.toFixed(0), cpuMs.toFixed(0), peakMb.toFixed(0), items ?? 'no feed', faults[0] ?? ''],
        }),
      ),
      notes: [
        `Where the first run took ${MAX_MS} ms, the fastest of ${TRIES} counts.`,
        `Over ${MAX_MS} ms or ${MAX_MB} MB: ${bad.length === 0 ? 'none' : bad.map(({ name }) => name).join(', ')}.`,
      ],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where the first is too slow, the fastest of three: other work on the machine says nothing of ours. */
function run(file: string): Told {
  let best = runOnce(file)
  for (let tries = 1; tries < TRIES && best.tookMs >= MAX_MS; tries++) {
    const again = runOnce(file)
    if (again.tookMs < best.tookMs) best = again
  }
  return best
}

function runOnce(file: string): Told {
  return JSON.parse(execFileSync(process.execPath, [RUN, file], { encoding: 'utf8', timeout: DEADLINE_MS })) as Told
}

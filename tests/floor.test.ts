/** The seeded questions, asked for real: no figure may fall below its floor. `npm run eval -- --raise` raises the floors, nothing lowers them. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Floors, fallen, floorsOf } from './eval/floors.ts'
import { measure } from './eval/measure.ts'
import { setsHere } from './eval/sets.ts'
import { ROOT } from './tidy/tree.ts'

const FLOORS = join(ROOT, 'tests/floors.json')
const written = existsSync(join(ROOT, 'seeds/questions.jsonl')) && existsSync(FLOORS)

test.skipIf(!written)('no figure of the seeded questions fell below its floor', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'newsdesk-floor-'))
  try {
    const [seeds] = setsHere(['seeds'])
    if (seeds === undefined) throw new Error('the set of seeded questions is gone')
    const report = await measure(seeds, {
      now: new Date('2026-01-15T12:00:00Z'),
      zone: 'UTC',
      limit: Number.MAX_SAFE_INTEGER,
      progress: () => {},
      cache,
    })
    expect(report.outcomes.filter((outcome) => outcome.error !== undefined)).toEqual([])
    expect(fallen(JSON.parse(readFileSync(FLOORS, 'utf8')) as Floors, floorsOf(report))).toEqual([])
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
})

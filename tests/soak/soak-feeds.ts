/** `npm run soak:feeds`: feeds broken at random, read one after the other. None may end in an error, take long, or grow beyond measure. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readFeed } from '../../src/intake/feed/read-feed.ts'
import { type Mutant, mutantOf, randomFrom } from '../intake/feed/feed-mutants.ts'
import { INVENTED } from '../intake/feed/invented.ts'
import { archive } from '../intake-eval/data.ts'
import { suiteFiles } from '../intake-eval/feeds-suite.ts'

const MAX_MS = 250
/** On a machine that is shared, one slow reading says little: the same mutant is read again, and the fastest counts. */
const TRIES = 3
/** Of what comes out over what went in: text escaped once more. */
const MAX_GROWTH = 8
const SPARE_CHARACTERS = 20_000
/** An item has its fields even where they are empty. */
const SPARE_OF_ITEM = 1_000
const SHOWN = 5
const TELL_EVERY = 1_000

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261128' },
    help: { type: 'boolean', short: 'h' },
  },
})

function seeds(): readonly Buffer[] {
  const folder = archive('feeds/feedparser.tar.gz')
  if (folder === null) return INVENTED
  const suite = join(folder, 'feedparser')
  return [...INVENTED, ...suiteFiles(suite).map(({ file }) => readFileSync(join(suite, file)))]
}

type Reading = { readonly ms: number; readonly size: number; readonly items: number; readonly error: string | null }

function reading({ bytes, contentType }: Mutant): Reading {
  const start = performance.now()
  try {
    const feed = readFeed(bytes, { url: 'https://harbour.example/feed', contentType })
    return { ms: performance.now() - start, size: JSON.stringify(feed).length, items: feed?.items.length ?? -1, error: null }
  } catch (error) {
    // What this looks for.
    return {
      ms: performance.now() - start,
      size: 0,
      items: -1,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

function soak(mutants: number, seed: number): number {
  const from = seeds()
  const slow: string[] = []
  const errors: string[] = []
  const large: string[] = []
  const times: number[] = []
  let feeds = 0
  for (let n = 0; n < mutants; n++) {
    const mutant = mutantOf(from, randomFrom(seed + n))
    let read = reading(mutant)
    for (let tries = 1; tries < TRIES && read.ms > MAX_MS; tries++) {
      const again = reading(mutant)
      if (again.ms < read.ms) read = again
    }
    times.push(read.ms)
    if (read.items >= 0) feeds++
    if (read.error !== null) errors.push(`seed ${seed + n}: ${read.error}`)
    if (read.ms > MAX_MS) slow.push(`seed ${seed + n}: ${read.ms.toFixed(0)} ms for ${mutant.bytes.length} bytes`)
    const most = MAX_GROWTH * mutant.bytes.length + SPARE_CHARACTERS + SPARE_OF_ITEM * Math.max(read.items, 0)
    if (read.size > most) large.push(`seed ${seed + n}: ${read.size} of ${mutant.bytes.length}`)
    if (process.stderr.isTTY && n % TELL_EVERY === 0) process.stderr.write(`\r${n} of ${mutants}`)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2)
  process.stdout.write(`${mutants} mutants of ${from.length} documents, seed ${seed}: ${feeds} are still feeds.
internal errors: ${errors.length}; over ${MAX_MS} ms: ${slow.length}; grown beyond measure: ${large.length}
ms each: median ${at(0.5)}, 99 % ${at(0.99)}, slowest ${at(1)}
${[...errors, ...slow, ...large].slice(0, SHOWN).join('\n')}\n`)
  return errors.length + slow.length + large.length === 0 ? 0 : 1
}

if (values.help === true) process.stdout.write('npm run soak:feeds -- [--mutants 100000] [--seed 20261128]\n')
else process.exitCode = soak(Number(values.mutants), Number(values.seed))

/** A process of its own that reads one document and prints what that took: `node attack-run.ts file`. */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { readFeed } from '../../src/intake/feed/read-feed.ts'

const bytes = readFileSync(process.argv[2] ?? '')
const before = process.cpuUsage()
const start = performance.now()
const feed = readFeed(bytes, { url: 'https://harbour.example/feed', contentType: null })
const tookMs = performance.now() - start
const cpu = process.cpuUsage(before)
// What is handed on crosses to another process, in full.
const size = feed === null ? 0 : JSON.stringify(feed).length
const tell = {
  tookMs,
  cpuMs: (cpu.user + cpu.system) / 1_000,
  peakMb: process.resourceUsage().maxRSS / 1_000,
  items: feed?.items.length ?? null,
  size,
  faults: feed?.faults ?? [],
}
process.stdout.write(JSON.stringify(tell))

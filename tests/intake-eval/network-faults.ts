/** Every fault of the fault server at once, and a good feed beside them: what ends how, when, and at what cost. */
import type { Fetched } from '../../src/intake/fetch/fetcher.ts'
import { ENDS, endOf, fetcherFrom } from '../peers/fault-ends.ts'
import { openFaultServer } from '../peers/fault-server.ts'
import type { Table } from './table.ts'

const GOOD = 200
const LOOK_EVERY_MS = 5

export async function measureFaults(): Promise<Table> {
  const server = await openFaultServer()
  const fetcher = fetcherFrom(server.port)
  const timed = async (host: string, path: string): Promise<{ readonly got: Fetched; readonly tookMs: number }> => {
    const from = performance.now()
    const got = await fetcher.get({ url: `http://${host}.example:${server.port}${path}`, want: 'feed' })
    return { got, tookMs: performance.now() - from }
  }
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, LOOK_EVERY_MS)
  const faults = Promise.all(Object.keys(ENDS).map(async (path, i) => [path, await timed(`host-${i}`, path)] as const))
  const good: number[] = []
  for (let i = 0; i < GOOD; i++) {
    const { got, tookMs } = await timed('good', '/feed')
    if (got.kind === 'fetched') good.push(tookMs)
  }
  const ended = await faults
  clearInterval(watch)
  await fetcher.close()
  await server.close()
  good.sort((a, b) => a - b)
  const longest = Math.max(...ended.map(([, { tookMs }]) => tookMs))
  return {
    title: 'Servers that do everything wrong, all at once',
    columns: [
      'paths',
      'ended as they should',
      'longest, s',
      'memory, MB more',
      `good feed meanwhile, of ${GOOD}`,
      'its median, ms',
      'its longest, ms',
    ],
    rows: [
      {
        name: 'Newsdesk',
        cells: [
          ended.length,
          ended.filter(([path, { got }]) => endOf(got) === ENDS[path]).length,
          (longest / 1_000).toFixed(1),
          Math.round((peak - before) / 1e6),
          good.length,
          Math.round(good[Math.floor(good.length / 2)] ?? 0),
          Math.round(good.at(-1) ?? 0),
        ],
      },
    ],
    notes: [
      'Each request may take 3 s; bodies may be 1 MB. The server is in the same process, whose memory is counted with what it packs its bombs in.',
    ],
  }
}

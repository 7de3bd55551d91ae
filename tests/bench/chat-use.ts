/** Preloaded into a bot's process: tells over its parent's channel what it has used so far, without taking part in anything else. */
import { usedBytes } from './measure.ts'

/** CPU time of all threads; memory of the whole process as it is; the heap after a full collection, where that was asked for. */
export type Use = { readonly cpuMs: number; readonly rssBytes: number; readonly heapBytes: number | null }
/** The collection takes CPU time too, after it was noted. */
export type AskedUse = 'time' | 'memory'

process.on('message', (asked: AskedUse) => {
  const { user, system } = process.cpuUsage()
  const rssBytes = process.memoryUsage.rss()
  const use: Use = { cpuMs: (user + system) / 1_000, rssBytes, heapBytes: asked === 'memory' ? usedBytes() : null }
  process.send?.(use)
})
// Being asked now and then is no reason to live.
process.channel?.unref()

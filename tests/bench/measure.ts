/** Measuring: latencies and their quantiles, CPU time, memory of a child process. Reads the clock: benchmarks only. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Milliseconds. */
export type Quantiles = { readonly p50: number; readonly p95: number; readonly p99: number }
/** Wall time, and CPU time of all threads: where other programs share the machine, only the second is the program's own. */
export type Latency = Quantiles & { readonly samples: number; readonly cpu: Quantiles }

/** Nearest rank; `share` 0–1. NaN of nothing. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function quantiles(samples: readonly number[]): Quantiles {
  return { p50: quantile(samples, 0.5), p95: quantile(samples, 0.95), p99: quantile(samples, 0.99) }
}

/** Times `run` on each item after `warmUp` untimed ones, until all are done or `boundMs` is spent; at least three are timed. */
export async function latency<T>(items: readonly T[], run: (item: T) => unknown, boundMs: number, warmUp = 10): Promise<Latency> {
  const samples: number[] = []
  const cpu: number[] = []
  const start = performance.now()
  for (const item of items.slice(0, warmUp)) {
    await run(item)
    if (performance.now() - start > boundMs / 4) break
  }
  for (const item of items) {
    const cpuBefore = process.cpuUsage()
    const before = performance.now()
    await run(item)
    samples.push(performance.now() - before)
    const { user, system } = process.cpuUsage(cpuBefore)
    cpu.push((user + system) / 1_000)
    if (samples.length >= 3 && performance.now() - start > boundMs) break
  }
  return { samples: samples.length, ...quantiles(samples), cpu: quantiles(cpu) }
}

/** CPU seconds of this process (all threads) and wall seconds that `work` took. */
export async function effort<T>(work: () => T | Promise<T>): Promise<{ result: T; cpuSeconds: number; seconds: number }> {
  const before = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(before)
  return { result, cpuSeconds: (user + system) / 1e6, seconds }
}

/** Bytes of heap and array buffers after a full collection. */
export function usedBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Runs a script in a fresh process of the same Node; its standard output is one JSON value. */
export async function inFreshProcess<T>(script: URL, options: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [script.pathname, ...options], { maxBuffer: 1 << 20 })
  return JSON.parse(stdout) as T
}

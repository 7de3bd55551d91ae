/** A web that is a function: hosts that answer as a test says, after a while, and remember who asked when. */
import { type Hop, type HopAnswer, HopError, type Transport } from '../../../src/intake/fetch/fetcher.ts'
import type { VirtualClock } from './virtual-clock.ts'

export type Page = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
  /** What is thrown instead. */
  readonly fault?: HopError
}
export type Asked = {
  readonly host: string
  readonly path: string
  readonly fromMs: number
  toMs: number
  readonly headers: Hop['headers']
}
export type MadeWeb = Transport & {
  readonly asked: readonly Asked[]
  /** To this host, in order, robots.txt left out. */
  pages(host: string): readonly Asked[]
}

/** `answer`: by the whole address; what it knows nothing of is a 404. `tookMs`: of one request. */
export function madeWeb(
  clock: VirtualClock,
  answer: (url: string, asked: Asked) => Page | undefined,
  tookMs: () => number = () => 100,
): MadeWeb {
  const asked: Asked[] = []
  return {
    asked,
    pages: (host) => asked.filter((one) => one.host === host && one.path !== '/robots.txt'),
    async request({ url, headers, timeoutMs, stop }): Promise<HopAnswer> {
      const one: Asked = {
        host: url.hostname,
        path: `${url.pathname}${url.search}`,
        fromMs: clock.nowMs,
        toMs: Number.POSITIVE_INFINITY,
        headers,
      }
      asked.push(one)
      const took = tookMs()
      await clock.wait(Math.min(took, timeoutMs), stop)
      one.toMs = clock.nowMs
      if (took > timeoutMs) throw new HopError('time', `The server ${url.host} has not answered.`)
      const { status = 200, headers: said = {}, text = '', fault } = answer(url.href, one) ?? { status: 404 }
      if (fault !== undefined) throw fault
      return { status, headers: said, bytes: status === 200 ? Buffer.from(text) : new Uint8Array() }
    },
    close: async () => undefined,
  }
}

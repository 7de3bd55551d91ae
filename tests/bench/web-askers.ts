/**
 * Readers in a process of their own, so that what they take is in no figure of the server: some ask for one address after the other, some never say to the
 * end what they want, and one asks too much. Told by its parent what to do, it says what came of it, and ends.
 */
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Errand = {
  readonly origin: string
  /** Asked for in turn, over all askers. */
  readonly paths: readonly string[]
  readonly askers: number
  /** Requests in all. */
  readonly requests: number
  /** Connections that send a byte of a header now and then, opened before the others ask and held until they have done. */
  readonly slow: number
  /** How long the slow ones are held at least, to see whether they are shut. */
  readonly holdMs: number
  /** Questions of a megabyte, asked beside. */
  readonly oversize: number
}
export type ErrandFigures = {
  readonly ms: readonly number[]
  readonly seconds: number
  /** By status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly bytes: number
  /** What went wrong: no answer, or one that broke off. */
  readonly faults: readonly string[]
  /** Of the slow ones: open at the end, and shut by the server. */
  readonly slowOpen: number
  readonly slowShut: number
  /** What the questions of a megabyte came to: statuses, or `closed`. */
  readonly oversize: readonly string[]
}

const MEGABYTE = 1 << 20
const DRIP_MS = 500
const REQUEST_TIMEOUT_MS = 120_000
const OVERSIZE_TIMEOUT_MS = 30_000
const MAX_FAULTS = 20

export async function run(errand: Errand): Promise<ErrandFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: errand.askers })
  const slow = errand.slow === 0 ? [] : await openSlow(errand)
  const drip = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write('x')
  }, DRIP_MS)
  const told = { ms: [] as number[], statuses: {} as Record<string, number>, faults: [] as string[], bytes: 0 }
  let begun = 0
  const asker = async (): Promise<void> => {
    while (begun < errand.requests) {
      const path = errand.paths[begun++ % errand.paths.length] as string
      const before = performance.now()
      try {
        const { status, bytes } = await fetched(agent, `${errand.origin}${path}`)
        told.ms.push(performance.now() - before)
        told.statuses[status] = (told.statuses[status] ?? 0) + 1
        told.bytes += bytes
      } catch (error) {
        if (told.faults.length < MAX_FAULTS) told.faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  const start = performance.now()
  const oversize = Promise.all(Array.from({ length: errand.oversize }, () => askTooMuch(errand.origin)))
  await Promise.all(Array.from({ length: errand.askers }, asker))
  const seconds = (performance.now() - start) / 1_000
  const cameOf = await oversize
  if (slow.length > 0) await pause(Math.max(0, errand.holdMs - seconds * 1_000))
  clearInterval(drip)
  const slowOpen = slow.filter((socket) => socket.writable).length
  for (const socket of slow) socket.destroy()
  agent.destroy()
  return { ...told, seconds, slowOpen, slowShut: slow.length - slowOpen, oversize: cameOf }
}

function fetched(agent: Agent, url: string): Promise<{ readonly status: number; readonly bytes: number }> {
  const done = Promise.withResolvers<{ readonly status: number; readonly bytes: number }>()
  const request = get(url, { agent, timeout: REQUEST_TIMEOUT_MS, headers: { 'accept-encoding': 'gzip' } }, (response: IncomingMessage) => {
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    response.on('end', () => done.resolve({ status: response.statusCode ?? 0, bytes }))
    response.on('error', done.reject)
  })
  request.on('timeout', () => request.destroy(new Error('no answer in time')))
  request.on('error', done.reject)
  return done.promise
}

async function openSlow({ origin, slow }: Errand): Promise<readonly Socket[]> {
  const { hostname, port } = new URL(origin)
  return await Promise.all(
    Array.from({ length: slow }, async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const socket = connect(Number(port), hostname, () => {
        socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX-Slow: `)
        resolve()
      })
      // Being shut is what shall happen to it.
      socket.on('error', () => resolve())
      socket.resume()
      await promise
      return socket
    }),
  )
}

/** By address, which no server takes whole: it must answer with a refusal, or at least close. */
function askTooMuch(origin: string): Promise<string> {
  const done = Promise.withResolvers<string>()
  const request = get(`${origin}/ask?q=${'a'.repeat(MEGABYTE)}`, { agent: false, timeout: OVERSIZE_TIMEOUT_MS }, (response) => {
    response.resume()
    done.resolve(String(response.statusCode))
  })
  request.on('timeout', () => {
    request.destroy()
    done.resolve('no answer')
  })
  request.on('error', () => done.resolve('closed'))
  return done.promise
}

if (import.meta.main)
  process.once('message', (errand: Errand) => {
    void run(errand).then((figures) => process.send?.(figures, () => process.disconnect()))
  })

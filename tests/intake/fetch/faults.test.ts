/** A server that does everything wrong, met over real sockets: each fetch ends, with the right word for it, and hurts no other. */
import '../../peers/guard.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetched } from '../../../src/intake/fetch/fetcher.ts'
import { ENDS, endOf, fetcherFrom } from '../../peers/fault-ends.ts'
import { type FaultServer, openFaultServer } from '../../peers/fault-server.ts'
import { FAULTS, FEED } from '../../peers/faults.ts'
import { waitFor } from '../../peers/wait-for.ts'

/** A bomb is noticed at the bound; what the sockets of this machine hold comes to it. */
const MAX_SENT = 12_000_000
const MAX_GROWTH = 300_000_000

let server: FaultServer
beforeAll(async () => {
  server = await openFaultServer()
})
afterAll(() => server.close())

const at = (host: string, path: string, scheme = 'http') => `${scheme}://${host}.example:${server.port}${path}`

describe('a server that does everything wrong', () => {
  test('every fault ends as it should, all at once, while a good feed is served beside them', async () => {
    expect(Object.keys(ENDS)).toEqual(Object.keys(FAULTS))
    const fetcher = fetcherFrom(server.port)
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 20)
    const faults = Promise.all(
      Object.keys(FAULTS).map(async (path, i) => [path, await fetcher.get({ url: at(`host-${i}`, path), want: 'feed' })] as const),
    )
    const good: Fetched[] = []
    for (let i = 0; i < 10; i++) good.push(await fetcher.get({ url: at('good', '/feed'), want: 'feed' }))
    const got = await faults
    clearInterval(watch)
    expect(Object.fromEntries(got.map(([path, fetched]) => [path, endOf(fetched)]))).toEqual(ENDS)
    expect(good.map((fetched) => fetched.kind === 'fetched' && Buffer.from(fetched.bytes).toString())).toEqual(good.map(() => FEED))
    for (const [path, fetched] of got) {
      if (fetched.kind === 'failed') expect(fetched.reason, path).toMatch(/^[A-Z“].{15,400}\.$/)
      if (fetched.kind === 'fetched') expect(Buffer.from(fetched.bytes).toString(), path).toContain(FEED.slice(0, 40))
      expect(server.sent(path), path).toBeLessThan(MAX_SENT)
    }
    expect(peak - before).toBeLessThan(MAX_GROWTH)
    await fetcher.close()
    await waitFor(() => server.open() === 0, 'the fetcher has left a connection open')
  })

  test('TLS that is none is said to be so, and plain HTTP is not tried instead', async () => {
    const fetcher = fetcherFrom(server.port)
    expect(await fetcher.get({ url: at('tls', '/feed', 'https'), want: 'feed' })).toMatchObject({ kind: 'failed', fault: 'tls' })
    await fetcher.close()
  })

  test('a fetch that is called off ends at once, and so does each when the fetcher is closed', async () => {
    const fetcher = fetcherFrom(server.port)
    const stop = new AbortController()
    const called = fetcher.get({ url: at('called-off', '/never'), want: 'feed', stop: stop.signal })
    const left = fetcher.get({ url: at('left', '/never'), want: 'page' })
    stop.abort()
    expect(await called).toMatchObject({ kind: 'failed', fault: 'stopped' })
    await fetcher.close()
    expect(await left).toMatchObject({ kind: 'failed', fault: 'stopped' })
    expect(await fetcher.get({ url: at('after', '/feed'), want: 'feed' })).toMatchObject({ kind: 'failed', fault: 'stopped' })
  })
})

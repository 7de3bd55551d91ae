/** No address that is not on the public internet is dialled, however it is spelled, led to or resolved; counted under the sockets. */
import { afterAll, describe, expect, test } from 'vitest'
import { openTransport } from '../../../src/intake/fetch/transport.ts'
import { shared } from '../../intake-eval/data.ts'
import { readPayloads } from '../../intake-eval/network.ts'
import { WAYS_OUT } from '../../intake-eval/network-clients.ts'
import { fixedNames, measureDials } from '../../intake-eval/network-dials.ts'
import { isSpecial, watchDials } from '../../peers/dials.ts'
import { ODD_URLS, PUBLIC_URLS } from './odd-addresses.ts'

const payloads = shared('security/ssrf-urls.json')
const [newsdesk] = WAYS_OUT
/** Has no divisor in common with the number of spellings, so that each comes. */
const EVERY = 5
const some = (urls: readonly string[]) => urls.filter((_, i) => i % EVERY === 0)
const quiet = () => undefined

describe('addresses by the transport', () => {
  const names = fixedNames()
  const transport = openTransport({ allowPrivate: [], lookup: async (host) => names(host) })
  afterAll(() => transport.close())
  /** What is dialled for each URL; nothing connects. */
  const dialledFor = async (urls: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const watch = watchDials(() => false)
    const found: string[][] = []
    for (const text of urls) {
      const url = URL.parse(text)
      const before = watch.dialled.length
      if (url !== null)
        await expect(transport.request({ url, headers: {}, maxBytes: 1_000, timeoutMs: 10_000 })).rejects.toMatchObject({
          name: 'HopError',
        })
      found.push(watch.dialled.slice(before).map(({ address }) => address))
    }
    watch.stop()
    return found
  }
  test('no spelling of one that is not public is dialled', async () => {
    expect(ODD_URLS.length).toBeGreaterThan(900)
    expect((await dialledFor(ODD_URLS)).flat()).toEqual([])
  })
  test('every public one is, in every spelling', async () => {
    const dialled = await dialledFor(PUBLIC_URLS)
    expect(PUBLIC_URLS.filter((_, i) => dialled[i]?.length !== 1 || isSpecial(dialled[i]?.[0] ?? ''))).toEqual([])
  })
})

test('redirects and names that change lead to none either, and no public one is refused', async () => {
  const { rows } = await measureDials({ payloads: [], spellings: some(ODD_URLS), openers: newsdesk === undefined ? [] : [newsdesk] }, quiet)
  expect(rows).toEqual([{ name: 'Newsdesk', cells: [0, 0, 0, 0, 0] }])
})

test.skipIf(payloads === null)('the published payloads: 0 dials (skipped where ../shared is not)', async () => {
  const { rows } = await measureDials(
    { payloads: some(readPayloads(payloads ?? '')), spellings: [], openers: newsdesk === undefined ? [] : [newsdesk] },
    quiet,
  )
  expect(rows).toEqual([{ name: 'Newsdesk', cells: [0, 0, 0, 0, 0] }])
})

test('the measure sees what is dialled: plain fetch goes everywhere', async () => {
  const { rows } = await measureDials(
    { payloads: ['http://127.0.0.1:8080/'], spellings: ['http://0x7f.1/'], openers: WAYS_OUT.slice(-1) },
    quiet,
  )
  expect(rows[0]?.cells.slice(0, 4).map((count) => Number(count) > 0)).toEqual([true, true, true, true])
})

/** Gives many URLs to each way out and counts, under the sockets, what is dialled. But for our own server nothing connects, so nothing leaves. */
import dns from 'node:dns'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { type AddressInfo, isIPv6 } from 'node:net'
import { PUBLIC_URLS } from '../intake/fetch/odd-addresses.ts'
import { type Dialled, isSpecial, watchDials } from '../peers/dials.ts'
import type { Names, Opener } from './network-clients.ts'
import type { Row, Table, Tell } from './table.ts'

const PUBLIC = '93.184.215.14'
/** Names of the payloads that mean something inside; the rest of those without a dot are a machine of the own network. */
const INSIDE: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  'ip6-localhost': '::1',
  'ip6-loopback': '::1',
  'metadata.google.internal': '169.254.169.254',
  '169.254.169.254.nip.io': '169.254.169.254',
}
/** Names that resolve to a public address first and to a private one next, and names that resolve to both at once. */
const REBINDING: readonly string[] = [
  ...Array.from({ length: 20 }, (_, i) => Array.from({ length: 4 }, () => `http://rebind-${i}.example/`)).flat(),
  ...['first-public', 'first-private', 'mapped', 'zone'].map((name) => `http://${name}.example/`),
]

/** The same answers to each way out; nothing is looked up. */
export function fixedNames(): Names {
  const asked = new Map<string, number>()
  return (host) => {
    const name = host.toLowerCase().replace(/\.$/, '')
    if (name === 'start.example') return ['127.0.0.1']
    if (name.startsWith('rebind-')) {
      const times = (asked.get(name) ?? 0) + 1
      asked.set(name, times)
      return [times % 2 === 1 ? PUBLIC : '10.1.2.3']
    }
    if (name === 'first-public.example') return [PUBLIC, '192.168.7.7']
    if (name === 'first-private.example') return ['192.168.7.7', PUBLIC]
    if (name === 'mapped.example') return ['::ffff:127.0.0.1']
    if (name === 'zone.example') return ['fe80::1%lo']
    return [INSIDE[name] ?? (name.includes('.') ? PUBLIC : '10.0.0.7')]
  }
}

export type Asked = {
  readonly payloads: readonly string[]
  readonly spellings: readonly string[]
  readonly openers: readonly Opener[]
}

export async function measureDials({ payloads, spellings, openers }: Asked, tell: Tell): Promise<Table> {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://start.example').searchParams.get('to')
    if (to === null) response.writeHead(404).end()
    else response.writeHead(302, { location: Buffer.from(to).toString('latin1') }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const isStart = (dialled: Dialled) => dialled.address === '127.0.0.1' && dialled.port === port
  const watch = watchDials(isStart)
  const { lookup } = dns
  const all = [...payloads, ...spellings]
  // What a URL parser drops anyway would end the header.
  const redirects = all.map((url) => `http://start.example:${port}/?to=${encodeURIComponent(url.replace(/[\t\r\n]/g, ''))}`)
  const rows: Row[] = []
  try {
    for (const open of openers) {
      const names = fixedNames()
      Object.assign(dns, { lookup: lookupOf(names) })
      syncBuiltinESMExports()
      const way = open(names, `127.0.0.1:${port}`)
      const dialled = async (doing: string, urls: readonly string[], counts: (address: string) => boolean): Promise<number[]> => {
        const found: number[] = []
        for (const [i, url] of urls.entries()) {
          tell(`${way.name}, ${doing}`, i, urls.length)
          const before = watch.dialled.length
          await way.get(url)
          found.push(watch.dialled.slice(before).filter((one) => !isStart(one) && counts(one.address)).length)
        }
        return found
      }
      const specials = async (doing: string, urls: readonly string[]) => sum(await dialled(doing, urls, isSpecial))
      const refused = (await dialled('public', PUBLIC_URLS, (address) => !isSpecial(address))).filter((count) => count === 0).length
      rows.push({
        name: way.name,
        cells: [
          await specials('payloads', payloads),
          await specials('spellings', spellings),
          await specials('redirects', redirects),
          await specials('rebinding', REBINDING),
          refused,
        ],
      })
      await way.close()
    }
  } finally {
    watch.stop()
    Object.assign(dns, { lookup })
    syncBuiltinESMExports()
    server.closeAllConnections()
    server.close()
  }
  return {
    title: 'Dialled that must not be',
    columns: [
      `${payloads.length} payloads`,
      `${spellings.length} spellings of ours`,
      `redirects to all ${all.length}`,
      `rebinding, ${REBINDING.length} requests`,
      `refused of ${PUBLIC_URLS.length} public`,
    ],
    rows,
    notes: [
      'Addresses that IANA lists as special, counted under the socket; every connection is refused there. Names are resolved by a fixed table.',
    ],
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** In the form of `dns.lookup`. */
function lookupOf(names: Names): unknown {
  return (host: string, options: unknown, done: unknown) => {
    const callback = (typeof options === 'function' ? options : done) as (error: null, address: unknown, family?: number) => void
    const found = names(host).map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    const { all } = (typeof options === 'object' && options !== null ? options : {}) as { readonly all?: boolean }
    process.nextTick(() => (all === true ? callback(null, found) : callback(null, found[0]?.address, found[0]?.family)))
  }
}

/** One request over real sockets of this machine: what is dialled and sent, and that whatever comes back ends as an answer or a HopError. */
import '../../peers/guard.ts'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Lookup } from '../../../src/intake/fetch/dial.ts'
import { type Hop, HopError, type Transport } from '../../../src/intake/fetch/fetcher.ts'
import { openTransport } from '../../../src/intake/fetch/transport.ts'

const OK = 'HTTP/1.1 200 OK\r\n'
const TIMEOUT_MS = 20_000
/** What the server answers with next, and what it was sent. */
const server = { answer: Buffer.from(''), heard: Buffer.alloc(0), port: 0 }
const sockets = createServer((socket: Socket) => {
  server.heard = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes) => {
    server.heard = Buffer.concat([server.heard, bytes])
    socket.end(server.answer)
  })
})
beforeAll(async () => {
  sockets.listen(0, '127.0.0.1')
  await once(sockets, 'listening')
  server.port = (sockets.address() as AddressInfo).port
})
afterAll(() => void sockets.close())

const here: Lookup = async () => ['127.0.0.1']
const open = (lookup = here, allowPrivate = ['127.0.0.0/8']): Transport => openTransport({ allowPrivate, lookup })
function hop(host: string, more: Partial<Hop> & { readonly path?: string; readonly scheme?: string } = {}): Hop {
  const { path = '/feed', scheme = 'http', ...rest } = more
  return { url: new URL(`${scheme}://${host}:${server.port}${path}`), headers: {}, maxBytes: 100_000, timeoutMs: TIMEOUT_MS, ...rest }
}
const ask = (given: Hop, transport = open()) => transport.request(given)

describe('what is sent', () => {
  test('the name of the host, the path with its query, our headers, and a wish for one answer', async () => {
    server.answer = Buffer.from(`${OK}content-length: 0\r\n\r\n`)
    await ask(hop('News.example', { path: '/a%20b?x=ü#top', headers: { 'user-agent': 'Newsdesk/0', 'if-none-match': 'W/"1"' } }))
    const lines = server.heard.toString('latin1').split('\r\n')
    expect(lines[0]).toBe('GET /a%20b?x=%C3%BC HTTP/1.1')
    expect(lines).toContain(`host: news.example:${server.port}`)
    expect(lines).toContain('user-agent: Newsdesk/0')
    expect(lines).toContain('if-none-match: W/"1"')
    expect(lines).toContain('connection: close')
    expect(lines).toContain('accept-encoding: gzip, deflate, br, zstd')
  })
  test('over TLS the name of the host is said, and no address', async () => {
    await expect(ask(hop('secure.example', { scheme: 'https' }))).rejects.toMatchObject({ fault: 'tls' })
    expect(server.heard.includes('secure.example')).toBe(true)
    // The list of protocols, with its lengths: one of nine bytes, and no HTTP/2.
    expect(server.heard.includes('\0\x09\x08http/1.1')).toBe(true)
    await expect(ask(hop('127.0.0.1', { scheme: 'https' }))).rejects.toMatchObject({ fault: 'tls' })
    expect(server.heard.includes('127.0.0.1')).toBe(false)
  })
})

describe('what is given back', () => {
  test('headers in lower case, of several the first', async () => {
    server.answer = Buffer.from(`${OK}ETag: "1"\r\nETag: "2"\r\nContent-Length: 2\r\n\r\nhi`)
    expect(await ask(hop('a.example'))).toEqual({ status: 200, headers: { etag: '"1"', 'content-length': '2' }, bytes: Buffer.from('hi') })
  })
  test.each([204, 206, 301, 304, 404, 500])('no body with %i', async (status) => {
    server.answer = Buffer.from(
      `HTTP/1.1 ${status} X\r\nlocation: /b\r\nconnection: close\r\n\r\n${status === 204 || status === 304 ? '' : 'text'}`,
    )
    const { bytes, ...rest } = await ask(hop('a.example'))
    expect([rest.status, rest.headers.location, bytes.length]).toEqual([status, '/b', 0])
  })
  test('a body up to its bound, or cut where that is asked for', async () => {
    server.answer = Buffer.from(`${OK}content-length: 10\r\n\r\n0123456789`)
    expect((await ask(hop('a.example', { maxBytes: 10 }))).bytes).toHaveLength(10)
    await expect(ask(hop('a.example', { maxBytes: 9 }))).rejects.toMatchObject({ fault: 'size' })
    expect(Buffer.from((await ask(hop('a.example', { maxBytes: 9, cuts: true }))).bytes).toString()).toBe('012345678')
  })
  test('any bytes at all end as an answer or as a HopError', async () => {
    const starts = [
      '',
      'HTTP/1.1 200 OK\r\n',
      `${OK}content-encoding: gzip\r\n\r\n`,
      `${OK}content-encoding: br\r\n\r\n`,
      `${OK}transfer-encoding: chunked\r\n\r\n`,
      'HTTP/1.1 ',
    ]
    const transport = open()
    const ends = fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), async (start, noise) => {
      server.answer = Buffer.concat([Buffer.from(start), noise])
      const end = await transport.request(hop('a.example')).catch((error: unknown) => error)
      if (end instanceof Error) expect(end).toBeInstanceOf(HopError)
    })
    await fc.assert(ends, { numRuns: 150 })
    await transport.close()
  })
})

describe('what is dialled', () => {
  const failing =
    (code: string): Lookup =>
    () =>
      Promise.reject(Object.assign(new Error('no'), { code }))
  test('the next address where one does not answer', async () => {
    server.answer = Buffer.from(`${OK}content-length: 0\r\n\r\n`)
    expect(
      (
        await ask(
          hop('a.example'),
          open(async () => ['127.9.9.9', '10.0.0.1', '127.0.0.1']),
        )
      ).status,
    ).toBe(200)
  })
  test('each request anew: a name that changes is caught, though a connection was open', async () => {
    server.answer = Buffer.from(`${OK}content-length: 0\r\nconnection: keep-alive\r\n\r\n`)
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    const transport = open(async () => answers.shift() ?? [])
    expect((await ask(hop('a.example'), transport)).status).toBe(200)
    await expect(ask(hop('a.example'), transport)).rejects.toMatchObject({
      fault: 'address',
      message: expect.stringContaining('a.example (10.0.0.1)'),
    })
  })
  test.each<[string, Lookup, string]>([
    ['has no such host', failing('ENOTFOUND'), 'name'],
    ['cannot say', failing('EAI_AGAIN'), 'name'],
    ['says nothing', async () => [], 'name'],
    ['says what is no address', async () => ['a.example', '', '127.0.0.1.', '0x7f.1', '127.1'], 'address'],
    ['names a port that nobody is at', async () => ['127.9.9.9'], 'connect'],
  ])('nothing where name resolution %s', async (_, lookup, fault) => {
    await expect(ask(hop('a.example'), open(lookup))).rejects.toMatchObject({ name: 'HopError', fault })
  })
  test('nothing where it never ends', async () => {
    const never: Lookup = () => new Promise(() => undefined)
    await expect(ask(hop('a.example', { timeoutMs: 50 }), open(never))).rejects.toMatchObject({ fault: 'time' })
    await expect(ask(hop('a.example', { stop: AbortSignal.abort() }), open(never))).rejects.toMatchObject({ fault: 'stopped' })
  })
  test.each<[string, readonly string[], boolean]>([
    ['nothing', [], false],
    ['the address', ['127.0.0.1'], true],
    ['its range', ['127.0.0.0/8'], true],
    ['another', ['127.0.0.2', '10.0.0.0/8', 'fd00::/8'], false],
    ['the host', ['feeds.lan'], true],
    ['another host', ['lan', 'x.feeds.lan', 'feeds.lan.example'], false],
    ['the host at another port', ['feeds.lan:1'], false],
  ])('in the own network what is allowed: %s', async (_, allowed, isAllowed) => {
    server.answer = Buffer.from(`${OK}content-length: 0\r\n\r\n`)
    const end = await ask(hop('feeds.lan'), open(here, [...allowed])).catch((error: HopError) => error.fault)
    expect(end).toEqual(isAllowed ? expect.objectContaining({ status: 200 }) : 'address')
  })
  test('what the operator allows must be something', () => {
    for (const entry of ['', '10.0.0.0/33', 'http://feeds.lan/', '10.0.0', 'feeds.lan:99999', 'a b', '[feeds.lan]'])
      expect(() => openTransport({ allowPrivate: [entry] }), entry).toThrow(RangeError)
  })
})

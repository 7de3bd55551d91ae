import { createServer, request as httpRequest } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { FIRST_PORT } from '../../adapters/web/limits.ts'
import { openReadingRoom } from '../../adapters/web/listen.ts'
import { BROKEN, FEED_KEY, inventedHost, TOKEN } from './invented-host.ts'
import { exchange, openRoom, request } from './rooms.ts'

/** Every route that a reader or a program can ask for, and what it says to who is not signed in. */
const ROUTES: readonly (readonly [string, number])[] = [
  ['/', 200],
  ['/ask?q=When+will+it+close%3F', 200],
  ['/article/mill-1?s=0-52', 200],
  ['/entity/Harbor%20Mills', 200],
  ['/names', 200],
  ['/story/story-1', 200],
  ['/outlet/Norwick%20Courier', 200],
  ['/search?q=mill', 200],
  ['/feed?q=mill', 200],
  [`/digest/1/feed?key=${FEED_KEY}`, 200],
  ['/opensearch.xml', 200],
  ['/robots.txt', 200],
  ['/favicon.svg', 200],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/metrics', 200],
  ['/api/ask?q=mill', 200],
  ['/api/search?q=mill', 200],
  ['/api/suggest?q=har', 200],
  ['/api/openapi.json', 200],
  ['/newsroom/sign-in', 200],
  ['/newsroom', 401],
  ['/newsroom/feeds', 401],
  ['/newsroom/digests', 401],
  ['/newsroom/digests/1', 401],
  ['/newsroom/watches', 401],
  ['/newsroom/questions', 401],
  ['/nowhere', 404],
  ['/article/none', 404],
  ['/entity/nobody', 404],
  ['/story/none', 404],
  ['/outlet/none', 404],
  ['/digest/1/feed?key=wrong', 404],
  ['/digest/x/feed?key=wrong', 404],
  ['/assets/none.css', 404],
  ['/names/', 301],
  ['/ask', 302],
  ['/search?q=', 302],
  ['/entity/%E0%A4%A', 400],
  [`/entity/${BROKEN}`, 500],
]

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

describe('every route', () => {
  test('answers GET and HEAD alike, with the headers of a strict page', async () => {
    const room = await openRoom()
    for (const [path, status] of ROUTES) {
      const got = await room.get(path)
      const body = await got.text()
      const head = await room.send('HEAD', path)
      expect([path, got.status, head.status]).toEqual([path, status, status])
      expect(await head.text()).toBe('')
      for (const { headers } of [got, head]) {
        expect(headers.get('Content-Security-Policy'), path).toBe(POLICY)
        expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
        expect(headers.get('X-Frame-Options'), path).toBe('DENY')
        expect(headers.get('Referrer-Policy'), path).toBe('same-origin')
        expect(headers.get('Permissions-Policy'), path).toContain('camera=()')
        expect(headers.get('Cross-Origin-Opener-Policy'), path).toBe('same-origin')
        expect(headers.get('Cross-Origin-Resource-Policy'), path).toBe('same-origin')
        expect(headers.has('Strict-Transport-Security'), path).toBe(false)
        expect(headers.has('Access-Control-Allow-Origin'), path).toBe(false)
        expect(headers.has('Set-Cookie'), path).toBe(path.startsWith('/newsroom') && status === 401 && got.headers === headers)
        expect(headers.get('Content-Type'), path).toBe(got.headers.get('Content-Type'))
      }
      if (status >= 400 || path.startsWith('/newsroom')) expect(got.headers.get('Cache-Control'), path).toBe('no-store')
      if (status === 404) expect(body, path).toContain('Not found')
    }
  })

  test('refuses other methods with the ones that it takes', async () => {
    const room = await openRoom()
    for (const [path, status] of ROUTES) {
      if (status === 404 || status === 301 || status === 400) continue
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status: refused, headers } = await room.send(method, path)
        expect([method, path, refused]).toEqual([method, path, 405])
        expect(headers.get('Allow'), path).toMatch(/^GET, HEAD(?:, POST)?$/)
      }
    }
    for (const path of ['/newsroom/act', '/newsroom/sign-out']) {
      const { status, headers } = await room.get(path)
      expect([path, status, headers.get('Allow')]).toEqual([path, 405, 'POST'])
    }
    expect(await exchange(room.port, request('/', room.port, ['Connection: close'], 'TRACE'))).toMatch(/^HTTP\/1\.1 405 /)
    expect((await room.send('POST', '/names', 'x=y')).status).toBe(405)
    expect((await room.send('POST', '/nowhere', 'x=y')).status).toBe(404)
  })

  test('is counted under its pattern, never under its address', async () => {
    const room = await openRoom()
    for (const [path] of ROUTES) await room.get(path)
    expect(room.served.length).toBe(ROUTES.length)
    expect(room.served.map(({ status }) => status)).toEqual(ROUTES.map(([, status]) => status))
    expect(new Set(room.served.map(({ route }) => route)).size).toBeLessThan(30)
    expect(room.served.find(({ status }) => status === 404)?.route).toBe('none')
    expect(room.served.map(({ route }) => route)).toContain('/article/:id')
    expect(room.served.every(({ route }) => !route.includes('mill'))).toBe(true)
  })
})

describe('pages', () => {
  test('say the answer, and open an article at the passage', async () => {
    const room = await openRoom()
    const ask = await (await room.get('/ask?q=When+will+it+close%3F&after=Harbor')).text()
    expect(ask).toContain('Harbor Mills will close its plant')
    expect(ask).toContain('/article/mill-1?s=0-52#passage')
    expect(room.asked).toEqual(['When will it close?'])
    const marked = await (await room.get('/article/mill-1?s=0-52&s=99-98&s=x&s=0-9999')).text()
    expect(marked.match(/<mark/g)?.length).toBe(1)
  })
  test('in the address, no name leaves its place', async () => {
    const room = await openRoom()
    for (const path of ['/entity/a%2F..%2F..%2Fnewsroom', '/entity/~..', '/entity/..%2f'])
      expect((await room.get(path)).status, path).toBe(200)
    for (const path of ['/entity/%20', `/entity/${'x'.repeat(501)}`, '/outlet/Norwick%20Courier?page=2'])
      expect((await room.get(path)).status, path).toBe(404)
  })
  test('a slash too many leads home, never elsewhere', async () => {
    const room = await openRoom()
    for (const path of ['//elsewhere.example/', '//elsewhere.example/%2e%2e/', '/names//', '/story/x/']) {
      const { status, headers } = await room.get(path)
      expect(status, path).toBe(301)
      expect(new URL(headers.get('Location') ?? '', room.address).origin, path).toBe(room.address)
    }
    expect((await room.get('/names/?x=1')).headers.get('Location')).toBe('/names?x=1')
  })
  test('an answer that failed is no success', async () => {
    const room = await openRoom()
    expect((await room.get('/ask?q=failed')).status).toBe(500)
    expect((await room.get('/ask?q=nothing')).status).toBe(200)
    expect(room.logged).toEqual([])
  })
  test('what breaks is told plainly, and logged once', async () => {
    const room = await openRoom()
    const got = await room.get(`/ask?q=${BROKEN}`)
    const body = await got.text()
    expect(got.status).toBe(500)
    expect(body).toContain('This is our fault')
    expect(body).not.toContain('the store is gone')
    expect(room.logged.length).toBe(1)
    expect(JSON.parse(room.logged[0] ?? '')).toMatchObject({ level: 'error', route: '/ask', error: { message: 'the store is gone' } })
  })
  test('are kept for a short while, and asked words by their reader alone', async () => {
    const room = await openRoom()
    expect((await room.get('/names')).headers.get('Cache-Control')).toBe('public, max-age=60')
    expect((await room.get('/ask?q=a')).headers.get('Cache-Control')).toBe('private, max-age=10')
    expect((await room.get('/names')).headers.get('Vary')).toBe('Cookie, Accept-Encoding')
  })
})

describe('files', () => {
  test('are for ever under a name with their hash', async () => {
    const room = await openRoom()
    const page = await (await room.get('/')).text()
    const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThanOrEqual(2)
    for (const path of paths) {
      const got = await room.get(path)
      expect(got.status).toBe(200)
      expect(got.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      const etag = got.headers.get('ETag') ?? ''
      expect((await got.bytes()).length).toBeGreaterThan(0)
      const again = await room.get(path, { 'If-None-Match': `"x", ${etag}` })
      expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag])
      expect((await room.get(path, { 'If-None-Match': '"x"' })).status).toBe(200)
    }
  })
  test('typefaces come from here, too', async () => {
    const room = await openRoom()
    const [, path = ''] = /href="(\/assets\/style\.[^"]+)"/.exec(await (await room.get('/')).text()) ?? []
    const style = await (await room.get(path)).text()
    const fonts = [...style.matchAll(/url\(["']?([^"')]+)/g)].map(([, url = '']) => url)
    expect(fonts.length).toBeGreaterThan(0)
    for (const font of fonts) {
      const got = await room.get(font)
      expect([font, got.status, got.headers.get('Content-Type')]).toEqual([font, 200, 'font/woff2'])
      expect(String.fromCharCode(...(await got.bytes()).subarray(0, 4))).toBe('wOF2')
    }
  })
  test('are compressed as the client likes it', async () => {
    const { address } = await openRoom()
    const page = await raw(`${address}/`, {})
    const zipped = await raw(`${address}/`, { 'accept-encoding': 'br;q=0, gzip' })
    expect([page.encoding, zipped.encoding]).toEqual([undefined, 'gzip'])
    expect(gunzipSync(zipped.body).equals(page.body)).toBe(true)
    expect((await raw(`${address}/`, { 'accept-encoding': 'gzip, br' })).encoding).toBe('br')
    expect((await raw(`${address}/`, { 'accept-encoding': 'identity;q=1, *;q=0' })).encoding).toBe(undefined)
    expect((await raw(`${address}/newsroom/sign-in`, { 'accept-encoding': 'gzip, br' })).encoding).toBe(undefined)
  })
})

describe('health', () => {
  test('says what is wrong', async () => {
    const room = await openRoom()
    room.faults.push('The index is being built.')
    const got = await room.get('/readyz')
    expect([got.status, await got.text()]).toEqual([503, 'not ready\nThe index is being built.\n'])
    expect((await room.get('/healthz')).status).toBe(200)
    expect(room.room.health()).toMatchObject({ surface: 'web', state: 'connected', problem: null })
    await room.room.close()
    expect(room.room.health()).toMatchObject({ state: 'down' })
  })
  test('metrics are for this machine, and for who has the token', async () => {
    const room = await openRoom()
    expect((await room.get('/metrics')).status).toBe(200)
    for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
      expect((await room.get('/metrics', { [header]: 'x' })).status, header).toBe(403)
    const shown = { 'X-Forwarded-For': '8.8.8.8' }
    expect((await room.get('/metrics', { ...shown, Authorization: `Bearer ${TOKEN}` })).status).toBe(200)
    expect((await room.get('/metrics', { ...shown, Authorization: 'Bearer wrong' })).status).toBe(403)
    // A proxy on this machine need not say that it is one.
    const open = await openRoom({ publicUrl: 'https://news.example' })
    expect((await open.get('/metrics')).status).toBe(403)
    expect(await (await open.get('/metrics', { Authorization: `Bearer ${TOKEN}` })).text()).toContain('newsdesk_answers_total 1')
  })
})

describe('names', () => {
  test('where only this machine is served, no other name leads here', async () => {
    const room = await openRoom()
    const status = async (host: string) =>
      /^HTTP\/1\.1 (\d+)/.exec(await exchange(room.port, `GET /names HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))?.[1]
    for (const host of [`127.0.0.1:${room.port}`, `localhost:${room.port}`, `LOCALHOST:${room.port}`, `[::1]:${room.port}`])
      expect(await status(host), host).toBe('200')
    for (const host of [
      `rebound.example:${room.port}`,
      'localhost',
      '127.0.0.1:1',
      `127.0.0.1.example:${room.port}`,
      `10.0.0.1:${room.port}`,
    ])
      expect(await status(host), host).toBe('421')
    for (const host of ['', 'a b', '\u0001', 'localhost:x']) expect(['400', '421'], host).toContain(await status(host))
    expect(await exchange(room.port, request('http://rebound.example/names', room.port, ['Connection: close']))).toMatch(
      /^HTTP\/1\.1 (?:200|421)/,
    )
  })
  test('https is kept to where the public address says so', async () => {
    const { address, get } = await openRoom({ publicUrl: 'https://news.example' })
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const got = await get('/')
    expect(got.headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    expect(await got.text()).toContain('<link rel="canonical" href="https://news.example/">')
  })
})

describe('ports', () => {
  test('one that is taken is told with the way out; unchosen, the next free one is had', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    await expect(openReadingRoom(inventedHost({ port }).host)).rejects.toThrow(new RegExp(`Port ${port} is taken.*NEWSDESK_WEB_PORT`))
    await expect(openReadingRoom(inventedHost({ host: '203.0.113.1', port }).host)).rejects.toThrow(/NEWSDESK_WEB_HOST/)
    const [first, second] = [await openRoom({ port: null }), await openRoom({ port: null })]
    expect(first.port).toBeGreaterThanOrEqual(FIRST_PORT)
    expect(second.port).toBeGreaterThan(first.port)
    await new Promise((resolve) => taken.close(resolve))
  })
})

/** As it comes over the wire, still compressed. */
function raw(url: string, headers: Readonly<Record<string, string>>): Promise<{ encoding: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { headers }, (got) => {
      const chunks: Buffer[] = []
      got.on('data', (chunk: Buffer) => chunks.push(chunk))
      got.on('end', () => resolve({ encoding: got.headers['content-encoding'], body: Buffer.concat(chunks) }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../adapters/web/limits.ts'
import { openRate } from '../../adapters/web/rates.ts'
import { exchange, FORM, form, JSON_BODY, openLine, openRoom, request, type TestRoom } from './rooms.ts'

const MEGABYTE = 'x'.repeat(1024 * 1024)

async function goesOn(room: TestRoom): Promise<void> {
  expect((await room.get('/ask?q=still+there')).status).toBe(200)
}
/** Until it is so; a test that never becomes so is ended by its own time. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(5)
}

describe('too much at once', () => {
  test('a question of a megabyte is refused, whichever way it comes', async () => {
    const room = await openRoom()
    const long = await room.get(`/ask?q=${'x'.repeat(2_001)}`)
    expect([long.status, (await long.text()).includes('at most 2,000 characters; this one has 2,001')]).toEqual([400, true])
    expect((await room.get(`/ask?q=${'x'.repeat(2_000)}`)).status).toBe(200)
    for (const path of ['/ask', '/search', '/feed', '/api/ask', '/api/search', '/api/suggest', '/nowhere']) {
      const got = await exchange(room.port, request(`${path}?q=${MEGABYTE}`, room.port))
      expect(got, path).toMatch(
        /^HTTP\/1\.1 431 [\s\S]*Content-Security-Policy: [\s\S]*\r\n\r\nThe address or the headers of this request are too long/,
      )
    }
    for (const path of ['/api/ask', '/api/search']) {
      const got = await room.send('POST', path, JSON.stringify({ q: MEGABYTE }), JSON_BODY)
      expect([path, got.status, await got.json()]).toMatchObject([path, 413, { error: { code: 'too_large' } }])
    }
    for (const path of ['/newsroom/sign-in', '/newsroom/act', '/newsroom/sign-out']) {
      const got = await room.send('POST', path, form({ token: MEGABYTE, line: MEGABYTE }), { ...FORM, Origin: room.address })
      expect([413, 401, 303], path).toContain(got.status)
      await got.text()
    }
    // A page takes no body at all.
    expect((await room.send('POST', '/ask', form({ q: MEGABYTE }), FORM)).status).toBe(405)
    expect(room.asked).toEqual(['x'.repeat(2_000)])
    await goesOn(room)
    expect(room.logged).toEqual([])
  })
  test('a body without a length is read no further than it may go', async () => {
    const room = await openRoom()
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const head = request(
      '/api/ask',
      room.port,
      ['Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close'],
      'POST',
    )
    expect(await exchange(room.port, `${head}${chunk.repeat(16)}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /)
    const endless = await openLine(room.port)
    endless.say(`${head}${chunk}${chunk}`)
    await until(() => endless.heard() !== '')
    expect(endless.heard()).toMatch(/^HTTP\/1\.1 413 /)
    await endless.ended
    await goesOn(room)
  })
  test('headers without end', async () => {
    const room = await openRoom()
    const bombs = [
      [`X-Bomb: ${MEGABYTE}`],
      Array.from({ length: 5_000 }, (_, i) => `X-${i}: ${i}`),
      [`Cookie: ${'newsdesk=a; '.repeat(20_000)}`],
      [`${'X'.repeat(200_000)}: 1`],
    ]
    for (const bomb of bombs) expect(await exchange(room.port, request('/', room.port, bomb))).toMatch(/^HTTP\/1\.1 431 /)
    await goesOn(room)
  })
  test('passages, names and pages have an end, too', async () => {
    const room = await openRoom()
    const many = Array.from({ length: 900 }, (_, i) => `s=${i}-${i + 1}`).join('&')
    const marked = await (await room.get(`/article/mill-1?${many}`)).text()
    expect(marked.match(/<mark/g)?.length ?? 0).toBeLessThanOrEqual(LIMITS.passages)
    for (const page of ['0', '-1', '1e9', '99999999999999999999', 'x', ''])
      expect((await room.get(`/outlet/The%20Ledger?page=${page}`)).status, page).toBe(200)
  })
})

describe('too often', () => {
  test('each address may ask so much a minute, and is told when it may again', async () => {
    const room = await openRoom({ limit: 3, proxies: 1 })
    const ask = (from: string, path = '/api/ask?q=a') => room.get(path, { 'X-Forwarded-For': from })
    const left = async (from: string) => (await ask(from)).headers.get('RateLimit-Remaining')
    expect([await left('1.1.1.1'), await left('1.1.1.1'), await left('1.1.1.1')]).toEqual(['2', '1', '0'])
    const refused = await ask('1.1.1.1')
    expect([refused.status, refused.headers.get('Retry-After'), refused.headers.get('RateLimit-Limit')]).toEqual([429, '20', '3'])
    expect([refused.headers.get('RateLimit-Remaining'), refused.headers.get('RateLimit-Reset')]).toEqual(['0', '60'])
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many' } })
    for (const path of ['/ask?q=a', '/search?q=a', '/feed?q=a', '/api/search?q=a', '/digest/1/feed?key=key-of-digest-1'])
      expect((await ask('1.1.1.1', path)).status, path).toBe(429)
    expect(await (await ask('1.1.1.1', '/ask?q=a')).text()).toContain('Please come again in 20 seconds')
    // Others are not held up, nor is who only looks in.
    expect(await left('2.2.2.2')).toBe('2')
    for (const path of ['/', '/names', '/healthz', '/favicon.svg']) expect((await ask('1.1.1.1', path)).status, path).toBe(200)
    room.pass(20_000)
    expect((await ask('1.1.1.1')).status).toBe(200)
    expect((await ask('1.1.1.1')).status).toBe(429)
    room.pass(3_600_000)
    expect(await left('1.1.1.1')).toBe('2')
  })
  test('nobody helps themselves to more by what they write into their headers', async () => {
    const direct = await openRoom({ limit: 2 })
    const behind = await openRoom({ limit: 2, proxies: 1 })
    const statuses = async (room: TestRoom, told: (i: number) => string) => {
      const all: number[] = []
      for (let i = 0; i < 3; i++) all.push((await room.get('/ask?q=a', { 'X-Forwarded-For': told(i) })).status)
      return all
    }
    expect(await statuses(direct, (i) => `1.1.1.${i}`)).toEqual([200, 200, 429])
    expect(await statuses(behind, (i) => `1.1.1.${i}, 9.9.9.9`)).toEqual([200, 200, 429])
    expect(await statuses(behind, (i) => `2001:db8:0:7:${i}::1`)).toEqual([200, 200, 429])
    expect(await statuses(behind, (i) => `::ffff:8.8.8.8, ::ffff:7.7.7.${i}`)).toEqual([200, 200, 200])
  })
  test('pages may be looked at five times as often as questions are asked', async () => {
    const room = await openRoom({ limit: 1 })
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) statuses.push((await room.get('/names')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    expect((await room.get('/ask?q=a')).status).toBe(200)
  })
  test('what is remembered of addresses has an end, and a clock that goes back takes nothing away', () => {
    const rate = openRate(60, 2)
    expect(rate.take('a', 0).remaining).toBe(59)
    expect(rate.take('a', -30_000).remaining).toBe(58)
    rate.take('b', -30_000)
    rate.take('a', -30_000)
    rate.take('c', -30_000)
    // `b` was quiet longest.
    expect(rate.take('a', -30_000).remaining).toBe(56)
    expect(rate.take('b', -30_000).remaining).toBe(59)
  })
})

describe('too many at a time', () => {
  const NUMBERS = { atOnce: 2, waiting: 2 }

  test('some wait, those past them are told to come again, and nobody else is held up', async () => {
    const room = await openRoom({}, NUMBERS)
    const { open } = room.hold()
    const asking = ['a', 'b', 'c', 'd'].map((q) => room.get(`/ask?q=${q}`))
    await until(() => room.asked.length === 2)
    for (const path of ['/healthz', '/readyz', '/metrics', '/favicon.svg', '/robots.txt', '/newsroom/sign-in'])
      expect((await room.get(path)).status, path).toBe(200)
    // Both places to wait in have to be taken before one more is too many.
    let refused = await room.get('/api/ask?q=e0')
    for (let i = 1; refused.status !== 503; i++) refused = await room.get(`/api/ask?q=e${i}`)
    expect([refused.headers.get('Retry-After'), await refused.json()]).toMatchObject(['5', { error: { code: 'busy' } }])
    expect(room.asked).toEqual(['a', 'b'])
    open()
    expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(room.asked).toEqual(['a', 'b', 'c', 'd'])
    await goesOn(room)
  })
  test('nobody waits longer than is told', async () => {
    const room = await openRoom({}, { ...NUMBERS, atOnce: 1, waitMs: 50 })
    const { open } = room.hold()
    const first = room.get('/ask?q=a')
    await until(() => room.asked.length === 1)
    const late = await room.get('/ask?q=b')
    expect([late.status, late.headers.get('Retry-After'), room.asked]).toEqual([503, '5', ['a']])
    open()
    expect((await first).status).toBe(200)
  })
  test('who has gone away while they waited is not answered', async () => {
    const room = await openRoom({}, { ...NUMBERS, atOnce: 1 })
    const { open } = room.hold()
    const first = room.get('/ask?q=a')
    await until(() => room.asked.length === 1)
    const line = await openLine(room.port)
    line.say(request('/ask?q=gone', room.port))
    // Its place in the line is known by that of another that finds only one left.
    const second = room.get('/ask?q=b')
    await until(() => line.socket.bytesWritten > 0)
    await wait(50)
    line.socket.destroy()
    await until(() => room.served.some(({ status }) => status === 499))
    open()
    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([200, 200])
    expect(room.asked).toEqual(['a', 'b'])
    expect(room.logged).toEqual([])
  })
  test('the same question at the same time is answered once, also where the first who asked it goes away', async () => {
    const room = await openRoom({}, { ...NUMBERS, atOnce: 1, waiting: 1 })
    const { open } = room.hold()
    const line = await openLine(room.port)
    line.say(request('/api/ask?q=a', room.port))
    await until(() => room.asked.length === 1)
    const others = Array.from({ length: 20 }, () => room.get('/api/ask?q=a'))
    line.socket.destroy()
    await until(() => room.served.some(({ status }) => status === 499))
    open()
    const got = await Promise.all(others)
    expect(new Set(got.map(({ status }) => status))).toEqual(new Set([200]))
    expect(room.asked.length).toBeLessThanOrEqual(2)
  })
  test('for seconds after, it is still the same; another question before it makes it another', async () => {
    const room = await openRoom()
    for (const query of ['q=a', 'q=a', 'q=a&after=b', 'q=+a+']) await room.get(`/ask?${query}`)
    expect(room.asked).toEqual(['a', 'a'])
    room.pass(LIMITS.recentMs)
    await room.get('/ask?q=a')
    expect(room.asked).toEqual(['a', 'a', 'a'])
  })
  test('what failed is tried again', async () => {
    const room = await openRoom()
    for (let i = 0; i < 2; i++) expect((await room.get('/ask?q=Broken')).status).toBe(500)
    expect(room.asked.length).toBe(2)
  })
})

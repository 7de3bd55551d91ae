import { describe, expect, test } from 'vitest'
import { exchange, type Line, openLine, openRoom, request, type TestRoom } from './rooms.ts'

/** Hundredths of what is waited for in earnest. */
const SHORT = { headersMs: 300, requestMs: 400, checkMs: 20, idleMs: 5_000 }
const MANY = 60

/** Each on a connection of its own: one that is kept may be at its end. */
async function served(room: TestRoom, count = 5): Promise<void> {
  for (let i = 0; i < count; i++)
    expect(await exchange(room.port, request(`/ask?q=other+${i}`, room.port, ['Connection: close']))).toMatch(/^HTTP\/1\.1 200 /)
}
async function lines(room: TestRoom, count: number, from?: string): Promise<Line[]> {
  return await Promise.all(Array.from({ length: count }, () => openLine(room.port, from)))
}

describe('clients that are slow', () => {
  test('to say what they want are ended, and others are served meanwhile', async () => {
    const room = await openRoom({}, SHORT)
    const slow = await lines(room, MANY)
    for (const [i, line] of slow.entries()) if (i % 2 === 0) line.say(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${room.port}\r\nX-a: b\r\n`)
    const drip = setInterval(() => {
      for (const [i, line] of slow.entries()) if (i % 2 === 0 && line.socket.writable) line.say('X-a: b\r\n')
    }, 20)
    await served(room)
    const said = await Promise.all(slow.map(({ ended }) => ended))
    clearInterval(drip)
    expect(said.every((text) => text === '' || text.startsWith('HTTP/1.1 408 '))).toBe(true)
    expect(said.some((text) => text.includes('took too long to arrive'))).toBe(true)
    await served(room)
    expect(room.asked.length).toBeLessThanOrEqual(10)
    expect(room.logged).toEqual([])
  })
  test('to send a body are ended', async () => {
    const room = await openRoom({}, SHORT)
    const slow = await lines(room, 20)
    const head = request('/api/ask', room.port, ['Content-Type: application/json', 'Content-Length: 1000'], 'POST')
    for (const line of slow) line.say(`${head}{"q":"`)
    await served(room)
    const said = await Promise.all(slow.map(({ ended }) => ended))
    expect(said.every((text) => text === '' || text.startsWith('HTTP/1.1 408 '))).toBe(true)
    await served(room)
    expect(room.logged).toEqual([])
  })
  test('to read what they asked for are ended', async () => {
    const room = await openRoom({}, { idleMs: 1_000 })
    const [, font = ''] = /href="([^"]+\.woff2)"/.exec(await (await room.get('/')).text()) ?? []
    const line = await openLine(room.port)
    line.socket.pause()
    // One after the other, as fast as they are answered: what was not read stays with the server.
    const ask = setInterval(() => line.say(request(font, room.port)), 1)
    // It is known to be ended by what is said into it coming back.
    await line.ended
    clearInterval(ask)
    expect(line.heard()).toBe('')
    await served(room)
  })
  test('that hold a connection for nothing are let go after a while', async () => {
    const room = await openRoom({}, { ...SHORT, keepAliveMs: 50 })
    const line = await openLine(room.port)
    line.say(request('/healthz', room.port))
    expect(await line.ended).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('clients that take too much', () => {
  test('have so many connections from one address, and others theirs', async () => {
    const room = await openRoom({}, { connectionsOfOne: 4 })
    const greedy = await lines(room, 10, '127.0.0.2')
    const ended = await Promise.race([Promise.all(greedy.slice(4).map(({ ended }) => ended)), greedy[0]?.ended])
    expect(ended).toEqual(Array(6).fill(''))
    await served(room)
    for (const line of greedy.slice(0, 4)) {
      line.say(request('/healthz', room.port, ['Connection: close']))
      expect(await line.ended).toMatch(/^HTTP\/1\.1 200 /)
    }
    expect(await exchange(room.port, request('/healthz', room.port, ['Connection: close']), '127.0.0.2')).toMatch(/^HTTP\/1\.1 200 /)
  })
  test('and behind a proxy, all of them are one', async () => {
    const room = await openRoom({ proxies: 1 }, { connectionsOfOne: 1 })
    const all = await lines(room, 5, '127.0.0.2')
    for (const line of all) {
      line.say(request('/healthz', room.port, ['Connection: close']))
      expect(await line.ended).toMatch(/^HTTP\/1\.1 200 /)
    }
  })
  test('ask many things in one breath, and hear the answers in order, as far as one connection goes', async () => {
    const room = await openRoom({}, { requestsOnSocket: 10, keepAliveMs: 200 })
    const asked = Array.from({ length: 10 }, (_, i) => request(`/api/suggest?q=${i}`, room.port)).join('')
    const heard = await exchange(room.port, asked)
    expect([...heard.matchAll(/\["(\d)",/g)].map(([, n]) => n)).toEqual([...'0123456789'])
    const more = await exchange(room.port, asked + asked.slice(0, asked.length / 2))
    expect(more.match(/HTTP\/1\.1 \d+ /g)?.map((line) => line.slice(9, 12))).toEqual([...Array(10).fill('200'), ...Array(5).fill('503')])
    // No single packet keeps everybody waiting.
    expect((await exchange(room.port, request('/healthz', room.port).repeat(500))).match(/200 OK/g)?.length ?? 0).toBeLessThan(500)
    await served(room)
  })
})

describe('what is no request', () => {
  test('is refused in plain words, with the headers of every page', async () => {
    const room = await openRoom()
    const host = `Host: 127.0.0.1:${room.port}`
    const post = `POST /api/ask HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\n`
    const bad = [
      '\u0016\u0003\u0001\u0002\u0000\u0001',
      'hello\r\n\r\n',
      `GET / HTTP/9.9\r\n${host}\r\n\r\n`,
      `GET / HTTP/1.1\r\n${host}\r\nX y: z\r\n\r\n`,
      `GET / HTTP/1.1\r\n\r\n`,
      `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${post}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`,
      `${post}Content-Length: -1\r\n\r\n`,
    ]
    for (const text of bad) {
      const heard = await exchange(room.port, text)
      expect(heard, JSON.stringify(text)).toMatch(/^HTTP\/1\.1 400 /)
    }
    expect(await exchange(room.port, 'hello\r\n\r\n')).toMatch(
      /Content-Security-Policy: default-src 'none'[\s\S]*This is no request that can be read/,
    )
    for (const target of ['/\\evil', 'http://[x/', 'nowhere', '*'])
      expect(await exchange(room.port, request(target, room.port, ['Connection: close'])), target).toMatch(
        /^HTTP\/1\.1 (?:400|404|405) [\s\S]*content-security-policy|^HTTP\/1\.1 400 /i,
      )
    await exchange(room.port, request('127.0.0.1:22', room.port, [], 'CONNECT'))
    expect(await exchange(room.port, request('/names', room.port, ['Connection: Upgrade, close', 'Upgrade: websocket']))).toMatch(
      /^HTTP\/1\.1 200 /,
    )
    await served(room)
    expect(room.logged).toEqual([])
  })
})

describe('the end', () => {
  test('what is in hand is answered, nothing new is taken', async () => {
    const room = await openRoom()
    const { open } = room.hold()
    const idle = await openLine(room.port)
    idle.say(request('/healthz', room.port))
    const asked = await openLine(room.port)
    asked.say(request('/ask?q=a', room.port))
    while (room.asked.length === 0 || idle.heard() === '') await new Promise((resolve) => setTimeout(resolve, 5))
    const closing = room.room.close()
    await idle.ended
    const late = await openLine(room.port)
    expect(await late.ended).toBe('')
    open()
    await closing
    expect(await asked.ended).toMatch(/^HTTP\/1\.1 200 /)
  })
  test('but not for ever', async () => {
    const room = await openRoom({}, { closeMs: 50 })
    const { open } = room.hold()
    const asked = await openLine(room.port)
    asked.say(request('/ask?q=a', room.port))
    while (room.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await room.room.close()
    expect(await asked.ended).toBe('')
    open()
    await room.room.close()
  })
})

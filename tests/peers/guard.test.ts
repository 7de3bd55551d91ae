/** The guard, in a process of its own: here every refusal would fail this file, which is what it is for. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXIT_CODE, isLocal, refusedConnections } from './guard.ts'

const GUARD = fileURLToPath(new URL('./guard.ts', import.meta.url))

/** Runs a module under the guard: what it printed, and how it ended. */
function run(code: string): Promise<{ status: number | null; printed: string }> {
  const child = spawn(process.execPath, ['--import', GUARD, '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stdout.on('data', (part) => {
    printed += String(part)
  })
  child.stderr.on('data', (part) => {
    printed += String(part)
  })
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, printed })))
}

describe('whose address it is', () => {
  test.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', '::ffff:127.0.0.1', 'localhost', 'Localhost', 'a.localhost'])('%s is ours', (host) =>
    expect(isLocal(host)).toBe(true),
  )
  test.each(['192.0.2.1', '10.0.0.1', '0.0.0.0', '::', '2001:db8::1', 'slack.com', '127.0.0.1.example.org', 'localhost.example.org', ''])(
    '%s is not',
    (host) => expect(isLocal(host)).toBe(false),
  )
})

describe('under the guard', () => {
  const say = "(error) => console.log('refused', error.cause?.code ?? error.code)"
  test.each([
    ['fetch of an address', `await fetch('http://192.0.2.1/').catch(${say})`],
    ['fetch of a name', `await fetch('https://news.invalid/').catch(${say})`],
    ['node:http', `import http from 'node:http'; http.get('http://192.0.2.1/').on('error', ${say})`],
    ['node:https', `import https from 'node:https'; https.get('https://news.invalid/').on('error', ${say})`],
    ['node:net, by port and host', `import { connect } from 'node:net'; connect(80, '192.0.2.1').on('error', ${say})`],
    ['node:tls', `import { connect } from 'node:tls'; connect({ host: '2001:db8::1', port: 443 }).on('error', ${say})`],
    [
      'a datagram',
      `import { createSocket } from 'node:dgram'; const s = createSocket('udp4'); s.send('x', 53, '192.0.2.1', (e) => { (${say})(e); s.close() })`,
    ],
    ['a look-up', `import { lookup } from 'node:dns/promises'; await lookup('news.invalid').catch(${say})`],
    ['a resolver', `import { Resolver } from 'node:dns'; new Resolver().resolve4('news.invalid', ${say})`],
    ['WebSocket', `new WebSocket('wss://news.invalid/').onerror = () => console.log('refused EGUARD')`],
  ])('%s fails, and so does the process', async (_, code) => {
    const { status, printed } = await run(code)
    expect(printed).toContain('refused EGUARD')
    expect(printed).toContain('connections were tried to the world outside')
    expect(status).toBe(EXIT_CODE)
  })

  test('what stays on this machine works', async () => {
    const { status, printed } = await run(`
      import http from 'node:http'
      import { lookup } from 'node:dns/promises'
      const server = http.createServer((request, response) => response.end('home')).listen(0, '0.0.0.0', async () => {
        const { port } = server.address()
        console.log(await (await fetch('http://127.0.0.1:' + port)).text(), await (await fetch('http://localhost:' + port)).text())
        console.log((await lookup('localhost')).address, JSON.stringify(await lookup('127.0.0.1')))
        server.close()
        server.closeAllConnections()
      })`)
    expect(printed).toContain('home home')
    expect(printed).toContain('{"address":"127.0.0.1","family":4}')
    expect(status).toBe(0)
  })
})

test('nothing was refused in this process', () => expect(refusedConnections).toEqual([]))

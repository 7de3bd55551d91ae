/** A platform's address where at first nobody listens. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { freePort } from '../program.ts'

export type Relay = {
  /** The address of the peer, by way of the relay. */
  readonly url: string
  /** From now on somebody does. */
  open(): Promise<void>
}

/** `url`: of a peer on this machine; what it says itself of where it is leads past the relay. */
export async function relayTo(url: string): Promise<Relay> {
  const to = new URL(url)
  const port = await freePort()
  const sockets = new Set<Socket>()
  const server = createServer((here) => {
    const there = connect(Number(to.port), to.hostname)
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      sockets.add(socket)
      // Whoever goes away takes the other one along.
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
      socket.pipe(other)
    }
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: url.replace(`:${to.port}`, `:${port}`),
    async open() {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}

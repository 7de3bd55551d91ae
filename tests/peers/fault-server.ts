/** A server on this machine whose every path does something wrong, on raw sockets: what no framework would let one do. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { FAULTS } from './faults.ts'

export type FaultServer = {
  readonly port: number
  /** Connections that are open. */
  open(): number
  /** Bytes sent in answer to a path, by all connections so far. */
  sent(path: string): number
  close(): Promise<void>
}

const MAX_HEAD = 20_000
const HANDSHAKE = 0x16
/** What a server of something else says to a TLS client. */
const NO_TLS = Buffer.from('220 mail.example ESMTP ready\r\n')

export async function openFaultServer(): Promise<FaultServer> {
  const sockets = new Map<Socket, string>()
  const sent = new Map<string, number>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.set(socket, '')
    // Clients that give up reset the connection; that is what is tested here.
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      const path = sockets.get(socket) ?? ''
      sent.set(path, (sent.get(path) ?? 0) + socket.bytesWritten)
      sockets.delete(socket)
    })
    let head = ''
    const read = (bytes: Buffer): void => {
      if (head === '' && bytes[0] === HANDSHAKE) return void socket.end(NO_TLS)
      head += bytes.toString('latin1')
      if (head.length > MAX_HEAD) return void socket.destroy()
      if (!head.includes('\r\n\r\n')) return
      socket.off('data', read)
      socket.resume()
      const target = /^GET (\S+) HTTP/.exec(head)?.[1] ?? ''
      sockets.set(socket, target)
      const fault = FAULTS[target] ?? FAULTS[target.replace(/\?.*$/, '')]
      if (fault === undefined) socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
      else fault(socket, head)
    }
    socket.on('data', read)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    sent: (path) => (sent.get(path) ?? 0) + [...sockets].reduce((sum, [socket, of]) => sum + (of === path ? socket.bytesWritten : 0), 0),
    async close() {
      for (const socket of sockets.keys()) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

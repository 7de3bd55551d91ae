/** What goes wrong between a client and a server of HTTP, byte by byte: each fault is what one path of the fault server answers with. */
import type { Socket } from 'node:net'
import zlib from 'node:zlib'

/** Answers on an open socket; it may go on until the socket is closed. */
export type Fault = (socket: Socket, head: string) => void

const OK = 'HTTP/1.1 200 OK\r\n'
/** Packed beforehand: done while a client waits, it would be the client's time. */
const ZEROS = Buffer.alloc(4_000_000)
const GZIPPED = zlib.gzipSync(ZEROS, { level: 1 })
const BOMBS = {
  // Unpacks to 400 MB.
  gzip: Buffer.concat(Array.from({ length: 100 }, () => GZIPPED)),
  deflate: zlib.deflateSync(ZEROS, { level: 1 }),
  brotli: zlib.brotliCompressSync(ZEROS, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: zlib.zstdCompressSync(ZEROS),
  twice: zlib.gzipSync(GZIPPED),
}
const DRIP_MS = 20

const answer = (text: string): Fault => {
  return (socket) => void socket.end(text, 'latin1')
}
/** Bytes without a stated length, until the connection ends. */
const body = (bytes: () => Buffer, headers = ''): Fault => {
  return (socket) => {
    socket.write(`${OK}${headers}connection: close\r\n\r\n`)
    socket.end(bytes())
  }
}
/** As fast as it is taken, for ever. */
const endless = (start: string, piece: string): Fault => {
  const more = Buffer.from(piece.repeat(Math.ceil(16_000 / piece.length)), 'latin1')
  return (socket) => {
    const go = (): void => {
      while (!socket.destroyed && socket.write(more));
    }
    socket.write(start)
    socket.on('drain', go)
    go()
  }
}
/** A little at a time, for ever. */
const drip = (start: string, piece: string): Fault => {
  return (socket) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), DRIP_MS)
    socket.on('close', () => clearInterval(timer))
  }
}
/** So much, and then the end of the connection, as `how` says. */
const broken = (text: string, how: 'end' | 'reset'): Fault => {
  return (socket) => {
    socket.write(text, () => (how === 'end' ? socket.end() : socket.resetAndDestroy()))
  }
}
const redirect = (to: string, status = 302): Fault => answer(`HTTP/1.1 ${status} Moved\r\nlocation: ${to}\r\ncontent-length: 0\r\n\r\n`)
const gzip = 'content-encoding: gzip\r\n'

export const FEED = '<rss version="2.0"><channel><title>Harbour</title></channel></rss>'
const chunked = (text: string): Fault => answer(`${OK}transfer-encoding: chunked\r\n\r\n${text}`)

export const FAULTS: Readonly<Record<string, Fault>> = {
  '/feed': answer(`${OK}content-type: application/rss+xml\r\ncontent-length: ${FEED.length}\r\n\r\n${FEED}`),
  '/robots.txt': answer('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'),
  '/bomb-gzip': body(() => BOMBS.gzip, gzip),
  '/bomb-deflate': body(() => BOMBS.deflate, 'content-encoding: deflate\r\n'),
  '/bomb-brotli': body(() => BOMBS.brotli, 'content-encoding: br\r\n'),
  '/bomb-zstd': body(() => BOMBS.zstd, 'content-encoding: zstd\r\n'),
  '/bomb-in-bomb': body(() => BOMBS.twice, 'content-encoding: gzip, gzip\r\n'),
  '/packed-ten-times': body(() => Buffer.from(FEED), `content-encoding: ${Array.from({ length: 10 }, () => 'gzip').join(', ')}\r\n`),
  '/gzip-of-nothing': endless(`${OK}${gzip}connection: close\r\n\r\n`, zlib.gzipSync('').toString('latin1')),
  '/not-gzip': body(() => Buffer.from(FEED), gzip),
  '/not-brotli': body(() => Buffer.from(FEED), 'content-encoding: br\r\n'),
  '/gzip-broken': body(() => zlib.gzipSync(FEED).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte)) as Buffer, gzip),
  '/gzip-and-more': body(() => Buffer.concat([zlib.gzipSync(FEED), Buffer.from('<!-- served by a proxy -->')]), gzip),
  '/gzip-cut': body(() => zlib.gzipSync(FEED).subarray(0, -6), gzip),
  '/deflate-raw': body(() => zlib.deflateRawSync(FEED), 'content-encoding: deflate\r\n'),
  '/unknown-packing': body(() => Buffer.from(FEED), 'content-encoding: utf-8\r\n'),
  '/never': () => undefined,
  '/drip': drip(`${OK}content-length: 1000000\r\n\r\n`, 'x'),
  '/slow-headers': drip(OK, 'x'),
  '/slow-status': drip('HTTP', '/'),
  '/endless': endless(`${OK}connection: close\r\n\r\n`, 'news '),
  '/endless-chunks': endless(`${OK}transfer-encoding: chunked\r\n\r\n`, '5\r\nnews \r\n'),
  '/endless-headers': endless(OK, 'x-more: and more\r\n'),
  '/endless-continue': endless('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
  '/endless-trailers': endless(`${OK}transfer-encoding: chunked\r\n\r\n0\r\n`, 'x-more: and more\r\n'),
  '/endless-extension': endless(`${OK}transfer-encoding: chunked\r\n\r\n5;more=`, 'more'),
  '/endless-empty-lines': endless('', '\r\n'),
  '/huge-header': answer(`${OK}x-huge: ${'x'.repeat(200_000)}\r\ncontent-length: 0\r\n\r\n`),
  '/many-headers': answer(`${OK}${Array.from({ length: 5_000 }, (_, i) => `x-${i}: some value of it\r\n`).join('')}\r\n`),
  '/reset': broken(`${OK}content-length: 1000\r\n\r\n<rss>`, 'reset'),
  '/reset-at-once': broken('', 'reset'),
  '/half-close': broken('', 'end'),
  '/half-close-in-body': broken(`${OK}content-length: 1000\r\n\r\n<rss>`, 'end'),
  '/half-close-in-chunk': broken(`${OK}transfer-encoding: chunked\r\n\r\n400\r\n<rss>`, 'end'),
  '/half-close-in-headers': broken(`${OK}content-le`, 'end'),
  '/two-lengths': answer(`${OK}content-length: 5\r\ncontent-length: 66\r\n\r\n${FEED}`),
  '/negative-length': answer(`${OK}content-length: -5\r\n\r\n${FEED}`),
  '/longer-than-said': answer(`${OK}content-length: 66\r\n\r\n${FEED}${FEED}`),
  '/two-answers': answer(`${OK}content-length: 66\r\n\r\n${FEED}HTTP/1.1 200 OK\r\n\r\n`),
  '/chunks-of-nonsense': chunked('many\r\nwords\r\n0\r\n\r\n'),
  '/chunk-too-large': chunked('fffffffffffffffff\r\n<rss>'),
  '/garbage': answer('Zażółć gęślą jaźń\r\n\r\n'),
  '/no-headers': answer('<html><body>Hello</body></html>'),
  '/status-of-letters': answer('HTTP/1.1 OK\r\n\r\n'),
  '/zero-bytes': answer('\0'.repeat(1_000)),
  '/another-protocol': answer('SSH-2.0-OpenSSH_9.6\r\n'),
  '/unchanged': answer('HTTP/1.1 304 Not Modified\r\n\r\n'),
  '/partial': answer(`HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-4/66\r\ncontent-length: 5\r\n\r\n${FEED.slice(0, 5)}`),
  '/no-content': answer('HTTP/1.1 204 No Content\r\n\r\n'),
  '/upgrade': answer('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  '/circle': redirect('/circle'),
  '/circle-of-two': redirect('/circle-of-two?again', 301),
  '/circle-of-two?again': redirect('/circle-of-two'),
  '/on-and-on': (socket, head) => {
    const step = Number(/[?]step=(\d+)/.exec(head)?.[1] ?? 0)
    redirect(`/on-and-on?step=${step + 1}`)(socket, head)
  },
  '/to-nowhere': answer('HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n'),
  '/to-nonsense': redirect('http://[::1'),
  '/to-private': redirect('http://10.0.0.1/latest'),
  '/to-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
  '/to-mapped': redirect('http://[::ffff:7f00:1]/'),
  '/to-number': redirect('http://2130706433/'),
  '/to-mail-port': redirect('http://news.example:25/'),
  '/to-file': redirect('file:///etc/passwd'),
  '/to-login': redirect('http://user:secret@news.example/'),
}

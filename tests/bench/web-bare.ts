/** The least that a server of a page can be: bare node:http, and the same bytes each time, which its parent sends. Says its port when it listens. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type BarePage = { readonly type: string; readonly body: string }

let page: BarePage | null = null
const server = createServer((_request, response) => {
  response.setHeader('content-type', page?.type ?? 'text/plain')
  response.end(page?.body ?? '')
})
process.on('message', (given: BarePage | 'time' | 'memory') => {
  // The other words are for what tells the use of this process.
  if (typeof given !== 'object') return
  page = given
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})

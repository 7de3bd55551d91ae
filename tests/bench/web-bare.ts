/** The least that a server of a page can be: bare node:http, and the same bytes each time, which come by standard input. Says its port when it listens. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type BarePage = { readonly type: string; readonly body: string }

const page = JSON.parse(await text(process.stdin)) as BarePage
const server = createServer((_request, response) => {
  response.setHeader('content-type', page.type)
  response.end(page.body)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

/** Text is compressed on its way: three quarters of a page are saved. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

const TEXT = /^(?:text\/|image\/svg\+xml|application\/(?:[\w.+-]*json|[\w.+-]*xml|javascript))/
/** What fits into one packet gains nothing. */
const LEAST_BYTES = 1_000
/** While somebody waits: a tenth larger than the best, in a tenth of the time. */
const BROTLI_NOW = 4
const GZIP_NOW = 6

const brotli = promisify(brotliCompress)
const zipped = promisify(gzip)

export function isText(type: string): boolean {
  return TEXT.test(type)
}

/** What a client takes, the better first; null: neither. */
export function encodingFor(accepted: string): Encoding | null {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((part): [string, number] => {
        const [name = '', ...given] = part.split(';').map((text) => text.trim())
        const weight = given.find((text) => text.startsWith('q='))
        return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
      }),
  )
  const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

/** `best`: once for all, where nobody waits. */
export function compressed(body: Uint8Array, encoding: Encoding, best = false): Promise<Buffer<ArrayBuffer>> {
  if (encoding === 'gzip') return zipped(body, { level: best ? 9 : GZIP_NOW }) as Promise<Buffer<ArrayBuffer>>
  const quality = best ? constants.BROTLI_MAX_QUALITY : BROTLI_NOW
  return brotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }) as Promise<Buffer<ArrayBuffer>>
}

/** The response, compressed where the client takes that and it is worth it. */
export async function encoded(response: Response, accepted: string): Promise<Response> {
  const { headers } = response
  if (!isText(headers.get('Content-Type') ?? '') || headers.has('Content-Encoding') || response.body === null) return response
  headers.append('Vary', 'Accept-Encoding')
  const encoding = encodingFor(accepted)
  if (encoding === null) return response
  const body = new Uint8Array(await response.arrayBuffer())
  if (body.length < LEAST_BYTES) return new Response(body, { status: response.status, headers })
  headers.set('Content-Encoding', encoding)
  headers.delete('Content-Length')
  return new Response(await compressed(body, encoding), { status: response.status, headers })
}

/** Style sheet, script, icon and typefaces: read once, compressed once, under names that hold a hash of their content. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compressed, type Encoding, encodingFor, isText } from './encode.ts'
import { etagOf, isKnown, KEEP } from './headers.ts'

type Asset = {
  readonly type: string
  readonly etag: string
  readonly bodies: Readonly<Record<Encoding | 'identity', Uint8Array<ArrayBuffer>>>
}
export type Assets = {
  /** Where a file is, by its name: `/assets/style.3fA9c2Qe.css`. Throws where there is none of this name. */
  path(name: string): string
  /** null: there is none of this address. `name`: with its hash, or `favicon.svg`. */
  serve(name: string, asked: { readonly accepted: string; readonly ifNoneMatch: string | undefined }): Response | null
}

const FOLDER = new URL('assets/', import.meta.url)
/** Browsers look for it under this name; every other one is asked for by its hash. */
const PLAIN_NAMES: ReadonlySet<string> = new Set(['favicon.svg'])
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}
/** The typefaces that the style sheet names, in the folder of their package. */
const FONT = /url\((['"]?)(source-serif-4-[\w-]+\.woff2)\1\)/g

export async function openAssets(): Promise<Assets> {
  const given = new Map<string, Buffer>()
  const files = (await readdir(FOLDER)).filter((name) => (name.split('.').at(-1) ?? '') in TYPES)
  for (const name of files) given.set(name, await readFile(new URL(name, FOLDER)))
  const styles = files.filter((name) => name.endsWith('.css'))
  const fonts = [...new Set(styles.flatMap((name) => [...String(given.get(name)).matchAll(FONT)].map(([, , font = '']) => font)))]
  for (const name of fonts) given.set(name, await readFile(fontFile(name)))

  const paths = new Map<string, string>()
  const assets = new Map<string, Asset>()
  // Fonts first: the style sheet says where they are, and its own hash has to change with theirs.
  for (const name of [...fonts, ...files]) {
    const read = given.get(name) ?? Buffer.alloc(0)
    const body = styles.includes(name) ? Buffer.from(String(read).replace(FONT, (_, _quote, font) => `url("${paths.get(font)}")`)) : read
    const asset = await made(name, body)
    const hashed = name.replace(/(?=\.\w+$)/, `.${createHash('sha256').update(body).digest('base64url').slice(0, 10)}`)
    assets.set(hashed, asset)
    if (PLAIN_NAMES.has(name)) assets.set(name, asset)
    paths.set(name, `/assets/${hashed}`)
  }

  return {
    path(name) {
      const path = paths.get(name)
      if (path === undefined) throw new Error(`no file of adapters/web/assets, and no typeface of its style.css, is called ${name}`)
      return path
    },
    serve(name, { accepted, ifNoneMatch }) {
      const asset = assets.get(name)
      if (asset === undefined) return null
      const headers = new Headers({ ETag: asset.etag, 'Cache-Control': PLAIN_NAMES.has(name) ? KEEP.asked : KEEP.forever })
      if (isText(asset.type)) headers.set('Vary', 'Accept-Encoding')
      if (isKnown(asset.etag, ifNoneMatch)) return new Response(null, { status: 304, headers })
      headers.set('Content-Type', asset.type)
      const encoding = isText(asset.type) ? (encodingFor(accepted) ?? 'identity') : 'identity'
      // Also without one, so that nothing downstream tries again.
      headers.set('Content-Encoding', encoding)
      const body = asset.bodies[encoding]
      headers.set('Content-Length', String(body.length))
      return new Response(body, { headers })
    },
  }
}

async function made(name: string, body: Buffer): Promise<Asset> {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const identity = new Uint8Array(body)
  // A typeface is compressed already.
  const [br, gzip] = isText(type) ? await Promise.all([compressed(body, 'br', true), compressed(body, 'gzip', true)]) : [identity, identity]
  return { type, etag: etagOf(body), bodies: { identity, br, gzip } }
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@fontsource/source-serif-4/files/${name}`))
}

/** Files that come with a message: what is said of them in its body, and what becomes of those that stood there. */
import { isObject } from './discord-components.ts'
import type { Json } from './discord-peer.ts'

/** A part of a multipart body. `field`: `files[0]`. */
export type SentFile = { readonly field: string; readonly name: string; readonly type: string; readonly bytes: Uint8Array }
/** `description`: for who cannot see it. */
export type Attachment = {
  readonly id: string
  readonly filename: string
  readonly description: string | null
  readonly size: number
  readonly type: string
}

/** Of all files of a message together. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
const MAX_FILES = 10
const FIELD = /^files\[(\d+)\]$/

/** The body and the files of a multipart request; what is not as Discord wants it is left as it is, so that it is refused. */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<{ body: unknown; files: SentFile[] }> {
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': contentType } }).formData()
  const files: SentFile[] = []
  let body: unknown = null
  for (const [field, value] of form) {
    if (typeof value !== 'string') files.push({ field, name: value.name, type: value.type, bytes: await value.bytes() })
    else if (field === 'payload_json') body = JSON.parse(value) as unknown
  }
  return { body, files }
}

/** `refused`: Discord does not take them; `house`: it does, and some people would not know what they show. */
export function attachmentFaults(
  body: Json,
  files: readonly SentFile[],
  standing: readonly Attachment[],
): { readonly refused: string[]; readonly house: string[] } {
  const named = namedIn(body)
  const numbers = files.map(({ field }) => FIELD.exec(field)?.[1])
  const known = [...numbers, ...standing.map(({ id }) => id)]
  const wordless = named.filter(({ id, description }) => numbers.includes(String(id)) && String(description ?? '').trim() === '')
  return {
    refused: [
      ...files.flatMap(({ field }) => (FIELD.test(field) ? [] : [`a file in the field ${field}`])),
      ...named.flatMap(({ id }) => (known.includes(String(id)) ? [] : [`attachments: there is no file ${id}`])),
      ...(named.length > MAX_FILES ? [`${named.length} attachments, more than ${MAX_FILES}`] : []),
    ],
    house: [
      ...wordless.map(({ id }) => `the file ${id} has no description`),
      ...numbers.flatMap((n) => (named.some(({ id }) => String(id) === n) ? [] : [`the file ${n} is not among the attachments`])),
    ],
  }
}

/** What is attached after the body: an edit that names attachments keeps those alone. */
export function attachedAfter(
  body: Json,
  files: readonly SentFile[],
  standing: readonly Attachment[],
  newId: () => string,
): readonly Attachment[] {
  const named = namedIn(body)
  const kept = 'attachments' in body ? standing.filter((one) => named.some(({ id }) => String(id) === one.id)) : standing
  const added = files.map(({ field, name, type, bytes }): Attachment => {
    const said = named.find(({ id }) => String(id) === FIELD.exec(field)?.[1])
    const description = typeof said?.description === 'string' ? said.description : null
    return { id: newId(), filename: String(said?.filename ?? name), description, size: bytes.length, type }
  })
  return [...kept, ...added]
}

export function attachmentObject({ id, filename, description, size, type }: Attachment, channel: string): Json {
  const url = `https://cdn.discordapp.com/attachments/${channel}/${id}/${encodeURIComponent(filename)}`
  const proxy_url = url.replace('cdn.discordapp.com', 'media.discordapp.net')
  return { id, filename, size, url, proxy_url, content_type: type, ...(description === null ? {} : { description }) }
}

function namedIn({ attachments }: Json): readonly Json[] {
  return Array.isArray(attachments) ? attachments.filter(isObject) : []
}

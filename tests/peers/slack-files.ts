/** files.*: an address to upload to, the bytes, the end of the upload; and which messages may show the file. */
import type { Exchange, RestReply, RestRequest } from './rest-server.ts'
import { type Fields, isFields, textOf } from './slack-contract.ts'
import { type Admitted, type Method, no } from './slack-method.ts'
import { type KeptCall, type KeptWorkspace, keepCall, type Platform, secret } from './slack-platform.ts'
import { typedObjects } from './slack-text.ts'

export type SlackFile = {
  readonly id: string
  readonly team: string
  readonly filename: string
  /** For who cannot see it. */
  readonly altText: string | null
  readonly length: number
  readonly bytes: Uint8Array | null
  /** The upload was ended. */
  readonly isComplete: boolean
  /** Channels in which a message shows it: whoever is in none of them does not see it. */
  readonly sharedIn: readonly string[]
}
type Writable<T> = { -readonly [K in keyof T]: T[K] }
export type KeptFile = Writable<SlackFile> & {
  readonly path: string
  sharedIn: string[]
  /** Messages that are still refused because the file is being looked through. */
  unready: number
}

const MAX_ALT = 1_000
const MAX_LENGTH = 1_000_000_000
const PNG = '89504e470d0a1a0a'

function getUploadUrl({ platform, workspace, body }: Admitted): Fields {
  const filename = textOf(body, 'filename')
  const length = Number(textOf(body, 'length'))
  const altText = body.alt_txt === undefined ? null : textOf(body, 'alt_txt')
  const unknown = Object.keys(body).filter((name) => !['token', 'filename', 'length', 'alt_txt', 'snippet_type'].includes(name))
  platform.violations.push(...unknown.map((name) => `files.getUploadURLExternal: knows no argument ${name}`))
  if (filename === '' || !(length > 0)) return no('missing_argument')
  if (!Number.isInteger(length) || length > MAX_LENGTH) return no('invalid_arguments')
  if (altText !== null && altText.length > MAX_ALT) {
    platform.violations.push(`files.getUploadURLExternal: ${altText.length} characters of alt_txt, at most ${MAX_ALT}`)
    return no('alt_txt_too_large')
  }
  const path = `/upload/v1/${secret()}`
  const file: KeptFile = {
    id: `F0${secret(5).toUpperCase()}`,
    team: workspace.team.id,
    filename,
    altText,
    length,
    bytes: null,
    isComplete: false,
    sharedIn: [],
    path,
    unready: platform.options.fileUnreadyFor ?? 0,
  }
  platform.files.push(file)
  return { upload_url: platform.origin + path, file_id: file.id }
}

/** The bytes, as they are: the address is the key. */
export function uploadExchange(platform: Platform, { method, url, headers, body }: RestRequest): Exchange {
  const file = platform.files.find(({ path }) => path === url.pathname)
  const noted = { bytes: body.length }
  const call: KeptCall = {
    method: 'upload',
    body: noted,
    token: null,
    team: file?.team ?? null,
    atMs: platform.now(),
    status: null,
    answer: null,
  }
  keepCall(platform, call)
  const refused = (status: number, problem: string): RestReply => {
    platform.violations.push(`upload: ${problem}`)
    return { status, body: problem }
  }
  return {
    targets: ['upload'],
    body: noted,
    accept: async () => {
      if (file === undefined) return refused(404, 'no upload was begun there')
      if (method !== 'POST') return refused(405, `it is a ${method}`)
      if (String(headers['content-type']).startsWith('multipart/')) return refused(400, 'this peer takes the bytes as they are')
      if (body.length !== file.length) return refused(400, `${body.length} bytes, ${file.length} were announced`)
      file.bytes = body
      platform.changed()
      return { status: 200, body: `OK - ${body.length}` }
    },
    refuse: (fault) => ({ status: Number(fault.kind) || 400, body: fault.code ?? fault.kind }),
    ended: (how) => {
      call.status = how
      platform.changed()
    },
  }
}

function complete({ platform, workspace, body }: Admitted): Fields {
  const named = Array.isArray(body.files) ? body.files.filter(isFields) : []
  if (named.length === 0) return no('invalid_arguments')
  const files = named.map(({ id }) => platform.files.find((file) => file.id === id && file.team === workspace.team.id))
  const [missing] = files.filter((file) => file === undefined || file.bytes === null || file.isComplete)
  if (files.includes(undefined) || missing !== undefined) {
    platform.violations.push('files.completeUploadExternal: names a file that was not uploaded, or was completed before')
    return no('file_not_found')
  }
  const kept = files.filter((file) => file !== undefined)
  if (body.channel_id !== undefined || body.channels !== undefined)
    platform.violations.push('files.completeUploadExternal: shares the file, which posts a message of its own')
  for (const file of kept) file.isComplete = true
  platform.changed()
  // What kind of file it is is found out later.
  return { files: kept.map(({ id, filename }) => ({ id, name: filename, mimetype: '', filetype: '' })) }
}

/** Where blocks are sent: the workspace, the channel, and whether what is posted there is a message of its own for everybody in it. */
export type ShownIn = { readonly workspace: KeptWorkspace; readonly channel: string; readonly isPosted: boolean; readonly via: string }

/** Slack's error where blocks show a file that nobody can see yet; what only some would see is noted, since Slack says nothing of it. */
export function fileError(platform: Platform, body: Fields, { workspace, channel, isPosted, via }: ShownIn): string | null {
  let error: string | null = null
  for (const { path, object } of typedObjects(body.blocks)) {
    if (object.type !== 'image' || !isFields(object.slack_file)) continue
    const { id } = object.slack_file
    const file = platform.files.find((one) => one.id === id && one.team === workspace.team.id)
    const isPicture =
      file?.bytes !== null &&
      Buffer.from(file?.bytes ?? [])
        .toString('hex')
        .startsWith(PNG)
    if (file === undefined || !file.isComplete || !isPicture) {
      platform.violations.push(`${via}: ${path} shows ${JSON.stringify(id)}, which is no picture that was uploaded`)
      error = 'invalid_blocks'
    } else if (file.unready > 0) {
      file.unready--
      error = 'invalid_blocks'
    } else if (!isPosted && !file.sharedIn.includes(channel)) {
      platform.violations.push(`${via}: ${path} shows a file that is shared nowhere: nobody but the bot can see it`)
    }
  }
  return error
}

export function showsFile(body: Fields): boolean {
  return [...typedObjects(body.blocks)].some(({ object }) => isFields(object.slack_file))
}

/** A block as it is read back: of a picture Slack tells more than it takes. */
export function asRead(block: Fields): Fields {
  if (block.type !== 'image' || !isFields(block.slack_file)) return block
  const url = `https://files.slack.com/files-pri/${block.slack_file.id}/picture.png`
  return { ...block, slack_file: { ...block.slack_file, url }, image_url: url, image_width: 1_200, image_height: 600, image_bytes: 9_000 }
}

/** What a message that was posted shows is shared where it stands. */
export function shareFiles(platform: Platform, body: Fields, channel: string): void {
  for (const { object } of typedObjects(body.blocks)) {
    const id = isFields(object.slack_file) ? object.slack_file.id : null
    for (const file of platform.files) if (file.id === id && !file.sharedIn.includes(channel)) file.sharedIn.push(channel)
  }
}

export const FILE_METHODS: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { token: 'bot', scope: 'files:write', run: getUploadUrl },
  'files.completeUploadExternal': { token: 'bot', scope: 'files:write', run: complete },
}

/** What is wrong with an outgoing body, and with which error Slack refuses it. */
import { blocksProblems, shapeProblems } from './slack-blocks.ts'
import { type Fields, isFields, textOf } from './slack-contract.ts'
import { shownLength, textProblems } from './slack-text.ts'

/** `error`: Slack refuses it with this; null = it is taken. `problems`: everything that is wrong, also what Slack lets pass. */
export type Verdict = { readonly error: string | null; readonly problems: readonly string[] }
export type MessageVia = 'chat.postMessage' | 'chat.postEphemeral' | 'chat.update' | 'response_url' | 'acknowledgement'

const MAX_TEXT = 40_000
/** Not documented: found by others, who were refused a little below and a little above. */
const MAX_SHOWN = 13_200
const MAX_METADATA_BYTES = 16_384
const MAX_VIEW_BYTES = 250_000

const SAYING = ['text', 'blocks', 'attachments', 'mrkdwn', 'parse', 'link_names', 'unfurl_links', 'unfurl_media', 'metadata', 'thread_ts']
const ANSWERING = ['response_type', 'replace_original', 'delete_original', ...SAYING]
/** What each may hold; Slack ignores anything else without a word, which hides slips of the pen. */
const FIELDS: Readonly<Record<MessageVia, readonly string[]>> = {
  'chat.postMessage': ['token', 'channel', 'reply_broadcast', 'markdown_text', 'username', 'icon_emoji', 'icon_url', ...SAYING],
  'chat.postEphemeral': ['token', 'channel', 'user', 'markdown_text', 'username', 'icon_emoji', 'icon_url', ...SAYING],
  'chat.update': ['token', 'channel', 'ts', 'reply_broadcast', 'markdown_text', 'file_ids', ...SAYING],
  response_url: ANSWERING,
  acknowledgement: ANSWERING,
}

/** Judges the body of a message. `mayMention`: ids. */
export function judgeMessage(body: Fields, via: MessageVia, mayMention: readonly string[]): Verdict {
  const problems: string[] = []
  const errors: string[] = []
  const refuse = (error: string, found: readonly string[]) => {
    if (found.length > 0) errors.push(error)
    problems.push(...found)
  }
  const unknown = Object.keys(body).filter((field) => !FIELDS[via].includes(field))
  problems.push(...unknown.map((field) => `knows no argument ${field}`))
  const text = textOf(body, 'text')
  const blocks = body.blocks ?? []
  if (!Array.isArray(blocks)) refuse('invalid_blocks_format', ['blocks are no array'])
  else {
    const { refused, unwanted } = blocksProblems(blocks, 'message', mayMention)
    refuse('invalid_blocks', refused)
    problems.push(...unwanted)
    const shown = shownLength(blocks)
    if (shown > MAX_SHOWN) refuse('msg_blocks_too_long', [`blocks show ${shown} characters, at most ${MAX_SHOWN}`])
    const deletes = body.delete_original === true
    if (text.trim() === '' && blocks.length === 0 && !deletes) refuse('no_text', ['has neither text nor blocks'])
    if (text.trim() === '' && blocks.length > 0) problems.push('has blocks without text, which a notification shows')
  }
  if (body.attachments !== undefined) problems.push('has attachments, which are legacy')
  if (text.length > MAX_TEXT) refuse('msg_too_long', [`has ${text.length} characters of text, at most ${MAX_TEXT}`])
  problems.push(...textProblems(text, mayMention).map((problem) => `the text ${problem}`))
  if (body.metadata !== undefined) refuse('invalid_metadata_format', metadataProblems(body.metadata))
  return { error: errors[0] ?? null, problems: [...problems, ...readingProblems(body, via)] }
}

/** Arguments that change how others see the message. */
function readingProblems(body: Fields, via: MessageVia): string[] {
  const problems: string[] = []
  if (body.link_names === true) problems.push('has link_names, which turns words into mentions')
  if (body.parse !== undefined && body.parse !== 'none')
    problems.push(`has parse: ${body.parse}, which turns words into links and mentions`)
  const unfurls = via === 'chat.postMessage' || (via === 'response_url' && body.response_type === 'in_channel')
  for (const field of unfurls ? ['unfurl_links', 'unfurl_media'] : []) {
    if (body[field] !== false) problems.push(`must have ${field}: false`)
  }
  if (body.response_type !== undefined && body.response_type !== 'in_channel' && body.response_type !== 'ephemeral') {
    problems.push(`has a response_type ${JSON.stringify(body.response_type)}`)
  }
  return problems
}

function metadataProblems(metadata: unknown): string[] {
  if (isFields(metadata) && Object.keys(metadata).length === 0) return []
  const shape = shapeProblems('MessageMetadata', metadata)
  if (shape.length > 0) return shape.map((problem) => `metadata${problem}`)
  const { event_type, event_payload } = metadata as { event_type: string; event_payload: Fields }
  const bytes = Buffer.byteLength(JSON.stringify(metadata))
  return [
    ...(/^\w+$/.test(event_type) ? [] : [`has metadata of event_type ${JSON.stringify(event_type)}`]),
    ...Object.entries(event_payload).flatMap(([name, value]) =>
      typeof value === 'object' ? [`has metadata whose ${name} is not flat`] : [],
    ),
    ...(bytes > MAX_METADATA_BYTES ? [`has ${bytes} bytes of metadata, at most ${MAX_METADATA_BYTES}`] : []),
  ]
}

/** Judges a view that is published as somebody's Home. */
export function judgeHome(view: unknown, mayMention: readonly string[]): Verdict {
  if (!isFields(view)) return { error: 'invalid_arguments', problems: ['has no view'] }
  const { refused, unwanted } = blocksProblems(Array.isArray(view.blocks) ? view.blocks : [], 'home', mayMention)
  const { blocks: _, ...frame } = view
  const shape = [...shapeProblems('HomeView', { ...frame, blocks: [] }), ...(Array.isArray(view.blocks) ? [] : ['has no blocks'])]
  const lengths = Object.entries({ private_metadata: 3000, callback_id: 255, external_id: 255 })
    .filter(([field, most]) => textOf(view, field).length > most)
    .map(([field, most]) => `has ${textOf(view, field).length} characters of ${field}, at most ${most}`)
  const bytes = Buffer.byteLength(JSON.stringify(view))
  const size = bytes > MAX_VIEW_BYTES ? [`has a view of ${bytes} bytes, at most ${MAX_VIEW_BYTES}`] : []
  const problems = [...refused, ...shape, ...lengths, ...size]
  const error = size.length > 0 ? 'view_too_large' : problems.length > 0 ? 'invalid_arguments' : null
  return { error, problems: [...problems, ...unwanted] }
}

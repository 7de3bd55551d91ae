/** Bodies that make or edit a message: what Discord refuses, and what this house does not send. */
import { attachedAfter, attachmentFaults, type SentFile } from './discord-attachments.ts'
import { componentFaults, isObject } from './discord-components.ts'
import type { Json } from './discord-peer.ts'
import { type Reply, refuse } from './discord-rest.ts'
import { specFaults } from './discord-spec.ts'
import { COMPONENTS_V2, EPHEMERAL, type MessageState, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS } from './discord-world.ts'

const MAX_CONTENT = 2_000
const MAX_EMBEDS = 10
const MAX_EMBED_TEXT = 6_000
const MAX_NONCE = 25

/** Where a body goes: it decides the schema, the flags that may be set and what else has to be there. */
export type BodyKind = 'post' | 'edit' | 'callback' | 'update' | 'follow-up' | 'webhook-edit'
const SCHEMAS: Readonly<Record<BodyKind, string>> = {
  post: 'MessageCreateRequest',
  edit: 'MessageEditRequestPartial',
  callback: 'IncomingWebhookInteractionRequest',
  update: 'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
  'follow-up': 'IncomingWebhookRequestPartial',
  'webhook-edit': 'IncomingWebhookUpdateRequestPartial',
}
const SETTABLE: Readonly<Record<BodyKind, number>> = {
  post: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2,
  edit: SUPPRESS_EMBEDS | COMPONENTS_V2,
  callback: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | EPHEMERAL,
  update: SUPPRESS_EMBEDS | COMPONENTS_V2,
  'follow-up': SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | EPHEMERAL,
  'webhook-edit': SUPPRESS_EMBEDS | COMPONENTS_V2,
}
const EMPTY = 50_006
const INVALID = 50_035

/** What the message will be after the body: its own fields, else those that stand. */
export type After = Pick<MessageState, 'content' | 'components' | 'embeds' | 'files' | 'flags'>

export function after(body: Json, kind: BodyKind, standing: After | null, sent: readonly SentFile[], newId = () => ''): After {
  const own = typeof body.flags === 'number' ? body.flags : null
  const kept = standing?.flags ?? 0
  const flags = own === null ? kept : (own & SETTABLE[kind]) | (kept & ~SUPPRESS_EMBEDS)
  const list = (name: 'components' | 'embeds') => (name in body ? ((body[name] ?? []) as readonly Json[]) : (standing?.[name] ?? []))
  const content = 'content' in body ? String(body.content ?? '').trim() : (standing?.content ?? '')
  const files = attachedAfter(body, sent, standing?.files ?? [], newId)
  return { content, components: list('components'), embeds: list('embeds'), files, flags }
}

/** Discord's refusal, or null; every fault becomes a violation. `standing`: the message that is edited. */
export function checkBody(
  body: unknown,
  kind: BodyKind,
  standing: After | null,
  sent: readonly SentFile[],
  violation: (text: string) => void,
): Reply | null {
  if (!isObject(body)) {
    violation('a body that is no JSON object')
    return refuse(400, 50_109, 'The request body contains invalid JSON.')
  }
  const result = after(body, kind, standing, sent)
  const attached = attachmentFaults(body, sent, standing?.files ?? [])
  const refused = [...specFaults(SCHEMAS[kind], body), ...platformFaults(body, result), ...attached.refused]
  for (const fault of [...refused, ...houseFaults(body, kind, result), ...attached.house]) violation(fault)
  if (refused.length > 0)
    return refuse(400, INVALID, 'Invalid Form Body', { _errors: refused.map((message) => ({ code: 'INVALID', message })) })
  const isEmpty = result.content === '' && result.components.length === 0 && result.embeds.length === 0 && result.files.length === 0
  if (isEmpty) violation('an empty message')
  return isEmpty ? refuse(400, EMPTY, 'Cannot send an empty message') : null
}

function platformFaults(body: Json, { content, components, embeds, flags }: After): string[] {
  const text = embeds.reduce((sum, embed) => sum + embedText(embed), 0)
  return [
    ...(content.length > MAX_CONTENT ? [`${content.length} characters of content, more than ${MAX_CONTENT}`] : []),
    ...(embeds.length > MAX_EMBEDS ? [`${embeds.length} embeds, more than ${MAX_EMBEDS}`] : []),
    ...(text > MAX_EMBED_TEXT ? [`${text} characters in embeds, more than ${MAX_EMBED_TEXT}`] : []),
    ...(String(body.nonce ?? '').length > MAX_NONCE ? [`a nonce of more than ${MAX_NONCE} characters`] : []),
    ...componentFaults(components, flags, { content, embeds }),
  ]
}

function embedText(embed: Json): number {
  const inner = (value: unknown, name: string) => (isObject(value) ? length(value[name]) : 0)
  const fields = Array.isArray(embed.fields) ? embed.fields : []
  const ofFields = fields.reduce((sum: number, field: unknown) => sum + inner(field, 'name') + inner(field, 'value'), 0)
  return length(embed.title) + length(embed.description) + inner(embed.footer, 'text') + inner(embed.author, 'name') + ofFields
}

function length(value: unknown): number {
  return typeof value === 'string' ? value.trim().length : 0
}

/** Nobody is ever pinged, no link unfolds, no post is made twice by being sent twice. */
function houseFaults(body: Json, kind: BodyKind, result: After): string[] {
  const faults: string[] = []
  const saysSomething =
    length(body.content) > 0 || (Array.isArray(body.embeds) && body.embeds.length > 0) || (result.flags & COMPONENTS_V2) !== 0
  const mentions = body.allowed_mentions
  if (saysSomething && !pingsNobody(mentions)) faults.push(`allowed_mentions is ${JSON.stringify(mentions)} instead of { parse: [] }`)
  if ((result.flags & SUPPRESS_EMBEDS) === 0) faults.push('link previews are not suppressed')
  if (kind === 'post' && (length(body.nonce) === 0 || body.enforce_nonce !== true)) faults.push('no nonce with enforce_nonce')
  const wrong = Number(body.flags ?? 0) & ~SETTABLE[kind]
  // An edit repeats the flags that stand.
  if (wrong !== 0 && (kind === 'post' || kind === 'callback' || kind === 'follow-up')) faults.push(`flags ${wrong} cannot be set here`)
  return faults
}

function pingsNobody(mentions: unknown): boolean {
  if (!isObject(mentions)) return false
  const isNone = (name: string) => mentions[name] === undefined || (Array.isArray(mentions[name]) && mentions[name].length === 0)
  return Array.isArray(mentions.parse) && isNone('parse') && isNone('users') && isNone('roles') && mentions.replied_user !== true
}

const CODE = /```[\s\S]*?```|``[\s\S]*?``|`[^`\n]*`/g

export type Mentions = { readonly users: readonly string[]; readonly roles: readonly string[]; readonly everyone: boolean }

/** Whom Discord takes as mentioned in a text: not in code. */
export function mentionsIn(text: string): Mentions {
  const plain = text.replaceAll(CODE, ' ')
  const all = (pattern: RegExp) => [...new Set([...plain.matchAll(pattern)].map((match) => match[1] ?? ''))]
  return { users: all(/<@!?(\d+)>/g), roles: all(/<@&(\d+)>/g), everyone: /@(?:everyone|here)\b/.test(plain) }
}

/** Those that a body of the bot pings. */
export function pinged(content: string, allowed: unknown): Mentions {
  const written = mentionsIn(content)
  if (!isObject(allowed)) return written
  const parse = Array.isArray(allowed.parse) ? allowed.parse : []
  const listed = (name: string) => (Array.isArray(allowed[name]) ? (allowed[name] as string[]) : [])
  return {
    users: parse.includes('users') ? written.users : written.users.filter((id) => listed('users').includes(id)),
    roles: parse.includes('roles') ? written.roles : written.roles.filter((id) => listed('roles').includes(id)),
    everyone: parse.includes('everyone') && written.everyone,
  }
}

/** Bodies against the schemas that Discord publishes of its API. */
// @ts-expect-error The package carries no types of its schemas.
import * as published from 'discord-api-spec/zod'

type Issue = {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code: string
  readonly errors?: readonly (readonly Issue[])[]
}
type Schema = {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown; readonly error?: { readonly issues: readonly Issue[] } }
}

/** What discord.js adds to every message body though the schema of the route does not name it; nothing in it takes effect. */
const IDLE: Readonly<Record<string, unknown>> = { tts: false, enforce_nonce: false }
const MAX_FAULTS = 5

/** How a body departs from a published schema: wrong types and lengths, and names that Discord does not know. */
export function specFaults(schema: string, body: unknown): string[] {
  const { success, data, error } = schemaOf(schema).safeParse(body)
  const faults = success ? unknownNames(body, data, '') : (error?.issues ?? []).flatMap((issue) => printed(issue))
  return faults.slice(0, MAX_FAULTS).map((fault) => `${fault} (${schema})`)
}

/** How an answer of the server itself departs from its schema; it may say more than that. */
export function responseFaults(schema: string, body: unknown): string[] {
  return (schemaOf(schema).safeParse(body).error?.issues ?? []).flatMap((issue) => printed(issue))
}

function schemaOf(name: string): Schema {
  const found = (published as Readonly<Record<string, Schema>>)[`${name}Schema`]
  if (found === undefined) throw new Error(`discord-api-spec has no schema ${name}`)
  return found
}

/** Of a union the branch that came nearest. */
function printed(issue: Issue, above: readonly PropertyKey[] = []): string[] {
  const path = [...above, ...issue.path]
  const branches = (issue.errors ?? [])
    .map((branch) => branch.flatMap((inner) => printed(inner, path)))
    .filter((branch) => branch.length > 0)
  const nearest = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
  return nearest ?? [`${path.join('.') || 'body'}: ${issue.message}`]
}

function depth(branch: readonly string[]): number {
  return Math.max(...branch.map((fault) => fault.split(':')[0]?.split('.').length ?? 0))
}

/** Parsing leaves out what the schema does not name. */
function unknownNames(sent: unknown, known: unknown, path: string): string[] {
  if (Array.isArray(sent)) return sent.flatMap((item, i) => unknownNames(item, (known as unknown[] | undefined)?.[i], `${path}${i}.`))
  if (typeof sent !== 'object' || sent === null || typeof known !== 'object' || known === null) return []
  return Object.entries(sent).flatMap(([name, value]) => {
    if (name in known) return unknownNames(value, (known as Record<string, unknown>)[name], `${path}${name}.`)
    return IDLE[name] === value ? [] : [`${path}${name}: Discord knows no such field`]
  })
}

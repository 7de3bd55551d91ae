/**
 * Loaded into the program before it starts (`node --import`): ends it, as kill -9 would, at the n-th crossing of a boundary: before or after a write to the
 * outbox, before a call to a platform, once it is sent, once its answer begins. Each boundary that is crossed is written down, so that none is left out.
 */
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import Database from 'better-sqlite3'

/** `name#n`; '' = it lives. */
const [wanted = '', nth = '1'] = (process.env.SOAK_KILL ?? '').split('#')
const seenFile = process.env.SOAK_SEEN ?? ''
const counts = new Map<string, number>()
/** The signal ends the process at once; nothing may happen until it does. */
const DYING_MS = 10_000

function cross(name: string): void {
  const count = (counts.get(name) ?? 0) + 1
  counts.set(name, count)
  if (count === 1 && seenFile !== '') appendFileSync(seenFile, `${name}\n`)
  if (name !== wanted || count !== Number(nth)) return
  process.kill(process.pid, 'SIGKILL')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DYING_MS)
}

/** `update deliveries set refs`: each statement that writes what is planned and posted has a name of its own. */
function writeNamed(sql: string): string | null {
  const text = sql.replace(/\s+/g, ' ').trim()
  const found = /^(?:insert into|update|delete from) "?(?:deliveries|digests|digest_runs|digest_told)\b"?(?: set "?\w+)?/i.exec(text)
  return found === null ? null : found[0].toLowerCase().replaceAll('"', '')
}

function watchStore(): void {
  const database = new Database(':memory:')
  const statement = Object.getPrototypeOf(database.prepare('select 1')) as {
    run(this: { readonly source: string }, ...args: unknown[]): unknown
  }
  database.close()
  const { run } = statement
  /** The first write of the transaction under way. */
  let open: string | null = null
  statement.run = function (...args) {
    const name = this.source === 'COMMIT' ? (open === null ? null : `commit of ${open}`) : writeNamed(this.source)
    if (this.source === 'COMMIT' || this.source === 'ROLLBACK') open = null
    else open ??= name
    if (name === null) return run.apply(this, args)
    cross(`before ${name}`)
    const result = run.apply(this, args)
    cross(`after ${name}`)
    return result
  }
}

type Sent = { readonly request: { readonly method: string; readonly path: string } }
function callNamed({ method, path }: Sent['request']): string | null {
  const slack = /^\/api\/((?:chat|conversations)\.\w+)/.exec(path)?.[1]
  if (slack !== undefined) return `Slack ${slack}`
  return /\/channels\/\d+\/messages\b/.test(path) ? `Discord ${method} messages` : null
}

/** Node's own fetch and the client of discord.js say the same words. */
function watchCalls(): void {
  const moments = [
    ['undici:request:create', 'before'],
    ['undici:request:bodySent', 'sent'],
    ['undici:request:headers', 'answered'],
  ] as const
  for (const [channel, moment] of moments)
    subscribe(channel, (message) => {
      const name = callNamed((message as Sent).request)
      if (name !== null) cross(`${moment} ${name}`)
    })
}

watchStore()
watchCalls()

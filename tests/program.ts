/** The program itself, as a process over a folder of its own with two seed articles; nothing of it gets out of this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from './peers/wait-for.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const GUARD = join(import.meta.dirname, 'peers/guard.ts')

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
export type Started = {
  readonly child: ChildProcess & {
    readonly stdin: NonNullable<ChildProcess['stdin']>
    readonly stdout: NonNullable<ChildProcess['stdout']>
  }
  readonly ended: Promise<Ended>
  /** Resolves once standard error says it. */
  told(pattern: RegExp): Promise<boolean>
}
export type Program = {
  readonly folder: string
  start(argv: readonly string[], environment?: Readonly<Record<string, string>>): Started
  run(argv: readonly string[], input?: string, environment?: Readonly<Record<string, string>>): Promise<Ended>
  /** Kills what still runs: a test that failed must leave nothing behind. */
  killAll(): void
  close(): void
}

const seed = (id: string, title: string, body: string) => `---
id: ${id}
title: "${title}"
headlined: true
publisher: The Harbor Times
authors: []
published: 2024-03-04T09:15:00+01:00
printed: "4 March 2024, 09:15"
about: null
url: null
tags: []
---

${body}
`

export function openProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-program-'))
  mkdirSync(join(folder, 'seeds'))
  const write = (name: string, title: string, body: string) => writeFileSync(join(folder, 'seeds', `${name}.md`), seed(name, title, body))
  write('plant', 'Borealis plans a plant', 'Borealis Motors will build a battery plant in Port Vell. It will employ 1,200 workers.')
  write('spill', 'Tidewater fined', 'A court fined Tidewater Energy $4.5 million over an oil spill.')
  const running = new Set<ChildProcess>()

  const start: Program['start'] = (argv, environment = {}) => {
    const child = spawn(process.execPath, ['--import', GUARD, MAIN, ...argv], {
      cwd: folder,
      env: {
        ...inherited(),
        NEWSDESK_DB: 'data/news.db',
        NEWSDESK_SEEDS: 'seeds',
        NEWSDESK_ZONE: 'UTC',
        NEWSDESK_WEB_PORT: 'off',
        ...environment,
      },
    })
    running.add(child)
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    const ended = once(child, 'close').then(([code]): Ended => {
      running.delete(child)
      return { code, out, err }
    })
    const told = (pattern: RegExp) =>
      waitFor(
        () => pattern.test(err),
        `the words ${pattern}`,
        () => `it said:\n${err}`,
      )
    return { child, ended, told }
  }
  return {
    folder,
    start,
    async run(argv, input = '', environment = {}) {
      const { child, ended } = start(argv, environment)
      child.stdin.end(input)
      return await ended
    },
    killAll() {
      for (const child of running) child.kill('SIGKILL')
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}

/** What is set where the tests run must not decide about them. */
function inherited(): Record<string, string | undefined> {
  const own = /^(?:NEWSDESK|SLACK|DISCORD)_|^(?:NO|FORCE)_COLOR$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** A port of this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

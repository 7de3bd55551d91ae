/** Another process at the same chat store, for tests: `node chat-child.ts FILE ACT`. Opens it, waits for a line on standard input, acts, and prints what it got. */
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Claim } from '../../src/store/chat-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'

export const CLAIMS = 120

export function claimOf(n: number, fields: Partial<Claim> = {}): Claim {
  return {
    key: `slack:T1:C1:${n}`,
    surface: 'slack',
    owner: 'slack:T1:U1',
    said: JSON.stringify({ n }),
    holder: 'host/1/1',
    atMs: 1_000 + n,
    ...fields,
  }
}

const shuffled = <T>(list: readonly T[]): T[] => list.toSorted(() => Math.random() - 0.5)

if (import.meta.main) {
  const [file = '', act = ''] = process.argv.slice(2)
  const { chat } = await openSqliteStore(file, { busyTimeoutMs: 60_000 })
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
  const won: string[] = []
  if (act === 'claim')
    // In any order, and with pauses that let the others in between: so that each wins some.
    for (const claim of shuffled(Array.from({ length: CLAIMS }, (_, n) => claimOf(n, { owner: `slack:T1:U${process.pid}` })))) {
      if (await chat.claim(claim, 60_000)) won.push(claim.key)
      await setTimeout(1)
    }
  if (act === 'take')
    for (let taken = await takeSome(); taken.length > 0; taken = await takeSome()) won.push(...taken.map(({ key }) => key))
  process.stdout.write(`${JSON.stringify(won)}\n`, () => {
    // Dies as in a crash: what it holds of the file goes with the process, what it claimed does not.
    if (act === 'claim') process.kill(process.pid, 'SIGKILL')
    process.stdin.destroy()
  })

  function takeSome(): Promise<readonly Claim[]> {
    return chat.takeUnfinished('slack', { sinceMs: 0, nowMs: 100_000, leaseMs: 60_000, maxTries: 3, holder: `host/${process.pid}/1` }, 7)
  }
}

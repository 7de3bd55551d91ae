/** The reading room's desk over a newsroom in memory, as main composes it. */
import { expect } from 'vitest'
import { type Host, type Paragraphs, quoteKey } from '../../adapters/web/host.ts'
import type { Room } from '../../commands/command.ts'
import type { Quote, Source } from '../../src/answer.ts'
import type { Log } from '../../src/log.ts'
import { openLog } from '../../src/log.ts'
import type { Asked } from '../../src/newsroom.ts'
import type { Store } from '../../src/store/store.ts'
import { openDoorkeeper } from '../../src/web-desk/doorkeeper.ts'
import { openWebDesk } from '../../src/web-desk.ts'

export type Served = { readonly route: string; readonly status: number; readonly seconds: number }
export type Rig = { readonly desk: Host; readonly served: readonly Served[]; readonly lines: readonly string[] }

export function openRig(room: Room, asked: Asked): Rig {
  const served: Served[] = []
  const lines: string[] = []
  const log: Log = openLog({ level: 'warn', secrets: [], now: () => asked.now, write: (line) => void lines.push(line) })
  const desk = openWebDesk({
    room,
    config: { host: '127.0.0.1', port: null, publicUrl: null, token: 'a-token-of-the-tests', limit: 60, proxies: 0, origins: [] },
    version: '0.0.0',
    zone: asked.zone,
    log,
    now: () => asked.now,
    meter: {
      answered: () => undefined,
      fetched: () => undefined,
      served: (route, status, seconds) => void served.push({ route, status, seconds }),
    },
    metrics: async () => ({ type: 'text/plain', text: 'up 1' }),
    doorkeeper: openDoorkeeper(room.store, null),
  })
  return { desk, served, lines }
}

/** Every quotation is what its article says, stands in its paragraph as the article has it, and its number leads to its source. */
export async function expectSound(
  store: Store,
  quotes: readonly Quote[],
  sources: readonly Source[],
  paragraphs: Paragraphs,
): Promise<void> {
  expect(sources.map(({ n }) => n)).toEqual(sources.map((_, i) => i + 1))
  for (const quote of quotes) {
    const body = (await store.article(quote.articleId))?.body ?? ''
    expect(body.slice(quote.start, quote.end)).toBe(quote.text)
    expect(sources[quote.cite - 1]?.articleId).toBe(quote.articleId)
    const { before, after } = paragraphs.get(quoteKey(quote)) ?? { before: 'none', after: 'none' }
    expect(body.slice(quote.start - before.length, quote.end + after.length)).toBe(before + quote.text + after)
    expect(`${before}${after}`).not.toContain('\n\n')
  }
}

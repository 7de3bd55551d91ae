import type { Block, Span } from '../src/answer.ts'
import { horizonMs } from '../src/article.ts'
import type { Command, Room } from './command.ts'
import { digestHealth } from './digest/health.ts'
import { feedHealth } from './feeds/health.ts'
import { ownPage } from './own-page.ts'
import { healthInShort, healthRows, healthTroubles } from './surface-health.ts'

export const status: Command = {
  name: 'status',
  summary: 'how Newsdesk is: what is stored, and whether it hears and can speak',
  options: [],
  examples: ['status'],
  private: true,
  heedsManagers: true,
  async run({ asked, reader }, room) {
    // Who sits at the terminal runs it all.
    const isManager = reader === undefined || reader.isManager
    const health = room.health?.() ?? []
    const rows = [
      ...(await storeRows(room, asked.now)),
      ...(await feedHealth(room, isManager, asked)),
      ...(isManager ? [...(await ratingRows(room)), ...(await digestHealth(room, reader, asked))] : []),
    ]
    const blocks: Block[] = [{ type: 'facts', rows: [...rows, ...(isManager ? healthRows(health) : healthInShort(health))] }]
    if (isManager) blocks.push(...healthTroubles(health))
    else if (health.some(({ state }) => state === 'down'))
      blocks.push({ type: 'notice', text: 'Something is down. Who runs Newsdesk is told why, and what to do, by the same command.' })
    return ownPage({ question: 'status', title: 'Status', blocks })
  },
}

type Row = Extract<Block, { type: 'facts' }>['rows'][number]

async function storeRows({ store }: Room, now: Date): Promise<Row[]> {
  const corpus = await store.corpus()
  const [newest] = await store.list({ limit: 1, notAfterMs: horizonMs(now) })
  const day = newest?.published?.slice(0, 10) ?? newest?.about ?? null
  const row = (label: string, ...spans: Span[]): Row => ({ label, spans })
  return [
    row('Articles', { type: 'text', text: corpus.articles.toLocaleString('en') }),
    row('Outlets', { type: 'text', text: `${corpus.publishers.length}` }),
    row('Newest story', day === null ? { type: 'text', text: 'none is dated' } : { type: 'time', at: day }),
  ]
}

async function ratingRows({ store }: Room): Promise<Row[]> {
  const { good, bad } = await store.chat.ratings()
  return [{ label: 'Ratings', spans: [{ type: 'text', text: `👍 ${good} · 👎 ${bad}` }] }]
}

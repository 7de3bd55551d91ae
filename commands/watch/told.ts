/** What a watch told of late, the newest first: also what stood behind “and 12 more” where many came together. */
import type { Answer, Block, FollowUp, Span } from '../../src/answer.ts'
import { citations, dayPrinted } from '../../src/cited.ts'
import type { Asked } from '../../src/newsroom.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Room } from '../command.ts'
import type { AlertTold } from '../delivery/alert-content.ts'
import { ownPage } from '../own-page.ts'
import { nameOfQuery, watchActs } from './list.ts'

const ON_PAGE = 20
/** The store gives at most a thousand. */
const MAX_PAGE = 50

export async function alertsTold(room: Room, watch: WatchRecord, page: number, asked: Asked): Promise<Answer> {
  const { store } = room
  const at = Math.min(Math.max(1, page), MAX_PAGE)
  const alerts = (await store.watches.alertsOf(watch.id, ON_PAGE * at)).slice(ON_PAGE * (at - 1))
  const told = alerts.map((alert) => ({ ...alert, ...(JSON.parse(alert.told) as AlertTold) }))
  const ids = [...new Set(told.map(({ articleId }) => articleId))]
  const heads = new Map((ids.length === 0 ? [] : await store.list({ ids, limit: ON_PAGE })).map((head) => [head.id, head]))
  const cited = citations()
  const items = told.map(({ id, atMs, articleId, why, held, delivery }): Span[] => {
    const head = heads.get(articleId)
    const state = held !== null ? ', waits' : delivery === null ? ', given up' : ''
    const lead: Span = { type: 'text', text: `Alert ${id} (${wallClock(atMs, asked.zone)}${state}): ` }
    if (head === undefined) return [lead, { type: 'text', text: 'its article is no longer stored' }]
    return [
      lead,
      { type: 'text', text: `${dayPrinted(head)} · ${head.title} ` },
      { type: 'cite', source: cited.cite(head) },
      { type: 'text', text: ` — ${why}` },
    ]
  })
  const nothing = at === 1 ? 'It has told nothing yet.' : 'It has told nothing older.'
  const blocks: Block[] = [items.length === 0 ? { type: 'notice', text: nothing } : { type: 'list', items }]
  const older: FollowUp[] =
    items.length === ON_PAGE && at < MAX_PAGE ? [{ label: 'Older', command: `watch alerts ${watch.id} ${at + 1}`, turn: true }] : []
  const title = `Watch ${watch.id}: ${await nameOfQuery(room, watch.query, asked)} · what it told`
  const question = `watch alerts ${watch.id}${at === 1 ? '' : ` ${at}`}`
  return { ...ownPage({ question, title, blocks, followUps: [...older, ...watchActs(watch)] }), sources: cited.sources() }
}

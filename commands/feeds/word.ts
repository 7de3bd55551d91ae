/** Word to whoever added a feed: what became of it, and what can be done. Each is said once, to them alone. */
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import { wordTo } from '../delivery/words.ts'
import { nameOf } from './shown.ts'

type What = 'dead' | 'back' | 'quarantined' | 'gone' | 'flood'

/** `detail`: the reason, or of a flood how much it brought. None where nobody is known who could be told. */
export function feedWord(feed: FeedRecord, what: What, detail: string, nowMs: number): readonly NewDelivery[] {
  const { direct, surface } = feed
  if (direct === null) return []
  return [
    wordTo({ direct, surface }, `word:feed:${feed.id}:${what}:${nowMs}`, `${nameOf(feed)} ${saidOf(feed, what, ended(detail))}`, nowMs),
  ]
}

function saidOf({ id }: FeedRecord, what: What, detail: string): string {
  switch (what) {
    case 'dead':
      return `cannot be read any more. ${detail}It is tried on and off, and you are told when it is back. “feeds test ${id}” shows what is there now; “feeds remove ${id}” lets it be.`
    case 'back':
      return `is back: it can be read again. ${detail}“feeds ${id}” shows how it fares.`
    case 'quarantined':
      return `rests, because reading it took more than a feed may. ${detail}“feeds test ${id}” shows what is there now; “feeds resume ${id}” tries it again.`
    case 'gone':
      return `rests: its site says that it is gone for good. ${detail}“feeds add” with the address of the site looks for another; “feeds resume ${id}” tries this one again.`
    case 'flood':
      return `brought far more at once than usual. ${detail}It is read in bit by bit without alerting anybody. “feeds ${id}” shows how it fares; “feeds pause ${id}” stops it.`
    default:
      return what satisfies never
  }
}

/** As a sentence, with the space after it; '' for none. */
function ended(detail: string): string {
  const text = detail.trim()
  if (text === '') return ''
  return /[.!?…]$/.test(text) ? `${text} ` : `${text}. `
}

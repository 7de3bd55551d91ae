/** What a feed says now, and what would be made of it: nothing is stored. */
import type { Answer, Block, Span } from '../../src/answer.ts'
import type { LookedItem } from '../../src/intake/live/look.ts'
import type { Invocation, Room } from '../command.ts'
import { numberIn } from '../digest/reach.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import { shortened } from '../shortened.ts'
import { type Found, faultsOf, lookedRows, notHere } from './add.ts'
import { feedMeant } from './reach.ts'
import { counted, feedActs, nameOf } from './shown.ts'

const MAX_TITLE = 160

export async function testFeed({ options, asked }: Invocation, room: Room): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  if (words === '')
    throw new Misuse('feeds test needs an address or the number of a feed, for example: feeds test https://example.org/feed.xml')
  if (room.feeds === undefined) return notHere('feeds test')
  const known = numberIn(words) === null ? await room.store.feeds.byUrl(words) : await feedMeant(room, words, 'test')
  const looked = await room.feeds.look(known?.url ?? words)
  const acts = known === null ? [] : feedActs(known).filter(({ label }) => label !== 'Test')
  if (looked.kind === 'nothing')
    return noticePage('feeds test', known === null ? looked.reason : `${nameOf(known)}: ${looked.reason}`, acts)
  return ownPage({
    question: 'feeds test',
    title: known === null ? 'What stands there' : `${nameOf(known)}, as it is now`,
    blocks: [
      { type: 'facts', rows: lookedRows(known === null ? looked : { ...looked, publisher: known.publisher }, asked) },
      ...samplesOf(looked),
      ...faultsOf(looked),
      { type: 'notice', text: 'Nothing of it was stored.' },
    ],
    followUps: known === null ? [{ label: 'Add it', command: `feeds add ${looked.url}` }] : acts,
  })
}

function samplesOf({ samples }: Found): Block[] {
  if (samples.length === 0) return []
  const parts = samples.filter(({ isPart }) => isPart).length
  const pages =
    parts === 0
      ? 'It gives the whole text, so that no pages are read.'
      : `${parts === samples.length ? 'It gives' : `Of ${parts} of these ${samples.length} it gives`} only a part of the text: the rest would be read from the pages.`
  return [
    { type: 'paragraph', spans: [{ type: 'strong', text: 'Its first items, as they would be stored' }] },
    { type: 'list', items: samples.map(sampleSpans) },
    { type: 'notice', text: pages },
  ]
}

function sampleSpans({ title, published, note, url, words, isPart }: LookedItem): Span[] {
  const name = shortened(title, MAX_TITLE)
  const head: Span = url === null ? { type: 'text', text: name } : { type: 'link', text: name, url }
  const dated: Span[] = published === null ? [{ type: 'text', text: 'without a date' }] : [{ type: 'time', at: published }]
  const rest = [`${counted(words, 'word')}${isPart ? ' of the text' : ''}`, ...(note === null ? [] : [note])]
  return [head, { type: 'text', text: ' · ' }, ...dated, { type: 'text', text: ` · ${rest.join(' · ')}` }]
}

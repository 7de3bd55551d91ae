/** What is done with a feed that is there: paused, resumed, removed. */
import type { Answer } from '../../src/answer.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import type { Invocation, Room } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { ownPage } from '../own-page.ts'
import { counted, feedActs, nameOf } from './shown.ts'

export async function pauseFeed(room: Room, feed: FeedRecord): Promise<Answer> {
  if (!feed.isPaused && !(await room.store.feeds.change(feed.id, { isPaused: true, why: null }))) throw gone(feed)
  const was = feed.isPaused ? ' already' : ''
  const why = feed.isPaused && feed.why !== null ? ` ${feed.why}` : ''
  return said('feeds pause', `${nameOf(feed)} is paused${was}.${why} It stays so until it is resumed.`, { ...feed, isPaused: true })
}

/** Of one that rests nowhere: it is fetched now instead of later. */
export async function resumeFeed({ asked }: Invocation, room: Room, feed: FeedRecord): Promise<Answer> {
  const nextMs = asked.now.getTime()
  if (!(await room.store.feeds.change(feed.id, { isPaused: false, why: null, nextMs }))) throw gone(feed)
  room.feeds?.poke()
  const then = room.feeds === undefined ? 'It is due now.' : 'It is fetched now.'
  return said('feeds resume', `${nameOf(feed)} ${feed.isPaused ? 'goes on' : 'was not paused'}. ${then}`, { ...feed, isPaused: false })
}

export async function removeFeed(room: Room, feed: FeedRecord): Promise<Answer> {
  if (!(await room.store.feeds.remove(feed.id))) throw gone(feed)
  const again = `feeds add ${feed.url} publisher:"${feed.publisher.replaceAll('"', '')}"`
  const stay =
    feed.articles === 0
      ? 'It had brought nothing.'
      : `The ${counted(feed.articles, 'article')} that it brought ${feed.articles === 1 ? 'stays' : 'stay'}.`
  return ownPage({
    question: 'feeds remove',
    title: '',
    blocks: [{ type: 'notice', text: `${nameOf(feed)} is removed. ${stay} To have it again: ${again}` }],
    followUps: [
      { label: 'Add it again', command: again },
      { label: 'All feeds', command: 'feeds list' },
    ],
  })
}

function said(question: string, text: string, feed: Pick<FeedRecord, 'id' | 'isPaused'>): Answer {
  return ownPage({ question, title: '', blocks: [{ type: 'notice', text }], followUps: feedActs(feed) })
}

function gone({ id }: FeedRecord): Misuse {
  return new Misuse(`Feed ${id} was removed meanwhile. To see which there are: feeds list`)
}

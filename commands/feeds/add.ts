/** A feed is looked at, then added: what its past holds is read in without alerting anybody. */
import type { Answer, Block, FollowUp } from '../../src/answer.ts'
import type { Looked } from '../../src/intake/live/look.ts'
import { MAX_FEEDS } from '../../src/store/every-feed.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import type { Invocation, Reader, Room } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import { shortened } from '../shortened.ts'
import { whereaboutsOf } from '../whereabouts.ts'
import { languageName } from './language-name.ts'
import { at, counted, everyMs, feedActs, nameOf, type Row, row } from './shown.ts'

export type Found = Extract<Looked, { kind: 'feed' }>
/** Buttons for other feeds of the same page: further ones are named. */
const MAX_OTHERS = 3
const MAX_NAMED = 10
const MAX_LABEL = 40
const MAX_PUBLISHER = 80
const MAX_FAULTS = 5

export async function addFeed({ options, asked, reader }: Invocation, room: Room): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  if (words === '')
    throw new Misuse('feeds add needs the address of a feed or of a site, for example: feeds add https://example.org/feed.xml')
  const { feeds } = room.store
  const known = await feeds.byUrl(words)
  if (known !== null) return alreadyThere(known)
  if (room.feeds === undefined) return notHere('feeds add')
  if ((await feeds.count()) >= MAX_FEEDS)
    throw new Misuse(`There are ${MAX_FEEDS} feeds, and no more can be kept. Remove one first: feeds list`)
  const looked = await room.feeds.look(words)
  if (looked.kind === 'nothing') return noticePage('feeds add', looked.reason)
  const feed = await feeds.add({
    url: looked.url,
    title: looked.title,
    site: looked.site,
    publisher: publisherIn(options) ?? looked.publisher,
    language: looked.language,
    ...adder(reader),
    nowMs: asked.now.getTime(),
  })
  if (feed === null) {
    const there = await feeds.byUrl(looked.url)
    if (there !== null) return alreadyThere(there)
    throw new Misuse('That feed was being removed just now. Say it again.')
  }
  room.feeds.poke()
  return added(feed, looked, room.feeds.isKeptUp, asked)
}

/** Who is told what becomes of it. */
export function adder(reader: Reader | undefined): Pick<FeedRecord, 'surface' | 'owner' | 'direct'> {
  const isReached = reader === undefined || reader.places !== undefined
  const direct = isReached ? JSON.stringify(whereaboutsOf(reader).direct) : null
  return { surface: reader?.surface ?? whereaboutsOf(undefined).surface, owner: reader?.owner ?? null, direct }
}

/** null: the feed's own. */
function publisherIn({ publisher }: Invocation['options']): string | null {
  const text = String(publisher ?? '').trim()
  if (text.length > MAX_PUBLISHER) throw new Misuse(`publisher: takes the name of an outlet, at most ${MAX_PUBLISHER} characters.`)
  return text === '' ? null : text
}

/** Where no process reads the web. */
export function notHere(question: string): Answer {
  return noticePage(question, 'Feeds are read by “newsdesk serve” and at the terminal, and by neither here.', [
    { label: 'All feeds', command: 'feeds list' },
  ])
}

function alreadyThere(feed: FeedRecord): Answer {
  return noticePage('feeds add', `That one is there already: ${nameOf(feed)}. To see how it fares: feeds ${feed.id}`, feedActs(feed))
}

function added(feed: FeedRecord, looked: Found, isKeptUp: boolean, asked: Invocation['asked']): Answer {
  const how = isKeptUp
    ? 'What it has now is read in without alerting anybody; what comes from now on is news.'
    : 'What it has now is read in without alerting anybody; what comes later is fetched by “newsdesk intake”, and by “newsdesk serve” where that runs.'
  return ownPage({
    question: 'feeds add',
    title: `${nameOf(feed)} is added`,
    blocks: [
      { type: 'facts', rows: [...lookedRows({ ...looked, publisher: feed.publisher }, asked), row('Fetched', cadence(looked))] },
      ...faultsOf(looked),
      { type: 'notice', text: how },
      ...othersOf(looked),
    ],
    followUps: [...addActs(looked), ...feedActs(feed)],
  })
}

function cadence({ intervalMs }: Found): string {
  return `${everyMs(intervalMs)} at first, then as often as it brings something`
}

/** What stands there. */
export function lookedRows(looked: Found, asked: Invocation['asked']): Row[] {
  const { title, publisher, site, language, items, newestMs, url, page } = looked
  return [
    row('Address', { type: 'link', text: url, url }, ...(page === null ? [] : [' (named by the page that you gave)'])),
    ...(title === null ? [] : [row('Title', shortened(title, 200))]),
    row('Publisher', publisher),
    ...(site === null ? [] : [row('Site', { type: 'link', text: site, url: site })]),
    ...(isEnglish(language) ? [] : [row('Language', `${languageName(language)}: questions are understood in English only`)]),
    row(
      'Items',
      items === 0
        ? 'none at present'
        : `${counted(items, 'item')}${newestMs === null ? ', none with a date to trust' : `, the newest of ${at(newestMs, asked)}`}`,
    ),
  ]
}

function isEnglish(language: string | null): language is null {
  return language === null || /^en\b/i.test(language)
}

export function faultsOf({ faults }: Found): Block[] {
  if (faults.length === 0) return []
  const shown = faults.slice(0, MAX_FAULTS).map((fault) => shortened(fault, 200))
  const more = faults.length > MAX_FAULTS ? `; and ${faults.length - MAX_FAULTS} more` : ''
  return [{ type: 'notice', text: `What was wrong with it and passed over: ${shown.join('; ')}${more}.` }]
}

function othersOf({ others }: Found): Block[] {
  if (others.length === 0) return []
  return [
    { type: 'notice', text: 'The page names other feeds:' },
    {
      type: 'list',
      items: others
        .slice(0, MAX_NAMED)
        .map(({ url, title }) => [{ type: 'text', text: `${title === null ? '' : `${shortened(title, 100)} · `}${url}` }]),
    },
  ]
}

function addActs({ others }: Found): FollowUp[] {
  return others
    .slice(0, MAX_OTHERS)
    .map(({ url, title }) => ({ label: `Add ${shortened(title ?? url, MAX_LABEL)}`, command: `feeds add ${url}` }))
}

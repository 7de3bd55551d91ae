/** What the simulated publishers write, and how they go over it afterwards. */
import type { Random } from '../delivery/simulation-random.ts'
import {
  type CacheHabit,
  count,
  DAY_MS,
  type Dating,
  type GuidHabit,
  HOUR_MS,
  MINUTE_MS,
  type Piece,
  type SimulatedFeed,
  type Site,
  type World,
} from './simulation-world.ts'

const WORDS = (
  'harbour council minister ferry railway bridge budget election court river storm flood school teacher hospital doctor farmer wheat market price tax bank ' +
  'loan factory engine battery solar panel wind turbine forest fire village mayor police museum theatre film singer album match team goal coach season ' +
  'stadium tunnel airport pilot flight border treaty envoy summit protest strike union wage pension rent housing tower garden bakery coffee fishing boat ' +
  'island coast lighthouse winter summer heat drought rain snow ice glacier research laboratory vaccine patient nurse trial judge verdict appeal lawyer ' +
  'signal network satellite rocket launch orbit telescope planet comet archive library novel author prize festival parade holiday traffic bicycle tram'
).split(' ')
const VERBS =
  'opens closes delays reviews rejects approves widens repairs sells buys studies protects warns praises cancels extends measures leads follows joins'.split(
    ' ',
  )
const LINKS = ['after', 'before', 'because of', 'despite', 'near', 'without', 'against', 'beside', 'behind', 'instead of']
const NAMES = [
  'Veltrona',
  'Quillstream',
  'Tidewell',
  'Sundline',
  'Lumenport',
  'Harrowgate',
  'Marlow',
  'Norwick',
  'Ostend',
  'Trieste',
  'Valdez',
  'Kastrup',
]

/** Of 100 feeds, so many have each habit. */
const GUIDS: readonly (readonly [GuidHabit, number])[] = [
  ['opaque', 50],
  ['address', 22],
  ['restless', 6],
  ['one', 6],
  ['reused', 6],
  ['none', 10],
]
const CACHES: readonly (readonly [CacheHabit, number])[] = [
  ['right', 55],
  ['dated', 20],
  ['wrong', 8],
  ['none', 9],
  ['stale', 8],
]
const DATINGS: readonly (readonly [Dating, number])[] = [
  ['right', 82],
  ['zoneless', 6],
  ['ahead', 4],
  ['none', 5],
  ['garbled', 3],
]
/** Words under a full text: past the length at which a text counts as whole. */
const FULL_PARAGRAPHS = 5

export function sitesOf(world: World, feeds: number): void {
  const { random } = world
  for (let made = 0, number = 1; made < feeds; number++) {
    const isAggregator = number % 9 === 0
    const many = Math.min(feeds - made, isAggregator ? 1 : random.whole(1, 4))
    const name = `${random.pick(NAMES)} ${random.pick(['Post', 'Herald', 'Courier', 'Times', 'Observer'])} ${number}`
    const site: Site = {
      name,
      host: `www.paper${number}.example`,
      isAggregator,
      feeds: [],
      pages: new Map(),
      robots: random.chance(0.5) ? { delayS: random.chance(0.2) ? random.whole(2, 8) : null, closed: '/closed/' } : null,
      state: {
        trouble: null,
        isSlow: random.chance(0.08),
        blockedUntilMs: 0,
        told: null,
        open: null,
        lastMs: 0,
        lastProcess: '',
        robotsReadBy: '',
      },
    }
    for (let n = 0; n < many; n++, made++)
      site.feeds.push(feedOf(site, n, random, number > 3 && site.robots !== null && random.chance(0.04)))
    world.sites.push(site)
  }
}

function feedOf(site: Site, number: number, random: Random, isClosed: boolean): SimulatedFeed {
  return {
    site,
    // JSON Feed has no place for whom an aggregator has it from.
    format: random.pick(site.isAggregator ? ['rss', 'atom'] : ['rss', 'rss', 'rss', 'atom', 'atom', 'json']),
    guids: weighed(GUIDS, random),
    caching: weighed(CACHES, random),
    isFull: !site.isAggregator && random.chance(0.3),
    window: site.isAggregator ? 12 : random.whole(4, 8),
    pieces: [],
    path: `${isClosed ? '/closed' : '/feeds'}/${number}`,
    movedMs: 0,
    oldPaths: [],
    trouble: null,
    flooded: null,
    id: 0,
    fetches: 0,
    shownMs: 0,
    kept: null,
    seen: new Map(),
    health: { failingSinceMs: null, fails: 0, isDeathTold: false, deaths: 0, reads: 0, lastReadMs: 0, lastDocumentMs: 0 },
  }
}

function weighed<T>(all: readonly (readonly [T, number])[], random: Random): T {
  let at = random.next() * all.reduce((sum, [, share]) => sum + share, 0)
  for (const [one, share] of all) {
    at -= share
    if (at < 0) return one
  }
  throw new RangeError('nothing to choose from')
}

/** From now on this publisher writes so many articles a day, in the mean; a few stand in its feeds already. */
export function publishing(world: World, site: Site, perDay: number): void {
  for (let n = 1; n <= 5; n++) publish(world, site, world.nowMs - n * DAY_MS)
  const next = (): void => {
    const waitMs = Math.max(MINUTE_MS, (-Math.log(1 - world.random.next()) * DAY_MS) / perDay)
    world.agenda.add(world.nowMs + waitMs, () => {
      const piece = publish(world, site, world.nowMs)
      if (world.random.chance(0.25)) editing(world, piece)
      next()
    })
  }
  next()
}

/** `atMs`: what it is dated, which may be past. */
export function publish(world: World, site: Site, atMs: number): Piece {
  const { random } = world
  const piece = write(world, site, atMs)
  const [main, ...sections] = site.feeds
  const shown = [main, ...sections.filter(() => random.chance(0.4))]
  // A section may have what the front page has not.
  for (const feed of shown.slice(shown.length > 1 && random.chance(0.15) ? 1 : 0)) if (feed !== undefined) show(world, feed, piece)
  for (const { feeds } of world.sites.filter((one) => one.isAggregator && one !== site))
    if (random.chance(0.04))
      for (const feed of feeds) world.agenda.add(world.nowMs + random.whole(0, 2 * HOUR_MS), () => show(world, feed, piece))
  return piece
}

export function show(world: World, feed: SimulatedFeed, piece: Piece): void {
  feed.shownMs = world.nowMs
  feed.pieces.unshift(piece)
  if (feed.flooded === null) feed.pieces.length = Math.min(feed.pieces.length, feed.window)
}

/** In no feed yet. */
export function write(world: World, site: Site, atMs: number): Piece {
  const { random } = world
  const mark = `mk${world.pieces.length.toString(36).padStart(5, '0')}`
  const title = headline(random)
  const piece: Piece = {
    mark,
    site,
    guid: `tag:${site.host},2026:${mark}`,
    dating: weighed(DATINGS, random),
    changes: random.pick(['title', 'address']),
    // Every week under the same headline.
    title: random.chance(0.03) ? 'The week in the harbour in pictures' : title,
    path: `/${new Date(world.nowMs).toISOString().slice(0, 10)}/${slug(title)}-${mark}`,
    dateMs: atMs - random.whole(0, 20) * MINUTE_MS,
    changedMs: world.nowMs,
    paragraphs: Array.from({ length: FULL_PARAGRAPHS }, (_, n) =>
      n === 0 ? `Known as ${mark}. ${sentences(random, 3)}` : sentences(random, 3),
    ),
    revision: 1,
    textEdits: 0,
    pageFailsUntilMs: random.chance(0.06) ? world.nowMs + random.whole(0, 10 * HOUR_MS) : 0,
    pageFault: random.pick(['status', 'time', 'gone']),
    pages: { had: 0, missed: 0 },
  }
  world.pieces.push(piece)
  site.pages.set(piece.path, piece)
  count(world, 'articles written')
  return piece
}

/** Once to three times in the next days. */
function editing(world: World, piece: Piece): void {
  let atMs = world.nowMs
  for (let left = world.random.whole(1, 3); left > 0; left--) {
    atMs += world.random.whole(5 * MINUTE_MS, 20 * HOUR_MS)
    world.agenda.add(atMs, () => edit(world, piece))
  }
}

function edit(world: World, piece: Piece): void {
  const { random } = world
  const kind = random.pick([piece.changes, 'date', 'text', piece.changes === 'title' ? 'text and title' : 'address', 'touched'] as const)
  if ((kind === 'date' || kind === 'touched') && piece.dating !== 'right') return
  piece.changedMs = world.nowMs
  count(world, `edits: ${kind}`)
  if (kind === 'touched') return
  piece.revision++
  if (kind === 'text') piece.textEdits++
  if (kind === 'title' || kind === 'text and title') piece.title = `${piece.title}, ${random.pick(VERBS)} ${random.pick(WORDS)}`
  if (kind === 'address') {
    piece.path = `${piece.path.replace(/-v\d+$/, '')}-v${piece.revision}`
    piece.site.pages.set(piece.path, piece)
  }
  if (kind === 'date') piece.dateMs -= random.whole(1, 180) * MINUTE_MS
  if (kind.startsWith('text')) piece.paragraphs = piece.paragraphs.map((text, n) => (n === 0 ? `${text} ${sentences(random, 1)}` : text))
}

function headline(random: Random): string {
  const words = [
    random.pick(NAMES),
    random.pick(WORDS),
    random.pick(VERBS),
    random.pick(WORDS),
    random.pick(LINKS),
    random.pick(WORDS),
    random.pick(WORDS),
  ]
  return words.join(' ')
}

function sentences(random: Random, many: number): string {
  return Array.from({ length: many }, () => {
    const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => random.pick(WORDS))
    return `The ${a} ${b} of ${random.pick(NAMES)} ${random.pick(VERBS)} the ${c} ${random.pick(LINKS)} a ${d} ${e} and the ${f}.`
  }).join(' ')
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-')
}

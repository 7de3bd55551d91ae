/** `feeds`: what it says, what it keeps, and who may. */
import { describe, expect, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import { inventedFeeds } from '../invented-feeds.ts'
import { feedsRig, HOUR_MS, NOW_MS, reader } from './feeds-rig.ts'

const rig = feedsRig()
const { say, told, harbor, put } = rig

describe('adding', () => {
  test('looks, keeps it with who added it, and says what it is and what becomes of its past', async () => {
    let pokes = 0
    rig.room = { ...rig.room, feeds: { ...inventedFeeds({}), poke: () => void pokes++ } }
    const { answer, kind } = await say('feeds add https://harbor.example/feed.xml')
    const text = render(answer, { colour: false, width: null })
    expect(kind).toBe('answered')
    expect(answer.title).toBe('Feed 1 (The Harbor Times) is added')
    for (const line of ['Publisher  The Harbor Times', '2 items, the newest of Sun 16 Jun, 11:30', 'every 30 minutes at first'])
      expect(text).toContain(line)
    expect(text).toContain('What it has now is read in without alerting anybody')
    expect(text).not.toContain('Language')
    expect(answer.followUps.map(({ label }) => label)).toEqual(['Test', 'Pause', 'Remove', 'All feeds'])
    const feed = await rig.room.store.feeds.byId(1)
    expect(feed).toMatchObject({ url: 'https://harbor.example/feed.xml', owner: 'slack:T1:U1', surface: 'slack', nextMs: NOW_MS })
    expect(JSON.parse(feed?.direct ?? '')).toMatchObject({ channel: 'U1' })
    expect(pokes).toBe(1)
  })

  test('of a page names its feed, its language, its faults, and offers the other feeds', async () => {
    const { answer } = await say('feeds https://coast.example publisher:"The Coast"')
    const text = render(answer, { colour: false, width: null })
    for (const part of [
      'https://coast.example/rss',
      'named by the page',
      'German',
      'two items have one guid',
      'https://coast.example/sport.rss',
    ])
      expect(text).toContain(part)
    expect(answer.followUps[0]).toEqual({ label: 'Add Coastline Post – Sport', command: 'feeds add https://coast.example/sport.rss' })
    expect(await rig.room.store.feeds.byId(1)).toMatchObject({
      publisher: 'The Coast',
      title: 'Coastline Post – Nachrichten',
      language: 'de',
    })
  })

  test('what is there already is not added again, whether its address or its page is given', async () => {
    await harbor()
    expect(await told('feeds add https://harbor.example/feed.xml')).toContain('That one is there already: Feed 1 (The Harbor Times).')
    await say('feeds add https://coast.example')
    expect(await told('feeds add https://coast.example')).toContain('That one is there already: Feed 2')
    expect(await rig.room.store.feeds.count()).toBe(2)
  })

  test.each([
    ['feeds add https://nowhere.example', 'There is no such host.'],
    ['feeds add http://192.168.0.4/feed', 'NEWSDESK_PRIVATE_HOSTS names what may be.'],
    ['feeds add', 'needs the address of a feed or of a site'],
  ])('%s keeps nothing and says the way out', async (line, way) => {
    expect(await told(line)).toContain(way)
    expect(await rig.room.store.feeds.count()).toBe(0)
  })

  test('where nothing is fetched by itself it says how to, and where nothing can be fetched nothing is added', async () => {
    rig.room = { ...rig.room, feeds: inventedFeeds({}, { isKeptUp: false, trouble: null }) }
    expect(await told('feeds add https://harbor.example/feed.xml', null)).toContain('fetched by “newsdesk intake”')
    const { feeds: _, ...deaf } = rig.room
    rig.room = deaf
    expect(await told('feeds add https://coast.example')).toContain('by neither here')
    expect(await rig.room.store.feeds.count()).toBe(1)
  })
})

describe('who may', () => {
  test.each([
    'feeds',
    'feeds add https://harbor.example/feed.xml',
    'feeds list',
    'feeds remove 1',
    'feeds export',
    'feeds import starter',
    'feeds 1',
  ])('“%s” by others than managers is not done, and says who may', async (line) => {
    await harbor()
    const { answer } = await say(`/news ${line}`, reader)
    expect(answer.verdict).toBe('unanswered')
    expect(answer.blocks).toHaveLength(1)
    expect(answer.blocks[0]).toMatchObject({ type: 'notice', text: expect.stringMatching(/^Only managers add and change feeds/) })
    expect((await rig.room.store.feeds.list(0, 10)).map(({ id, isPaused }) => [id, isPaused])).toEqual([[1, false]])
  })

  test('at the terminal who runs it may, and is told there', async () => {
    await say('feeds add https://harbor.example/feed.xml', null)
    expect(await rig.room.store.feeds.byId(1)).toMatchObject({
      surface: 'terminal',
      owner: null,
      direct: expect.stringContaining('"terminal"'),
    })
  })
})

describe('the list', () => {
  test('says of each how it fares, in the time of who asks', async () => {
    await harbor()
    await say('feeds add https://coast.example')
    await rig.room.store.feeds.change(1, {
      succeededMs: NOW_MS - HOUR_MS,
      newsMs: NOW_MS - 2 * HOUR_MS,
      nextMs: NOW_MS + HOUR_MS,
      notes: ['dates without a zone'],
    })
    await rig.room.store.feeds.change(2, { fails: 5, failingSinceMs: NOW_MS - 30 * HOUR_MS, error: 'The server says 500.', isDead: true })
    const { answer } = await say('feeds')
    const [first, second] = answer.blocks.flatMap((block) => (block.type === 'facts' ? block.rows : []))
    const words = (row: typeof first) => row?.spans.map((span) => ('text' in span ? span.text : '')).join('')
    expect(words(first)).toBe(
      'The Harbor Times · fine · last read Sun 16 Jun, 13:00 · last new item Sun 16 Jun, 12:00 · 0 articles · next Sun 16 Jun, 15:00 · dates without a zone',
    )
    expect(words(second)).toBe(
      'Coastline Post – Nachrichten · Coastline Post · dead since Sat 15 Jun, 08:00: The server says 500 · never read · 0 articles · due now',
    )
    expect(answer.followUps.map(({ command }) => command)).toEqual(['feeds test 2', 'feeds pause 2'])
  })

  test('comes in pages, and says why nothing is fetched', async () => {
    for (let n = 1; n <= 10; n++) await put(`A ${n}`)
    rig.room = { ...rig.room, feeds: inventedFeeds({}, { isKeptUp: true, trouble: 'The store is busy.' }) }
    const first = await say('feeds list')
    expect(first.answer.followUps[0]).toEqual({ label: 'More', command: 'feeds list page:2', turn: true })
    const second = await told('feeds list page:2')
    expect(second).toContain('A 10')
    expect(second).not.toContain('A 8')
    expect(second).toContain('Nothing is fetched at present: The store is busy.')
    expect(await told('feeds list page:0')).toContain('page: takes a number from 1')
  })

  test('of nothing says how to begin', async () => {
    expect(await told('feeds')).toMatch(/There are no feeds yet\. .*feeds add/)
  })

  test('a number alone shows that feed in full, with what it brought last', async () => {
    await rig.room.add([
      {
        id: 'ferry',
        title: 'Ferry to Port Vell resumes',
        headlined: true,
        publisher: 'The Harbor Times',
        authors: [],
        published: '2024-06-16T09:30:00Z',
        about: null,
        url: 'https://harbor.example/ferry',
        tags: [],
        body: 'The ferry to Port Vell resumes on Monday.',
      },
    ])
    await harbor()
    await rig.room.store.feeds.keepItems([
      {
        feed: 1,
        key: 'k',
        guidKey: null,
        urlKey: null,
        titleKey: null,
        articleId: 'ferry',
        isOwner: true,
        fingerprint: 'f',
        firstMs: NOW_MS,
        seenMs: NOW_MS,
        pageTries: 0,
        pageDueMs: null,
      },
    ])
    await rig.room.store.feeds.keepOrigins([
      { articleId: 'ferry', feed: 1, firstMs: NOW_MS, language: 'de', isPaywalled: true, note: 'its date lay in the future' },
    ])
    await rig.room.store.feeds.change(1, { notes: ['dates without a zone'], succeededMs: NOW_MS })
    const text = await told('feeds 1')
    for (const part of ['State fine', 'Last read Sun 16 Jun, 14:00', 'Fetched every', 'dates without a zone', 'Ferry to Port Vell resumes'])
      expect(text).toContain(part)
    expect(await told('feeds 7')).toContain('There is no feed 7.')
    expect(await told('evidence ferry@0-41')).toContain(
      '[1] Read from The Harbor Times on 16 Jun 2024: only those who pay can read it whole; in German; its date lay in the future',
    )
  })
})

describe('looking after one', () => {
  test('paused, resumed and removed; its articles stay, and the way back is told', async () => {
    await harbor()
    expect(await told('feeds pause')).toContain('Feed 1 (The Harbor Times) is paused.')
    expect(await told('feeds pause 1')).toContain('is paused already.')
    await rig.room.store.feeds.change(1, { nextMs: NOW_MS + HOUR_MS })
    expect(await told('feeds resume 1')).toContain('goes on. It is fetched now.')
    expect(await rig.room.store.feeds.byId(1)).toMatchObject({ isPaused: false, nextMs: NOW_MS })
    const { answer } = await say('feeds remove #1')
    expect(answer.followUps[0]?.command).toBe('feeds add https://harbor.example/feed.xml publisher:"The Harbor Times"')
    expect(await told('feeds remove 1')).toContain('There is no feed 1.')
    expect((await say(answer.followUps[0]?.command ?? '')).kind).toBe('answered')
  })

  test('which one is asked where several are there, and a mistyped action is met with what was meant', async () => {
    await harbor()
    await say('feeds add https://coast.example')
    expect(await told('feeds pause')).toContain('Which one? Write its number, for example: feeds pause 1')
    expect(await told('feeds pause the coast')).toContain('“the coast” is not the number of a feed')
    expect(await told('/news feeds lsit')).toContain('Did you mean “feeds list”?')
    expect(await told('/news feeds something else entirely')).toContain('neither an address nor the number of a feed')
  })

  test('a test stores nothing and shows the first items as they would be stored', async () => {
    const { answer } = await say('feeds test https://harbor.example/feed.xml')
    const text = render(answer, { colour: false, width: null })
    for (const part of [
      'Ferry to Port Vell resumes',
      '16 Jun 2024',
      '41 words of the text',
      'without a date',
      '1 word',
      'its date lies in the future',
      'Of 1 of these 2',
      'Nothing of it was stored.',
    ])
      expect(text).toContain(part)
    expect(answer.followUps).toEqual([{ label: 'Add it', command: 'feeds add https://harbor.example/feed.xml' }])
    expect(await rig.room.store.feeds.count()).toBe(0)
    await harbor()
    expect(await told('feeds test 1')).toContain('Feed 1 (The Harbor Times), as it is now')
    expect(await told('feeds test https://nowhere.example')).toContain('There is no such host.')
  })
})

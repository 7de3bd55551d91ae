import { describe, expect, test } from 'vitest'
import { BOUNDS } from '../../../src/intake/live/bounds.ts'
import { aPage, FEED_URL, liveRig, type Standing } from './rig.ts'
import { aDocument, anItem, aText } from './small-feed.ts'

const HOUR_MS = 3_600_000
const items = (...numbers: number[]) => numbers.map((n) => anItem(n))
const at = (document: Standing, ...more: [string, Standing][]) => new Map<string, Standing>([[FEED_URL, document], ...more])

const web12 = () => at(aDocument(items(1, 2)))

describe('what a feed brings', () => {
  test('is stored once, however often it stands there, and found', async () => {
    const rig = await liveRig(at(aDocument(items(1, 2, 3))))
    await rig.add()
    for (let n = 0; n < 3; n++) await rig.turn(HOUR_MS)
    const stored = await rig.articles()
    expect(stored.map(({ title }) => title).toSorted()).toEqual(['Story number 1', 'Story number 2', 'Story number 3'])
    expect(stored[0]).toMatchObject({
      publisher: 'Harbour Times',
      published: '2026-11-28T09:00:00Z',
      url: 'https://harbourtimes.example/1',
      authors: ['Ines Okafor'],
    })
    const [hit] = await rig.newsroom.search('market number 21 inspector 39', { now: new Date(rig.now()), zone: 'UTC' }, 5)
    expect(hit?.title).toBe('Story number 3')
  })

  test('has a headline that is cut at a word, with a sign, where it is a text', async () => {
    const long = `The council of Port Vell decided ${'on the harbour tunnel '.repeat(20)}`.trim()
    const chinese = `${'港'.repeat(149)}🚢${'口'.repeat(300)}`
    const rig = await liveRig(at(aDocument([anItem(1, { title: long }), anItem(2, { title: chinese })])))
    await rig.add()
    await rig.turn(HOUR_MS)
    const [latin = '', other = ''] = (await rig.articles()).map(({ title }) => title).toSorted()
    expect(latin.length).toBeLessThanOrEqual(300)
    expect(long.startsWith(`${latin.slice(0, -1)} `)).toBe(true)
    expect([latin, other].map((title) => title.at(-1))).toEqual(['…', '…'])
    expect(other.isWellFormed()).toBe(true)
  })

  const edits = {
    title: { title: 'Another headline for the story' },
    address: { link: 'https://harbourtimes.example/moved/1' },
    date: { published: { printed: '2026-11-28T10:00:00Z', iso: '2026-11-28T10:00:00Z' } },
    text: { text: `${aText(1)} The mayor has since said that it will be done again.` },
    'title and address': { title: 'Another headline for the story', link: 'https://harbourtimes.example/moved/1' },
    guid: { id: 'new-guid-1' },
    'guid and address': { id: 'new-guid-1', link: 'https://harbourtimes.example/moved/1' },
  }
  test.each(Object.entries(edits))('with another %s it is another version, and no other article', async (what, edit) => {
    const web = at(aDocument(items(1, 2)))
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    web.set(FEED_URL, aDocument([anItem(1, edit), anItem(2)]))
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    const stored = await rig.articles()
    expect(stored).toHaveLength(2)
    const versions = await rig.store.versionNumbers(stored.map(({ id }) => id))
    // A GUID is nothing that a reader sees.
    expect([...versions.values()].toSorted()).toEqual(what === 'guid' ? [1, 1] : [1, 2])
  })

  test('of two feeds is one article, and the second changes nothing', async () => {
    const other = 'https://harbourtimes.example/top'
    const web = at(aDocument(items(1)), [other, aDocument([anItem(1, { id: 'top-1', title: 'Shorter', text: 'In short.' })])])
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    await rig.add(other)
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    expect((await rig.articles()).map(({ title }) => title)).toEqual(['Story number 1'])
    expect(await rig.store.versionNumbers((await rig.articles()).map(({ id }) => id)).then((all) => [...all.values()])).toEqual([1])
  })

  test('of two feeds that are read at the same time is one article', async () => {
    const other = 'https://harbourtimes.example/top'
    const rig = await liveRig(at(aDocument(items(1, 2)), [other, aDocument([anItem(1, { id: 'x' }), anItem(2, { id: 'y' })])]))
    await rig.add()
    await rig.add(other)
    await rig.turn()
    expect(await rig.articles()).toHaveLength(2)
  })

  test.each(['before', 'after'] as const)('cut off %s its articles are stored, it is there once after the next turn', async (at) => {
    const rig = await liveRig(web12())
    await rig.add()
    rig.crash.at = at
    await expect(rig.turn()).rejects.toThrow(/killed/)
    expect(await rig.articles()).toHaveLength(at === 'after' ? 2 : 0)
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    const stored = await rig.articles()
    expect(stored).toHaveLength(2)
    expect([...(await rig.store.versionNumbers(stored.map(({ id }) => id))).values()]).toEqual([1, 1])
  })

  test('under one guid or one address for all is told apart, and told', async () => {
    const same = { id: 'same', link: 'https://harbourtimes.example/' }
    const rig = await liveRig(at(aDocument([1, 2, 3].map((n) => anItem(n, same)))))
    const { id } = await rig.add()
    await rig.turn()
    await rig.turn(HOUR_MS)
    expect(await rig.articles()).toHaveLength(3)
    expect((await rig.store.feeds.byId(id))?.notes.join()).toMatch(/GUID/)
  })

  test('a guid that comes again for another story is noticed', async () => {
    const web = at(aDocument([anItem(1, { id: 'lead' })]))
    const rig = await liveRig(web)
    const { id } = await rig.add()
    await rig.turn()
    web.set(FEED_URL, aDocument([anItem(50, { id: 'lead' })]))
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    expect((await rig.articles()).map(({ title }) => title)).toEqual(['Story number 1', 'Story number 50'])
    expect(await rig.store.feeds.byId(id)).toMatchObject({ error: null })
  })
})

describe('pages', () => {
  const part = (n: number) =>
    anItem(n, { text: 'The tram was opened on Tuesday.', isPart: true, title: `Story number ${n} about the tram` })
  const page = (n: number) => aPage({ title: `Story number ${n} about the tram`, body: aText(n), language: 'en', isPaywalled: n === 2 })

  test('give the whole text where the feed gives a part, and say what is paid for', async () => {
    const rig = await liveRig(
      at(aDocument([part(1), part(2)]), ['https://harbourtimes.example/1', page(1)], ['https://harbourtimes.example/2', page(2)]),
    )
    await rig.add()
    await rig.turn()
    const stored = await rig.articles()
    expect(stored.map(({ body }) => body).toSorted()).toEqual([aText(1), aText(2)].toSorted())
    const origins = await rig.store.feeds.origins(stored.map(({ id }) => id))
    expect(origins.map(({ isPaywalled }) => isPaywalled).toSorted()).toEqual([false, true])
  })

  test('that cannot be had for now are asked for again, three times at most', async () => {
    const web = at(aDocument([part(1)]), [
      'https://harbourtimes.example/1',
      { kind: 'failed', fault: 'time', reason: 'It took too long.', retryMs: null },
    ])
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    expect((await rig.articles())[0]?.body).toBe('The tram was opened on Tuesday.')
    await rig.turn(HOUR_MS)
    web.set('https://harbourtimes.example/1', page(1))
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    expect((await rig.articles()).map(({ body }) => body)).toEqual([aText(1)])
    expect(rig.asked.filter((url) => url.endsWith('/1'))).toHaveLength(3)
  })

  test('that are away when the headline is edited lose nothing of the text', async () => {
    const web = at(aDocument([part(1)]), ['https://harbourtimes.example/1', page(1)])
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    web.set('https://harbourtimes.example/1', { kind: 'failed', fault: 'connect', reason: 'It does not answer.', retryMs: null })
    web.set(FEED_URL, aDocument([{ ...part(1), title: 'Story number 1 about the tram, corrected' }]))
    await rig.turn(HOUR_MS)
    expect(await rig.articles()).toMatchObject([{ title: 'Story number 1 about the tram, corrected', body: aText(1) }])
  })

  test('of a host that asks for rest are left until then, without using up their tries', async () => {
    const rest = { kind: 'failed', fault: 'later', reason: 'It asks for rest.', retryMs: 2 * HOUR_MS } as const
    const web = at(aDocument([part(1), part(2)]), ['https://harbourtimes.example/1', rest], ['https://harbourtimes.example/2', rest])
    const rig = await liveRig(web)
    await rig.add()
    for (let n = 0; n < 5; n++) await rig.turn(HOUR_MS)
    expect(rig.asked.filter((url) => /\/[12]$/.test(url)).length).toBeLessThanOrEqual(5)
    for (const n of [1, 2]) web.set(`https://harbourtimes.example/${n}`, page(n))
    await rig.turn(3 * HOUR_MS)
    expect((await rig.articles()).map(({ body }) => body).toSorted()).toEqual([aText(1), aText(2)].toSorted())
  })

  test('that are about something else are not believed', async () => {
    const rig = await liveRig(
      at(aDocument([part(1)]), [
        'https://harbourtimes.example/1',
        aPage({ title: 'Before you continue', body: `${'We value your privacy. '.repeat(30)}` }),
      ]),
    )
    await rig.add()
    await rig.turn()
    expect((await rig.articles())[0]?.body).toBe('The tram was opened on Tuesday.')
  })

  test('whose own address is another article’s are that article', async () => {
    const other = 'https://aggregator.example/feed'
    const item = anItem(1, { id: 'a-1', link: 'https://aggregator.example/go/1', isPart: true, text: 'In short.' })
    const web = at(
      aDocument(items(1)),
      [other, aDocument([item], { link: 'https://aggregator.example/' })],
      ['https://aggregator.example/go/1', aPage({ ...page(1), canonical: 'https://harbourtimes.example/1' })],
    )
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    await rig.add(other, 'The Aggregator')
    await rig.turn(HOUR_MS)
    await rig.turn(HOUR_MS)
    expect(await rig.articles()).toHaveLength(1)
  })
})

describe('much at once', () => {
  test('a feed’s past comes in by and by, alerts nobody, and is not called a flood', async () => {
    const rig = await liveRig(at(aDocument(items(...Array.from({ length: 250 }, (_, n) => n)))))
    const { id } = await rig.add()
    await rig.turn()
    expect(await rig.articles()).toHaveLength(BOUNDS.newItems)
    for (let n = 0; n < 3; n++) await rig.turn(HOUR_MS)
    expect(await rig.articles()).toHaveLength(250)
    expect(rig.told).toEqual([])
    expect((await rig.store.arrivals({ generation: 0, seq: 0 }, 1_000)).every(({ isQuiet }) => isQuiet)).toBe(true)
    expect((await rig.store.feeds.byId(id))?.notes).toEqual([])
  })

  test('a flood is told once, alerts nobody, and loses nothing', async () => {
    const web = at(aDocument(items(1)))
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    web.set(FEED_URL, aDocument(items(...Array.from({ length: 300 }, (_, n) => n + 1))))
    for (let n = 0; n < 4; n++) await rig.turn(HOUR_MS)
    expect(await rig.articles()).toHaveLength(300)
    expect(rig.told.map(({ event }) => event)).toEqual(['flood'])
    expect((await rig.store.arrivals({ generation: 0, seq: 0 }, 1_000)).every(({ isQuiet }) => isQuiet)).toBe(true)
    web.set(FEED_URL, aDocument(items(301)))
    await rig.turn(HOUR_MS)
    expect((await rig.store.arrivals({ generation: 0, seq: 0 }, 1_000)).filter(({ isQuiet }) => !isQuiet)).toHaveLength(1)
  })
})

describe('health', () => {
  test('what ends the workshop twice is quarantined, and the others go on', async () => {
    const bomb = 'https://bomb.example/feed'
    const rig = await liveRig(at(aDocument(items(1)), [bomb, { kind: 'bomb' }]))
    const { id } = await rig.add(bomb, 'Bomb')
    await rig.add()
    await rig.turn()
    expect(await rig.store.feeds.byId(id)).toMatchObject({ isPaused: false, fails: 1 })
    await rig.turn(HOUR_MS)
    expect(await rig.store.feeds.byId(id)).toMatchObject({ isPaused: true, why: expect.stringMatching(/took more/) })
    expect(rig.told.map(({ event }) => event)).toEqual(['quarantined'])
    expect(await rig.articles()).toHaveLength(1)
  })

  test('dead and back are told once each', async () => {
    const web = at(aDocument(items(1)))
    const rig = await liveRig(web)
    await rig.add()
    await rig.turn()
    web.set(FEED_URL, { kind: 'failed', fault: 'connect', reason: 'It does not answer.', retryMs: null })
    for (let n = 0; n < 40; n++) await rig.turn(HOUR_MS)
    expect(rig.told.map(({ event }) => event)).toEqual(['dead'])
    web.set(FEED_URL, aDocument(items(1, 2)))
    for (let n = 0; n < 3; n++) await rig.turn(HOUR_MS)
    expect(rig.told.map(({ event }) => event)).toEqual(['dead', 'back'])
  })

  test('a time without a zone makes no news of today, and the day is known once it is over', async () => {
    const printed = '2026-11-28T09:00:00'
    const rig = await liveRig(at(aDocument([anItem(1, { published: { printed, iso: printed } })])))
    await rig.add()
    await rig.turn()
    expect((await rig.articles())[0]?.published).toBeNull()
    await rig.turn(48 * HOUR_MS)
    expect((await rig.articles())[0]?.published).toBe('2026-11-28')
  })
})

describe('retention', () => {
  test('what is past its time goes, but for what was shown, and does not come back', async () => {
    const rig = await liveRig(at(aDocument(items(1, 2, 3))), { days: 30 })
    await rig.add()
    await rig.turn()
    const cited = (await rig.articles()).find(({ title }) => title === 'Story number 2')
    await rig.store.feeds.cite([cited?.id ?? ''], rig.now())
    await rig.turn(31 * 24 * HOUR_MS)
    await rig.intake.sweep()
    expect((await rig.articles()).map(({ title }) => title)).toEqual(['Story number 2'])
    await rig.turn(HOUR_MS)
    expect((await rig.articles()).map(({ title }) => title)).toEqual(['Story number 2'])
    // Edited, it is there again, but not for another thirty days.
    rig.web.set(FEED_URL, aDocument([anItem(1, { title: 'Edited much later' }), anItem(2), anItem(3)]))
    await rig.turn(HOUR_MS)
    expect(await rig.articles()).toHaveLength(2)
    await rig.intake.sweep()
    expect((await rig.articles()).map(({ title }) => title)).toEqual(['Story number 2'])
    expect(await rig.newsroom.search('market number 21', { now: new Date(rig.now()), zone: 'UTC' }, 5)).not.toContainEqual(
      expect.objectContaining({ title: 'Story number 3' }),
    )
  })
})

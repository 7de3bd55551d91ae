import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Channel } from '../../adapters/web/host.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { digestKey } from '../../src/web-desk/digest-key.ts'
import { ARTICLES, ASKED, smallNewsroom } from '../small-newsroom.ts'
import { delivery, digest, planned } from '../store/delivery-samples.ts'
import { openRig, type Rig } from './desk-rig.ts'

const NOW_MS = ASKED.now.getTime()
const SPEC = JSON.stringify({
  schedule: { days: [1, 2, 3, 4, 5], minute: 480, zone: 'UTC' },
  topic: 'Tidewater',
  max: 5,
  style: 'brief',
  empty: 'quiet',
  graceMs: 3_600_000,
})

let room: Newsroom
let rig: Rig
beforeAll(async () => {
  room = await smallNewsroom()
  rig = openRig(room, ASKED)
})
afterAll(() => room.close())

async function expectExact({ items }: Channel): Promise<void> {
  for (const { articleId, quote } of items) expect((await room.store.article(articleId))?.body).toContain(quote)
}

describe('the channel of a query', () => {
  test('has what “latest” tells of it, with its search words', async () => {
    const all = await rig.desk.queryChannel('', ASKED)
    expect(all.items.map(({ articleId }) => articleId)).toEqual(['truck-recall', 'tidewater-fine', 'plant-plan', 'old-memo', 'undated'])
    expect(all.items.map(({ atMs }) => atMs)).toEqual([1_718_083_800_000, 1_715_968_800_000, 1_709_726_400_000, 1_686_830_400_000, null])
    await expectExact(all)
    expect((await rig.desk.queryChannel('Tidewater before:2024-04-01', ASKED)).items.map(({ articleId }) => articleId)).toEqual([
      'plant-jobs',
    ])
    expect((await rig.desk.queryChannel('source:harbor', ASKED)).items.map(({ articleId }) => articleId)).toEqual([
      'truck-recall',
      'plant-plan',
      'old-memo',
    ])
    expect(all.items.every(({ quote }) => quote !== '')).toBe(true)
  })

  test('keeps the key of a story while others join it', async () => {
    const own = await smallNewsroom(ARTICLES.filter(({ id }) => id !== 'plant-jobs'))
    const { desk } = openRig(own, ASKED)
    const keyOf = async () => (await desk.queryChannel('battery plant', ASKED)).items.map(({ key }) => key)
    const before = await keyOf()
    await own.add(ARTICLES.filter(({ id }) => id === 'plant-jobs'))
    expect((await desk.queryChannel('battery plant', ASKED)).items[0]?.storyId).toMatch(/^story-/)
    expect(await keyOf()).toEqual(before)
    await own.close()
  })

  test.each(['source:nope', 'since:never', 'limit:many', 'zyzzyva qwortle', '\u0000<x>', 'zyzzyva '.repeat(60_000)])(
    'of what cannot be found or read is empty, and says so where it can (%#)',
    async (query) => {
      const { items, description, title } = await rig.desk.queryChannel(query, ASKED)
      expect(items).toEqual([])
      expect(description).not.toBe('')
      expect(title.length).toBeLessThan(600)
    },
  )

  test('is bounded', async () => {
    const [sample] = ARTICLES
    if (sample === undefined) throw new Error('no sample')
    const words = ['anchor', 'basket', 'candle', 'donkey', 'engine', 'feather', 'garden', 'hammer', 'island', 'jacket']
    const many = Array.from({ length: 80 }, (_, i) => ({
      ...sample,
      id: `m${i}`,
      title: `${words[i % 10]} ${words[Math.floor(i / 10)]} ${i}`,
      body: `The ${words[i % 10]} of ${words[Math.floor(i / 10)]} number ${i} was found.`,
      published: `2023-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
    }))
    const own = await smallNewsroom(many)
    expect((await openRig(own, ASKED).desk.queryChannel('', ASKED)).items).toHaveLength(50)
    await own.close()
  })
})

describe('the channel of a digest', () => {
  const told = (articles: Readonly<Record<string, number>>, line: string) => JSON.stringify({ articles, publishers: [], line })

  type Told = { readonly storyId: string; readonly told: string }
  type WithDigest = {
    readonly rig: Rig
    readonly own: Newsroom
    readonly key: string
    run(hour: number, stories: Told[]): Promise<boolean>
  }
  async function withDigest(): Promise<WithDigest> {
    const own = await smallNewsroom()
    await own.store.digests.add(digest({ spec: SPEC, nextMs: NOW_MS - 7_200_000 }))
    const run = (hour: number, stories: Told[]) => {
      const plan = planned(1, hour)
      const dueMs = NOW_MS - 7_200_000 + hour * 3_600_000
      return own.store.digests.plan({
        ...plan,
        fromMs: dueMs,
        next: { slot: plan.next?.slot ?? '', ms: dueMs + 3_600_000 },
        runs: plan.runs.map((one) => ({ ...one, dueMs })),
        told: stories,
        deliveries: plan.deliveries.map(({ key }) => delivery(key, { dueMs, expiresMs: dueMs + 3_600_000 })),
      })
    }
    await run(0, [
      {
        storyId: 'story-1',
        told: told({ 'plant-jobs': 1, 'plant-plan': 1 }, 'Tidewater Energy will supply the plant with power from June 2025.'),
      },
      { storyId: 'article:gone', told: told({ gone: 1 }, 'It is not stored any more.') },
    ])
    await run(1, [{ storyId: 'article:tidewater-fine', told: told({ 'tidewater-fine': 1 }, 'Tidewater fined over spill') }])
    return { own, rig: openRig(own, ASKED), key: await digestKey(own.store, 1), run }
  }

  test('tells what its runs told, newest first, by the article that says it', async () => {
    const { own, rig: its, key } = await withDigest()
    const channel = await its.desk.digestChannel(1, key, ASKED)
    expect(channel?.items).toEqual([
      {
        key: `digest-1:article:tidewater-fine:${NOW_MS - 3_600_000}`,
        title: 'Tidewater fined over spill',
        articleId: 'tidewater-fine',
        storyId: null,
        publisher: 'Coastline Post',
        atMs: NOW_MS - 3_600_000,
        // What was shown was its headline.
        quote: '',
      },
      {
        key: `digest-1:story-1:${NOW_MS - 7_200_000}`,
        title: 'Doubts over jobs at the Borealis plant',
        articleId: 'plant-jobs',
        storyId: 'story-1',
        publisher: 'Coastline Post',
        atMs: NOW_MS - 7_200_000,
        quote: 'Tidewater Energy will supply the plant with power from June 2025.',
      },
    ])
    expect(channel?.title).toContain('Tidewater')
    await own.close()
  })

  test('tells a story once, as it was told last, whatever it was called before', async () => {
    const { own, rig: its, key, run } = await withDigest()
    const line = 'Tidewater Energy will supply the plant with power from June 2025.'
    await run(2, [{ storyId: 'story-9', told: told({ 'plant-jobs': 1, 'plant-plan': 1, 'truck-recall': 1 }, line) }])
    const items = (await its.desk.digestChannel(1, key, ASKED))?.items ?? []
    expect(items.map(({ key: name }) => name.replace(/:\d+$/, ''))).toEqual(['digest-1:story-9', 'digest-1:article:tidewater-fine'])
    await own.close()
  })

  test('opens to its own key alone', async () => {
    const { own, rig: its, key } = await withDigest()
    await own.store.digests.add(digest({ spec: SPEC }))
    expect((await its.desk.digestChannel(2, await digestKey(own.store, 2), ASKED))?.items).toEqual([])
    for (const wrong of ['', key.slice(1), `${key}x`, await digestKey(own.store, 2), 'x'.repeat(100_000), '\ud800'])
      expect(await its.desk.digestChannel(1, wrong, ASKED)).toBeNull()
    for (const id of [0, -1, 1.5, Number.NaN, 99]) expect(await its.desk.digestChannel(id, key, ASKED)).toBeNull()
    expect(await its.desk.digestChannel(99, await digestKey(own.store, 99), ASKED)).toBeNull()
    await own.close()
  })
})

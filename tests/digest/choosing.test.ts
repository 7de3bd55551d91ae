import { afterEach, describe, expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import {
  article,
  BLAST,
  BLAST_TOO,
  choose,
  chooseAfter,
  DAY_MS,
  FERRY,
  inStory,
  MORNING,
  NEWS,
  newsroomOf,
  RECALL,
  toldIn,
} from './small-digest.ts'

let newsroom: Newsroom
afterEach(() => newsroom.close())

async function filled(articles: readonly Article[] = NEWS): Promise<void> {
  newsroom = await newsroomOf(articles)
}

describe('what is news', () => {
  test('each event once, told by most outlets first, with the outlets counted', async () => {
    await filled()
    const digest = await choose(newsroom, MORNING)
    expect(toldIn(digest).toSorted()).toEqual(['blast', 'ferry', 'recall'])
    expect(digest.stories[0]?.publishers.toSorted()).toEqual(['Coast Post', 'Harbor Global'])
    expect(digest.stories.every(({ section }) => section === 'new')).toBe(true)
    expect(digest).toMatchObject({ total: 3, read: 4, matching: 4, problem: null, sinceMs: null })
  })

  test('nothing undated, of an inferred month, from the future or from before the window', async () => {
    const body = (what: string): string => `The harbour of ${what} was opened by the mayor in front of a large crowd of fishermen.`
    await filled([
      article('undated', 'Coast Post', null, 'A harbour without a day', body('Marlow')),
      article('inferred', 'Coast Post', null, 'A harbour of a month', body('Quayle'), { about: '2026-11' }),
      article('future', 'Coast Post', '2026-11-29T09:00:00Z', 'A harbour to come', body('Norwick')),
      article('old', 'Coast Post', '2026-11-20T09:00:00Z', 'A harbour of last week', body('Brack')),
    ])
    expect(await choose(newsroom, MORNING)).toMatchObject({ stories: [], total: 0, told: [] })
  })

  test('published before the last run but come after it is news, long before it is not', async () => {
    await filled([BLAST])
    const first = await choose(newsroom, MORNING)
    const late = { ...FERRY, published: '2026-11-27T20:00:00Z' }
    const stale = { ...RECALL, published: '2026-11-24T20:00:00Z' }
    await newsroom.add([late, stale])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual(['ferry'])
  })

  test('a bare date is a day, of which the morning does not yet know the noon', async () => {
    await filled([{ ...FERRY, published: '2026-11-28' }])
    expect(toldIn(await choose(newsroom, MORNING))).toEqual(['ferry'])
  })

  test('an old text printed again is none, under a new id or a new date', async () => {
    const guide = `${FERRY.body}\n\nThe crossing takes nine hours and passes the lights of Brack, Quayle and the three islands, where seals sleep on the rocks in summer.`
    await filled([
      { ...FERRY, id: 'guide', body: guide, published: '2026-10-01T08:00:00Z' },
      { ...RECALL, id: 'moved', published: '2026-10-02T08:00:00Z' },
    ])
    await newsroom.add([
      { ...FERRY, id: 'guide-again', title: 'All about the night ferry', body: guide },
      { ...RECALL, id: 'moved', title: 'Veltrona recalls trucks', published: '2026-11-27T18:00:00Z' },
    ])
    expect(toldIn(await choose(newsroom, MORNING))).toEqual([])
  })

  test('a story that began before the window is developing', async () => {
    const before = { ...BLAST, published: '2026-11-22T10:00:00Z' }
    await filled([before, BLAST_TOO])
    await inStory(newsroom, 'story-blast', [before, BLAST_TOO])
    expect((await choose(newsroom, MORNING)).stories).toMatchObject([
      { id: 'story-blast', section: 'developing', central: { article: { id: 'blast-too' } } },
    ])
  })
})

describe('what is worth a line', () => {
  const page = (id: string, title: string, body: string): Article => article(id, 'Coast Post', '2026-11-27T16:00:00Z', title, body)
  const QUIZ = page(
    'quiz',
    'Quiz of the week: 21 – 27 November',
    'Which harbour of Norwick burned on Friday? Ines Okafor asks ten questions.',
  )
  const WHY = page(
    'why',
    'Why apples of Quayle cost more',
    'Growers of Quayle look at frost, wages and the price of diesel to explain what apples cost this autumn.',
  )

  test('a quiz, a briefing or a shop is not, unless a topic asks for it', async () => {
    await filled([...NEWS, QUIZ])
    expect(toldIn(await choose(newsroom, MORNING)).toSorted()).toEqual(['blast', 'ferry', 'recall'])
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'source:"Coast Post"' }))).not.toContain('quiz')
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'quiz' }))).toEqual(['quiz'])
  })

  test('what happened stands before what explains, and each says why it stands there', async () => {
    await filled([WHY, ...NEWS])
    const { stories } = await choose(newsroom, MORNING)
    expect(stories.map(({ central }) => central.article.id)).toEqual(['blast', 'recall', 'ferry', 'why'])
    expect(stories[0]?.why.slice(0, 3)).toEqual(['2 outlets', 'a report of its day', 'of weight by its headline'])
    expect(stories.at(-1)?.why.slice(0, 2)).toEqual(['1 outlet', 'explains or judges'])
  })

  test('of a story, the report rather than what explains it', async () => {
    const explained = { ...BLAST_TOO, title: 'Norwick refinery blast: What to know', published: '2026-11-27T20:00:00Z' }
    await filled([BLAST, explained])
    await inStory(newsroom, 'story-blast', [explained, BLAST])
    expect(toldIn(await choose(newsroom, MORNING))).toEqual(['blast'])
  })
})

describe('a topic', () => {
  test('is a name, words, or any query of the core', async () => {
    await filled()
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'Veltrona' }))).toEqual(['recall'])
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'night ferry' }))).toEqual(['ferry'])
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'Norwick source:"Coast Post"' })).toSorted()).toEqual(['blast-too', 'ferry'])
    expect(toldIn(await choose(newsroom, MORNING, { topic: 'Zanzibar' }))).toEqual([])
  })

  test('that cannot be looked for tells nothing, and why', async () => {
    await filled()
    const digest = await choose(newsroom, MORNING, { topic: 'Veltrona since:monday' })
    expect(digest).toMatchObject({ stories: [], told: [], total: 0 })
    expect(digest.problem).not.toBeNull()
  })
})

describe('what was told', () => {
  test('is not told again, also not where clustering gave the story another id', async () => {
    await filled()
    const first = await choose(newsroom, MORNING)
    expect(first.told.map(({ storyId }) => storyId).toSorted()).toEqual(first.stories.map(({ id }) => id).toSorted())
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual([])
    await inStory(newsroom, 'story-renamed', [BLAST, BLAST_TOO])
    await newsroom.add([{ ...BLAST_TOO, id: 'blast-copy', publisher: 'Inland Sun', published: '2026-11-28T09:00:00Z' }])
    await inStory(newsroom, 'story-renamed', [BLAST, BLAST_TOO, { ...BLAST_TOO, id: 'blast-copy' }])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual([])
  })

  test('is told again as developing with what a new article adds', async () => {
    await filled([BLAST])
    await inStory(newsroom, 'story-blast', [BLAST])
    const first = await choose(newsroom, MORNING)
    const next = article(
      'cause',
      'Inland Sun',
      '2026-11-28T12:00:00Z',
      'Faulty valve behind Norwick blast',
      'A blast at the Tidewell refinery in Norwick left 30 workers injured on Friday. Investigators led by Ruth Adeyemi found a faulty valve that Brackwater Pumps had delivered in May.',
    )
    await newsroom.add([next])
    await inStory(newsroom, 'story-blast', [BLAST, next])
    const second = await chooseAfter(newsroom, first)
    expect(second.stories).toMatchObject([{ id: 'story-blast', section: 'developing', changes: ['now also in Inland Sun'] }])
    const [story] = second.stories
    const { sentence, central } = story ?? {}
    expect(central?.article.body.slice(sentence?.start, sentence?.end)).toBe(
      'Investigators led by Ruth Adeyemi found a faulty valve that Brackwater Pumps had delivered in May.',
    )
    expect(toldIn(await chooseAfter(newsroom, second, { told: new Map(first.told.map((one) => [one.storyId, one.told])) }))).toEqual([])
  })

  test('is told again as updated where a figure of it was changed, and not where a word was', async () => {
    await filled([BLAST, FERRY])
    const first = await choose(newsroom, MORNING)
    await newsroom.add([
      { ...BLAST, title: 'Blast at Norwick refinery leaves 34 injured', body: BLAST.body.replace('30 workers', '34 workers') },
      { ...FERRY, body: FERRY.body.replace('will return', 'shall return') },
    ])
    const second = await chooseAfter(newsroom, first)
    expect(second.stories).toMatchObject([
      { section: 'updated', central: { article: { id: 'blast' } }, changes: ['an article by Harbor Global was changed: 30 → 34 injured'] },
    ])
    expect(toldIn(await chooseAfter(newsroom, second, { told: new Map(first.told.map((one) => [one.storyId, one.told])) }))).toEqual([])
  })

  test('is remembered with the twin of an event that clustering left in another story', async () => {
    const twin = { ...FERRY, id: 'ferry-twin', publisher: 'Inland Sun' }
    await filled([FERRY, twin])
    await inStory(newsroom, 'story-one', [FERRY])
    await inStory(newsroom, 'story-two', [twin])
    const first = await choose(newsroom, MORNING)
    expect(first).toMatchObject({ total: 1, stories: [{}] })
    expect(first.told.map(({ storyId }) => storyId).toSorted()).toEqual(['story-one', 'story-two'])
  })

  test('is not told again for another headline, address, byline, date or note', async () => {
    await filled()
    const first = await choose(newsroom, MORNING)
    await newsroom.add([
      { ...BLAST, title: 'What we know about the fire in Norwick', published: '2026-11-28T09:00:00Z' },
      { ...BLAST_TOO, url: 'https://coast.example/blast', authors: ['Ruth Adeyemi'] },
      { ...FERRY, body: `By Ruth Adeyemi and Tom Reyes\n\n${FERRY.body}` },
      { ...RECALL, body: `${RECALL.body}\n\nCorrection: An earlier version of this article misspelled Brackwater Pumps of Brack.` },
    ])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual([])
  })

  test('is told again where it goes on another day, and not where somebody explains it', async () => {
    await filled([FERRY])
    await inStory(newsroom, 'story-ferry', [FERRY])
    const first = await choose(newsroom, MORNING)
    const body = 'Sundline and the harbour office signed a contract on Saturday in front of the old pier. Its flags were out.'
    const explained = article(
      'why',
      'Inland Sun',
      '2026-11-28T12:00:00Z',
      'Why the ferry comes back',
      'A ticket of Sundline cost €21 in Quayle.',
    )
    await newsroom.add([explained])
    await inStory(newsroom, 'story-ferry', [FERRY, explained])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual([])
    const signed = article('signed', 'Inland Sun', '2026-11-28T12:00:00Z', 'Sundline signs ferry contract', body)
    await newsroom.add([signed])
    await inStory(newsroom, 'story-ferry', [FERRY, explained, signed])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual(['signed'])
  })

  test('is known by its line where clustering does not see that the event is the same', async () => {
    await filled([FERRY])
    const first = await choose(newsroom, MORNING)
    const again = article(
      'ferry-again',
      'Inland Sun',
      '2026-11-28T09:00:00Z',
      'Sundline sails again',
      `${FERRY.body.split('. ')[0]}. Musicians will play.`,
    )
    await newsroom.add([again])
    await inStory(newsroom, 'story-again', [again])
    expect(toldIn(await chooseAfter(newsroom, first))).toEqual([])
  })

  test('and garbled is refused, rather than told as new', async () => {
    await filled()
    await expect(choose(newsroom, MORNING, { told: new Map([['story-x', '[]']]) })).rejects.toThrow('story-x')
  })
})

describe('how much', () => {
  test('as many as were asked for, the rest counted, and the rest is not told later', async () => {
    await filled()
    const first = await choose(newsroom, MORNING, { max: 1 })
    expect(first).toMatchObject({ stories: [{ id: expect.any(String) }], total: 3 })
    expect(first.told).toHaveLength(1)
    expect(await chooseAfter(newsroom, first)).toMatchObject({ stories: [], total: 0 })
  })

  test('a first run looks back as far as the usual time between two', async () => {
    await filled([{ ...FERRY, published: '2026-11-23T08:00:00Z' }])
    expect(toldIn(await choose(newsroom, MORNING))).toEqual([])
    expect(toldIn(await choose(newsroom, MORNING, { periodMs: 7 * DAY_MS }))).toEqual(['ferry'])
  })

  test('what is written while it is chosen belongs to the next run, which does not tell it twice', async () => {
    await filled([BLAST])
    const first = await choose(newsroom, MORNING)
    expect(first.generation).toBe(newsroom.store.segments.generation())
    await newsroom.add([FERRY])
    const overlapping = await choose(newsroom, MORNING)
    // As if FERRY had come between reading the generation and reading the articles.
    const second = await chooseAfter(newsroom, { ...overlapping, generation: first.generation })
    expect(toldIn(second)).toEqual([])
  })
})

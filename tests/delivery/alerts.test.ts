import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pauseWatchOf } from '../../commands/delivery/alerts.ts'
import { openCourier } from '../../commands/delivery/courier.ts'
import { type Answer, quotesOf } from '../../src/answer.ts'
import { folder } from '../store/samples.ts'
import { alertRig, CHANNEL, DAY_MS, HOUR_MS, MINUTE_MS, START_MS, story, words } from './alert-rig.ts'
import { platform } from './platform.ts'

describe('an alert', () => {
  test('quotes what matched, says why, and can be answered', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona')
    await rig.room.add([story(0), story(1, 'Quorvex')])
    await rig.plan()
    const [alert, ...others] = await rig.posted()
    expect(others).toEqual([])
    expect(alert).toMatchObject({ key: 'alert:1', answer: { title: `Watch ${id}: Veltrona · alert 1` } })
    expect(words(alert?.answer as Answer)).toContain('Why: it names Veltrona in the headline.')
    const [quote] = quotesOf(alert?.answer as Answer)
    const article = await rig.store.article('Veltrona-0')
    expect(article?.body.slice(quote?.start, quote?.end)).toBe(quote?.text)
    expect(alert?.answer.sources[(quote?.cite ?? 0) - 1]).toMatchObject({ articleId: 'Veltrona-0', title: article?.title })
    expect(alert?.message.buttons.map(({ label }) => label)).toEqual(['Less like this', 'Snooze a day', 'Pause', 'Timeline', 'Evidence'])
    await rig.plan()
    expect(await rig.posted()).toEqual([])
  })

  test('comes of nothing that was there before anybody looked, nor that is old or undated', async () => {
    const rig = await alertRig()
    await rig.watch('Veltrona')
    await rig.room.add([story(0)])
    await rig.plan()
    await rig.room.add([
      story(1, 'Veltrona', { published: new Date(START_MS - 3 * DAY_MS - 1).toISOString() }),
      story(2, 'Veltrona', { published: null }),
    ])
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    await rig.room.add([story(3)])
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => answer.sources[0]?.articleId)).toEqual(['Veltrona-3'])
  })

  test('comes of nothing that is dated later than it can be; once the date is mended, it comes', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    const at = (ms: number) => new Date(START_MS + ms).toISOString()
    // A day is read as its noon, which may be yet to come.
    await rig.room.add([
      story(0, 'Veltrona', { published: at(12 * HOUR_MS + 1) }),
      story(3, 'Veltrona', { published: at(400 * DAY_MS) }),
      story(9, 'Veltrona', { published: at(12 * HOUR_MS) }),
      story(10, 'Veltrona', { published: null }),
    ])
    await rig.plan()
    rig.clock.ms += DAY_MS
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => answer.sources[0]?.articleId)).toEqual(['Veltrona-9'])
    await rig.room.add([story(3, 'Veltrona', { published: at(HOUR_MS) }), story(10, 'Veltrona', { published: at(HOUR_MS) })])
    await rig.plan()
    const mended = (await rig.posted()).map(({ answer }) => answer.sources[0]?.articleId)
    expect(mended.sort()).toEqual(['Veltrona-10', 'Veltrona-3'])
  })

  test('comes of nothing that was stored quietly; what follows of the same story alerts as ever', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    await rig.room.add([story(0), story(1, 'Veltrona', { publisher: 'Other Post' })], { isQuiet: true })
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    expect((await rig.store.watches.cursor())?.arrived).toEqual(await rig.store.arrived())
    await rig.room.add([story(0, 'Veltrona', { id: 'later', publisher: 'Third Post' })])
    await rig.plan()
    const [alert, ...others] = await rig.posted()
    expect(others).toEqual([])
    expect(alert?.answer.sources[0]?.articleId).toBe('later')
  })

  test('comes once of a story, however many tell it at once, and names them', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    await rig.room.add([story(0), { ...story(0), id: 'copy', publisher: 'Coast Post' }])
    await rig.plan()
    const alerts = await rig.posted()
    expect(alerts).toHaveLength(1)
    const { blocks = [], sources = [] } = alerts[0]?.answer ?? {}
    // Who else tells it stands under the quotation, with the numbers in the order in which they are read.
    expect(blocks.map(({ type }) => type)).toEqual(['quote', 'paragraph', 'paragraph'])
    expect(words(alerts[0]?.answer as Answer)).toMatch(/on Friday\. also in: Coast Post .*Why: it names Veltrona/)
    expect(sources.map(({ publisher }) => publisher)).toEqual(['Harbor Global', 'Coast Post'])
  })

  test('is written anew for a further outlet: before it is posted in its place, later by a change', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    const copy = (publisher: string) => ({ ...story(0), id: publisher, publisher })
    await rig.room.add([story(0)])
    await rig.plan()
    await rig.room.add([copy('Coast Post')])
    await rig.plan()
    const [first, ...none] = await rig.posted()
    expect(none).toEqual([])
    expect(first?.key).toBe('alert:1')
    expect(words(first?.answer as Answer)).toContain('also in: Coast Post')
    await rig.room.add([copy('Norwick Gazette')])
    await rig.plan()
    const [edit] = await rig.posted()
    expect(edit).toMatchObject({
      key: 'alert:1:edit:2',
      content: { kind: 'revise', of: 'alert:1' },
      answer: { title: first?.answer.title },
    })
    expect(words(edit?.answer as Answer)).toMatch(/also in: .*Coast Post.*Norwick Gazette/)
    expect(edit?.message.buttons.length).toBeGreaterThan(2)
  })

  test('is a new one where the story rested for longer than a week', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    await rig.room.add([story(0)])
    await rig.plan()
    rig.clock.ms += 8 * DAY_MS
    await rig.room.add([{ ...story(0), id: 'again', published: new Date(rig.clock.ms).toISOString() }])
    await rig.plan()
    expect((await rig.posted()).filter(({ key }) => /^alert:\d+$/.test(key))).toHaveLength(2)
  })

  test('follows a story that joins another', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.room.add([story(0)])
    const [told] = await rig.store.stories.ofArticles(['Veltrona-0'])
    await rig.plan()
    await rig.watch('story:Veltrona-0')
    await rig.room.add([story(5, 'Quorvex')])
    await rig.store.stories.put([
      { id: 'joined', title: 'Joined', firstMs: START_MS, lastMs: START_MS, articleIds: ['Veltrona-0', 'Quorvex-5'] },
    ])
    expect(told?.id).not.toBe('joined')
    await rig.plan()
    expect((await rig.posted()).map(({ answer }) => words(answer))).toEqual([
      expect.stringContaining('Why: it belongs to the story that you follow.'),
    ])
  })
})

describe('where an article is in no story yet', () => {
  test('it is waited for, then made up for', async () => {
    const rig = await alertRig()
    await rig.plan()
    await rig.watch('Veltrona')
    await rig.room.add([story(0)])
    await rig.store.stories.put([])
    const [told] = await rig.store.stories.ofArticles(['Veltrona-0'])
    // As a process leaves it that ends between storing and telling.
    await rig.store.stories.put([{ ...(told as NonNullable<typeof told>), articleIds: [] }])
    await rig.plan()
    rig.clock.ms += 2 * MINUTE_MS - 1
    await rig.plan()
    expect(await rig.posted()).toEqual([])
    rig.clock.ms += 1
    await rig.plan()
    expect(await rig.posted()).toHaveLength(1)
  })
})

test('less like this leaves out the same story and its like, and nothing else', async () => {
  const rig = await alertRig()
  await rig.plan()
  const { id } = await rig.watch('Veltrona')
  const { lessOf } = await import('../../src/less-like.ts')
  const { compileRule } = await import('../../src/rule.ts')
  await rig.room.add([story(0)])
  await rig.plan()
  await rig.posted()
  const compiled = await compileRule(rig.room, 'Veltrona', { now: rig.desk.now(), zone: 'UTC' })
  const [analysed] = await rig.store.analysed(['Veltrona-0'])
  const storyIds = [...(await rig.store.stories.idsOf(['Veltrona-0'])).values()]
  if (!compiled.ok || analysed === undefined) throw new Error('not there')
  await rig.store.watches.change(id, { less: JSON.stringify([lessOf(compiled.rule, analysed, { alert: 1, storyIds }, rig.room.index)]) })
  rig.clock.ms += 8 * DAY_MS
  const published = new Date(rig.clock.ms).toISOString()
  await rig.room.add([
    { ...story(0), id: 'like', title: 'Ferry terminal of Veltrona opens again in Kastrup', published },
    story(4, 'Veltrona', { published }),
  ])
  await rig.plan()
  expect((await rig.posted()).map(({ answer }) => answer.sources[0]?.articleId)).toEqual(['Veltrona-4'])
})

describe('several processes', () => {
  test('two that plan at the same time alert once, over a restart too', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = [await alertRig(file), await alertRig(file)]
    await here.plan()
    await here.watch('Veltrona')
    for (let n = 0; n < 12; n += 3) {
      await here.room.add([story(n), story(n + 1), story(n + 2, 'Quorvex')])
      await Promise.all([here.plan(), there.plan(), here.plan()])
      for (const rig of [here, there]) rig.clock.ms += 2 * HOUR_MS
    }
    const later = await alertRig(file)
    later.clock.ms = here.clock.ms
    await later.plan()
    const keys = (await later.posted()).map(({ key }) => key)
    expect(keys.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `alert:${n}`))
  })
})

describe('a place that is closed', () => {
  test('pauses its watch, and who set it is told once', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona', { isDirect: false })
    await rig.room.add([story(0)])
    await rig.plan()
    const [delivery] = await rig.store.deliveries.take('chat', { nowMs: rig.clock.ms, leaseMs: 1, holder: 'p' }, 1)
    if (delivery === undefined) throw new Error('nothing to deliver')
    expect(JSON.parse(delivery.place)).toEqual(CHANNEL)
    const failed = { delivery: { ...delivery }, reason: 'The channel was archived.', isClosed: true }
    await rig.planner.failed(failed)
    await rig.planner.failed(failed)
    expect(await rig.store.watches.byId(id)).toMatchObject({ isPaused: true, why: 'The channel was archived.' })
    await rig.store.deliveries.settle(delivery.key, 'p', { state: 'missed', reason: null, atMs: rig.clock.ms })
    const told = await rig.posted()
    expect(told.map(({ answer }) => words(answer))).toEqual([
      `Watch ${id} is paused. The channel was archived. It goes on when you say: watch resume ${id}`,
    ])
    await rig.room.add([story(1)])
    await rig.plan()
    expect(await rig.posted()).toEqual([])
  })

  test('a message that cannot be changed pauses nothing, nor does a failure that passes', async () => {
    const rig = await alertRig()
    await rig.plan()
    const { id } = await rig.watch('Veltrona')
    await rig.room.add([story(0)])
    await rig.plan()
    const [delivery] = await rig.store.deliveries.take('chat', { nowMs: rig.clock.ms, leaseMs: 1, holder: 'p' }, 1)
    if (delivery === undefined) throw new Error('nothing to deliver')
    const revise = { ...delivery, content: JSON.stringify({ kind: 'revise', of: delivery.key, message: null }) }
    await rig.planner.failed({ delivery: revise, reason: 'Too old.', isClosed: true })
    await rig.planner.failed({ delivery, reason: 'Too late.', isClosed: false })
    expect((await rig.store.watches.byId(id))?.isPaused).toBe(false)
    await pauseWatchOf(rig.desk, 'alert:1:more:2', 'Gone.')
    expect((await rig.store.watches.byId(id))?.isPaused).toBe(true)
  })
})

test('through the courier: posted, then changed where it stands, and continued under it', async () => {
  const rig = await alertRig()
  const chat = platform()
  const desk = { ...rig.desk, holder: { name: 'p', isGone: () => false } }
  const courier = openCourier(desk, (failed) => rig.planner.failed(failed))
  const turn = async (): Promise<void> => {
    await rig.plan()
    for (let n = 0; n < 3; n++) {
      await courier.collect(chat)
      await courier.idle()
    }
  }
  await turn()
  await rig.watch('Veltrona')
  await rig.room.add([story(0)])
  await turn()
  await rig.room.add([
    { ...story(0), id: 'copy', publisher: 'Coast Post' },
    { ...story(0), body: `${story(0).body} Inspectors from the maritime authority counted 230 faulty welds there on Sunday.` },
  ])
  await turn()
  const [first, more, ...others] = chat.standing
  expect(others).toEqual([])
  expect(words(first?.answer as Answer)).toContain('also in: Coast Post')
  expect(more).toMatchObject({ key: 'alert:1:more:1', under: first?.ref })
  // The place closes.
  chat.troubles.push('closed')
  await rig.room.add([story(3)])
  await turn()
  expect(await rig.store.watches.byId(1)).toMatchObject({ isPaused: true, why: 'It is closed.' })
})

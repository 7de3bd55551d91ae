/** What is said of feeds beside `feeds`: to whoever added one, on other pages, and to retention. */
import { describe, expect, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import { feedWord } from '../../commands/feeds/word.ts'
import { respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import { boss, feedsRig, HOUR_MS, log, NOW, NOW_MS, reader } from './feeds-rig.ts'

const rig = feedsRig()
const { say, told, harbor, put } = rig

describe('word to whoever added it', () => {
  test.each([
    ['dead', 'The server says 500', /cannot be read any more\. The server says 500\. .*“feeds test 1”/],
    ['back', '', /is back/],
    ['quarantined', 'It took 10 s.', /It took 10 s\. .*“feeds resume 1”/],
    ['gone', 'It answers 410.', /gone for good\. .*“feeds resume 1”/],
    ['flood', '1,200 new items at once', /without alerting anybody.*“feeds pause 1” stops it\.$/],
  ] as const)('%s says what to do', async (what, detail, says) => {
    const feed = await harbor()
    const [word, ...others] = feedWord(feed, what, detail, NOW_MS)
    expect(others).toEqual([])
    expect(word).toMatchObject({ surface: 'slack', place: feed.direct, dueMs: NOW_MS })
    const [message] = JSON.parse(word?.content ?? '{}').messages
    expect(message.answer.blocks[0].text).toMatch(says)
    expect(message.answer.blocks[0].text).toContain('Feed 1 (The Harbor Times)')
    expect(feedWord({ ...feed, direct: null }, what, detail, NOW_MS)).toEqual([])
  })
})

describe('elsewhere', () => {
  test('status, sources and home say how feeds fare: all of it to managers, in a word to others', async () => {
    await put('A', { publisher: 'Harbor Global' })
    await harbor()
    await rig.room.store.feeds.change(1, {
      fails: 1,
      failingSinceMs: NOW_MS,
      error: 'The server says 500.',
      succeededMs: NOW_MS - HOUR_MS,
      newsMs: NOW_MS - HOUR_MS,
    })
    expect(await told('status')).toContain(
      'Feeds 2: 1 not fetched yet, 1 failing Last read Sun 16 Jun, 13:00; the last new item Sun 16 Jun, 13:00; due now',
    )
    expect(await told('status', reader)).toContain('Feeds 2, the last new item Sun 16 Jun, 13:00')
    expect(await told('status', reader)).not.toContain('failing')
    expect(await told('sources')).toContain('feed 1 failing (The server says 500.): read Sun 16 Jun, 13:00')
    expect(await told('sources', reader)).toContain('feed 1 failing: read Sun 16 Jun, 13:00')
    expect(
      render((await respond({ command: 'home', options: {}, asked: { now: NOW, zone: 'UTC' }, reader: boss }, rig.room, log)).answer),
    ).toContain('2 feeds: ')
    expect(
      render((await respond({ command: 'home', options: {}, asked: { now: NOW, zone: 'UTC' }, reader }, rig.room, log)).answer),
    ).not.toContain('2 feeds: ')
  })

  test('what an answer cites is kept from retention, and an answer is not lost where that fails', async () => {
    await rig.room.store.feeds.keepOrigins([
      { articleId: 'plant', feed: null, firstMs: NOW_MS - HOUR_MS, language: null, isPaywalled: false, note: null },
    ])
    const old = { beforeMs: NOW_MS, keep: null }
    expect(await rig.room.store.feeds.removable(old, 10)).toEqual(['plant'])
    const { answer } = await say('When does Veltrona begin production in Marlow?', reader)
    expect(answer.sources.map(({ articleId }) => articleId)).toContain('plant')
    expect(await rig.room.store.feeds.removable(old, 10)).toEqual([])
    const lines: string[] = []
    const failing = {
      ...rig.room,
      store: { ...rig.room.store, feeds: { ...rig.room.store.feeds, cite: () => Promise.reject(new Error('disk full')) } },
    }
    const heard = openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void lines.push(line) })
    const outcome = await respond({ command: 'latest', options: {}, asked: { now: NOW, zone: 'UTC' } }, failing, heard)
    expect(outcome.kind).toBe('answered')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('disk full')
  })
})

/** What the buttons do: kept in the store, for thirty days, for who may. */

import { describe, expect, test } from 'vitest'
import { LEASE_MS } from '../../../commands/reception/lease.ts'
import type { Newsroom } from '../../../src/newsroom.ts'
import { smallNewsroom } from '../../small-newsroom.ts'
import { folder } from '../../store/samples.ts'
import { button, openRig, placeIn, quotedIn, recordingSurface, words } from './rig.ts'

const DAY_MS = 86_400_000
const RECALL = 'Who apologised to the owners?'

describe('the buttons of an answer', () => {
  test('turn its pages, go on, show the evidence, rate it, in this order', async () => {
    const { say } = await openRig()
    const [asked] = await say(RECALL)
    expect(asked?.message.buttons.map(({ label, kind }) => [label, kind])).toEqual([
      ['Evidence', 'next'],
      ['👍', 'good'],
      ['👎', 'bad'],
    ])
    const [latest] = await say('latest page:2')
    expect(latest?.message.buttons.map(({ label, kind }) => [label, kind])).toEqual([
      ['Newer', 'turn'],
      ['Older', 'turn'],
      ['Evidence', 'next'],
    ])
    for (const { id } of [...(asked?.message.buttons ?? []), ...(latest?.message.buttons ?? [])]) expect(id).toMatch(/^[\w.-]{1,40}$/)
  })

  test('a private answer can be shared where there are others', async () => {
    const { say } = await openRig()
    const labels = async (text: string, place: Parameters<typeof placeIn>[1]) =>
      (await say(text, { place: placeIn('C', place) }))[0]?.message.buttons.map(({ label }) => label)
    expect(await labels('latest', { to: 'U1' })).toEqual(['Older', 'Evidence', 'Share'])
    expect(await labels('latest', { to: 'U1', via: { direct: 'yes' } })).toEqual(['Older', 'Evidence'])
    expect(await labels('settings', { to: 'U1' })).not.toContain('Share')
    expect(await labels('latest zebra', { to: 'U1' })).not.toContain('Share')
  })

  test('have labels that platforms take', async () => {
    const long = `About ${'word '.repeat(30)}`
    const newsroom: Newsroom = await smallNewsroom()
    const asking: Newsroom = {
      ...newsroom,
      ask: async (question, asked) => {
        const reply = await newsroom.ask(question, asked)
        const followUps = [long, `${'x'.repeat(73)}👍👍`].map((label) => ({ label, command: 'latest' }))
        return {
          ...reply,
          answer: {
            ...reply.answer,
            followUps: [...followUps, ...Array.from({ length: 50 }, () => ({ label: 'more', command: 'latest' }))],
          },
        }
      },
    }
    const { say } = await openRig({ newsroom: asking })
    const [post] = await say(RECALL)
    const labels = post?.message.buttons.map(({ label }) => label) ?? []
    expect(labels.slice(0, 2)).toEqual([`About ${'word '.repeat(12)}word…`, `${'x'.repeat(73)}…`])
    expect(labels.length).toBeLessThanOrEqual(25)
    await newsroom.close()
  })
})

describe('a press', () => {
  test('turns pages in place, for the asker alone', async () => {
    const { say, press } = await openRig()
    const [first] = await say('latest')
    const [older] = await press(button(first, 'Older'))
    expect(older?.message.inPlace).toBe(true)
    expect(quotedIn(older)).not.toEqual(quotedIn(first))
    const [newer] = await press(button(older, 'Newer'))
    expect(quotedIn(newer)).toEqual(quotedIn(first))
    const [refused] = await press(button(first, 'Older'), { user: 'U2' })
    expect(refused?.message).toMatchObject({ isPrivate: true, inPlace: false })
    expect(refused === undefined ? '' : words(refused)).toBe('Only who asked can turn these pages. Ask it yourself: latest limit:2 page:2')
  })

  test('goes on with what the answer was about, for whoever pressed, under its own words', async () => {
    const { say, press } = await openRig()
    const [answer] = await say(RECALL)
    const [evidence] = await press(button(answer, 'Evidence'), { user: 'U2', threads: ['elsewhere', 'asker:C:U2'] })
    expect(evidence?.message).toMatchObject({ isPrivate: true, buttons: [], inPlace: false })
    expect(quotedIn(evidence)).toEqual(['truck-recall'])
    const [bad] = await press(button(answer, '👎'), { user: 'U2' })
    expect(bad?.message.isPrivate).toBe(true)
  })

  test('in a private answer brings private ones', async () => {
    const { say, press } = await openRig()
    const [answer] = await say('about Borealis', { place: placeIn('C', { to: 'U1' }) })
    const [timeline] = await press(button(answer, 'Timeline'))
    expect(timeline?.message).toMatchObject({ isPrivate: true, answer: { title: 'Timeline: Borealis Motors' } })
  })

  test('shares once, to everybody, under the question', async () => {
    const { say, press, surface, reception } = await openRig()
    const [answer] = await say(RECALL, { place: placeIn('C', { to: 'U1' }), restate: true })
    expect(answer?.message.answer.title).toBe(RECALL)
    const before = surface.posts.length
    const id = button(answer, 'Share')
    expect((await press(id, { user: 'U2' })).map(words)).toEqual(['Only who asked can share this answer.'])
    await Promise.all([press(id, { key: 'p1' }), press(id, { key: 'p2' })])
    await press(id)
    const [shared, ...others] = surface.posts.slice(before + 1).sort((a, b) => Number(a.message.isPrivate) - Number(b.message.isPrivate))
    expect(shared).toMatchObject({ place: { to: null }, message: { isPrivate: false, answer: { title: RECALL } } })
    expect(shared?.message.buttons.map(({ label }) => label)).toEqual(['Evidence', '👍', '👎'])
    expect(others.map(words)).toEqual(['This answer was shared already.', 'This answer was shared already.'])
    expect(quotedIn((await press(button(shared, 'Evidence'), { user: 'U2' }))[0])).toEqual(['truck-recall'])
    expect(await reception.follows(`message:${shared?.key}`)).toBe(true)
  })

  test('shares once also where the first post failed', async () => {
    const surface = recordingSurface()
    let failures = 1
    const rig = await openRig({
      surface: {
        ...surface,
        post: async (place, message, key) => {
          if (place.to === null && failures-- > 0) throw new Error('the platform is gone')
          return await surface.post(place, message, key)
        },
      },
    })
    const [answer] = await rig.say('latest', { place: placeIn('C', { to: 'U1' }) })
    expect(await rig.press(button(answer, 'Share'))).toEqual([])
    rig.clock.ms += LEASE_MS
    await rig.reception.resume(rig.surface)
    expect(surface.posts.slice(1).map((post) => [post.place.to, quotedIn(post).length > 0])).toEqual([[null, true]])
  })

  test('rates an answer, the last word of each reader counting', async () => {
    const { say, press, chat, clock } = await openRig()
    const [answer] = await say(RECALL)
    await press(button(answer, '👍'))
    await press(button(answer, '👍'), { user: 'U2' })
    clock.ms += 1
    const [thanks] = await press(button(answer, '👎'))
    expect(thanks?.message.isPrivate).toBe(true)
    expect(await chat.ratings()).toEqual({ good: 1, bad: 1 })
  })

  test('that is unknown, of another message or expired says so to who pressed', async () => {
    const { say, press, clock, surface } = await openRig()
    const [answer] = await say('latest')
    const id = button(answer, 'Older') ?? ''
    for (const wrong of ['', 'x', 'x.0', `${id}9`, '../../etc', `${'A'.repeat(22)}.0`]) {
      const [post] = await press(wrong)
      expect(post === undefined ? '' : words(post)).toContain('works no longer')
      expect(post?.message.isPrivate).toBe(true)
    }
    clock.ms += 31 * DAY_MS
    expect((await press(id)).map(words)[0]).toContain('works no longer')
    expect(surface.posts).toHaveLength(8)
  })

  test('works after a restart, and not after its maker was forgotten', async () => {
    const file = `${folder()}/news.db`
    const before = await openRig({ file })
    const [first] = await before.say('latest')
    const after = await openRig({ file })
    expect(quotedIn((await after.press(button(first, 'Older')))[0])).not.toEqual([])
    await after.say('privacy forget-me')
    expect((await after.press(button(first, 'Older'))).map(words)[0]).toContain('works no longer')
  })

  test('is forgotten when its time is over', async () => {
    const { say, chat, clock, reception } = await openRig()
    const [post] = await say('latest')
    const [token = ''] = (button(post, 'Older') ?? '').split('.')
    await reception.sweep()
    expect(await chat.press(token)).not.toBeNull()
    clock.ms += 31 * DAY_MS
    await reception.sweep()
    expect(await chat.press(token)).toBeNull()
    expect(await reception.follows('thread:T')).toBe(false)
  })
})

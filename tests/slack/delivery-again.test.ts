/** What an earlier process may have posted at Slack: it is found, completed, or posted, and never guessed at. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { again, FIRST, fault, isSecondPart, KEY, LONG, placeOf, post, restarted } from './delivery-rig.ts'
import { message, one, openOffice } from './office.ts'

describe('after a restart', () => {
  test('what stands is found, and not posted again', async () => {
    const office = await openOffice()
    const delivered = await post(office)
    const next = await restarted(office)
    expect(await post(next, again(next))).toEqual(delivered)
    expect(await post(next, again(next, true))).toEqual(delivered)
    expect(office.peer.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('what does not stand is posted; what is over, not', async () => {
    const office = await openOffice()
    expect(await post(office, again(office, true))).toBeNull()
    expect(await post(office, { sinceMs: null, isOver: true })).toBeNull()
    expect(office.peer.callsOf('chat.postMessage')).toEqual([])
    expect(await post(office, again(office))).toMatchObject({ ref: one(office.peer.messages()).ts })
  })

  test('it is found behind what others wrote since', async () => {
    const office = await openOffice()
    const delivered = await post(office)
    for (let n = 0; n < 450; n++) office.peer.deliver.written(`chatter ${n}`)
    const next = await restarted(office)
    expect(await post(next, again(next))).toEqual(delivered)
  })

  test('where Slack shows little at a time, the next look goes on from there', async () => {
    const office = await openOffice({ peerOptions: { mostListed: 15 } })
    const delivered = await post(office)
    for (let n = 0; n < 40; n++) office.peer.deliver.written(`chatter ${n}`)
    const { surface } = await restarted(office)
    onTestFinished(() => void vi.restoreAllMocks())
    const look = () => surface.delivery.post(placeOf(office), message('One story.'), KEY, again(office))
    // Once a minute, as Slack lets such apps read: one page, and the next one is refused.
    for (let page = 0; page < 2; page++) {
      let calls = 0
      office.peer.fault('conversations.history', { kind: '429', retryAfterS: 60, when: () => ++calls > 1 })
      await expect(look()).rejects.toMatchObject(fault('unsure'))
      vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000 * (page + 1))
    }
    expect((await look())?.ref).toBe(delivered?.ref)
    expect(office.peer.callsOf('conversations.history').filter(({ body }) => body.cursor === undefined)).toHaveLength(1)
    expect(office.peer.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('a look that takes long stops before what it is for is no longer held, and goes on later', async () => {
    const office = await openOffice({ peerOptions: { mostListed: 15 } })
    const delivered = await post(office)
    for (let n = 0; n < 20; n++) office.peer.deliver.written(`chatter ${n}`)
    const next = await restarted(office)
    onTestFinished(() => void vi.restoreAllMocks())
    const later = performance.now() + 11_000
    office.peer.fault('conversations.history', {
      kind: 'slow',
      ms: 0,
      when: () => vi.spyOn(performance, 'now').mockReturnValue(later) !== null,
    })
    await expect(post(next, again(next))).rejects.toMatchObject(fault('unsure', 'gone on with later'))
    expect(await post(next, again(next))).toEqual(delivered)
    expect(office.peer.callsOf('conversations.history')).toHaveLength(2)
  })

  test('behind more than can be read back nobody says that it does not stand', async () => {
    const office = await openOffice({ peerOptions: { mostListed: 1 } })
    for (let n = 0; n < 301; n++) office.peer.deliver.written(`chatter ${n}`)
    await expect(post(office, again(office))).rejects.toMatchObject(fault('unsure', 'More was posted there'))
    expect(office.peer.callsOf('chat.postMessage')).toEqual([])
  })

  test('what does not stand is not posted where looking took so long that another may hold it', async () => {
    const office = await openOffice()
    onTestFinished(() => void vi.restoreAllMocks())
    const later = performance.now() + 61_000
    office.peer.fault('conversations.history', {
      kind: 'slow',
      ms: 0,
      when: () => vi.spyOn(performance, 'now').mockReturnValue(later) !== null,
    })
    await expect(post(office, again(office))).rejects.toMatchObject(fault('later', 'took too long'))
    expect(office.peer.callsOf('chat.postMessage')).toEqual([])
  })

  test('where it cannot be looked for, nothing is posted', async () => {
    const office = await openOffice()
    office.peer.workspace.scopes.delete('channels:history')
    for (const isOver of [false, true]) await expect(post(office, again(office, isOver))).rejects.toMatchObject(fault('unsure'))
    expect(office.peer.callsOf('chat.postMessage')).toEqual([])
  })

  test.each([false, true])('of several messages the missing ones are added, under the first, also when it is over: %s', async (isOver) => {
    const office = await openOffice()
    const { peer } = office
    peer.fault('chat.postMessage', { kind: 'reset', when: isSecondPart })
    await expect(post(office, FIRST, placeOf(office), LONG)).rejects.toMatchObject(fault('unsure'))
    const [first] = peer.messages()
    const next = await restarted(office)
    const delivered = await post(next, again(next, isOver), placeOf(office), LONG)
    const [standing, ...others] = peer.messages()
    expect(delivered?.ref).toBe(first?.ts)
    expect(standing?.ts).toBe(first?.ts)
    expect(others.length).toBeGreaterThan(0)
    expect(others.map(({ thread }) => thread)).toEqual(others.map(() => first?.ts))
    expect(new Set(peer.messages().map((part) => JSON.stringify(part.metadata))).size).toBe(peer.messages().length)
    expect(peer.violations).toEqual([])
  })

  test('what this process knows to stand needs not be read back', async () => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', { kind: '429', retryAfterS: 3_600, when: isSecondPart })
    await expect(post(office, FIRST, placeOf(office), LONG)).rejects.toMatchObject(fault('unsure'))
    office.peer.workspace.scopes.delete('channels:history')
    const [first] = office.peer.messages()
    expect(first?.thread).toBeNull()
    // The part after it cannot be looked for.
    await expect(post(office, again(office), placeOf(office), LONG)).rejects.toMatchObject(fault('unsure'))
    expect(office.peer.messages()).toHaveLength(1)
  })
})

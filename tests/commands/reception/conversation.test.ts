/** What follows what: threads, the asker in a channel, being quiet. */
import { describe, expect, test } from 'vitest'
import { openRig, placeIn, quotedIn, words } from './rig.ts'

const MINUTE_MS = 60_000
const RECALL = 'Who apologised to the owners?'
const text = async (posts: ReturnType<Awaited<ReturnType<typeof openRig>>['say']>) => (await posts).map(words).join('\n')

describe('a thread', () => {
  test('is remembered under where it was asked and where it was answered, and followed', async () => {
    const { reception, say, chat, surface } = await openRig()
    expect(await reception.follows('thread:T')).toBe(false)
    await say(RECALL, { key: 'a', threads: ['thread:T', 'asker:C:U1'] })
    expect(await reception.follows('thread:T')).toBe(true)
    expect(await reception.follows('message:a')).toBe(true)
    expect(await reception.follows('asker:C:U1')).toBe(false)
    const keys = ['thread:T', 'message:a', 'asker:C:U1']
    expect([...(await chat.threads(keys)).values()].map(({ conversation }) => JSON.parse(conversation ?? '').articleIds)).toEqual(
      keys.map(() => ['truck-recall']),
    )
    expect(surface.posts).toHaveLength(1)
  })

  test('keeps its subject through answers that have none', async () => {
    const { say } = await openRig()
    await say(RECALL)
    await say('latest')
    expect(await text(say('/why'))).toContain(`Why: ${RECALL}`)
    expect(quotedIn((await say('evidence'))[0])).toEqual(['truck-recall'])
  })

  test('goes before what the asker asked elsewhere in the channel', async () => {
    const { say } = await openRig()
    await say('Who supplies the plant with power?', { threads: ['thread:A', 'asker:C:U1'] })
    await say(RECALL, { threads: ['thread:B', 'asker:C:U1'] })
    expect(await text(say('/why', { threads: ['thread:A', 'asker:C:U1'] }))).toContain('Why: Who supplies')
    expect(await text(say('/why', { threads: ['message:gone', 'asker:C:U1'] }))).toContain(`Why: ${RECALL}`)
  })
})

test('a question that nobody else saw is not told to them by its thread', async () => {
  const { reception, say } = await openRig()
  const to = (user: string) => ({ user, place: placeIn('C', { to: user }), threads: ['thread:T', `asker:C:${user}`] })
  await say(RECALL, to('U1'))
  expect(await reception.follows('thread:T')).toBe(false)
  expect(await text(say('/why', to('U2')))).toContain('There is no earlier question')
  expect(await text(say('/why', to('U1')))).toContain(RECALL)
  await say(RECALL, { place: placeIn('D', { to: 'U1', via: { direct: 'yes' } }), threads: ['thread:direct'] })
  expect(await reception.follows('thread:direct')).toBe(true)
})

describe('the asker in a channel', () => {
  const own = { threads: ['asker:C:U1'] }
  test('is followed up for half an hour, and looked back at after that', async () => {
    const { say, clock, logged } = await openRig()
    await say(RECALL, own)
    clock.ms += 29 * MINUTE_MS
    expect(quotedIn((await say('and when?', own))[0])).toEqual(['truck-recall'])
    clock.ms += 31 * MINUTE_MS
    expect(await text(say('/why', own))).toContain('Why: and when?')
    expect(await text(say('and when?', own))).toBe('The articles do not say.')
    expect(logged).toEqual([])
  })

  test('lends nothing that is older to another thread', async () => {
    const { say, chat } = await openRig()
    await say(RECALL, own)
    await say('latest', { threads: ['thread:new', 'asker:C:U1'] })
    const memories = await chat.threads(['thread:new', 'asker:C:U1'])
    expect(memories.get('thread:new')?.conversation).toBeNull()
    expect(memories.get('asker:C:U1')?.conversation).toContain('truck-recall')
  })
})

describe('stop', () => {
  test.each(['stop', 'Stop.', 'be quiet', 'please stop', 'MUTE!'])('quiets a thread until somebody mentions it: %s', async (line) => {
    const { reception, say } = await openRig()
    await say(RECALL)
    expect(await text(say(line))).toContain('Mention me')
    expect(await reception.follows('thread:T')).toBe(false)
    expect(await text(say('/why'))).toContain(RECALL)
    expect(await reception.follows('thread:T')).toBe(false)
    await say('Who apologised?')
    expect(await reception.follows('thread:T')).toBe(true)
  })

  test('is not undone by a button or a command', async () => {
    const { reception, say, press, surface } = await openRig()
    await say('latest')
    await say('stop')
    await press(surface.posts[0]?.message.buttons[0]?.id)
    await say('', { heard: { kind: 'command', name: 'latest', text: '', given: {} } })
    expect(surface.posts).toHaveLength(4)
    expect(await reception.follows('thread:T')).toBe(false)
  })

  test('says where to say it, where there is no thread', async () => {
    const { say } = await openRig()
    const [post] = await say('stop', { threads: ['asker:C:U1'] })
    expect(post === undefined ? '' : words(post)).toContain('no thread here')
    expect(post?.message.isPrivate).toBe(true)
  })

  test('is a word like others in a question', async () => {
    const { say } = await openRig()
    expect(await text(say('When did the spill stop?'))).not.toContain('quiet')
  })
})

test('nothing said brings help, which does not make a thread that is followed', async () => {
  const { reception, say } = await openRig()
  const [post] = await say('  ')
  expect(post === undefined ? '' : words(post)).toContain('Ask a question, or say one of these')
  expect(post?.message.isPrivate).toBe(true)
  expect(await reception.follows('thread:T')).toBe(false)
})

test('what cannot be understood is said, with the way out, to everybody who saw it', async () => {
  const { say, press } = await openRig()
  const [post] = await say('latest page:two')
  expect(post?.message).toMatchObject({ isPrivate: false, buttons: [{ label: 'Help', kind: 'next' }] })
  expect(post === undefined ? '' : words(post)).toContain('takes a whole number')
  expect((await press(post?.message.buttons[0]?.id)).map(words)[0]).toContain('Ask a question')
  const [unknown] = await say('', { heard: { kind: 'command', name: 'nonesuch', text: '', given: {} } })
  expect(unknown === undefined ? '' : words(unknown)).toContain('There is no command “nonesuch”')
})

/** Charts as pictures in Slack, through the real client: uploaded, shown with their words for who cannot see them, and in characters wherever that fails. */
import { describe, expect, test } from 'vitest'
import { render } from '../../adapters/slack/render.ts'
import type { Message } from '../../commands/command.ts'
import { ALT, BAR, COVERAGE, smallDraw, told } from '../drawn.ts'
import type { Fault } from '../peers/rest-server.ts'
import type { SlackMessage, SlackPeerOptions } from '../peers/slack-peer.ts'
import { ALL_SCOPES, asked, button, ended, expectClean, longAnswer, message, type Office, one, openOffice } from './office.ts'

const SAID = message('', { answer: told() })

async function open(peerOptions: SlackPeerOptions = {}, said: Message = SAID, bytes?: number): Promise<Office> {
  const office = await openOffice({ peerOptions, draw: smallDraw(bytes).draw })
  office.reply = () => ({ message: said })
  return office
}
const images = ({ blocks }: Pick<SlackMessage, 'blocks'>) => blocks.filter(({ type }) => type === 'image')
const textIn = ({ blocks }: Pick<SlackMessage, 'blocks'>): string => JSON.stringify(blocks)

/** Bars, no picture, and nothing posted twice. */
function expectBars(office: Office): void {
  const said = one(office.peer.messages())
  expect(images(said)).toEqual([])
  expect(textIn(said)).toContain(BAR)
}

test('a picture stands in the place of the bars, with words for who cannot see it', async () => {
  const office = await open()
  const { peer } = office
  await asked(office)
  await ended(office)
  const said = one(peer.messages())
  const [file] = peer.files
  expect(file).toMatchObject({ isComplete: true, altText: ALT, sharedIn: [peer.channels.general], filename: 'coverage.png' })
  expect(said.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'image', 'rich_text'])
  expect(images(said)).toMatchObject([{ slack_file: { id: file?.id }, alt_text: ALT }])
  expect(textIn(said)).not.toContain(BAR)
  expectClean(office)
})

test('in a direct message, and in one that is delivered unasked', async () => {
  const office = await open()
  const { peer } = office
  await peer.deliver.dm('timeline Hellobike')
  await ended(office)
  expect(images(one(peer.messages(peer.workspace.dmOf(peer.people.ann))))).toHaveLength(1)
  const place = { surface: 'slack', team: peer.team, channel: peer.channels.random, thread: null, to: null, via: {} }
  const attempt = { sinceMs: null, isOver: false }
  await office.surface.delivery.post(place, SAID, 'digest:1', attempt)
  await office.surface.delivery.post(place, SAID, 'digest:1', attempt)
  expect(images(one(peer.messages(peer.channels.random)))).toHaveLength(1)
  expectClean(office)
})

test('without a drawing, and where there is nothing to draw, nothing is uploaded', async () => {
  const office = await openOffice()
  office.reply = () => ({ message: SAID })
  await asked(office)
  await ended(office)
  expectBars(office)
  const drawing = await open({}, message('A lawyer.'))
  await asked(drawing)
  await ended(drawing)
  expect([...office.peer.calls, ...drawing.peer.calls].filter(({ method }) => /^files|^upload/.test(method))).toEqual([])
})

describe('falls back to bars, posted once,', () => {
  test.each<[string, string, Fault]>([
    ['the address to upload to is refused', 'files.getUploadURLExternal', { kind: 'error', code: 'file_uploads_disabled' }],
    ['Slack fails before the upload', 'files.getUploadURLExternal', { kind: '500' }],
    ['Slack limits uploads', 'files.getUploadURLExternal', { kind: '429', retryAfterS: 30 }],
    ['the upload fails', 'upload', { kind: '500' }],
    ['the upload breaks off', 'upload', { kind: 'reset' }],
    ['the upload is too large', 'upload', { kind: 'error', code: '413' }],
    ['the upload never ends', 'upload', { kind: 'hang' }],
    ['the upload is not completed', 'files.completeUploadExternal', { kind: 'error', code: 'file_not_found' }],
    ['Slack does not say that it is completed', 'files.completeUploadExternal', { kind: 'reset-after-accept' }],
  ])('where %s', async (_, target, fault) => {
    const office = await open()
    const planned = office.peer.fault(target, fault)
    await asked(office)
    await ended(office)
    expect(planned.hits).toBe(1)
    expectBars(office)
    expect(office.faults).toEqual([])
  })

  test('where the picture is larger than it may be', async () => {
    const office = await open({}, SAID, 1_000_001)
    await asked(office)
    await ended(office)
    expectBars(office)
    expect(office.peer.files).toEqual([])
    expectClean(office)
  })

  test('where the workspace has not granted the scope, and that is told once', async () => {
    const office = await open({ scopes: ALL_SCOPES.filter((scope) => scope !== 'files:write') })
    await asked(office)
    await ended(office)
    await asked(office, office.peer.channels.random)
    await ended(office, 2)
    expect(office.peer.messages().flatMap(images)).toEqual([])
    expect(office.peer.callsOf('files.getUploadURLExternal')).toHaveLength(1)
    expect(office.surface.health().lastError?.message).toContain('files:write')
    expect(office.log.filter(({ problem }) => String(problem).includes('files:write'))).toHaveLength(1)
    expectClean(office)
  })

  test('where the file does not get ready', async () => {
    const office = await open({ fileUnreadyFor: 99 })
    await asked(office)
    await ended(office)
    expectBars(office)
    expect(office.peer.callsOf('chat.postMessage').map(({ answer }) => answer?.ok)).toEqual([false, false, false, false, true])
    expectClean(office)
  })
})

test('a file that is not ready at once is shown when it is', async () => {
  const office = await open({ fileUnreadyFor: 2 })
  await asked(office)
  await ended(office)
  expect(images(one(office.peer.messages()))).toHaveLength(1)
  expectClean(office)
})

test('a post that is tried again uploads nothing again, and is found where it stood', async () => {
  const office = await open()
  const { peer } = office
  peer.fault('chat.postMessage', { kind: 'error', code: 'is_archived' })
  office.reply = (said) => ({ message: SAID, place: { ...said.place, via: {} }, key: 'the same' })
  await asked(office)
  await ended(office)
  await asked(office)
  await ended(office, 2)
  peer.fault('chat.postMessage', { kind: 'reset-after-accept' })
  office.reply = (said) => ({ message: SAID, place: { ...said.place, via: {} }, key: 'another' })
  await asked(office)
  await ended(office, 3)
  expect(office.faults).toHaveLength(1)
  expect(peer.messages().map((said) => images(said).length)).toEqual([1, 1])
  expect(peer.files).toHaveLength(2)
  expect(peer.violations).toEqual([])
})

test('what one person alone sees has bars, since nothing would share the file with them; shared, it has its picture', async () => {
  const office = await open({}, { ...SAID, isPrivate: true, buttons: [button('share', 'Share')] })
  const { peer } = office
  await peer.deliver.slash('timeline Hellobike')
  await ended(office)
  expect(one(peer.messages())).toMatchObject({ ephemeralTo: peer.people.ann })
  expectBars(office)
  expect(peer.files).toEqual([])
  office.reply = (said) => ({ message: SAID, place: { ...said.place, to: null }, key: 'share:1' })
  await peer.deliver.press(one(peer.messages()), 'Share')
  await ended(office, 2)
  expect(peer.messages().map((said) => [said.ephemeralTo === null, images(said).length])).toEqual([
    [false, 0],
    [true, 1],
  ])
  expectClean(office)
})

test('turning pages: the next one has no picture, back on the first there are bars', async () => {
  const turning = { ...SAID, buttons: [button('turn', 'Next')] }
  const office = await open({}, turning)
  const { peer } = office
  await asked(office)
  await ended(office)
  expect(images(one(peer.messages()))).toHaveLength(1)
  office.reply = () => ({ message: { ...turning, answer: told([]), inPlace: true } })
  await peer.deliver.press(one(peer.messages()), 'Next')
  await ended(office, 2)
  expect(images(one(peer.messages()))).toEqual([])
  office.reply = () => ({ message: { ...turning, inPlace: true } })
  await peer.deliver.press(one(peer.messages()), 'Next')
  await ended(office, 3)
  expectBars(office)
  expect(peer.files).toHaveLength(1)
  expectClean(office)
})

test('a message that is replaced by several keeps its picture when its buttons go', async () => {
  const office = await open({}, { ...SAID, buttons: [button('turn', 'All')] })
  const { peer } = office
  await asked(office)
  await ended(office)
  office.reply = () => ({ message: message('', { answer: longAnswer(), inPlace: true }) })
  await peer.deliver.press(one(peer.messages()), 'All')
  await ended(office, 2)
  const [first, ...others] = peer.messages()
  expect(first).toMatchObject({ edits: 1 })
  expect(first === undefined ? [] : images(first)).toHaveLength(1)
  expect(JSON.stringify(first?.blocks)).not.toContain('"actions"')
  expect(others.length).toBeGreaterThan(1)
  expectClean(office)
})

test('with a picture or without, an answer takes the same messages, and the same lines are in each', () => {
  const long = longAnswer()
  const blocks = long.blocks.flatMap((block, i) => (i % 4 === 1 ? [block, { ...COVERAGE, title: `Part ${i}` }] : [block]))
  const answer = { ...long, blocks }
  const shown = new Map(blocks.flatMap((block, i) => (block.type === 'coverage' ? [[block, `F0000000${i}`] as const] : [])))
  const [bare, drawn] = [render(answer, []), render(answer, [], undefined, shown)]
  expect(drawn.map(({ text }) => text)).toEqual(bare.map(({ text }) => text))
  expect(drawn.flatMap(images)).toHaveLength(shown.size)
  const others = (all: typeof bare) => all.map((one) => (textIn(one).match(/\d+ lorem/g) ?? []).join())
  expect(others(drawn)).toEqual(others(bare))
})

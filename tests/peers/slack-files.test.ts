/** What the server takes as an upload, and which messages may show it. */
import { afterEach, describe, expect, test } from 'vitest'
import { webClient } from './slack-app.ts'
import { openSlackPeer, type SlackPeer, type SlackPeerOptions } from './slack-peer.ts'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
let peer: SlackPeer
const open = async (options: SlackPeerOptions = {}) => {
  peer = await openSlackPeer(options)
}
afterEach(async () => {
  expect(peer.failures).toEqual([])
  await peer.close()
})
const call = async (method: string, fields: Record<string, unknown>): Promise<Record<string, unknown>> => {
  try {
    return (await webClient(peer).apiCall(method, fields)) as unknown as Record<string, unknown>
  } catch (error) {
    return (error as { data: Record<string, unknown> }).data
  }
}
const begin = (more: object = {}) => call('files.getUploadURLExternal', { filename: 'a.png', length: PNG.length, ...more })
const send = (url: unknown, body: Uint8Array = PNG) => fetch(String(url), { method: 'POST', body: Uint8Array.from(body) })
const complete = (id: unknown) => call('files.completeUploadExternal', { files: [{ id, title: 'A' }] })
const show = (id: unknown, method = 'chat.postMessage', more: object = {}) =>
  call(method, {
    channel: peer.channels.general,
    text: 'a',
    blocks: [{ type: 'image', slack_file: { id }, alt_text: 'a' }],
    ...(method === 'chat.postMessage' ? { unfurl_links: false, unfurl_media: false } : {}),
    ...more,
  })
async function uploaded(): Promise<unknown> {
  const { upload_url: url, file_id: id } = await begin({ alt_txt: 'what it shows' })
  expect((await send(url)).status).toBe(200)
  expect(await complete(id)).toMatchObject({ ok: true, files: [{ id, mimetype: '' }] })
  return id
}

test('what was uploaded and completed is shown, and then shared where it is shown', async () => {
  await open({ fileUnreadyFor: 1 })
  const id = await uploaded()
  expect(await show(id)).toMatchObject({ ok: false, error: 'invalid_blocks' })
  const posted = await show(id)
  expect(posted).toMatchObject({ ok: true, message: { blocks: [{ slack_file: { id, url: expect.any(String) } }] } })
  expect(peer.files).toMatchObject([
    { id, altText: 'what it shows', length: PNG.length, isComplete: true, sharedIn: [peer.channels.general] },
  ])
  expect(await show(id, 'chat.update', { ts: posted.ts })).toMatchObject({ ok: true })
  expect(peer.violations).toEqual([])
})

describe('Slack refuses', () => {
  test('uploads without the scope, a name or a length, and too many words', async () => {
    await open()
    expect(await begin({ filename: '' })).toMatchObject({ error: 'missing_argument' })
    expect(await begin({ length: 0 })).toMatchObject({ error: 'missing_argument' })
    expect(await begin({ alt_txt: 'x'.repeat(1_001) })).toMatchObject({ error: 'alt_txt_too_large' })
    peer.workspace.scopes.delete('files:write')
    expect(await begin()).toMatchObject({ error: 'missing_scope', needed: 'files:write' })
    expect(await complete('F0')).toMatchObject({ error: 'missing_scope' })
  })

  test('bytes that were not announced, and the end of an upload that was none', async () => {
    await open()
    const { upload_url: url, file_id: id } = await begin()
    expect((await send(url, PNG.subarray(1))).status).toBe(400)
    expect(await complete(id)).toMatchObject({ error: 'file_not_found' })
    expect((await send(`${url}x`)).status).toBe(404)
    expect(peer.violations).toHaveLength(3)
  })

  test('to show what was not uploaded; where nobody would see it, it says nothing', async () => {
    await open()
    const { file_id: begun } = await begin()
    expect(await show(begun)).toMatchObject({ error: 'invalid_blocks' })
    expect(await show('F0UNKNOWN1')).toMatchObject({ error: 'invalid_blocks' })
    expect(peer.violations).toHaveLength(2)
    expect(await show(await uploaded(), 'chat.postEphemeral', { user: peer.people.ann })).toMatchObject({ ok: true })
    expect(peer.violations.at(-1)).toContain('nobody but the bot can see it')
  })
})

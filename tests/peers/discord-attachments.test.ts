/** Files that come with messages: what the server takes, and what becomes of them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiscordPeer, openDiscordPeer } from './discord-peer.ts'
import { ATTACH_FILES, USUAL } from './discord-world.ts'

let peer: DiscordPeer
let sent = 0
beforeEach(async () => {
  const wide = { calls: 100, perMs: 1_000 }
  peer = await openDiscordPeer({ limits: { messages: wide, edits: wide } })
})
afterEach(() => peer.close())
const good = () => ({ content: 'fine', flags: 4, allowed_mentions: { parse: [] }, nonce: `n${sent++}`, enforce_nonce: true })
const named = (more: object = {}) => [{ id: '0', filename: 'a.png', description: 'what it shows', ...more }]

/** Status, code, id and violations of one more message. */
async function send(body: object, bytes: number | null = 8, path = '/messages', field = 'files[0]') {
  const before = peer.violations.length
  const form = new FormData()
  if (bytes !== null) form.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png')
  form.append('payload_json', JSON.stringify(body))
  const response = await fetch(`${peer.apiUrl}/v10/channels/${peer.channels.general.id}${path}`, {
    method: path === '/messages' ? 'POST' : 'PATCH',
    headers: { authorization: `Bot ${peer.token}` },
    body: form,
  })
  const json = (await response.json()) as { code?: number; id?: string; attachments?: object[] }
  return { status: response.status, ...json, found: peer.violations.slice(before).join('\n') }
}

test('a file stands in its message with what is said of it, and an edit keeps, adds or removes', async () => {
  const { status, id = '', attachments, found } = await send({ ...good(), attachments: named() })
  expect([status, found]).toEqual([200, ''])
  expect(attachments).toMatchObject([
    { filename: 'a.png', size: 8, description: 'what it shows', url: expect.stringContaining(peer.channels.general.id) },
  ])
  const attached = () => peer.message(id)?.attachments.map(({ description }) => description)
  const edit = { content: 'fine', flags: 4, allowed_mentions: { parse: [] } }
  await send(edit, null, `/messages/${id}`)
  expect(attached()).toEqual(['what it shows'])
  const [kept] = peer.message(id)?.attachments ?? []
  await send({ ...edit, attachments: [{ id: kept?.id }, ...named({ description: 'another' })] }, 8, `/messages/${id}`)
  expect(attached()).toEqual(['what it shows', 'another'])
  await send({ ...edit, attachments: [] }, null, `/messages/${id}`)
  expect(attached()).toEqual([])
  expect(peer.calls[0]?.files).toEqual(['a.png'])
  expect(peer.violations).toEqual([])
})

test('Discord refuses files that are too large, not named, or not allowed', async () => {
  expect(await send({ ...good(), attachments: named({ id: '1' }) })).toMatchObject({
    status: 400,
    code: 50_035,
    found: expect.stringContaining('no file 1'),
  })
  expect(await send({ ...good(), attachments: named() }, 8, '/messages', 'file')).toMatchObject({ status: 400 })
  expect(await send({ ...good(), attachments: named({ description: 'x'.repeat(1_025) }) })).toMatchObject({ status: 400 })
  expect(await send({ ...good(), attachments: named() }, 10 * 1024 * 1024 + 1)).toMatchObject({ status: 413, code: 40_005 })
  peer.permit(peer.channels.general.id, USUAL & ~ATTACH_FILES)
  expect(await send({ ...good(), attachments: named() })).toMatchObject({ status: 403, code: 50_013 })
  expect(await send(good(), null)).toMatchObject({ status: 200 })
  expect(peer.messages()).toHaveLength(1)
})

test('this house sends no file without words', async () => {
  expect((await send({ ...good(), attachments: [{ id: '0' }] })).found).toContain('no description')
  expect((await send(good())).found).toContain('not among the attachments')
})

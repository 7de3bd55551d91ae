/** One answer a message, however often and under however many ids Slack delivers it: with the real reception on a real store. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openReception } from '../../commands/reception/reception.ts'
import { openLog } from '../../src/log.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { openSlackPeer, type SlackPeer } from '../peers/slack-peer.ts'
import { smallNewsroom } from '../small-newsroom.ts'
import { ALL_SCOPES, type Office, openOffice } from './office.ts'

const QUESTION = 'How many workers will the battery plant employ?'

/** The whole bot but for its process: what it remembers is in the file. */
async function openBot(file: string, peer: SlackPeer): Promise<Office & { stop(): Promise<void> }> {
  const store = await openSqliteStore(file)
  const newsroom = await smallNewsroom()
  const now = () => new Date()
  const reception = openReception({
    room: { ...newsroom, store: { ...newsroom.store, chat: store.chat } },
    log: openLog({ level: 'error', secrets: [], now, write: (line) => process.stderr.write(line) }),
    now,
    zone: 'UTC',
  })
  const office = await openOffice({ peer, reception })
  const stop = async () => {
    await office.surface.close()
    await reception.close()
    await store.close()
  }
  return Object.assign(office, { stop })
}

async function opened(): Promise<{ file: string; peer: SlackPeer }> {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-slack-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { file: join(folder, 'news.db'), peer: await openSlackPeer({ scopes: ALL_SCOPES }) }
}

const answered = (peer: SlackPeer, count: number) => peer.waitFor(() => peer.messages().length >= count, `${count} answers`)
const quiet = (peer: SlackPeer) => peer.waitFor(() => peer.reactions.length === 0 && peer.everyReaction.length > 0, 'no eyes any more')

test('as app_mention and message, again with and without a new event id, all at once', async () => {
  const { file, peer } = await opened()
  const bot = await openBot(file, peer)
  const asked = await peer.deliver.mention(QUESTION)
  expect(asked.acks).toHaveLength(2)
  await Promise.all([
    peer.deliver.again(asked, { retryNum: 1 }),
    peer.deliver.again(asked, { newEventIds: true }),
    peer.deliver.again(asked, { newEventIds: true }),
  ])
  await answered(peer, 1)
  await quiet(peer)
  await peer.deliver.again(asked, { newEventIds: true })
  // Heard after all of those: when it is answered, they were not.
  await peer.deliver.mention('help', { only: 'app_mention' })
  await answered(peer, 2)
  await quiet(peer)
  expect(peer.messages()).toHaveLength(2)
  expect(peer.callsOf('chat.postMessage').length + peer.callsOf('chat.postEphemeral').length).toBe(2)
  expect(JSON.stringify(peer.messages()[0]?.blocks)).toContain('1,200')
  expect(peer.violations).toEqual([])
  await bot.stop()
})

test('to two processes at once', async () => {
  const { file, peer } = await opened()
  const bots = [await openBot(file, peer), await openBot(file, peer)]
  await peer.waitFor(() => peer.socket.connected === 2, 'two connections')
  const asked = await peer.deliver.mention(QUESTION)
  await Promise.all([1, 2, 3, 4].map(() => peer.deliver.again(asked, { newEventIds: true })))
  await answered(peer, 1)
  await quiet(peer)
  await Promise.all([1, 2].map(() => peer.deliver.mention('help', { only: 'app_mention' })))
  await answered(peer, 3)
  expect(peer.messages()).toHaveLength(3)
  for (const bot of bots) await bot.stop()
})

test('after a restart, and its buttons work still', async () => {
  const { file, peer } = await opened()
  const before = await openBot(file, peer)
  const asked = await peer.deliver.mention(QUESTION)
  await answered(peer, 1)
  await quiet(peer)
  await before.stop()
  const after = await openBot(file, peer)
  await peer.deliver.again(asked, { newEventIds: true })
  const [standing] = peer.messages()
  if (standing === undefined) throw new Error('nothing stands')
  await peer.deliver.press(standing, 'Evidence')
  await answered(peer, 2)
  expect(peer.messages()).toHaveLength(2)
  expect(peer.messages()[1]?.thread).toBe(asked.ts)
  await peer.deliver.message('stop', { thread: asked.ts })
  await answered(peer, 3)
  await peer.deliver.message('and Tidewater?', { thread: asked.ts })
  await peer.deliver.mention('help', { only: 'app_mention', channel: peer.channels.random })
  await answered(peer, 4)
  expect(peer.messages().filter(({ thread }) => thread === asked.ts)).toHaveLength(3)
  expect(peer.violations).toEqual([])
  await after.stop()
})

/** Digests where the store itself is in trouble: two processes over one file, and a disk without room. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Place } from '../../commands/command.ts'
import { type Due, openSoakStore, type SoakStore } from '../soak/soak-store.ts'
import { standingAt, tally } from '../soak/tally.ts'
import { type Both, end, faultsOf, openBoth } from './both-platforms.ts'

const PATIENCE_MS = 90_000

/** On each platform a digest in the channel of each number; those of odd ones with details under it. */
function dueIn({ slack, discord }: Both, channels: readonly number[]): readonly Due[] {
  const at = (surface: string, team: string, channel: string | undefined): Place => ({
    surface,
    team,
    channel: channel ?? '',
    thread: null,
    to: null,
    via: {},
  })
  const inSlack = [slack.channels.general, slack.channels.random, slack.channels.secret]
  const inDiscord = [discord.channels.general.id, discord.channels.second.id]
  return channels.flatMap((n): Due[] => {
    const style = n % 2 === 0 ? 'headlines' : 'full'
    return [
      { place: at('slack', slack.team, inSlack[n % inSlack.length]), style },
      { place: at('discord', discord.guild.id, inDiscord[n % inDiscord.length]), style },
    ]
  })
}

async function storeOf(file: string): Promise<SoakStore> {
  const store = await openSoakStore(file)
  onTestFinished(() => store.close())
  return store
}

async function allEnded({ slack }: Both, store: SoakStore): Promise<void> {
  const isOver = async () => (await store.read()).every(({ state }) => state !== 'none' && state !== 'queued')
  await slack.waitFor(isOver, 'the end of every run', PATIENCE_MS)
}

async function expectEachOnce(both: Both, store: SoakStore, each: number): Promise<void> {
  const standing = standingAt(both.slack, both.discord)
  const ended = await store.read()
  expect(ended.map(({ state }) => state)).toEqual(ended.map(() => 'posted'))
  for (const surface of ['slack', 'discord'])
    expect(tally(surface, ended, standing)).toMatchObject({ digests: each, lost: 0, duplicated: 0, strange: 0 })
  expect(await store.check()).toEqual([])
  expect(faultsOf(both)).toEqual([])
}

test('two processes over one store post each digest once', async () => {
  const both = await openBoth()
  const store = await storeOf(join(both.folder, 'data/news.db'))
  const processes = await Promise.all([both.serve(), both.serve()])
  await store.add(dueIn(both, [0, 1, 2, 3, 4, 5]))
  await allEnded(both, store)
  for (const started of processes) expect((await end(started)).code).toBe(0)
  await expectEachOnce(both, store, 6)
})

test('a disk that fills while it posts: it lives, says so, goes on when there is room, and each digest stands once', async ({ skip }) => {
  const disk = process.platform === 'linux' && process.getuid?.() === 0 ? smallDisk() : null
  if (disk === null) return skip('mounting a small disk needs root, and a Linux that allows it')
  const both = await openBoth()
  const { slack, discord } = both
  const store = await storeOf(join(disk, 'news.db'))
  const started = await both.serve({ NEWSDESK_DB: join(disk, 'news.db') })
  // Two posts are taken, and there is no room to write down that they stand; the others come due without any.
  const held = slack.fault('chat.postMessage', { kind: 'slow' })
  const alsoHeld = discord.fault('POST /channels/:id/messages', { kind: 'slow-answer' })
  await store.add(dueIn(both, [0]))
  await slack.waitFor(() => held.hits + alsoHeld.hits() === 2, 'two posts')
  await store.add(dueIn(both, [1, 1, 1]), Date.now() + 2_000)
  const ballast = fill(disk)
  held.release()
  alsoHeld.release()
  await started.told(/delivery left in hand.*no room left/)
  await started.told(/Could not keep digests.*no room left/)
  expect(started.child.exitCode).toBeNull()
  expect(standingAt(slack, discord)).toHaveLength(2)

  ballast.remove()
  // What came due without room, and what was in hand, is seen to by itself.
  await allEnded(both, store)
  expect((await end(started)).code).toBe(0)
  await expectEachOnce(both, store, 4)
})

/** A file system of 24 MB, or null where none can be mounted; gone when the test is over. */
function smallDisk(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'newsdesk-disk-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', path]).status === 0
  onTestFinished(() => {
    if (isMounted) spawnSync('umount', ['-l', path])
    rmSync(path, { recursive: true, force: true })
  })
  return isMounted ? path : null
}

const BLOCK = Buffer.alloc(4_096, 1)
const MAX_BLOCKS = 10_000
const FILL_AGAIN_MS = 5

/** Leaves no room, also where some is made, until it is removed. */
function fill(disk: string): { remove(): void } {
  const path = join(disk, 'ballast')
  const file = openSync(path, 'w')
  const more = (): void => {
    try {
      for (let n = 0; n < MAX_BLOCKS; n++) writeSync(file, BLOCK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  more()
  const timer = setInterval(more, FILL_AGAIN_MS)
  return {
    remove() {
      clearInterval(timer)
      closeSync(file)
      rmSync(path)
    },
  }
}

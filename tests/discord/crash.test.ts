/** A process that ends after it has posted and before that was noted: what it posted is not posted again. */
import { afterEach, describe, expect, test } from 'vitest'
import { LEASE_MS } from '../../commands/reception/lease.ts'
import type { Json, PeerMessage } from '../peers/discord-peer.ts'
import { MANY, type SmallDiscord, smallDiscord } from './small-discord.ts'

const QUESTION = 'How many workers will the Borealis battery plant employ?'
const LONG = { limit: 15 }
const clock = { ms: 0 }
const process = { isCrashing: false }

let small: SmallDiscord
const open = async () => {
  clock.ms = Date.now()
  process.isCrashing = false
  small = await smallDiscord({
    articles: MANY,
    server: { now: () => clock.ms },
    settings: { now: () => new Date(clock.ms) },
    wrap: (reception) => ({
      ...reception,
      receive: (said, surface) =>
        reception.receive(said, {
          ...surface,
          async post(place, message, key) {
            const posted = await surface.post(place, message, key)
            if (process.isCrashing) throw new Error('the process ends here')
            return posted
          },
        }),
    }),
  })
  await small.peer.waitFor(() => small.peer.registered.global().length > 0, 'commands')
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const slash = async (sub: string, options: Record<string, string | number>) => void (await small.peer.deliver.slash(sub, options))
const first = (): Promise<PeerMessage> => small.peer.waitFor(() => small.peer.messages()[0], 'an answer')
/** A button whose answer all see. */
const further = (message: PeerMessage): string => {
  const buttons = message.components.flatMap((row) => row.components as Json[])
  return String(buttons.find(({ label, custom_id }) => label !== 'Evidence' && String(custom_id).startsWith('next:'))?.custom_id)
}

describe.each([
  [
    'after the lease, when Discord has forgotten the nonce',
    async () => {
      clock.ms += 4 * LEASE_MS
    },
  ],
  ['at once, since the process is known to be gone', () => small.newsroom.store.chat.release([''])],
])('taken up %s', (_when, release) => {
  test.each([
    ['a mention', async () => void small.peer.deliver.mention(QUESTION)],
    ['a command', () => slash('ask', { question: QUESTION })],
    ['a command with several messages', () => slash('latest', LONG)],
    [
      'a press',
      async () => {
        process.isCrashing = false
        small.peer.deliver.mention('about Borealis Motors')
        const answer = await first()
        await small.settled()
        process.isCrashing = true
        await small.peer.deliver.press(answer, further(answer))
      },
    ],
  ])('%s is not answered twice', async (_what, ask) => {
    await open()
    process.isCrashing = true
    await ask()
    await small.peer.waitFor(() => small.log.some((line) => line.includes('the process ends here')), 'the end')
    process.isCrashing = false
    const before = small.peer.messages()
    clock.ms += 1
    await release()
    const { reception, surface } = await small.again()
    await reception.resume(surface)
    expect(small.peer.messages().map(({ id, content }) => [id, content])).toEqual(before.map(({ id, content }) => [id, content]))
    expect(await small.newsroom.store.chat.holders()).toEqual([])
  })
})

/** Where citations lead in chat. */
import { expect, test } from 'vitest'
import { articlePath } from '../../adapters/web/links.ts'
import { led } from '../../commands/led.ts'
import { quotesOf } from '../../src/answer.ts'
import { ASKED, smallNewsroom } from '../small-newsroom.ts'

const readingRoom = (isPublic: boolean) => ({
  address: 'https://news.example.org',
  isPublic,
  passage: (id: string, passages: readonly { readonly start: number; readonly end: number }[]) =>
    `https://news.example.org${articlePath(id, passages)}`,
  signIn: () => Promise.reject(new Error('not in this test')),
})

test('an article without an address leads to its passage in the reading room, where readers reach that', async () => {
  const newsroom = await smallNewsroom()
  const { answer } = await newsroom.ask('who apologised to the owners?', ASKED)
  const [quote] = quotesOf(answer)
  const [source] = answer.sources
  expect(source?.url).toBe(null)
  const [shown] = led(answer, { readingRoom: readingRoom(true) }).sources
  expect(shown?.url).toContain(`https://news.example.org/article/truck-recall?s=${quote?.start}-${quote?.end}`)
  expect(shown?.url).toMatch(/#passage$/)
  // Elsewhere nothing is promised that cannot be opened, and no address of the publisher's gives way.
  expect(led(answer, { readingRoom: readingRoom(false) })).toBe(answer)
  expect(led(answer, {})).toBe(answer)
  const addressed = { ...answer, sources: answer.sources.map((one) => ({ ...one, url: 'https://harbor.example/recall' })) }
  expect(led(addressed, { readingRoom: readingRoom(true) })).toBe(addressed)
  await newsroom.close()
})

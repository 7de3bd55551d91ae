/** What whoever adds a watch is shown of what it would find. */
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import { inventedNewsroom } from '../invented-newsroom.ts'

const NOW = new Date('2024-06-16T12:00:00Z')
const log = openLog({ level: 'error', secrets: [], now: () => NOW, write: (line) => void expect(line).toBe('') })

let room: Room
beforeEach(async () => {
  const newsroom = await inventedNewsroom()
  onTestFinished(() => newsroom.close())
  room = newsroom
})

async function told(line: string): Promise<string> {
  const understood = readLine(line, { now: NOW, zone: 'Europe/Paris' }, COMMANDS)
  if (!understood.ok) throw new Error(understood.problem)
  const { answer } = await respond(understood.invocation, room, log)
  return render(answer, { colour: false, width: 400 }).replace(/\s+/g, ' ')
}

test('how many articles only mention it is said, and how to be told of those', async () => {
  const filler = Array.from({ length: 40 }, (_, n) => `The council spoke about road number ${n}, and nothing was decided there.`).join(
    '\n\n',
  )
  const roads = { title: 'Roads', headlined: true, publisher: 'Coast Post', authors: [], about: null, url: null, tags: [] }
  const body = `${filler}\n\nOne road leads to the plant of Veltrona.`
  await room.add([{ ...roads, id: 'roads', published: '2024-06-15', body }])
  const text = await told('watch add Veltrona -fish source:coast')
  expect(text).toContain('Nothing would have matched in the last 7 days. One article mentions it in passing; that is left out.')
  expect(text).toContain('For every mention: watch remove 1, then watch add entity:"Veltrona" -fish source:coast')
  expect(await told('watch add Quillstream source:harbor')).not.toMatch(/in passing|every mention:/)
  expect(await told('watch add entity:Veltrona source:coast')).not.toMatch(/in passing|every mention:/)
})

test('the story that is followed is told by its outlets and its newest article, and by a sentence of the news', async () => {
  const form = 'Sign up here for our newsletter about Veltrona and the trucks that it has recalled, free of charge.'
  const newest = 'Veltrona Motors recalled another 900 trucks with the same brake fault on Wednesday.'
  const [recall] = await room.store.analysed(['recall'])
  if (recall === undefined) throw new Error('not there')
  const later = { ...recall.article, url: null, published: '2024-06-12T08:00:00Z', body: `${form}\n\n${newest}` }
  await room.add([
    { ...recall.article, id: 'copy', url: null, publisher: 'Norwick Gazette' },
    { ...later, id: 'later', publisher: 'Coast Post' },
  ])
  const [story] = await room.store.stories.ofArticles(['recall'])
  await room.store.stories.put([{ ...(story as NonNullable<typeof story>), articleIds: ['recall', 'copy', 'later'] }])
  const text = await told('watch add story:recall')
  expect(text).toContain('So far 3 articles by Coast Post, Harbor Global, Norwick Gazette, 11 Jun 2024 – 12 Jun 2024')
  expect(text).toContain(`[The latest: 12 Jun 2024 · Veltrona recalls trucks over brakes] “${newest}” [1]`)
})

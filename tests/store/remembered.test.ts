/** What the store remembers of what it read: until articles are written, and whatever else is. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { analysed, article, folder, open } from './samples.ts'

async function chat({ chat }: Store): Promise<void> {
  const said = { key: 'slack:T1:C1:1', surface: 'slack', owner: 'slack:U1', said: '{}', holder: 'here/1/1', atMs: 1_000 }
  await chat.claim(said, 60_000)
  await chat.keepPress({ token: 't', owner: said.owner, content: '{}', expiresMs: 2_000 })
  await chat.addQuestion(said.owner, { question: 'who?', answered: true, atMs: 1_000 })
  await chat.done(said.key)
}

test('people who chat make it read no article again', async () => {
  const store = await open()
  await store.put([analysed(article('a'))])
  const [before] = await store.analysed(['a'])
  const corpus = await store.corpus()
  await chat(store)
  expect((await store.analysed(['a']))[0]).toBe(before)
  expect(await store.corpus()).toBe(corpus)
})

test('what is written is read, whoever wrote it', async () => {
  const file = join(folder(), 'news.db')
  const [here, there] = [await open(file), await open(file)]
  await here.put([analysed(article('a'))])
  for (const [n, writer] of [here, there].entries()) {
    await here.analysed(['a'])
    await here.corpus()
    const changed = analysed(article('a', { title: `Title ${n}`, publisher: `Post ${n}` }))
    await writer.put([changed])
    expect(await here.analysed(['a'])).toEqual([changed])
    expect((await here.corpus()).publishers).toMatchObject([{ publisher: `Post ${n}` }])
  }
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from '../../adapters/terminal/lines.ts'

async function lines(chunks: readonly (Uint8Array | string)[], max = 1_000) {
  const found = []
  for await (const line of linesOf(
    (async function* () {
      yield* chunks
    })(),
    max,
  ))
    found.push(line)
  return found
}

test('lines are numbered, with any line break, with or without one at the end', async () => {
  expect((await lines(['\uFEFFa\r\nb\n\nc'])).map((line) => [line.number, line.text])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, ''],
    [4, 'c'],
  ])
  expect(await lines([])).toEqual([])
})

test('however the bytes are cut, the lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'é', '日', '👩', '\n') }),
      fc.integer({ min: 1, max: 7 }),
      async (text, size) => {
        const bytes = Buffer.from(text)
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
        const expected = text.replace(/\n$/, '') === '' && !text.includes('\n') ? [] : text.replace(/\n$/, '').split('\n')
        expect((await lines(chunks)).map((line) => line.text)).toEqual(expected)
      },
    ),
  )
})

test('a line past the bound is cut, not kept, and the next is whole', async () => {
  const [long, next] = await lines([`${'x'.repeat(5_000)}\nshort\n`], 100)
  expect(long).toMatchObject({ cut: true, valid: true })
  expect(long?.text).toHaveLength(100)
  expect(next).toMatchObject({ text: 'short', cut: false, number: 2 })
})

test('bytes that are no UTF-8 are told', async () => {
  expect((await lines([Buffer.from([0x63, 0x61, 0x66, 0xe9, 10])]))[0]?.valid).toBe(false)
})

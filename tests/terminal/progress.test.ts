import { expect, test } from 'vitest'
import { progressBar } from '../../adapters/terminal/progress.ts'

function drawn(isTTY: boolean) {
  const written: string[] = []
  let ms = 0
  const bar = progressBar({ isTTY, columns: 60, write: (text) => written.push(text) }, () => ms)
  return { written, bar, wait: (more: number) => (ms += more) }
}

test('is drawn over itself on a terminal, seldom, and cleared', () => {
  const { written, bar, wait } = drawn(true)
  bar.report('Reading', 1, 4)
  bar.report('Reading', 2, 4)
  wait(100)
  bar.report('Reading', 3, 4)
  bar.report('Reading', 4, 4)
  bar.clear()
  expect(written).toEqual([
    '\r\u001b[2KReading ██████░░░░░░░░░░░░░░░░░░ 25 % 1/4',
    '\r\u001b[2KReading ██████████████████░░░░░░ 75 % 3/4',
    '\r\u001b[2KReading ████████████████████████ 100 % 4/4',
    '\r\u001b[2K',
  ])
})

test('counts where the total is not known, and is silent where nobody watches', () => {
  const { written, bar } = drawn(true)
  bar.report('Reading', 1234, null)
  expect(written).toEqual(['\r\u001b[2KReading 1,234'])
  const piped = drawn(false)
  piped.bar.report('Reading', 1, 4)
  piped.bar.clear()
  expect(piped.written).toEqual([])
})

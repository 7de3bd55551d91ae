/** The count counts: what is lost, doubled or odd is seen to be. */
import { expect, test } from 'vitest'
import { type Standing, tally } from './tally.ts'

const place = { surface: 'slack', team: 'T', channel: 'C', thread: null, to: null, via: {} }
const posted = (id: number, refs: readonly string[]) => ({ id, place, state: 'posted' as const, refs })
const at = (id: string, title: string): Standing => ({ surface: 'slack', channel: 'C', id, text: `"text":"${title}","blocks"` })
const FIRST = 'Digest 1 · Sat 28 Nov 2026, 08:00 (UTC)'

test('all that was to be posted stands once', () => {
  const standing = [at('1', FIRST), at('2', `${FIRST}: details`), at('3', FIRST.replace('1', '2'))]
  expect(tally('slack', [posted(1, ['1', '2']), posted(2, ['3'])], standing)).toEqual({
    surface: 'slack',
    digests: 2,
    messages: 3,
    lost: 0,
    duplicated: 0,
    strange: 0,
  })
})

test('what does not stand is lost, whatever the outbox says', () => {
  expect(tally('slack', [posted(1, ['1']), posted(2, ['9'])], [at('1', FIRST)])).toMatchObject({ lost: 1, duplicated: 0 })
  expect(tally('slack', [posted(1, ['1', '2'])], [at('1', FIRST)])).toMatchObject({ lost: 1 })
})

test('what stands twice is doubled, also where the second says that it is late', () => {
  expect(tally('slack', [posted(1, ['1'])], [at('1', FIRST), at('2', `${FIRST}, late`)])).toMatchObject({ lost: 0, duplicated: 1 })
})

test('what nobody knows of, and what did not end as posted, is odd', () => {
  expect(tally('slack', [posted(1, ['1'])], [at('1', FIRST), at('2', FIRST.replace('1', '7'))])).toMatchObject({ strange: 1 })
  expect(tally('slack', [{ ...posted(1, ['1']), state: 'queued' }], [at('1', FIRST)])).toMatchObject({ strange: 1 })
})

import { expect, test } from 'vitest'
import { type Less, looksLike } from '../src/less-like.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import type { Analysed } from '../src/store/store.ts'

/** An article that names some, under a headline. */
function named(title: string, ...names: readonly string[]): Analysed {
  const article = {
    id: 'x',
    title,
    headlined: true,
    publisher: 'Harbor Global',
    authors: [],
    published: null,
    about: null,
    url: null,
    tags: [],
  }
  const body = 'Nothing was decided.'
  const entities = names.map((name) => ({ name, type: 'organisation' as const, aliases: [name], spans: [[0, 7] as const] }))
  return { article: { ...article, body }, analysis: { ...analyse({ title, body }), entities } }
}
const less: Less = {
  alert: 1,
  title: 'Blast at the mill',
  storyIds: ['story-1'],
  names: { norwick: 'Norwick', tidewell: 'Tidewell', quorvex: 'Quorvex' },
  words: ['blast', 'mill', 'fire', 'roof'],
}

test('the same story, two names, a name and two words of the headline, or four words are alike; less is not', () => {
  expect(looksLike(less, named('Nothing'), 'story-1')).toBe(true)
  expect(looksLike(less, named('Nothing'), 'story-2')).toBe(false)
  expect(looksLike(less, named('Nothing'), null)).toBe(false)
  expect(looksLike(less, named('Nothing', 'Norwick', 'Quorvex'), null)).toBe(true)
  expect(looksLike(less, named('Nothing', 'Norwick'), null)).toBe(false)
  expect(looksLike(less, named('Blast heard', 'Norwick'), null)).toBe(false)
  expect(looksLike(less, named('Blast at another mill', 'Norwick'), null)).toBe(true)
  expect(looksLike(less, named('Blast at another mill in Tidewell'), null)).toBe(true)
  expect(looksLike(less, named('Blast and fire at a mill'), null)).toBe(false)
  expect(looksLike(less, named('Blast and fire under the roof of a mill'), null)).toBe(true)
})

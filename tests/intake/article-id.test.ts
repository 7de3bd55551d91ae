import { expect, test } from 'vitest'
import { articleId } from '../../src/intake/article-id.ts'

const dated = {
  publisher: 'The Vale Observer',
  published: '2021-03-03T09:00:00+00:00',
  title: 'Council approves “new” tram for Épinal’s old town',
  body: 'Some text.',
}

test('an id can be read', () => {
  expect(articleId(dated)).toMatch(/^the-vale-observer-2021-03-03-council-approves-new-tram-for-epinals-old-[0-9a-f]{8}$/)
})

test('a dated article keeps its id when its text is corrected', () => {
  expect(articleId({ ...dated, body: 'Some corrected text.' })).toBe(articleId(dated))
  expect(articleId({ ...dated, published: '2021-03-04' })).not.toBe(articleId(dated))
})

test('undated namesakes differ by their first words', () => {
  const undated = { ...dated, published: null, title: 'Morning briefing' }
  expect(articleId(undated)).not.toBe(articleId({ ...undated, body: 'Other text.' }))
})

test('a title without a Latin letter still has an id', () => {
  expect(articleId({ ...dated, title: '東京の朝' })).toMatch(/^the-vale-observer-2021-03-03-[0-9a-f]{8}$/)
})

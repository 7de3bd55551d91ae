import { expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import { listsEvents } from '../../src/retrieval/event-list.ts'

const FERRY = [
  'Sailors of the Strandline ferries walked out at dawn and left the quays of Merrow empty.',
  'Their union wants two more hands on each night crossing.',
  'Strandline called the walkout a surprise and hired coaches.',
  'Passengers slept on benches beside their luggage.',
  'The mayor asked both sides to meet before the holidays.',
]
const COMET = [
  'A comet that nobody had on any list was seen above the southern hills.',
  'Amateurs with cheap telescopes found it first and argued over its name.',
  'Astronomers expect a tail that will be visible without glasses.',
  'It will not return for eleven thousand years.',
  'Clouds may spoil the view from the coast.',
]
const BREAD = [
  'A loaf costs a third more than in spring, bakers said.',
  'Flour mills blame a wet harvest and dear fuel.',
  'Some shops now sell half loaves wrapped in paper.',
  'Pensioners were asked what they go without.',
  'A subsidy was refused by the treasury last year.',
]
const told = (title: string, ...parts: string[][]) => {
  const body = parts.map((part) => part.join(' ')).join('\n\n')
  const article: Article = {
    id: title,
    title,
    headlined: true,
    publisher: 'Daily Lantern',
    authors: [],
    published: '2023-03-06',
    about: null,
    url: null,
    tags: [],
    body,
  }
  return { article, analysis: analyse(article) }
}
const rare = () => 1

test('a headline that lists what the text tells in places of their own is of many events', () => {
  expect(listsEvents(told('Ferry walkout, comet, bread prices', FERRY, COMET, BREAD), rare)).toBe(true)
  expect(listsEvents(told('Ferry walkout at Merrow, a comet that nobody expected', FERRY, COMET), rare)).toBe(true)
})

test('one event with commas in its headline is none, nor is a list without its commas, nor what is too short to tell', () => {
  const again = FERRY.map((sentence) => `${sentence} Strandline sailors said so at the ferry quay in Merrow.`)
  expect(listsEvents(told('Strandline sailors walk out, ferry quays empty, Merrow waits', FERRY, again), rare)).toBe(false)
  expect(listsEvents(told('What happened on Monday', FERRY, COMET, BREAD), rare)).toBe(false)
  expect(listsEvents(told('Ferry walkout, comet', FERRY.slice(0, 1), COMET.slice(0, 1)), rare)).toBe(false)
})

/** What is quoted of an article that a rule matches: never what stands around the text, and where it can be a sentence that says what was looked for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Newsroom } from '../src/newsroom.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import { matchRule } from '../src/rule.ts'
import { inventedNewsroom } from './invented-newsroom.ts'
import { article, ruleIn } from './rule-rig.ts'

let newsroom: Newsroom
beforeAll(async () => {
  newsroom = await inventedNewsroom()
})
afterAll(() => newsroom.close())

/** null: the headline alone. */
async function quoted(query: string, title: string, body: string, storyId: string | null = null): Promise<string | null> {
  const one = article(title, body)
  const match = matchRule(await ruleIn(newsroom, query), { article: one, analysis: analyse(one) }, storyId)
  if (match === null) throw new Error('no match')
  return match.sentence === null ? null : body.slice(match.sentence.start, match.sentence.end)
}

const UPDATED = 'Updated June 20, 2024, 3:57 p.m. ET'
const FORM = 'Sign up for our free newsletter on Veltrona and the battery plant, and have it in your inbox each morning.'
const NEWS = 'Carmakers in the county cut 800 jobs on Thursday and spend a billion less than they had promised.'
const SAYS = 'Engineers of Veltrona will run the battery plant in Marlow with half of the workers, the council heard.'
const HANGING = 'They would not say what Veltrona pays for the battery plant in the end.'

test.each([
  ['of words that only the headline has, the line that tells the article', '"battery plant"', [UPDATED, NEWS, FORM], NEWS],
  ['the sentence that has the words, however far down', '"battery plant"', [UPDATED, NEWS, FORM, ...Array(20).fill(NEWS), SAYS], SAYS],
  ['a name in what stands around the text is not quoted', 'Veltrona', [FORM, NEWS], NEWS],
  ['of a name, the sentence that stands alone', 'Veltrona', [HANGING, NEWS, SAYS], SAYS],
  ['what hangs on others, where the headline says it, gives way', '"battery plant"', [NEWS, HANGING], NEWS],
  ['what hangs on others, where nothing else says it, is quoted', '"in the end"', [NEWS, HANGING], HANGING],
  ['of an outlet, the line that tells the article', 'source:harbor', [UPDATED, FORM, NEWS], NEWS],
  ['a text without a sentence leaves the headline', '"battery plant"', [UPDATED, FORM], null],
  ['where it was written is left out', 'Veltrona', [`MARLOW (Reuters) - ${SAYS}`], SAYS],
])('%s', async (_, query, paragraphs, expected) => {
  expect(await quoted(query, 'Veltrona halves its battery plant', paragraphs.join('\n\n'))).toBe(expected)
})

test('of several words, the sentence that has most of them', async () => {
  const body = [
    'Ships wait before the harbour of the county since Monday morning.',
    'Zeppelins and ships meet in the harbour of the county on Friday.',
  ]
  expect(await quoted('zeppelins harbour ships', 'What meets on Friday', body.join('\n\n'))).toBe(body[1])
})

test('of a followed story, the line that tells the article', async () => {
  const [story] = await newsroom.store.stories.ofArticles(['plant'])
  expect(await quoted('story:plant', 'Carmakers cut jobs', [FORM, UPDATED, NEWS].join('\n\n'), story?.id)).toBe(NEWS)
})

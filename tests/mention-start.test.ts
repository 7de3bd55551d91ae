import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionStart, type Topic } from '../src/on-topic.ts'
import type { AnalysedSentence } from '../src/retrieval/analysis.ts'
import { foldName } from '../src/retrieval/terms.ts'
import type { Analysed } from '../src/store/store.ts'
import './properties.ts'

const NAMES = ['Huawei Technologies', 'Béla Kiss', "'s-Hertogenbosch", 'AT&T', 'U.S.', '3M', 'Ørsted', 'ﬁnTech', 'HMS']
const words = fc.constantFrom(
  ...NAMES,
  ...NAMES.map((name) => name.toUpperCase()),
  'Bela Kiss',
  '3M’s',
  'huawei',
  ',',
  '—',
  '“',
  'the',
  'K',
  '½',
  '',
  'é',
)

/** As it is meant: the sentence folded whole, and each name looked for in it. */
function plainly(names: readonly string[], text: string): boolean {
  const folded = ` ${foldName(text.replace(/[^\p{L}\p{N}'’.&-]+/gu, ' '))} `
  return names.map(foldName).some((name) => name.length > 2 && folded.includes(` ${name} `))
}

test('a name that recognition missed is found in a sentence exactly where the folded sentence has it', () => {
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 8 }),
      fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }),
      (text, names) => {
        const body = text.join(' ')
        const sentence: AnalysedSentence = { start: 0, end: body.length, paragraph: 0, tokens: 1, terms: [] }
        const article = {
          id: 'a',
          title: 'T',
          headlined: true,
          publisher: 'P',
          authors: [],
          published: null,
          about: null,
          url: null,
          tags: [],
          body,
        }
        const analysed: Analysed = { article, analysis: { titleTerms: [], sentences: [sentence], passages: [], entities: [] } }
        const topic: Topic = {
          label: '',
          name: '',
          entities: names.map((name) => ({ key: name, name, type: 'other', aliases: [name], articles: 1 })),
          terms: new Map(),
        }
        expect(mentionStart(topic, analysed, sentence)).toBe(plainly(names, body) ? 0 : null)
      },
    ),
    { numRuns: 300 },
  )
})

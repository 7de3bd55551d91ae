import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_QUESTION_CHARS, outletForms, understand } from '../src/question.ts'

const WHEN = { now: new Date('2024-06-20T12:00:00Z'), zone: 'UTC' }
const KNOWN = { publishers: ['Harbor Global', 'Coast Post', 'The Week', 'Rivet | Trade News'], authors: ['Mara Lind', 'Ada Prins'] }
const of = (text: string) => understand(text, KNOWN, WHEN)
const words = (text: string) =>
  of(text)
    .words.filter((word) => word.weight >= 1)
    .map((word) => word.text)

test('content words stay, the asking goes', () => {
  expect(words('What did the ministry say about sleep?')).toEqual(['ministry', 'sleep'])
  expect(words('Please tell me the latest news about ferries')).toEqual(['ferries'])
  expect(words('How many workers will the plant employ?')).toEqual(['workers', 'plant', 'employ'])
})

test('offsets of words are places in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const question = of(text)
      for (const word of question.words) expect(question.text.slice(word.start, word.end)).toBe(word.text)
    }),
    { numRuns: 200 },
  )
})

test('a name is capitalised inside the sentence, or a word that no dictionary knows', () => {
  const names = (text: string) =>
    of(text)
      .words.filter((word) => word.name)
      .map((word) => word.text)
  expect(names('Who fined Tidewell?')).toEqual(['Tidewell'])
  expect(names('who fined tidewell?')).toEqual(['tidewell'])
  expect(names('Ferries return to Norwick')).toEqual(['Norwick'])
  expect(names('when do ferries return?')).toEqual([])
})

test('outlets and authors are taken out of the words', () => {
  const question = of('According to Coast Post, who fined Tidewell?')
  expect(question.publishers).toEqual(['Coast Post'])
  expect(question.words.map((word) => word.text)).not.toContain('Coast')
  expect(of('articles by Mara Lind')).toMatchObject({ authors: ['Mara Lind'] })
  // Spoken of, not asked as a writer.
  expect(of('Was Mara Lind at the harbour?').authors).toEqual([])
  // An outlet of ordinary words must be written as a name.
  expect(of('what happened the week before?').publishers).toEqual([])
  expect(of('What did The Week print?').publishers).toEqual(['The Week'])
})

test.each([
  ['source:"Harbor Global" trucks', ['Harbor Global']],
  ['source:harbor trucks', ['Harbor Global']],
  ['source:rivet trucks', ['Rivet | Trade News']],
  ['source:nowhere trucks', ['nowhere']],
  ['source:"coast post" source:harbor', ['Coast Post', 'Harbor Global']],
])('%s means the outlets %s', (text, publishers) => {
  expect(of(text).publishers).toEqual(publishers)
})

test('the forms of an outlet', () => {
  expect(outletForms('Rivet | Trade News')).toEqual(['Rivet | Trade News', 'Rivet'])
  expect(outletForms('Kestrix Global')).toEqual(['Kestrix Global', 'Kestrix'])
  expect(outletForms('New Post')).toEqual(['New Post'])
})

test.each([
  ['What happened in March 2024?', 'latest'],
  ['any stories about ferries in February', 'latest'],
  ['Who fined Tidewell in May?', 'fact'],
  ['Why did Veltrona recall trucks on June 11?', 'fact'],
  ['since:monday', 'latest'],
])('with a period, “%s” is of kind %s', (text, kind) => {
  expect(of(text).asking.kind).toBe(kind)
  expect(of(text).period).not.toBeNull()
})

test('two periods are read as the stretch that holds both', () => {
  const { period } = of('What changed between March 4, 2024 and May 17, 2024?')
  expect(period?.fromMs).toBe(Date.parse('2024-03-04T00:00:00Z'))
  expect(period?.toMs).toBe(Date.parse('2024-05-18T00:00:00Z') - 1)
})

test('words of a period weigh little', () => {
  const march = of('Who was fined in March?').words.find((word) => word.text === 'March')
  expect(march === undefined || march.weight < 1).toBe(true)
})

const HOSTILE = [
  'how much does ',
  'what do ',
  'a!',
  '!',
  '? and ',
  '1,',
  '“',
  '"',
  'A.',
  'on:',
  '-a ',
  ', who ',
  'which a-',
  '1+',
  '’s',
  'between ',
  '😀',
  'x',
]

test('what is read of a question is bounded, however long it is', () => {
  for (const part of HOSTILE) {
    const question = of(part.repeat(Math.ceil(20_000 / part.length)))
    expect(question.text.length).toBeLessThanOrEqual(MAX_QUESTION_CHARS)
    expect(question.tokens.length).toBeLessThanOrEqual(MAX_QUESTION_CHARS)
    expect(question).toEqual(of(part.repeat(Math.ceil(MAX_QUESTION_CHARS / part.length))))
  }
})

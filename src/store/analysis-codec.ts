/**
 * An Analysis as compact text and back: one JSON array whose long parts are joined words and runs of small numbers, which
 * parses several times faster than the plain objects and takes a third of the room. Offsets are stored as distances.
 */
import type { AnalysedSentence, Analysis, Passage } from '../retrieval/analysis.ts'
import type { EntityMention, EntityType } from '../retrieval/entities.ts'

const FORMAT = 2
/** Places in this list are stored: append only. */
const TYPES: readonly EntityType[] = ['person', 'organisation', 'place', 'product', 'other']

/** Terms joined by spaces; as they are where one of them is empty or holds white space. */
type Words = string | readonly string[]
/** Name, number of the type, aliases, and [distance from the last end, length] of each span. */
type Mention = readonly [name: string, type: number, aliases: readonly string[], spans: readonly number[]]
type Encoded = readonly [
  format: typeof FORMAT,
  title: Words,
  /** Four numbers a sentence: distance from the last end, length, paragraphs since the last one, GPT tokens. */
  sentences: readonly number[],
  terms: readonly Words[],
  /** Two numbers a passage. */
  passages: readonly number[],
  entities: readonly Mention[],
]

/** Any Analysis comes back equal (`decodeAnalysis`). */
export function encodeAnalysis(analysis: Analysis): string {
  const sentences: number[] = []
  let end = 0
  let paragraph = 0
  for (const sentence of analysis.sentences) {
    sentences.push(sentence.start - end, sentence.end - sentence.start, sentence.paragraph - paragraph, sentence.tokens)
    end = sentence.end
    paragraph = sentence.paragraph
  }
  const encoded: Encoded = [
    FORMAT,
    join(analysis.titleTerms),
    sentences,
    analysis.sentences.map((sentence) => join(sentence.terms)),
    analysis.passages.flatMap((passage) => [passage.first, passage.last]),
    analysis.entities.map(encodeMention),
  ]
  return JSON.stringify(encoded)
}

/**
 * Null where another version of the program wrote it in a format of its own: then the article's text has to be analysed again.
 * Throws a SyntaxError where the text is not what any version makes.
 */
export function decodeAnalysis(text: string): Analysis | null {
  const encoded: unknown = JSON.parse(text)
  if (isOfOtherFormat(encoded)) return null
  if (!isEncoded(encoded)) throw new SyntaxError(`not an analysis of format ${FORMAT}: ${text.slice(0, 40)}`)
  const [, title, numbers, terms, passages, entities] = encoded
  return {
    titleTerms: split(title),
    sentences: decodeSentences(numbers, terms),
    passages: decodePassages(passages),
    entities: entities.map(decodeMention),
  }
}

function isEncoded(value: unknown): value is Encoded {
  return Array.isArray(value) && value.length === 6 && value[0] === FORMAT && value.slice(2).every(Array.isArray)
}

/** Every format is a list that begins with its number; of another one, nothing else is known. */
function isOfOtherFormat(value: unknown): boolean {
  const format: unknown = Array.isArray(value) ? value[0] : null
  return Number.isInteger(format) && Number(format) > 0 && format !== FORMAT
}

function decodeSentences(numbers: readonly number[], terms: readonly Words[]): AnalysedSentence[] {
  const sentences: AnalysedSentence[] = []
  let start = 0
  let end = 0
  let paragraph = 0
  for (let i = 0; i < terms.length; i++) {
    start = end + (numbers[4 * i] ?? 0)
    end = start + (numbers[4 * i + 1] ?? 0)
    paragraph += numbers[4 * i + 2] ?? 0
    sentences.push({ start, end, paragraph, tokens: numbers[4 * i + 3] ?? 0, terms: split(terms[i] ?? '') })
  }
  return sentences
}

function decodePassages(numbers: readonly number[]): Passage[] {
  const passages: Passage[] = []
  for (let i = 0; i + 1 < numbers.length; i += 2) passages.push({ first: numbers[i] ?? 0, last: numbers[i + 1] ?? 0 })
  return passages
}

function encodeMention(mention: EntityMention): Mention {
  const spans: number[] = []
  let last = 0
  for (const [start, end] of mention.spans) {
    spans.push(start - last, end - start)
    last = end
  }
  return [mention.name, TYPES.indexOf(mention.type), mention.aliases, spans]
}

function decodeMention([name, type, aliases, numbers]: Mention): EntityMention {
  const spans: [number, number][] = []
  let end = 0
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const start = end + (numbers[i] ?? 0)
    end = start + (numbers[i + 1] ?? 0)
    spans.push([start, end])
  }
  return { name, type: TYPES[type] ?? 'other', aliases, spans }
}

function join(words: readonly string[]): Words {
  return words.includes('') || /\s/.test(words.join('')) ? words : words.join(' ')
}

function split(words: Words): readonly string[] {
  if (typeof words !== 'string') return words
  return words === '' ? [] : words.split(' ')
}

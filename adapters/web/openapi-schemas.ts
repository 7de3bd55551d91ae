/** The shapes of api.ts in JSON Schema 2020-12, as OpenAPI 3.1 takes it. Closed: what is not described is not sent. */

export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly const?: string | boolean
  readonly enum?: readonly string[]
  readonly format?: string
  readonly default?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema | false
  readonly prefixItems?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
}

const TEXT: Schema = { type: 'string' }
const COUNT: Schema = { type: 'integer', minimum: 0 }
const TEXT_OR_NULL: Schema = { type: ['string', 'null'] }
const list = (items: Schema): Schema => ({ type: 'array', items })
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const url = (description: string): Schema => ({ type: 'string', format: 'uri', description })
/** An object with exactly these members. */
const object = (properties: Readonly<Record<string, Schema>>, description?: string, optional: readonly string[] = []): Schema => ({
  type: 'object',
  ...(description === undefined ? {} : { description }),
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
  additionalProperties: false,
})
const tagged = (type: string, properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema =>
  object({ type: { const: type }, ...properties }, undefined, optional)

const START: Schema = { ...COUNT, description: 'Where it begins in the body of the article, in UTF-16 units.' }
const END: Schema = { ...COUNT, description: 'Where it ends: `body.slice(start, end)` is the text.' }
const PUBLISHED: Schema = { ...TEXT_OR_NULL, description: 'ISO 8601, as the source prints it; null: it prints none.' }
const ABOUT: Schema = { ...TEXT_OR_NULL, description: '`YYYY-MM`, inferred from the text where no date is printed.' }
const ORIGINAL: Schema = { ...TEXT_OR_NULL, description: 'Of the original; null: it has none.' }
const LEAD: Schema = { ...TEXT_OR_NULL, description: 'What a pronoun at the start stands for, or a date; not part of the quotation.' }
const SOURCE_NUMBER: Schema = { type: 'integer', minimum: 1, description: 'The number of the source.' }
const PASSAGE = url('Of the article in the reading room, open at the passage.')

const SPAN: Schema = {
  oneOf: [
    tagged('text', { text: TEXT }),
    tagged('strong', { text: TEXT }),
    tagged('link', { text: TEXT, url: TEXT }),
    tagged('cite', { source: SOURCE_NUMBER }),
    tagged('time', { at: { ...TEXT, description: 'ISO 8601, or its beginning.' } }),
  ],
}
const SPANS = list(ref('Span'))

const BLOCK: Schema = {
  description: 'A part of the answer as it is shown. Text is plain: no markup is in it.',
  oneOf: [
    tagged('paragraph', { spans: SPANS }),
    tagged('quote', {
      text: TEXT,
      articleId: TEXT,
      start: START,
      end: END,
      cite: SOURCE_NUMBER,
      strong: { type: ['array', 'null'], items: COUNT, minItems: 2, maxItems: 2, description: 'What was asked for, within the text.' },
      lead: LEAD,
    }),
    tagged('list', { items: list(SPANS) }),
    tagged('facts', { rows: list(object({ label: TEXT, spans: SPANS })) }),
    tagged('chart', { title: TEXT, series: list(object({ label: TEXT, value: { type: 'number' } })) }),
    tagged('coverage', {
      title: TEXT,
      per: { enum: ['day', 'month', 'year'] },
      columns: list(TEXT),
      series: list(object({ label: TEXT, values: list(COUNT) })),
      undated: COUNT,
    }),
    tagged('notice', { text: TEXT }),
    tagged('code', { text: TEXT }),
  ],
}

const ARTICLE: Readonly<Record<string, Schema>> = {
  title: TEXT,
  publisher: TEXT,
  authors: list(TEXT),
  published: PUBLISHED,
  about: ABOUT,
  url: ORIGINAL,
}

export const SCHEMAS = {
  Answer: object({
    question: { ...TEXT, description: 'As it was understood: `after` of the next question.' },
    verdict: { enum: ['answered', 'unanswered'] },
    title: TEXT,
    page: url('Where people read the same.'),
    quotes: { ...list(ref('Quote')), description: 'In the order in which they are read.' },
    sources: list(ref('Source')),
    blocks: { ...list(ref('Block')), description: 'All of the answer, in order; its quotations are those of `quotes`.' },
    searched: ref('Searched'),
    followUps: list(ref('FollowUp')),
  }),
  Quote: object(
    { text: TEXT, lead: LEAD, source: SOURCE_NUMBER, articleId: TEXT, start: START, end: END, passage: PASSAGE },
    'A sentence of a stored article, word for word.',
  ),
  Source: object({ n: SOURCE_NUMBER, articleId: TEXT, ...ARTICLE, passage: PASSAGE }),
  Searched: object(
    {
      from: { ...TEXT_OR_NULL, description: '`YYYY-MM-DD` of the oldest dated article.' },
      to: { ...TEXT_OR_NULL, description: '`YYYY-MM-DD` of the newest dated article.' },
      publishers: list(TEXT),
      articles: COUNT,
    },
    'What was searched.',
  ),
  FollowUp: object(
    {
      label: TEXT,
      question: { ...TEXT, description: '`q` of the next request.' },
      page: { ...TEXT_OR_NULL, description: 'Where people read it; null: it is for the chat alone.' },
    },
    'What can be asked next.',
  ),
  Block: BLOCK,
  Span: SPAN,
  Found: object({ query: TEXT, passages: list(ref('Passage')) }),
  Passage: object({
    id: { ...TEXT, description: 'Of the article.' },
    ...ARTICLE,
    start: START,
    end: END,
    score: { type: 'number', description: 'Higher is better; only to compare passages of one search.' },
    text: TEXT,
    passage: PASSAGE,
  }),
  Suggestions: {
    type: 'array',
    prefixItems: [TEXT, list(TEXT)],
    items: false,
    minItems: 2,
  },
  Fault: object({
    error: object({
      code: { ...TEXT, description: 'For programs.' },
      message: { ...TEXT, description: 'For people: what to do otherwise.' },
    }),
  }),
} as const satisfies Readonly<Record<string, Schema>>

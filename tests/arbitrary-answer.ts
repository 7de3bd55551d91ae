/** Any Answer whatever, and the buttons under it: for properties of renderers. */
import fc from 'fast-check'
import type { Answer, Block, Button, Coverage, Quote, Source, Span } from '../src/answer.ts'

/** The most of each; the least is none. */
export type Sizes = { readonly blocks: number; readonly sources: number; readonly buttons: number }
export const USUAL: Sizes = { blocks: 12, sources: 8, buttons: 12 }
export type Answered = { readonly answer: Answer; readonly buttons: readonly Button[] }

const KINDS: readonly Button['kind'][] = ['next', 'turn', 'share', 'good', 'bad']
const ODD_URLS = [
  'javascript:alert(1)',
  'data:text/html,<b>x</b>',
  'https://user:secret@evil.example/',
  'ftp://files.example/x',
  '//evil.example',
  'https://',
  'https://ok.example/a b|c>d<e"f`g\\h*_~(x)[y]',
  'http://xn--80ak6aa92e.com/',
  'https://пример.example/новости?q=“x”',
  `https://long.example/${'a'.repeat(2_500)}`,
  `https://long.example/${'a'.repeat(4_000)}`,
]
const ODD_TIMES = [
  '2020-02-25T18:27:00+08:00',
  '2020-02-25T10:27Z',
  '2020-02-25',
  '2019-06',
  '2018',
  '2020-02-25T18:27',
  '1899-12-31T00:00:00Z',
]

const urls = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constantFrom(...ODD_URLS))
const id = fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/)

/** `text` makes every text in it that is not a URL or a time; some of those, too, are odd. */
export function answered(text: fc.Arbitrary<string>, sizes: Sizes = USUAL): fc.Arbitrary<Answered> {
  const times = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD_TIMES) }, { weight: 1, arbitrary: text })
  const source = fc.record({
    articleId: fc.constant('a'),
    title: text,
    publisher: text,
    authors: fc.array(text, { maxLength: 3 }),
    published: fc.option(times),
    about: fc.option(fc.constantFrom('2019-06', '2018')),
    url: fc.option(fc.oneof({ weight: 6, arbitrary: urls }, { weight: 1, arbitrary: text })),
  })
  const answer = fc.array(source, { maxLength: sizes.sources, size: 'max' }).chain((sources) =>
    fc.record({
      question: text,
      verdict: fc.constantFrom('answered' as const, 'unanswered' as const),
      title: fc.oneof(fc.constant(''), text),
      // One number past the last: a citation without a source.
      blocks: fc.array(anyBlock(text, times, sources.length + 1), { maxLength: sizes.blocks, size: 'max' }),
      sources: fc.constant(sources.map((one, i): Source => ({ ...one, n: i + 1 }))),
      searched: fc.record({
        from: fc.option(fc.constant('2019-06-15')),
        to: fc.option(fc.constant('2021-07-18')),
        publishers: fc.array(text, { maxLength: 7 }),
        articles: fc.nat(100_000),
      }),
      followUps: fc.array(fc.record({ label: text, command: text }), { maxLength: 4 }),
    }),
  )
  const button = fc.record({ id, label: text, kind: fc.constantFrom(...KINDS) })
  return fc.record({ answer, buttons: fc.uniqueArray(button, { maxLength: sizes.buttons, size: 'max', selector: (one) => one.id }) })
}

function anyBlock(text: fc.Arbitrary<string>, times: fc.Arbitrary<string>, cites: number): fc.Arbitrary<Block> {
  const cite = fc.integer({ min: 1, max: cites })
  const span: fc.Arbitrary<Span> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text }),
    fc.record({ type: fc.constant('strong' as const), text }),
    fc.record({ type: fc.constant('link' as const), text, url: fc.oneof(urls, text) }),
    fc.record({ type: fc.constant('cite' as const), source: cite }),
    fc.record({ type: fc.constant('time' as const), at: times }),
  )
  const spans = fc.array(span, { maxLength: 6 })
  const value = fc.oneof(fc.nat(1_000), fc.double(), fc.constantFrom(-1, Number.NaN, Number.POSITIVE_INFINITY))
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(text, cite, fc.option(text)).chain((made) => anyQuote(...made)) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('paragraph' as const), spans }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('list' as const), items: fc.array(spans, { maxLength: 6 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('facts' as const), rows: fc.array(fc.record({ label: text, spans }), { maxLength: 6 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('chart' as const),
        title: text,
        series: fc.array(fc.record({ label: text, value }), { maxLength: 8 }),
      }),
    },
    { weight: 1, arbitrary: coverages(text) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('notice' as const), text }) },
    {
      weight: 1,
      arbitrary: fc.array(text, { maxLength: 6 }).map((lines): Block => ({ type: 'code', text: lines.join('\n') })),
    },
  )
}

const YEARS = Array.from({ length: 62 }, (_, i) => `${1962 + i}`)
const MONTHS = YEARS.slice(-6).flatMap((year) => Array.from({ length: 12 }, (_, i) => `${year}-${`${i + 1}`.padStart(2, '0')}`))
const DAYS = Array.from({ length: 62 }, (_, i) => new Date(Date.UTC(2019, 11, 1 + i)).toISOString().slice(0, 10))

/** As `coverageOf` makes them: at most 62 columns without a gap, six outlets with an article each, none of which need be as short as a name. */
export function coverages(text: fc.Arbitrary<string>): fc.Arbitrary<Coverage> {
  const period = fc.constantFrom(['day', DAYS] as const, ['month', MONTHS] as const, ['year', YEARS] as const)
  return fc
    .tuple(period, fc.nat(10), fc.integer({ min: 2, max: 52 }), fc.integer({ min: 1, max: 6 }))
    .chain(([[per, all], from, length, outlets]) => {
      const columns = all.slice(from, from + length)
      const values = fc.array(fc.oneof(fc.constant(0), fc.nat(40)), { minLength: length, maxLength: length })
      const one = fc.record({
        label: text,
        values: fc.tuple(values, fc.nat(length - 1)).map(([some, at]) => some.with(at, (some[at] ?? 0) + 1)),
      })
      return fc.record({
        type: fc.constant('coverage' as const),
        title: text,
        per: fc.constant(per),
        columns: fc.constant(columns),
        series: fc.array(one, { minLength: outlets, maxLength: outlets }),
        undated: fc.nat(3),
      })
    })
}

function anyQuote(text: string, cite: number, lead: string | null): fc.Arbitrary<Quote> {
  const place = fc.nat(text.length)
  return fc.option(fc.tuple(place, place)).map((ends) => ({
    type: 'quote',
    text,
    articleId: 'a',
    start: 0,
    end: text.length,
    cite,
    strong: ends === null ? null : [Math.min(...ends), Math.max(...ends)],
    lead,
  }))
}

/** An answer with every kind of block, in which every text is this one. `url`: of its first source and of a linked span. */
export function answeredWith(text: string, url: string | null = 'https://source.example/1'): Answered {
  const spans: Span[] = [
    { type: 'text', text },
    { type: 'strong', text },
    { type: 'link', text, url: url ?? text },
    { type: 'cite', source: 1 },
  ]
  const quote: Quote = { type: 'quote', text, articleId: 'a', start: 0, end: text.length, cite: 1, strong: null, lead: text }
  const source = { articleId: 'a', title: text, publisher: text, authors: [text, text], published: text, about: null }
  return {
    answer: {
      question: text,
      verdict: 'answered',
      title: text,
      blocks: [
        { type: 'notice', text },
        { ...quote, strong: [0, text.length], lead: null },
        { ...quote, cite: 2 },
        { type: 'paragraph', spans },
        { type: 'list', items: [spans, spans] },
        { type: 'facts', rows: [{ label: text, spans }] },
        { type: 'chart', title: text, series: [{ label: text, value: 3 }] },
        {
          type: 'coverage',
          title: text,
          per: 'month',
          columns: ['2020-01', '2020-02'],
          series: [
            { label: text, values: [1, 2] },
            { label: `${text} 2`, values: [0, 1] },
          ],
          undated: 1,
        },
        { type: 'code', text: `${text}\n\n  ${text}` },
      ],
      sources: [
        { ...source, n: 1, url },
        { ...source, n: 2, url: text },
      ],
      searched: { from: '2020-01-01', to: '2020-02-25', publishers: [text, text], articles: 2 },
      followUps: [{ label: text, command: text }],
    },
    buttons: KINDS.map((kind, i) => ({ id: `b${i}`, label: text, kind })),
  }
}

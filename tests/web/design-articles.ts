/** Invented articles of towns, outlets and people that do not exist, and what is quoted of them. */
import { type ArticleRow, type Paragraph, type Paragraphs, quoteKey } from '../../adapters/web/host.ts'
import type { Quote, Source } from '../../src/answer.ts'

export type Sample = ArticleRow & { readonly body: string }

const ARTICLES: readonly Sample[] = [
  {
    id: 'ferry-order',
    title: 'Tidewell Orders Six Electric Ferries for the Sound, Its Largest Purchase in Forty Years',
    publisher: 'The Harbour Courier',
    authors: ['Ines Marrow', 'Piet Osgood'],
    published: '2026-03-12T18:27:00+01:00',
    about: null,
    url: 'https://courier.example/2026/03/12/tidewell-orders-six',
    body: `Tidewell Ferries will replace its whole fleet on the Sound with six electric ships by 2029, the company said on Thursday. The order, worth €214 million, went to the Norby yard after eleven months of talks.

“We have run diesel across this water since 1951, and nobody will miss the smell,” said Oskar Lindqvist, who is chief executive officer of Tidewell. He added that tickets would not become dearer before the first ship sails.

The six ships carry 400 passengers and 60 cars each. They charge at both quays, for nine minutes a crossing, from a line that the port of Brannock has yet to build. A spokeswoman for the port said that the line was “paid for on paper”.

Critics on the council doubt the date. In January, the same yard delivered a hull to another customer fourteen months late.`,
  },
  {
    id: 'quay-line',
    title: 'Brannock Port Has No Date Yet for the Power Line That Electric Ferries Need',
    publisher: 'Northline',
    authors: ['Sadie Quill'],
    published: '2026-03-14T09:05:00+01:00',
    about: null,
    url: 'https://northline.example/brannock-line',
    body: `The port of Brannock cannot say when the power line to its ferry quay will be built. “We are in talks,” the harbour master, Judith Abara, told Northline.

Tidewell needs the line for six electric ferries that it ordered on 12 March for €209 million. Without it, the first ship would have to charge on the other side only, and make two crossings fewer a day.`,
  },
  {
    id: 'yard-late',
    title: 'Norby Yard Delivers Hull Fourteen Months Late',
    publisher: 'Ledger & Post',
    authors: [],
    published: null,
    about: '2026-01',
    url: null,
    body: `The Norby yard has handed over a hull fourteen months late. Its customer, a cargo line, will not order there again.`,
  },
  {
    id: 'library',
    title: 'A Library That Lends Tools Opens in Eastgate',
    publisher: 'Ledger & Post',
    authors: ['Tomás Weir'],
    published: '2026-03-10T07:30:00+01:00',
    about: null,
    url: 'https://ledger.example/eastgate',
    body: 'Eastgate has a library without books. It lends drills, ladders and a cement mixer, for a week at a time, to whoever lives in the borough.',
  },
  {
    id: 'bees',
    title: 'Bee Counts Rise for the Third Spring in a Row',
    publisher: 'Northline',
    authors: ['Sadie Quill'],
    published: '2026-03-09T12:00:00Z',
    about: null,
    url: null,
    body: 'Volunteers counted 4,120 wild bees in the parks of Brannock, a third more than a year ago. The count took one Sunday.',
  },
  {
    id: 'tram',
    title: 'Tram Line 4 Reaches the University After Nine Years of Digging',
    publisher: 'The Harbour Courier',
    authors: ['Ines Marrow'],
    published: '2026-03-02T16:45:00+01:00',
    about: null,
    url: 'https://courier.example/tram-4',
    body: 'The first tram of line 4 stopped at the university on Monday. It came four minutes early.',
  },
  {
    id: 'chess',
    title: 'Seventeen-Year-Old Wins the Sound Chess Open',
    publisher: 'Ledger & Post',
    authors: ['Tomás Weir'],
    published: '2026-02-27',
    about: null,
    url: null,
    body: 'Mira Castellane, seventeen, has won the chess open of the Sound without losing a game.',
  },
]

export function article(id: string): Sample {
  return ARTICLES.find((one) => one.id === id) as Sample
}

/** A sentence of an article, byte-exact; `strong`: what of it was asked for. */
export function quote(id: string, text: string, cite: number, given: { strong?: string; lead?: string } = {}): Quote {
  const start = article(id).body.indexOf(text)
  if (start < 0) throw new Error(`no such sentence in ${id}: ${text}`)
  const from = given.strong === undefined ? -1 : text.indexOf(given.strong)
  const strong = from < 0 ? null : ([from, from + (given.strong ?? '').length] as const)
  return { type: 'quote', text, articleId: id, start, end: start + text.length, cite, strong, lead: given.lead ?? null }
}

export function source(n: number, id: string): Source {
  const { title, publisher, authors, published, about, url } = article(id)
  return { n, articleId: id, title, publisher, authors, published, about, url }
}

export function paragraphsFor(quotes: readonly Quote[]): Paragraphs {
  return new Map(
    quotes.map((one): [string, Paragraph] => {
      const { body } = article(one.articleId)
      const from = body.lastIndexOf('\n\n', one.start) + 2
      const to = body.indexOf('\n\n', one.end)
      return [
        quoteKey(one),
        { before: body.slice(from === 1 ? 0 : from, one.start), after: body.slice(one.end, to < 0 ? body.length : to) },
      ]
    }),
  )
}

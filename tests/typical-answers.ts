/** Answers as readers get them, with their buttons: for goldens of what each platform is sent. */
import type { Quote, Source } from '../src/answer.ts'
import type { Answered } from './arbitrary-answer.ts'

function quote(cite: number, text: string, more: { readonly strong?: string; readonly lead?: string } = {}): Quote {
  const from = more.strong === undefined ? -1 : text.indexOf(more.strong)
  return {
    type: 'quote',
    text,
    articleId: `article-${cite}`,
    start: 0,
    end: text.length,
    cite,
    strong: more.strong === undefined || from < 0 ? null : [from, from + more.strong.length],
    lead: more.lead ?? null,
  }
}

function source(n: number, publisher: string, title: string, more: Partial<Source> = {}): Source {
  return { n, articleId: `article-${n}`, title, publisher, authors: [], published: null, about: null, url: null, ...more }
}

const SEARCHED = { from: '2023-11-02', to: '2024-06-18', publishers: ['Harbor Global', 'Coast Post'], articles: 1_204 }

/** A question that is answered, by two outlets that disagree. */
const answered: Answered = {
  answer: {
    question: 'How many people will the battery plant in Marlow employ?',
    verdict: 'answered',
    title: '',
    blocks: [
      quote(1, 'The battery plant will employ 1,200 workers, the company said.', { strong: '1,200 workers' }),
      quote(2, 'The Veltrona battery plant in Marlow will employ 900 workers, according to the unions.'),
      quote(1, 'She expects production to begin in September 2025 because the permits are slow.', {
        lead: 'Veltrona to build a battery plant in Marlow',
      }),
      { type: 'notice', text: 'Sources 1 and 2 give different figures; they may speak of different times.' },
    ],
    sources: [
      source(1, 'Harbor Global', 'Veltrona to build a battery plant in Marlow', {
        authors: ['Mara Lind', 'Ed Okoro'],
        published: '2024-03-04T09:15:00+01:00',
        url: 'https://harbor.example/2024/03/veltrona_battery-plant',
      }),
      source(2, 'Coast Post', 'Unions doubt jobs promised in Marlow', { authors: ['Tom Reyes'], published: '2024-03-06' }),
    ],
    searched: SEARCHED,
    followUps: [],
  },
  buttons: [
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.0', label: 'About Veltrona Motors', kind: 'next' },
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.1', label: 'Timeline of Veltrona Motors', kind: 'next' },
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.2', label: 'Evidence', kind: 'next' },
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.3', label: 'Share', kind: 'share' },
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.4', label: '👍', kind: 'good' },
    { id: 'Zm9vYmFyYmF6cXV4MTIzNA.5', label: '👎', kind: 'bad' },
  ],
}

/** A question about today that nothing answers. */
const unanswered: Answered = {
  answer: {
    question: 'Did the court rule on Tidewell Energy today?',
    verdict: 'unanswered',
    title: 'Did the court rule on Tidewell Energy today?',
    blocks: [
      { type: 'notice', text: 'Nothing newer than 18 Jun 2024.' },
      { type: 'notice', text: 'The 1,204 stored articles do not answer this.' },
      { type: 'notice', text: 'Related, not an answer:' },
      {
        type: 'list',
        items: [
          [
            { type: 'text', text: 'Tidewell Energy fined over spill: “a warning to all” (Coast Post, 17 May 2024) ' },
            { type: 'cite', source: 1 },
          ],
          [
            { type: 'text', text: 'What Tidewell knew (Harbor Global, about April 2024) ' },
            { type: 'cite', source: 2 },
          ],
        ],
      },
    ],
    sources: [
      source(1, 'Coast Post', 'Tidewell Energy fined over spill: “a warning to all”', {
        published: '2024-05-17T18:00:00Z',
        url: 'https://coast.example/a?id=7&ref=rss_feed',
      }),
      source(2, 'Harbor Global', 'What Tidewell knew', { about: '2024-04' }),
    ],
    searched: SEARCHED,
    followUps: [],
  },
  buttons: [
    { id: 'cXV1eGJhemJhcmZvbzEyMw.0', label: 'Latest stories', kind: 'next' },
    { id: 'cXV1eGJhemJhcmZvbzEyMw.1', label: 'What is covered', kind: 'next' },
  ],
}

/** A page of stories, with one before it and one after it. */
const stories: Answered = {
  answer: {
    question: 'latest Veltrona Motors page:2',
    verdict: 'answered',
    title: 'Latest on Veltrona Motors',
    blocks: [
      quote(1, 'Veltrona Motors will pay $640 million for the plant, its chief executive said.', {
        lead: '4 Mar 2024 – 6 Mar 2024 · Veltrona to build a battery plant in Marlow',
      }),
      {
        type: 'paragraph',
        spans: [
          { type: 'text', text: 'also in: Coast Post ' },
          { type: 'cite', source: 2 },
        ],
      },
      quote(3, '“We were not asked,” the mayor of Pony.ai’s home town wrote on Friday.', {
        lead: '1 Mar 2024 · Mayor @marlow: #1 in batteries?',
      }),
      { type: 'notice', text: 'Stories 4–5 of 11.' },
    ],
    sources: [
      source(1, 'Harbor Global', 'Veltrona to build a battery plant in Marlow', {
        authors: ['Mara Lind'],
        published: '2024-03-04T09:15:00+01:00',
        url: 'https://harbor.example/plant',
      }),
      source(2, 'Coast Post', 'Unions doubt jobs promised in Marlow', {
        authors: ['Tom Reyes'],
        published: '2024-03-06',
        url: 'https://coast.example/unions',
      }),
      source(3, 'Marlow *Weekly*', 'Mayor @marlow: #1 in batteries?', { published: '2024-03-01', url: 'https://weekly.example/mayor_(1)' }),
    ],
    searched: SEARCHED,
    followUps: [],
  },
  buttons: [
    { id: 'YmFyYmF6cXV1eGZvb2JhMQ.0', label: 'Newer', kind: 'turn' },
    { id: 'YmFyYmF6cXV1eGZvb2JhMQ.1', label: 'Older', kind: 'turn' },
    { id: 'YmFyYmF6cXV1eGZvb2JhMQ.2', label: 'Timeline', kind: 'next' },
    { id: 'YmFyYmF6cXV1eGZvb2JhMQ.3', label: 'Evidence', kind: 'next' },
  ],
}

/** What is stored: no quotation in it. */
const facts: Answered = {
  answer: {
    question: 'sources',
    verdict: 'answered',
    title: '3 outlets',
    blocks: [
      {
        type: 'facts',
        rows: [
          {
            label: 'Harbor Global',
            spans: [
              { type: 'text', text: '811 articles, newest ' },
              { type: 'time', at: '2024-06-18T07:30:00+02:00' },
            ],
          },
          {
            label: 'Coast Post',
            spans: [
              { type: 'text', text: '390 articles, newest ' },
              { type: 'time', at: '2024-06' },
            ],
          },
          { label: 'Marlow *Weekly*', spans: [{ type: 'text', text: '3 articles, none dated' }] },
        ],
      },
      {
        type: 'chart',
        title: 'Articles',
        series: [
          { label: 'Harbor Global', value: 811 },
          { label: 'Coast Post', value: 390 },
          { label: 'Marlow *Weekly*', value: 3 },
        ],
      },
    ],
    sources: [],
    searched: { ...SEARCHED, publishers: ['Harbor Global', 'Coast Post', 'Marlow *Weekly*'] },
    followUps: [],
  },
  buttons: [{ id: 'Zm9vcXV1eGJhemJhcjEyMw.0', label: 'Latest stories', kind: 'next' }],
}

export const TYPICAL: Readonly<Record<string, Answered>> = { answered, unanswered, stories, facts }

/** Answers as they are most often given, for pictures of them in JSON. */

import type { Answer, Quote, Source } from '../src/answer.ts'
import type { Answered } from './arbitrary-answer.ts'

export const XIAOMI: Source = {
  n: 1,
  articleId: 'xiaomi',
  title: 'Xiaomi keeps its lead in India',
  publisher: 'Caixin Global',
  authors: ['Ding Yi', 'Tang Ziyi'],
  published: '2020-02-25T18:27:00+08:00',
  about: null,
  url: 'https://caixin.example/xiaomi?from=feed&id=1',
}
export const PHONES: Source = {
  n: 2,
  articleId: 'phones',
  title: 'Example.com: “Phones & more”',
  publisher: 'TechCrunch',
  authors: [],
  published: null,
  about: '2019-06',
  url: 'https://techcrunch.example/phones',
}
export const SAVED: Source = { ...PHONES, n: 3, articleId: 'saved', title: 'Saved page', published: '2020-01-31', about: null, url: null }

export function quote(text: string, cite: number, more: Partial<Quote> = {}): Quote {
  return { type: 'quote', text, articleId: 'a', start: 0, end: text.length, cite, strong: null, lead: null, ...more }
}

const SEARCHED = { from: '2019-06-15', to: '2020-02-25', publishers: ['Caixin Global', 'TechCrunch'], articles: 1_032 }
const RATING = [
  { id: 'r1', label: '👍', kind: 'good' },
  { id: 'r2', label: '👎', kind: 'bad' },
] as const

const ASKED: Answer = {
  question: 'How big is the share of Xiaomi in India?',
  verdict: 'answered',
  title: 'How big is the share of Xiaomi in India?',
  blocks: [
    { type: 'notice', text: 'Nothing newer than 25 Feb 2020.' },
    quote('It took a market share of 29%, <b>ahead</b> of Samsung & others.', 1, { strong: [26, 29], lead: 'Xiaomi' }),
    quote('Samsung took second place.', 2),
    quote('The rest is shared by *three* makers.', 3),
  ],
  sources: [XIAOMI, PHONES, SAVED],
  searched: SEARCHED,
  followUps: [],
}
const LATEST: Answer = {
  question: 'latest phones',
  verdict: 'answered',
  title: 'Latest: phones',
  blocks: [
    quote('Xiaomi kept its lead.', 1, { lead: '25 Feb 2020 · Xiaomi keeps its lead in India' }),
    {
      type: 'paragraph',
      spans: [
        { type: 'text', text: 'also in: TechCrunch ' },
        { type: 'cite', source: 2 },
      ],
    },
    quote('A page was saved.', 3, { lead: '31 Jan 2020 · Saved page' }),
    { type: 'notice', text: 'Stories 1–2 of 9.' },
  ],
  sources: [XIAOMI, PHONES, SAVED],
  searched: SEARCHED,
  followUps: [],
}
const OUTLETS: Answer = {
  question: 'sources',
  verdict: 'answered',
  title: '3 outlets',
  blocks: [
    {
      type: 'facts',
      rows: [
        {
          label: 'Caixin Global',
          spans: [
            { type: 'text', text: '20 articles, newest ' },
            { type: 'time', at: '2020-02-25T18:27:00+08:00' },
          ],
        },
        {
          label: 'TechCrunch',
          spans: [
            { type: 'text', text: '12 articles, newest ' },
            { type: 'time', at: '2019-06' },
          ],
        },
        { label: 'Blog', spans: [{ type: 'link', text: 'one article', url: 'https://blog.example' }] },
      ],
    },
    {
      type: 'chart',
      title: 'Articles',
      series: [
        { label: 'Caixin Global', value: 20 },
        { label: 'TechCrunch', value: 12 },
        { label: 'Blog', value: 1 },
      ],
    },
  ],
  sources: [],
  searched: SEARCHED,
  followUps: [],
}
const TIMELINE: Answer = {
  question: 'timeline Xiaomi',
  verdict: 'answered',
  title: 'Timeline: Xiaomi',
  blocks: [
    {
      type: 'coverage',
      title: 'Coverage of Xiaomi',
      per: 'month',
      columns: ['2019-11', '2019-12', '2020-01', '2020-02'],
      series: [
        { label: 'Caixin Global', values: [3, 0, 1, 8] },
        { label: 'TechCrunch', values: [1, 0, 0, 4] },
      ],
      undated: 1,
    },
    quote('It opened its first shop in India.', 2, { lead: 'June 2019' }),
    quote('Xiaomi kept its lead.', 1, { lead: 'reported 25 Feb 2020' }),
  ],
  sources: [XIAOMI, PHONES],
  searched: SEARCHED,
  followUps: [],
}
const UNANSWERED: Answer = {
  question: 'Who will win the cup?',
  verdict: 'unanswered',
  title: '',
  blocks: [
    { type: 'notice', text: 'No stored article answers this.' },
    { type: 'paragraph', spans: [{ type: 'strong', text: 'Related, not an answer' }] },
    {
      type: 'list',
      items: [
        [
          { type: 'text', text: 'Saved page ' },
          { type: 'cite', source: 3 },
        ],
        [
          { type: 'text', text: 'Xiaomi keeps its lead in India ' },
          { type: 'cite', source: 1 },
        ],
      ],
    },
  ],
  sources: [XIAOMI, SAVED],
  searched: { ...SEARCHED, from: null, to: null, publishers: [], articles: 1 },
  followUps: [],
}

export const TYPICAL: Readonly<Record<string, Answered>> = {
  asked: {
    answer: ASKED,
    buttons: [
      { id: 'n1', label: 'Evidence', kind: 'next' },
      { id: 'n2', label: 'Timeline', kind: 'next' },
      { id: 's1', label: 'Share', kind: 'share' },
      ...RATING,
    ],
  },
  latest: {
    answer: LATEST,
    buttons: [
      { id: 't1', label: 'Newer', kind: 'turn' },
      { id: 't2', label: 'Older', kind: 'turn' },
      { id: 'n1', label: 'About Xiaomi', kind: 'next' },
      ...RATING,
    ],
  },
  timeline: { answer: TIMELINE, buttons: [{ id: 'n1', label: 'Latest', kind: 'next' }, ...RATING] },
  outlets: { answer: OUTLETS, buttons: [{ id: 'n1', label: 'Latest stories', kind: 'next' }] },
  unanswered: { answer: UNANSWERED, buttons: [{ id: 'n1', label: 'Latest', kind: 'next' }] },
}

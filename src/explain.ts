/** Why an answer is what it is, as rows that a reader can follow: understood, searched, ranked, judged, chosen. */
import type { Answer } from './answer.ts'
import type { Seen } from './ask.ts'
import type { Explanation } from './explanation.ts'
import { FEATURES } from './sentence-features.ts'

const MAX_ARTICLES = 10
const MAX_SENTENCES = 8
const CLIP = 140

export function explain(answer: Answer, seen: Seen): Explanation {
  const { question, from } = seen.resolved
  const { asking } = question
  const known = (value: string | null): string => value ?? 'nothing special'
  return {
    steps: [
      {
        title: 'Understood',
        rows: [
          ['kind', asking.kind],
          ['wants', known(asking.wants)],
          ['asked thing', asking.focus === null ? 'not named' : `${asking.focus}${asking.property ? ' (a text must speak of it)' : ''}`],
          ['period', question.period?.text ?? 'any'],
          ['outlets', question.publishers.join(', ') || 'any'],
          ['authors', question.authors.join(', ') || 'any'],
          ...(from === null ? [] : [['read after', from]]),
          ...question.operators.faults.map((fault) => ['not understood', fault]),
        ],
      },
      {
        title: 'Words',
        rows: seen.wanted.map((want) => [
          want.word.text,
          `term ${want.term}${want.corrected ? ' (spelling corrected)' : ''}`,
          `in ${want.frequency} articles`,
          `idf ${want.idf.toFixed(2)}`,
          `weight ${want.word.weight}`,
          want.word.name
            ? 'name'
            : `also ${
                want.variants
                  .slice(0, 4)
                  .map((variant) => variant.terms.join(' '))
                  .join(', ') || 'nothing'
              }`,
        ]),
      },
      { title: 'Filtered by', rows: seen.filters.map((filter) => [filter]) },
      {
        title: 'Articles',
        rows: seen.candidates
          .slice(0, MAX_ARTICLES)
          .map(({ analysed, score }) => [score.toFixed(2), analysed.article.publisher, analysed.article.title]),
      },
      {
        title: 'Sentences',
        rows: seen.ranked.slice(0, MAX_SENTENCES).flatMap((row) => [
          [row.score.toFixed(2), row.articleId, clip(row.text)],
          ['because', strongest(row.features)],
          ['matched', matched(seen, row.evidence.own)],
        ]),
      },
      {
        title: 'Judged',
        rows: [
          [answer.verdict, seen.verdict.reason ?? 'the best sentence answers'],
          ...Object.entries(seen.verdict.signals).map(([name, value]) => [name, value.toFixed(2)]),
        ],
      },
      { title: 'Chosen', rows: seen.chosen.map((row, i) => [`${i + 1}`, row.articleId, clip(row.text)]) },
    ],
  }
}

function clip(text: string): string {
  return text.length <= CLIP ? text : `${text.slice(0, CLIP)}…`
}

function strongest(features: readonly number[]): string {
  return FEATURES.map((name, f) => ({ name, value: features[f] ?? 0 }))
    .filter(({ value }) => value > 0.05)
    .map(({ name, value }) => `${name} ${value.toFixed(2)}`)
    .join(', ')
}

function matched(seen: Seen, own: readonly number[]): string {
  return (
    seen.wanted
      .map((want, w) => ({ text: want.word.text, value: own[w] ?? 0 }))
      .filter(({ value }) => value > 0)
      .map(({ text, value }) => `${text} ${value.toFixed(2)}`)
      .join(', ') || 'nothing'
  )
}

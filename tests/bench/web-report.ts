/** The figures of the reading room as Markdown, and the goals that Newsdesk sets itself there. */
import type { GoalReached } from './goals.ts'
import type { Quantiles } from './measure.ts'
import type { LoadFigures, WebFigures } from './web-bench.ts'
import type { PageWeight } from './web-weight.ts'

const MAX_PAGE_BYTES = 60 * 1024
const MAX_ANSWER_MS = 100
const FAULTS_SHOWN = 5

export function webGoals({ cold, answers, weights, load }: WebFigures): GoalReached[] {
  const heaviest = weights === null ? null : Math.max(...weights.map(({ bytes, chartBytes }) => bytes - chartBytes))
  const refused = load.oversize.every((came) => /^4\d\d$|^closed$/.test(came))
  return [
    {
      goal: 'a page weighs under 60 KB without its chart, sheet, script and fonts included',
      figure: heaviest === null ? 'no Chromium to say it' : `${kilobytes(heaviest)} KB, the heaviest`,
      reached: heaviest === null ? null : heaviest < MAX_PAGE_BYTES,
    },
    {
      goal: 'first answer of a process over the seeds in under 100 ms, asked on the front page',
      figure: `${cold.nextMs.toFixed(0)} ms, median of ${cold.processes} processes`,
      reached: cold.nextMs < MAX_ANSWER_MS,
    },
    {
      goal: 'the same where nobody has opened the front page before',
      figure: `${cold.answerMs.toFixed(0)} ms`,
      reached: cold.answerMs < MAX_ANSWER_MS,
    },
    {
      goal: 'answer to a new question over the seeds in under 100 ms, p95',
      figure: `${answers.page.p95.toFixed(1)} ms`,
      reached: answers.page.p95 < MAX_ANSWER_MS,
    },
    {
      goal: `${load.askers} asking at once over ${load.articles.toLocaleString('en')} articles: no errors`,
      figure: `${load.requests} asked, ${load.faults.length} faults`,
      reached: load.faults.length === 0,
    },
    {
      goal: 'connections that never say what they want are shut, questions of a megabyte refused',
      figure: `${load.slowShut} of ${load.slow} shut; ${[...new Set(load.oversize)].join(', ')}`,
      reached: load.slowShut === load.slow && refused,
    },
  ]
}

export function webReport(figures: WebFigures): string {
  const { cold, answers, weights, rates, load } = figures
  return [
    '## The reading room',
    '',
    '| goal | this run | reached |',
    '|---|---|---|',
    ...webGoals(figures).map(
      ({ goal, figure, reached }) => `| ${goal} | ${figure} | ${reached === null ? '–' : reached ? 'yes' : '**no**'} |`,
    ),
    '',
    `Of a process just started, the front page took ${cold.frontMs.toFixed(0)} ms: four examples are answered before it is shown.`,
    '',
    `| ${answers.page.samples} new questions over the seeds, one at a time | ms, p50 / p95 / p99 |`,
    '|---|---|',
    `| page over HTTP | ${times(answers.page)} |`,
    `| JSON over HTTP | ${times(answers.api)} |`,
    `| the answer alone, in the process that measures | ${times(answers.bare)} |`,
    '',
    ...weightTable(weights),
    '| page, ten connections | a second | CPU ms | bare node:http with the same bytes, a second | CPU ms |',
    '|---|---|---|---|---|',
    ...rates.map(
      (one) =>
        `| ${one.page} | ${one.perSecond.toFixed(0)} | ${one.cpuMs.toFixed(2)} | ${one.barePerSecond.toFixed(0)} | ${one.bareCpuMs.toFixed(2)} |`,
    ),
    '',
    loadText(load),
    ...load.faults.slice(0, FAULTS_SHOWN).map((fault) => `\nFault: ${fault}`),
  ].join('\n')
}

function weightTable(weights: readonly PageWeight[] | null): readonly string[] {
  if (weights === null) return []
  const kinds = ['document', 'stylesheet', 'script', 'font', 'image', 'other']
  return [
    `| page, first visit | KB in all | chart | ${kinds.join(' | ')} | requests |`,
    `|${'---|'.repeat(kinds.length + 4)}`,
    ...weights.map(
      ({ page, bytes, chartBytes, kinds: of, requests }) =>
        `| ${[page, kilobytes(bytes), kilobytes(chartBytes), ...kinds.map((kind) => kilobytes(of[kind] ?? 0)), requests].join(' | ')} |`,
    ),
    '',
  ]
}

function loadText(load: LoadFigures): string {
  const { articles, corpus, askers, slow, alone, ms, requests, perSecond, cpuMsAnAnswer, rssMegabytes, statuses } = load
  const answered = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`)
  return [
    `${askers} readers over ${articles.toLocaleString('en')} articles (${corpus}), each with the next question as soon as the last is answered, beside ${slow} connections that send a byte of a header twice a second: ` +
      `${requests} questions, ${answered.join(', ')}; ${perSecond.toFixed(1)} answers a second, ${cpuMsAnAnswer.toFixed(0)} CPU ms each; the program held ${rssMegabytes.toFixed(0)} MB.`,
    '',
    '| | ms, p50 / p95 / p99 |',
    '|---|---|',
    `| one reader alone | ${times(alone)} |`,
    `| ${askers} at once | ${times(ms)} |`,
  ].join('\n')
}

function times({ p50, p95, p99 }: Quantiles): string {
  return [p50, p95, p99].map((ms) => ms.toFixed(ms < 10 ? 1 : 0)).join(' / ')
}

function kilobytes(bytes: number): string {
  return (bytes / 1_024).toFixed(1)
}

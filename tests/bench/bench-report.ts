/** The figures of a run as Markdown. */
import type { GoalReached, Measured } from './goals.ts'
import { tableOf } from './index-bench.ts'
import type { Quantiles } from './measure.ts'
import { KINDS } from './newsroom-bench.ts'

export function reportOf(measured: Measured, goals: readonly GoalReached[]): string {
  const { newsroom, indexes } = measured
  const { parts, coldStart, addOne } = newsroom
  return [
    `## ${newsroom.articles.toLocaleString('en')} articles`,
    '',
    `${indexes.corpus}; ${newsroom.tokensAnArticle.toFixed(0)} tokens an article.`,
    '',
    '| goal | this run | reached |',
    '|---|---|---|',
    ...goals.map(
      ({ goal, figure, reached }) => `| ${goal} | ${figure} | ${reached === null ? 'not set here' : reached ? 'yes' : '**no**'} |`,
    ),
    '',
    '| questions | answered | index search, CPU ms | passages, CPU ms | whole answer, CPU ms | whole answer, wall ms |',
    '|---|---|---|---|---|---|',
    ...KINDS.map((kind) => {
      const { answeredShare, index, search, ask } = newsroom.answering[kind]
      return `| ${kind} (${ask.samples}) | ${(100 * answeredShare).toFixed(0)} % | ${times(index.cpu)} | ${times(search.cpu)} | ${times(ask.cpu)} | ${times(ask)} |`
    }),
    '',
    `Filling: ${newsroom.articlesPerCpuSecond.toFixed(0)} articles per CPU second. An article takes ${parts.analyse.toFixed(2)} CPU ms to analyse (of which reading ${parts.read.toFixed(2)}, entities ${parts.entities.toFixed(2)}), ${parts.store.toFixed(2)} to store, ${parts.index.toFixed(2)} to index; entities alone run at ${Math.round(newsroom.entityTokensPerSecond).toLocaleString('en')} tokens per CPU second. One article added: ${times(addOne.cpu)} CPU ms, ${times(addOne)} ms of wall time (each waits for the disk). Memory above an empty process after opening and 30 answers: ${newsroom.rssKilobytesAnArticle.toFixed(1)} KB an article (${((newsroom.rssKilobytesAnArticle * newsroom.articles) / 1_024).toFixed(0)} MB).`,
    '',
    `Cold start to the first long answer, whole process, median: ${coldStart.newsdeskMs.toFixed(0)} ms; FTS5 ${coldStart.fts5Ms.toFixed(0)} ms; a process that does nothing ${coldStart.emptyMs.toFixed(0)} ms.`,
    '',
    `Peers beside the bare index, in the same run. ${tableOf(indexes)}`,
  ].join('\n')
}

function times({ p50, p95, p99 }: Quantiles): string {
  return [p50, p95, p99].map((ms) => ms.toFixed(ms < 10 ? 2 : 1)).join(' / ')
}

/** The speed that Newsdesk sets itself, and whether a run reached it, latencies in CPU time. A goal says at which size it holds; other sizes are shown, not judged. */
import type { IndexFigures } from './index-bench.ts'
import type { NewsroomFigures } from './newsroom-bench.ts'

export type Measured = { readonly size: 'seeds' | number; readonly newsroom: NewsroomFigures; readonly indexes: IndexFigures }
/** `reached`: null where the goal is set for another size. */
export type GoalReached = { readonly goal: string; readonly figure: string; readonly reached: boolean | null }

const ARCHIVE = 50_000

export function goalsOf({ size, newsroom, indexes }: Measured): GoalReached[] {
  const seeds = size === 'seeds'
  const archive = !seeds && size >= ARCHIVE
  // CPU time: on a shared machine wall time tells of the others.
  const [index, ask] = [newsroom.answering.long.index.cpu, newsroom.answering.long.ask.cpu]
  const engine = (name: string) => indexes.engines.find((each) => each.engine === name)?.latencies.long.cpu
  const miniSearch = Math.min(...['minisearch-default', 'minisearch-tuned'].map((name) => engine(name)?.p50 ?? Number.POSITIVE_INFINITY))
  const fts5 = engine('fts5')
  const worstAsk = Math.max(...Object.values(newsroom.answering).map((kind) => kind.ask.cpu.p50))
  const { coldStart } = newsroom
  const row = (goal: string, holds: boolean, figure: string, reached: boolean): GoalReached => ({
    goal,
    figure,
    reached: holds ? reached : null,
  })
  const atLeast = (goal: string, holds: boolean, value: number, bound: number, unit: string): GoalReached =>
    row(goal, holds && Number.isFinite(value), `${show(value)}${unit}`, value >= bound)
  const atMost = (goal: string, holds: boolean, value: number, bound: number, unit: string): GoalReached =>
    row(goal, holds && Number.isFinite(value), `${show(value)}${unit}`, value <= bound)
  return [
    atLeast(
      'long search at least 20 × as fast as MiniSearch’s own OR (its faster setting), p50',
      archive,
      miniSearch / index.p50,
      20,
      ' ×',
    ),
    atLeast('of the exact top ten, the posting budget keeps 99.5 %', archive, indexes.recallAt10.long * 100, 99.5, ' %'),
    atMost('long search p99 at most 0.1 × that of FTS5', archive, index.p99 / (fts5?.p99 ?? Number.NaN), 0.1, ' ×'),
    atMost('whole answer at the seeds, p50 of the slowest kind, under 10 ms', seeds, worstAsk, 10, ' ms'),
    atMost('whole answer to long questions, p99 at most 3 × the search alone', archive, ask.p99 / index.p99, 3, ' ×'),
    atMost('cold start at the seeds, whole process, under 1 s', seeds, coldStart.newsdeskMs, 1_000, ' ms'),
    atMost('cold start at most 2 × that of FTS5', archive, coldStart.newsdeskMs / coldStart.fts5Ms, 2, ' ×'),
    atMost('memory above the empty process, at most 12 KB an article', archive, newsroom.rssKilobytesAnArticle, 12, ' KB'),
    atLeast('filled at 500 articles per CPU second with entities and passages', !seeds, newsroom.articlesPerCpuSecond, 500, ''),
    atMost('one article added in under 20 ms (p95 of CPU time)', true, newsroom.addOne.cpu.p95, 20, ' ms'),
    atLeast('entities at 80,000 tokens per CPU second', !seeds, newsroom.entityTokensPerSecond, 80_000, ''),
  ]
}

function show(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

/** What a manager sees of the hostile newsroom. */
import type { DigestRow, Managing, RunRow } from '../../adapters/web/host.ts'
import { HOSTILE_NOW, type Made, type Supply, times } from './hostile-host.ts'

export function hostileManaging({ next, url }: Supply, made: Made, rows: number): Managing {
  const run = (): RunRow => ({ slot: next(), state: 'late', reason: next(), stories: 3, atMs: HOSTILE_NOW.getTime(), url: url() })
  const digestRow = (id: number): DigestRow => ({
    id,
    surface: 'slack',
    where: next(),
    schedule: next(),
    topic: next(),
    isPaused: false,
    why: next(),
    next: times(3, next),
    last: run(),
    feedKey: 'b'.repeat(43),
  })
  return {
    overview: async () => ({
      health: [
        { surface: 'slack', state: 'down', problem: next(), sinceMs: 1, lastEventMs: 1, lastError: { atMs: 1, message: next() } },
        { surface: 'discord', state: 'connected', problem: null, sinceMs: 1, lastEventMs: 1, lastError: null },
      ],
      troubles: times(6, next),
      corpus: { from: '2024-01-01', to: '2024-06-01', publishers: times(4, next), articles: 12 },
      feeds: { all: 4, well: 1, failing: 2, paused: 1 },
      digests: { all: 1, paused: 0, missed: 1, nextMs: HOSTILE_NOW.getTime() },
      watches: 1,
      ratings: { good: 1, bad: 1 },
      unanswered: 1,
    }),
    feeds: async () =>
      times(rows, (id) => ({
        id,
        title: next(),
        url: url(),
        site: url(),
        publisher: next(),
        state: 'failing',
        reason: next(),
        notes: [next(), next()],
        articles: 3,
        succeededMs: 1,
        newsMs: 1,
        nextMs: HOSTILE_NOW.getTime(),
      })),
    digests: async () => times(rows, digestRow),
    digest: async (_manager, id) => {
      const preview = made.answer(next())
      const digest = { ...digestRow(id), ratings: { good: 1, bad: 2 } }
      return { digest, history: times(rows, run), preview, paragraphs: made.paragraphs(preview.blocks) }
    },
    watches: async () =>
      times(rows, (id) => ({
        id,
        query: next(),
        surface: 'discord',
        where: next(),
        isPaused: true,
        why: next(),
        snoozedUntilMs: HOSTILE_NOW.getTime(),
        alerts: 2,
        lastMs: 1,
      })),
    unanswered: async () => times(3 * rows, () => ({ question: next(), times: 2, atMs: 1 })),
    ratings: async () => times(3 * rows, () => ({ question: next(), isGood: false, atMs: 1 })),
    act: async (_manager, line) => made.reading(line).outcome,
  }
}

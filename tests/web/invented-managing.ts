/** The newsroom behind the manager's pages, as the HTTP side is tested with: one feed, one digest, one watch. */
import type { DigestRow, Managing } from '../../adapters/web/host.ts'
import type { Answer } from '../../src/answer.ts'

const ATMS = Date.parse('2024-06-20T06:00:00Z')
const SEARCHED = { from: '2024-03-02', to: '2024-05-30', publishers: ['Norwick Courier'], articles: 3 }

const DIGEST: DigestRow = {
  id: 1,
  surface: 'slack',
  where: '#news',
  schedule: 'every day at 08:00 (UTC)',
  topic: '',
  isPaused: false,
  why: null,
  next: ['Fri 21 Jun, 08:00'],
  last: { slot: '2024-06-20T08:00', state: 'posted', reason: null, stories: 2, atMs: ATMS, url: null },
  feedKey: 'key-of-digest-1',
}

function told(title: string): Answer {
  return {
    question: title,
    verdict: 'answered',
    title,
    blocks: [{ type: 'notice', text: 'Done.' }],
    sources: [],
    searched: SEARCHED,
    followUps: [],
  }
}

export const inventedManaging: Managing = {
  overview: async () => ({
    health: [{ surface: 'slack', state: 'connected', problem: null, sinceMs: ATMS, lastEventMs: ATMS, lastError: null }],
    troubles: [],
    corpus: SEARCHED,
    feeds: { all: 1, well: 1, failing: 0, paused: 0 },
    digests: { all: 1, paused: 0, missed: 0, nextMs: ATMS },
    watches: 1,
    ratings: { good: 1, bad: 0 },
    unanswered: 1,
  }),
  feeds: async () => [
    {
      id: 3,
      title: 'Norwick Courier',
      url: 'https://courier.example/feed',
      site: null,
      publisher: 'Norwick Courier',
      state: 'well',
      reason: null,
      notes: [],
      articles: 3,
      succeededMs: ATMS,
      newsMs: ATMS,
      nextMs: ATMS,
    },
  ],
  digests: async () => [DIGEST],
  digest: async (_manager, id) =>
    id === 1
      ? { digest: { ...DIGEST, ratings: { good: 0, bad: 0 } }, history: [], preview: told('What it would say now'), paragraphs: new Map() }
      : null,
  watches: async () => [
    {
      id: 2,
      query: 'Harbor Mills',
      surface: 'slack',
      where: '#news',
      isPaused: false,
      why: null,
      snoozedUntilMs: null,
      alerts: 1,
      lastMs: ATMS,
    },
  ],
  unanswered: async () => [{ question: 'Who owns the river?', times: 2, atMs: ATMS }],
  ratings: async () => [{ question: 'When will it close?', isGood: true, atMs: ATMS }],
  act: async (manager, line) => ({ kind: 'answered', answer: told(`${manager.kind}: ${line}`), explanation: null, conversation: null }),
}

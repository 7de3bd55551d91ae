/** Answers about Newsdesk itself rather than the news: nothing in them is cited or was searched for. */
import type { Answer, Block, FollowUp, Searched } from '../src/answer.ts'

const NOWHERE: Searched = { from: null, to: null, publishers: [], articles: 0 }

export function ownPage(page: {
  readonly question: string
  readonly title: string
  readonly blocks: readonly Block[]
  readonly followUps?: readonly FollowUp[]
}): Answer {
  return { verdict: 'answered', sources: [], searched: NOWHERE, followUps: [], ...page }
}

/** One sentence instead of an answer: what was said wrong, or went wrong, and the way out. */
export function noticePage(question: string, text: string, followUps: readonly FollowUp[] = []): Answer {
  return { ...ownPage({ question, title: '', blocks: [{ type: 'notice', text }], followUps }), verdict: 'unanswered' }
}

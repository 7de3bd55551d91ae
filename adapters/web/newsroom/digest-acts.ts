/** What is done with a digest, and what became of one of its runs. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { DigestRow, RunRow } from '../host.ts'
import { counted } from '../moment.ts'
import { type Html, linkHtml } from '../render.ts'
import { buttons } from './buttons.ts'
import { state } from './states.ts'

export function digestActs({ id, isPaused }: Pick<DigestRow, 'id' | 'isPaused'>): Html {
  const pausing = isPaused ? { label: 'Resume', line: `digest resume ${id}` } : { label: 'Pause', line: `digest pause ${id}` }
  return buttons(`digest ${id}`, [pausing, { label: 'Post now', line: `digest now ${id}` }], {
    line: `digest remove ${id}`,
    warning: 'It goes with its history; what it posted stays.',
  })
}

export function outcome({ state: is, reason, stories, url }: RunRow): Html {
  const told = stories === 0 ? 'nothing new' : counted(stories, 'story', 'stories')
  const seen = url === null ? '' : html` ${linkHtml('see it', url)}`
  switch (is) {
    case 'queued':
      return html`${state('new', 'about to be posted')} ${told}`
    case 'posted':
      return html`${state('ok', 'posted')} ${told}${seen}`
    case 'late':
      return html`${state('ok', 'posted late')} ${told}${seen}`
    case 'empty':
      return html`${state('ok', 'nothing new')}`
    case 'missed':
      return html`${state('bad', 'missed', reason ?? 'nobody knows why')}${seen}`
    default:
      return is satisfies never
  }
}

export function topicTold(topic: string): string {
  return topic.trim() === '' ? 'Everything' : safe(topic)
}

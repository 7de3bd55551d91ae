/** How the chat surfaces are, told to who may mend them, or in a word to everybody else. */
import type { Block, Span } from '../src/answer.ts'
import type { Health } from './command.ts'

type Row = Extract<Block, { type: 'facts' }>['rows'][number]

/** A row a surface: its state in a word. */
export function healthInShort(health: readonly Health[]): Row[] {
  return health.map(({ surface, state }) => ({ label: named(surface), spans: [{ type: 'text', text: state }] }))
}

/** A row a surface: since when it is how it is, and when it last heard something. */
export function healthRows(health: readonly Health[]): Row[] {
  return health.map(({ surface, state, sinceMs, lastEventMs }) => ({
    label: named(surface),
    spans: [
      { type: 'text', text: `${state} since ` },
      at(sinceMs),
      ...(lastEventMs === null
        ? [{ type: 'text' as const, text: '; nothing heard yet' }]
        : [{ type: 'text' as const, text: '; last heard something ' }, at(lastEventMs)]),
    ],
  }))
}

/** What is wrong and what to do about it, and the last errors. */
export function healthTroubles(health: readonly Health[]): Block[] {
  return health.flatMap(({ surface, problem, lastError }): Block[] => [
    ...(problem === null ? [] : [{ type: 'notice' as const, text: `${named(surface)}: ${problem}` }]),
    ...(lastError === null
      ? []
      : [
          {
            type: 'paragraph' as const,
            spans: [
              { type: 'text' as const, text: `${named(surface)}, last error ` },
              at(lastError.atMs),
              { type: 'text' as const, text: `: ${lastError.message}` },
            ],
          },
        ]),
  ])
}

/** As the platform writes itself: `Slack`. */
export function named(surface: string): string {
  return `${surface[0]?.toUpperCase() ?? ''}${surface.slice(1)}`
}

function at(ms: number): Span {
  return { type: 'time', at: new Date(ms).toISOString() }
}

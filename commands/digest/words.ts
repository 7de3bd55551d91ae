/** The words that `digest` takes. */
export const ACTIONS = ['set', 'preview', 'now', 'list', 'pause', 'resume', 'remove', 'history'] as const
export type Action = (typeof ACTIONS)[number]
export const STYLES = ['headlines', 'brief', 'full'] as const
export const EMPTIES = ['say', 'quiet'] as const
export const MAX_STORIES = 15

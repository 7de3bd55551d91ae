import { sources as outlets } from '../src/sources.ts'
import type { Command } from './command.ts'
import { storyRequest } from './story-request.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'which outlets there are, how many articles of each, and the newest',
  options: [{ name: 'source', kind: 'text', summary: 'only this outlet', suggest: 'publisher' }],
  examples: ['sources'],
  async run(invocation, newsroom) {
    return await outlets(newsroom, await storyRequest(invocation, newsroom), invocation.asked)
  },
}

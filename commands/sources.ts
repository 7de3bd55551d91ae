import { sources as outlets } from '../src/sources.ts'
import type { Command } from './command.ts'
import { storyRequest } from './story-request.ts'

export const sources: Command = {
  name: 'sources',
  summary: 'which outlets there are, how many articles of each, and the newest',
  options: [{ name: 'source', kind: 'text', summary: 'only this outlet', suggest: 'publisher' }],
  examples: ['sources'],
  heedsManagers: true,
  async run(invocation, newsroom) {
    const { reader, asked } = invocation
    // What a server answers is for who may do something about it.
    return await outlets(newsroom, await storyRequest(invocation, newsroom), {
      ...asked,
      showsErrors: reader === undefined || reader.isManager,
    })
  },
}

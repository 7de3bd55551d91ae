import { commandLine } from '../src/command-line.ts'
import { nothingFound } from '../src/nothing-found.ts'
import { resolveTopic } from '../src/on-topic.ts'
import { storyPage } from '../src/story-page.ts'
import { storiesOn } from '../src/told-stories.ts'
import type { Command } from './command.ts'
import { FILTERS, storyRequest } from './story-request.ts'

const STORY_ID = /^(?:story:)?(story-[0-9a-z]{1,16})$/

export const story: Command = {
  name: 'story',
  summary: 'one story: its outlets, its course, its key facts, and why its articles are one',
  options: [
    { name: 'topic', kind: 'text', summary: 'a story’s id, a name or keywords', positional: true, required: true, suggest: 'entity' },
    ...FILTERS,
  ],
  examples: ['story Huawei', 'story "trade deal" source:caixin'],
  async run(invocation, newsroom) {
    const { asked } = invocation
    const id = STORY_ID.exec(String(invocation.options.topic ?? '').trim())?.[1]
    const page = id === undefined ? null : await storyPage(newsroom, id, asked)
    if (page !== null) return page
    const request = await storyRequest(invocation, newsroom)
    const topic = await resolveTopic(newsroom, request)
    const { stories } = await storiesOn(newsroom, topic, request, { limit: 1, offset: 0 })
    const [newest] = stories
    const found = newest === undefined ? undefined : (await newsroom.store.stories.idsOf([newest.central.id])).get(newest.central.id)
    const told = found === undefined ? null : await storyPage(newsroom, found, asked)
    return told ?? (await nothingFound(newsroom, request, topic, commandLine('story', topic.label, request), asked))
  },
}

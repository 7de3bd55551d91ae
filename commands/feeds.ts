import type { Answer } from '../src/answer.ts'
import { nearest } from '../src/nearest.ts'
import type { Command, Invocation, Room } from './command.ts'
import { numberIn } from './digest/reach.ts'
import { addFeed } from './feeds/add.ts'
import { pauseFeed, removeFeed, resumeFeed } from './feeds/change.ts'
import { feedPage, feedsPage } from './feeds/list.ts'
import { feedMeant } from './feeds/reach.ts'
import { testFeed } from './feeds/trial.ts'
import { Misuse } from './misuse.ts'
import { noticePage } from './own-page.ts'

const ACTIONS = ['add', 'list', 'remove', 'pause', 'resume', 'test', 'import', 'export'] as const
type Action = (typeof ACTIONS)[number]
/** With or without its scheme. */
const ADDRESS = /^<?(?:[a-z][a-z0-9+.-]*:\/\/\S+|[\w-]+(?:\.[\w-]+)+(?:[:/]\S*)?)$/i

/** What is read concerns everybody, and so managers alone decide it. */
export const feeds: Command = {
  name: 'feeds',
  summary: 'where new articles come from: add a feed or a site, see how each fares, import and export OPML',
  options: [
    { name: 'action', kind: 'text', summary: 'what to do', leading: true, choices: ACTIONS },
    {
      name: 'words',
      kind: 'text',
      summary: 'an address to add, test or import (or “starter”); for the rest the number of a feed',
      positional: true,
    },
    { name: 'publisher', kind: 'text', summary: 'of add: the outlet, instead of what the feed says', suggest: 'publisher' },
    { name: 'page', kind: 'number', summary: 'of list and export: which page' },
  ],
  examples: ['feeds add https://example.org', 'feeds list', 'feeds test 3', 'feeds import starter', 'feeds export'],
  private: true,
  heedsManagers: true,
  async run(invocation, room) {
    const { reader, options } = invocation
    if (reader !== undefined && !reader.isManager) return forManagers()
    const action = actionIn(options)
    return action === 'show' ? await feedPage(invocation, room, await meant(invocation, room, action)) : await did(action, invocation, room)
  },
}

async function did(action: Action, invocation: Invocation, room: Room): Promise<Answer> {
  switch (action) {
    case 'add':
      return await addFeed(invocation, room)
    case 'list':
      return await feedsPage(invocation, room)
    case 'remove':
      return await removeFeed(room, await meant(invocation, room, action))
    case 'pause':
      return await pauseFeed(room, await meant(invocation, room, action))
    case 'resume':
      return await resumeFeed(invocation, room, await meant(invocation, room, action))
    case 'test':
      return await testFeed(invocation, room)
    case 'import':
      return await (await outlines()).importFeeds(invocation, room)
    case 'export':
      return await (await outlines()).exportFeeds(invocation, room)
    default:
      return action satisfies never
  }
}

/** With a parser of its own, which nothing else here needs. */
function outlines() {
  return import('./feeds/outlines.ts')
}

/** An address alone adds it; a number alone shows that one; nothing shows what there is. */
function actionIn({ action, words, publisher }: Invocation['options']): Action | 'show' {
  const said = ACTIONS.find((one) => one === action)
  if (said !== undefined) return said
  const text = String(words ?? '').trim()
  if (text === '') return publisher === undefined ? 'list' : 'add'
  if (numberIn(text) !== null) return 'show'
  if (ADDRESS.test(text)) return 'add'
  const [first = ''] = text.toLowerCase().split(/\s+/, 1)
  const close = nearest(first, ACTIONS)
  throw new Misuse(
    close === null
      ? `“${text.slice(0, 60)}” is neither an address nor the number of a feed. feeds can ${ACTIONS.join(', ')}.`
      : `There is no “feeds ${first}”. Did you mean “feeds ${close}”?`,
  )
}

async function meant({ options }: Invocation, room: Room, action: string) {
  return await feedMeant(room, String(options.words ?? '').trim(), action)
}

function forManagers(): Answer {
  const text =
    'Only managers add and change feeds, since everybody is answered from them: who administers this workspace or server, and who is named a manager in the ' +
    'settings of Newsdesk. Alone with me you may not be known as one: then say it in a channel. “sources” shows everybody which outlets there are.'
  return noticePage('feeds', text, [{ label: 'Sources', command: 'sources' }])
}

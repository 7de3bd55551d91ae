import type { Answer } from '../src/answer.ts'
import type { Command, Invocation, Room } from './command.ts'
import { pauseDigest, postDigest, previewDigest, removeDigest, resumeDigest } from './digest/change.ts'
import { digestMeant, digestsSeen, mayChange, numberIn } from './digest/reach.ts'
import { withTopic } from './digest/said-options.ts'
import { setDigest } from './digest/set.ts'
import { historyPage, listPage } from './digest/shown.ts'
import { ACTIONS, type Action, EMPTIES, MAX_STORIES, STYLES } from './digest/words.ts'
import { Misuse } from './misuse.ts'
import { noticePage } from './own-page.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

const MAX_PAGE = 100

/** In a channel its managers set it for everybody; alone with the bot, everybody sets one for themselves. */
export const digest: Command = {
  name: 'digest',
  summary: 'the news of a topic, posted by itself at a time of day: set it, preview it, see what became of it',
  options: [
    { name: 'action', kind: 'text', summary: 'what to do', leading: true, choices: ACTIONS },
    {
      name: 'words',
      kind: 'text',
      summary: 'when it comes, such as “Mon–Fri 08:00 Europe/Paris”; for all but set: the number of a digest',
      positional: true,
    },
    { name: 'topic', kind: 'text', summary: 'a name or any search words; everything where absent', suggest: 'entity', spaced: true },
    { name: 'zone', kind: 'text', summary: 'the time zone of the time of day; that of your settings where absent', suggest: 'zone' },
    { name: 'max', kind: 'number', summary: `stories, 1–${MAX_STORIES} (6)` },
    { name: 'style', kind: 'text', summary: 'headlines, brief (a sentence each), or full (with details)', choices: STYLES },
    { name: 'empty', kind: 'text', summary: 'where nothing is new: say so, or stay quiet', choices: EMPTIES },
    { name: 'grace', kind: 'text', summary: 'how late it may still be posted, 5m–24h (3h)' },
    { name: 'page', kind: 'number', summary: 'of list and history: which page' },
  ],
  examples: [
    'digest set daily 08:00 Europe/Paris topic:Huawei max:5',
    'digest set Mon–Fri 9am topic:"electric cars" style:headlines empty:quiet',
    'digest preview topic:Huawei',
    'digest history 3',
  ],
  private: true,
  heedsManagers: true,
  async run(invocation, room) {
    const who = whereaboutsOf(invocation.reader)
    const { options } = invocation
    const action = actionIn(options)
    switch (action) {
      case 'set':
        return isManaged(who) ? forManagers() : await setDigest({ ...invocation, options: withTopic(options) }, room, who)
      case 'preview':
        return await previewDigest({ ...invocation, options: withTopic(options) }, room, who)
      case 'list':
        return isManaged(who) ? forManagers() : await listPage(room, who, await digestsSeen(room, who), pageIn(invocation))
      case 'now':
      case 'pause':
      case 'resume':
      case 'remove':
      case 'history':
        return await ofOne(action, invocation, room, who)
      default:
        return action satisfies never
    }
  },
}

/** A schedule alone sets; a number alone shows that one; nothing shows what there is. */
function actionIn({ action, ...options }: Invocation['options']): Action {
  const said = ACTIONS.find((one) => one === action)
  if (said !== undefined) return said
  const words = String(options.words ?? '').trim()
  if (numberIn(words) !== null) return 'history'
  const isWish = words !== '' || ['topic', 'zone', 'max', 'style', 'empty', 'grace'].some((name) => options[name] !== undefined)
  return isWish ? 'set' : 'list'
}

async function ofOne(
  action: 'now' | 'pause' | 'resume' | 'remove' | 'history',
  invocation: Invocation,
  room: Room,
  who: Whereabouts,
): Promise<Answer> {
  if (isManaged(who)) return forManagers()
  const record = await digestMeant(room, who, String(invocation.options.words ?? ''), action)
  if (!mayChange(who, record)) return forManagers()
  switch (action) {
    case 'now':
      return await postDigest(room, who, record)
    case 'pause':
      return await pauseDigest(invocation, room, record)
    case 'resume':
      return await resumeDigest(invocation, room, who, record)
    case 'remove':
      return await removeDigest(room, who, record)
    case 'history':
      return await historyPage(room, record, pageIn(invocation), invocation.asked.now)
    default:
      return action satisfies never
  }
}

/** What concerns everybody there is not theirs to change. */
function isManaged(who: Whereabouts): boolean {
  return who.here !== null && !who.isManager
}

function forManagers(): Answer {
  const text =
    'Only managers set and change the digests of a channel: who administers this workspace or server, and who is named a manager in the settings of Newsdesk. ' +
    'You can preview them here; and alone with me, in a direct message, you can set one for yourself.'
  return noticePage('digest', text, [{ label: 'Preview', command: 'digest preview' }])
}

function pageIn({ options }: Invocation): number {
  const page = typeof options.page === 'number' ? options.page : 1
  if (page < 1 || page > MAX_PAGE) throw new Misuse(`page: takes a number from 1 to ${MAX_PAGE}, and ${page} is none.`)
  return page
}

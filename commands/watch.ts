import type { Answer } from '../src/answer.ts'
import type { Command, Invocation, Room } from './command.ts'
import { Misuse } from './misuse.ts'
import { noticePage } from './own-page.ts'
import { addWatch } from './watch/add.ts'
import { heedQuietHours, lessLike, moreAgain, pauseWatch, removeWatch, resumeWatch, snoozeWatch } from './watch/change.ts'
import { watchPage } from './watch/list.ts'
import { watchMeant } from './watch/reach.ts'
import { alertsTold } from './watch/told.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

const ACTIONS = ['add', 'list', 'alerts', 'pause', 'resume', 'snooze', 'remove', 'less', 'more', 'quiet'] as const
type Action = (typeof ACTIONS)[number]

/** For themselves everybody sets them, for a channel its managers do. */
export const watch: Command = {
  name: 'watch',
  summary: 'be told when something arrives on a name, words or a story: add, list, pause, snooze, remove',
  options: [
    { name: 'action', kind: 'text', summary: 'what to do', leading: true, choices: ACTIONS },
    {
      name: 'words',
      kind: 'text',
      summary: 'what to look for: any search words, or story:…; for the rest the number of a watch, or alert',
      positional: true,
      suggest: 'entity',
    },
    {
      name: 'in',
      kind: 'text',
      summary: 'where its alerts go: to you alone (dm), or to this channel (managers)',
      choices: ['dm', 'channel'],
    },
    { name: 'until', kind: 'text', summary: 'of snooze: 2h, 3d, or a day such as 2026-12-01' },
  ],
  examples: [
    'watch add Huawei',
    'watch add "battery plant" source:caixin',
    'watch add "trade war" in:channel',
    'watch snooze 3 2d',
    'watch quiet 22:00-07:00',
  ],
  private: true,
  heedsManagers: true,
  async run(invocation, room) {
    const who = whereaboutsOf(invocation.reader)
    const action = actionIn(invocation.options)
    if (action === null) return unsaid(String(invocation.options.words))
    return await did(action, invocation, room, who)
  },
}

async function did(action: Action, invocation: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const words = String(invocation.options.words ?? '').trim()
  // `watch alerts 3 2` is the second page.
  const [number = '', page = '1'] = /^#?\d{1,9} \d{1,3}$/.test(words) ? words.split(' ') : [words]
  switch (action) {
    case 'add':
      return await addWatch(invocation, room, who)
    case 'list':
      return await watchPage(room, who, invocation.asked)
    case 'alerts':
      return await alertsTold(room, await watchMeant(room, who, number, action), Number(page), invocation.asked)
    case 'pause':
      return await pauseWatch(room, await watchMeant(room, who, words, action))
    case 'resume':
      return await resumeWatch(room, who, await watchMeant(room, who, words, action))
    case 'remove':
      return await removeWatch(room, await watchMeant(room, who, words, action))
    case 'more':
      return await moreAgain(room, await watchMeant(room, who, words, action))
    case 'snooze':
      return await snoozeWatch(invocation, room, who)
    case 'less':
      return await lessLike(room, who, words, invocation.asked)
    case 'quiet':
      return await heedQuietHours(invocation, room, who)
    default:
      return action satisfies never
  }
}

/** null: words without one. */
function actionIn({ action, words }: Invocation['options']): Action | null {
  const said = ACTIONS.find((one) => one === action)
  if (said !== undefined) return said
  if (action !== undefined) throw new Misuse(`watch can ${ACTIONS.join(', ')}.`)
  return String(words ?? '').trim() === '' ? 'list' : null
}

function unsaid(words: string): Answer {
  return noticePage('watch', `Do you want to be told when something arrives on “${words.trim()}”? Then say: watch add ${words.trim()}`, [
    { label: 'Watch it', command: `watch add ${words.trim()}` },
    { label: 'My watches', command: 'watch list' },
  ])
}

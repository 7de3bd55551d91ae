/** What the app shows before anything was asked: its Home tab, and prompts in the Messages tab (the agent pane). */
import type { Reception, Said, Surface } from '../../commands/command.ts'
import type { Calls } from './calls.ts'
import { described } from './failure.ts'
import { renderHome } from './render.ts'
import type { Host } from './settings.ts'

const MAX_PROMPTS = 4
const MAX_PROMPT_TITLE = 75
/** Pages made at a time: whoever opens one beyond these sees it as it was, and newer when it is opened again. */
const MAX_IN_HAND = 50

export type AppHomeOpened = { readonly user?: string; readonly channel?: string; readonly tab?: string }
export type ThreadStarted = { readonly assistant_thread?: { readonly channel_id?: string; readonly thread_ts?: string } }
export type Pages = {
  opened(team: string, event: AppHomeOpened): Promise<void>
  /** Of apps with the older assistant view. */
  started(team: string, event: ThreadStarted): Promise<void>
}

export function openPages(reception: Reception, surface: Surface, calls: Calls, host: Host): Pages {
  const inHand = new Set<string>()
  const alone = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    if (inHand.has(what) || inHand.size >= MAX_IN_HAND) return
    inHand.add(what)
    try {
      await work()
    } catch (error) {
      host.log.warn('slack page not shown', { what, reason: described(error) })
    } finally {
      inHand.delete(what)
    }
  }
  const prompts = async (team: string, channel: string, thread: string | undefined): Promise<void> => {
    const offered = (await reception.prompts()).slice(0, MAX_PROMPTS)
    if (offered.length === 0) return
    await calls.attempt(team, 'assistant.threads.setSuggestedPrompts', {
      channel_id: channel,
      // Apps with the agent view must not name a thread: the call would do nothing, silently.
      ...(thread === undefined ? {} : { thread_ts: thread }),
      title: 'Ask the news',
      prompts: offered.map((message) => ({ title: message.slice(0, MAX_PROMPT_TITLE), message })),
    })
  }
  const home = async (team: string, user: string): Promise<void> => {
    const { answer, buttons } = await reception.page('home', homeSaid(team, user, host.now().getTime()), surface)
    await calls.attempt(team, 'views.publish', { user_id: user, view: renderHome(answer, buttons) })
  }
  return {
    opened: async (team, { user, channel, tab }) => {
      if (tab === 'messages' && channel !== undefined) await alone(`prompts ${team}:${channel}`, () => prompts(team, channel, undefined))
      else if (tab !== 'messages' && user !== undefined) await alone(`home ${team}:${user}`, () => home(team, user))
    },
    started: async (team, { assistant_thread: thread }) => {
      const channel = thread?.channel_id
      if (channel !== undefined) await alone(`prompts ${team}:${channel}`, () => prompts(team, channel, thread?.thread_ts))
    },
  }
}

/** What opening the tab would be in words. Its buttons are answered in a direct message. */
function homeSaid(team: string, user: string, nowMs: number): Said {
  return {
    key: `slack:${team}:home:${user}`,
    place: { surface: 'slack', team, channel: user, thread: null, to: null, via: { user, at: String(nowMs), direct: 'yes' } },
    user: `${team}:${user}`,
    heard: { kind: 'command', name: 'home', text: '', given: {} },
    threads: [],
    restate: false,
    atMs: nowMs,
  }
}

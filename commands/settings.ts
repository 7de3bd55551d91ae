import type { Block, FollowUp } from '../src/answer.ts'
import type { ChatStore } from '../src/store/chat-store.ts'
import { findZones, zoneNamed } from '../src/zones.ts'
import type { Command, Invocation } from './command.ts'
import { Misuse } from './misuse.ts'
import { ownPage } from './own-page.ts'
import { keptFlag, type PreferenceName, type Preferences, preferencesOf } from './preferences.ts'

/** Said instead of a zone, it is the newsroom's again. */
const DEFAULT = 'default'
/** Offered where a zone is mistyped. */
const MAX_ZONES = 3

export const settings: Command = {
  name: 'settings',
  summary: 'your own settings: time zone, who sees your answers, whether your questions are kept',
  options: [
    { name: 'zone', kind: 'text', summary: 'your time zone, such as Europe/Paris; “default” for that of this newsroom', suggest: 'zone' },
    { name: 'private', kind: 'flag', summary: 'yes: your answers are visible to you alone; no: to everybody' },
    { name: 'history', kind: 'flag', summary: 'yes: your recent questions are kept for you; no: they are not' },
  ],
  examples: ['settings', 'settings zone:Europe/Paris', 'settings private:yes history:no'],
  private: true,
  async run({ options, asked, reader }, room) {
    if (reader === undefined) return ownPage({ question: 'settings', title: 'Settings', blocks: atTheTerminal(asked.zone) })
    const { chat } = room.store
    const wanted = changes(options)
    for (const [name, value] of wanted) await chat.setPreference(reader.owner, name, value)
    // Quiet hours end by another clock now: what waits for it is looked at again.
    if (wanted.some(([name]) => name === 'zone')) await room.store.watches.wake(reader.owner, asked.now.getTime())
    const preferences = await preferencesOf(chat, reader.owner)
    return ownPage({
      question: 'settings',
      title: 'Your settings',
      blocks: await shown(preferences, chat, reader.owner, asked.zone),
      followUps: switches(preferences),
    })
  },
}

function atTheTerminal(zone: string): Block[] {
  return [
    { type: 'facts', rows: [{ label: 'Time zone', spans: [{ type: 'text', text: zone }] }] },
    {
      type: 'notice',
      text: 'At the terminal, settings are options (see --help) and variables of the environment or a file .env; .env.example explains each.',
    },
  ]
}

/** Every change is read before the first is made. */
function changes(options: Invocation['options']): [PreferenceName, string | null][] {
  const wanted: [PreferenceName, string | null][] = []
  if (typeof options.zone === 'string' && options.zone !== '') {
    const isDefault = options.zone.toLowerCase() === DEFAULT
    const zone = isDefault ? null : zoneNamed(options.zone.trim())
    if (!isDefault && zone === null) throw new Misuse(noZone(options.zone))
    wanted.push(['zone', zone])
  }
  for (const name of ['private', 'history'] as const) {
    const value = options[name]
    if (typeof value === 'boolean') wanted.push([name, keptFlag(value)])
  }
  return wanted
}

function noZone(typed: string): string {
  const [first, ...others] = findZones(typed, MAX_ZONES)
  const way =
    first === undefined ? 'Write one like Europe/Paris or Asia/Shanghai, or “default”.' : `Did you mean ${[first, ...others].join(' or ')}?`
  return `There is no time zone “${typed.slice(0, 60)}”. ${way}`
}

async function shown(preferences: Preferences, chat: ChatStore, owner: string, askedZone: string): Promise<Block[]> {
  const row = (label: string, text: string) => ({ label, spans: [{ type: 'text' as const, text }] })
  const kept = (await chat.questions(owner, 20)).length
  return [
    {
      type: 'facts',
      rows: [
        row('Time zone', preferences.zone ?? `that of this newsroom (${askedZone})`),
        row('Answers', preferences.isPrivate ? 'visible to you alone' : 'visible to everybody where you ask'),
        row(
          'Questions',
          preferences.keepsHistory ? `your newest 20 are kept for you (now ${kept})` : `not kept from now on (earlier: ${kept})`,
        ),
      ],
    },
    { type: 'notice', text: 'Change them with zone:, private: and history:, for example: settings zone:Europe/Paris private:yes' },
  ]
}

function switches({ isPrivate, keepsHistory }: Preferences): FollowUp[] {
  return [
    { label: isPrivate ? 'Answer visibly' : 'Answer to me alone', command: `settings private:${keptFlag(!isPrivate)}` },
    { label: keepsHistory ? 'Keep no questions' : 'Keep my questions', command: `settings history:${keptFlag(!keepsHistory)}` },
  ]
}

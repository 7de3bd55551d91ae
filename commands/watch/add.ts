/** Adding a watch: what it was understood as, where it goes and what it would have told are said, and whether it may be posted there is asked first. */
import type { Answer, Block } from '../../src/answer.ts'
import { citations } from '../../src/cited.ts'
import { ruleName, ruleRows } from '../../src/rule/words.ts'
import { compileRule, type Rule } from '../../src/rule.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import type { Invocation, Place, Room } from '../command.ts'
import { mayPostTo } from '../may-post.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { ruleEcho, storyEcho } from './echo.ts'
import { watchActs } from './list.ts'
import { watcherOf } from './reach.ts'
import { tryRule } from './trial.ts'

/** More than anybody reads. */
const MAX_OWN = 50
/** In one channel: more would drown it. */
const MAX_IN_CHANNEL = 20

export async function addWatch({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  const compiled = await compileRule(room, options.until === undefined ? words : `${words} until:${options.until}`, asked)
  if (!compiled.ok) throw new Misuse(compiled.problem)
  const { rule } = compiled
  const { place, isDirect } = placeOf(options, who)
  const may = await mayPostTo(room, who, place)
  if (!may.ok) return noticePage('watch add', `Nothing was saved. ${may.problem}`)
  const trial = rule.story === null ? await tryRule(room, rule, asked) : null
  const added = await room.store.watches.add(
    {
      surface: place.surface,
      team: place.team,
      channel: place.channel,
      place: JSON.stringify(place),
      isDirect,
      owner: watcherOf(who),
      direct: JSON.stringify(who.direct),
      // A story is named anew where it joins another: its first article stays in it.
      query: rule.story === null ? words : storyQuery(rule.story),
      rule: rule.key,
      createdMs: asked.now.getTime(),
    },
    isDirect ? MAX_OWN : MAX_IN_CHANNEL,
  )
  if (added.kind === 'full')
    throw new Misuse(
      isDirect
        ? `You have ${MAX_OWN} watches, as many as one reader can. Remove one first: watch list`
        : `This channel has ${MAX_IN_CHANNEL} watches, as many as one channel can. Remove one first: watch list`,
    )
  const { watch } = added
  if (added.kind === 'known') return alreadyThere(watch, rule)
  const cited = citations()
  const echo = trial === null ? await storyEcho(room, rule.story?.id ?? '', asked, cited) : ruleEcho(rule, trial, watch, cited)
  const blocks: Block[] = [
    {
      type: 'facts',
      rows: [...ruleRows(rule), ...echo.rows, { label: 'Goes to', text: isDirect ? 'you alone' : 'everybody in this channel' }].map(rowOf),
    },
    ...rule.unknown.map((text): Block => ({ type: 'notice', text })),
    ...echo.blocks,
    ...postingNotes(room, may.note),
  ]
  return {
    ...ownPage({ question: `watch add ${words}`, title: `Watch ${watch.id}: ${ruleName(rule)}`, blocks, followUps: watchActs(watch) }),
    sources: cited.sources(),
  }
}

function placeOf(options: Invocation['options'], who: Whereabouts): { place: Place; isDirect: boolean } {
  if (options.in !== 'channel' || who.owner === null) return { place: who.direct, isDirect: true }
  if (who.here === null) throw new Misuse('There is no channel here. Say it in the channel where the alerts are to be posted.')
  if (!who.isManager)
    throw new Misuse(
      'Only managers set watches for a channel. For yourself, everybody can: leave out in:channel, and the alerts come to you alone.',
    )
  return { place: who.here, isDirect: false }
}

function storyQuery({ id, articleId }: NonNullable<Rule['story']>): string {
  return articleId.includes('"') ? `story:${id}` : `story:"${articleId}"`
}

function alreadyThere(watch: WatchRecord, rule: Rule): Answer {
  const state = watch.isPaused ? ` It is paused; “watch resume ${watch.id}” lets it go on.` : ''
  return ownPage({
    question: 'watch add',
    title: '',
    blocks: [{ type: 'notice', text: `This is watched already: watch ${watch.id}, ${ruleName(rule)}.${state}` }],
    followUps: watchActs(watch),
  })
}

function postingNotes(room: Room, note: string | null): Block[] {
  const texts = [
    note,
    room.delivery === undefined ? 'Alerts are posted by a running Newsdesk: none posts from this process.' : undefined,
    room.delivery?.trouble() === null ? undefined : room.delivery?.trouble(),
  ]
  return texts.flatMap((text): Block[] => (text == null ? [] : [{ type: 'notice', text }]))
}

function rowOf({ label, text }: { readonly label: string; readonly text: string }) {
  return { label, spans: [{ type: 'text' as const, text }] }
}

/**
 * The people, organisations, places and products of an article, found without a list of whom to find: tag (names-tagger.ts), trim
 * (names-mentions.ts), settle (names-settle.ts), join the forms of one entity (names-coreference.ts), then look for forms that the tagger passed over.
 */
import type { Reading, Token } from './language.ts'
import { joinForms } from './names-coreference.ts'
import { isOrdinaryWord, LIST, plain, wordOf } from './names-features.ts'
import { addMention, type Form, formsOf, leaderOf, typeOf } from './names-forms.ts'
import { mentionAt, mentionsOf, type NameMention } from './names-mentions.ts'
import { shippedModel } from './names-model.ts'
import { settled } from './names-settle.ts'
import { tagNames } from './names-tagger.ts'

export type EntityType = 'person' | 'organisation' | 'place' | 'product' | 'other'

/** One entity of one article: its fullest name there, every form that stands for it (“Ant Financial”, “Ant”), and where. */
export type EntityMention = {
  readonly name: string
  readonly type: EntityType
  /** Distinct surface forms, `name` among them. */
  readonly aliases: readonly string[]
  /** [start, end) in the text, in order. */
  readonly spans: readonly (readonly [number, number])[]
}

/** The entities of a text in order of first mention; their spans do not overlap. Nationalities, dates and bare titles are none. */
export function recogniseEntities(reading: Reading): EntityMention[] {
  const mentions = settled(reading, mentionsOf(reading, tagNames(reading, shippedModel())))
  const forms = formsOf(mentions)
  joinForms(reading, mentions, forms)
  addMissed(reading, forms)
  const groups = new Map<Form, Form[]>()
  for (const form of forms.values()) {
    const leader = leaderOf(form)
    const group = groups.get(leader)
    if (group === undefined) groups.set(leader, [form])
    else group.push(form)
  }
  return [...groups]
    .map(([leader, group]) => entityOf(reading, leader, group))
    .sort((a, b) => (a.spans[0]?.[0] ?? 0) - (b.spans[0]?.[0] ?? 0))
}

function entityOf(reading: Reading, leader: Form, group: readonly Form[]): EntityMention {
  const counts = new Map<string, number>()
  const all = group.flatMap((form) => form.mentions).sort((a, b) => a.first - b.first)
  for (const mention of all) {
    const surface = mention.text
    counts.set(surface, (counts.get(surface) ?? 0) + 1)
  }
  const own = new Set(leader.mentions.map((mention) => mention.text))
  const name = [...own].sort((a, b) => naturalness(b) - naturalness(a) || b.length - a.length)[0] ?? leader.key
  return {
    name,
    type: typeOf(leader),
    aliases: [name, ...[...counts.keys()].filter((surface) => surface !== name)],
    spans: all.map(({ first, last }) => [(reading.tokens[first] as Token).start, (reading.tokens[last - 1] as Token).end] as const),
  }
}

/** A name in mixed case is more natural than the same in capitals. */
function naturalness(name: string): number {
  return /\p{Ll}/u.test(name) ? 1 : 0
}

/** Longest form, in words, that is looked for again. */
const MAX_FORM_WORDS = 8

/** Forms that begin with the same word and are looked for again. */
const MAX_OPENING = 48
/** Most words, and no name: spared the look-up. */
const LOWER_CASE = /^[a-z][a-z]/

/** Marks further places of known forms: a name found once in an article is one wherever it stands there. */
function addMissed(reading: Reading, forms: Map<string, Form>): void {
  const { tokens } = reading
  const taken = new Uint8Array(tokens.length)
  const openers = new Map<string, { words: string[]; mention: NameMention; form: Form }[]>()
  const seen = new Set<string>()
  for (const form of forms.values()) {
    for (const mention of form.mentions) {
      taken.fill(1, mention.first, mention.last)
      const surface = mention.text
      if (seen.has(surface) || mention.last - mention.first > MAX_FORM_WORDS) continue
      seen.add(surface)
      const words = tokens.slice(mention.first, mention.last).map((token) => token.text)
      const list = openers.get(words[0] ?? '')
      if (list === undefined) openers.set(words[0] ?? '', [{ words, mention, form }])
      else if (list.length < MAX_OPENING) list.push({ words, mention, form })
    }
  }
  for (const sentence of reading.sentences) {
    for (let i = sentence.first; i < sentence.last; i++) {
      if (taken[i] === 1) continue
      const token = tokens[i] as Token
      if (LOWER_CASE.test(token.text)) continue
      const known = openers.get(token.text)
      if (known === undefined || !wordOf(token.text).capital) continue
      const fitting = known.filter(({ words }) =>
        words.every((word, k) => i + k < sentence.last && taken[i + k] === 0 && tokens[i + k]?.text === word),
      )
      const best = fitting.sort((a, b) => b.words.length - a.words.length)[0]
      if (best === undefined || (best.words.length === 1 && !trusted(token.text, i === sentence.first))) continue
      const added = mentionAt(reading, best.mention.type, i, i + best.words.length, i === sentence.first)
      addMention(forms, added, 0)
      taken.fill(1, added.first, added.last)
    }
  }
  for (const form of forms.values()) form.mentions.sort((a, b) => a.first - b.first)
}

function trusted(text: string, opens: boolean): boolean {
  if (plain(text).length < 2 || (wordOf(text).lists & (LIST.title | LIST.nationality | LIST.time)) !== 0) return false
  return !(opens && isOrdinaryWord(text))
}

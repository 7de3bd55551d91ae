/** Which forms of names in an article stand for the same entity: acronyms, surnames and given names, shortened organisations and products. */
import { entityKey } from './alias.ts'
import type { Reading } from './language.ts'
import { isOrdinaryWord, LIST, wordOf } from './names-features.ts'
import { addMention, type Form, firstAt, leaderOf, link, typeOf } from './names-forms.ts'
import { mentionAt, type NameMention } from './names-mentions.ts'

/** Joins the forms in place. Acronyms in brackets that were not tagged are added to `forms`. */
export function joinForms(reading: Reading, mentions: readonly NameMention[], forms: Map<string, Form>): void {
  joinBrackets(reading, mentions, forms)
  joinAcronyms(forms)
  const longer = byEdge(forms)
  for (const form of forms.values()) joinPerson(form, longer, reading)
  for (const form of forms.values()) if (form.full === null) joinShortened(form, longer)
  joinDepartments(forms)
}

const SMALL = new Set('of and the for in on to a at de la du des und y e &'.split(' '))

/** Whether `letters` are the initials of `words`: all of the large ones, or all of them. */
export function isAcronym(letters: string, words: readonly string[]): boolean {
  const short = letters.replaceAll('.', '').toLowerCase()
  if (short.length < 2 || words.length < 2) return false
  const parts = words.flatMap((word) => word.split('-')).filter(Boolean)
  const initials = (list: readonly string[]): string => list.map((word) => word[0]).join('')
  return (
    initials(parts) === short ||
    initials(parts.filter((word) => !SMALL.has(word))) === short ||
    initials(words.filter((word) => !SMALL.has(word))) === short
  )
}

/** Looser, for a bracket right after the name: the letters occur in order, the first at the start of the name, each at a word's start or inside. */
function abbreviates(letters: string, words: readonly string[]): boolean {
  if (isAcronym(letters, words)) return true
  const short = letters.replaceAll('.', '').toLowerCase()
  const text = words.join(' ')
  if (short.length < 2 || text[0] !== short[0]) return false
  let at = 0
  for (const letter of short) {
    at = text.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return words.length > 1
}

const ACRONYM = /^\p{Lu}[\p{Lu}\p{N}.&-]{1,7}s?$/u

/** “Name of the Body (NB)” and “NB (Name of the Body)”. */
function joinBrackets(reading: Reading, mentions: readonly NameMention[], forms: Map<string, Form>): void {
  const { tokens } = reading
  const text = (i: number): string => tokens[i]?.text ?? ''
  const starts = new Map(mentions.map((mention) => [mention.first, mention]))
  for (const mention of mentions) {
    if (text(mention.last) !== '(') continue
    const outer = forms.get(entityKey(mention.text))
    const inside = starts.get(mention.last + 1)
    if (inside === undefined) {
      const inner = text(mention.last + 1)
      if (outer === undefined || text(mention.last + 2) !== ')' || !ACRONYM.test(inner) || !isAcronym(inner, outer.words)) continue
      const added = addMention(forms, mentionAt(reading, mention.type, mention.last + 1, mention.last + 2, false), 2)
      if (added !== null) link(added, outer)
      continue
    }
    const inner = forms.get(entityKey(inside.text))
    if (inner === undefined || outer === undefined || inner === outer) continue
    const [short, long] = inner.words.length === 1 ? [inner, outer] : [outer, inner]
    const letters = short.words[0] ?? ''
    if (short.words.length === 1 && ACRONYM.test(text((short === inner ? inside : mention).first)) && abbreviates(letters, long.words))
      link(short, long)
  }
}

/** An acronym without brackets, where exactly one longer name has its initials. */
function joinAcronyms(forms: Map<string, Form>): void {
  const byInitials = new Map<string, Form[]>()
  for (const form of forms.values()) {
    if (form.words.length < 3 || typeOf(form) === 'person') continue
    for (const initials of new Set(
      [form.words, form.words.filter((word) => !SMALL.has(word))].map((words) => words.map((word) => word[0]).join('')),
    )) {
      const sharing = byInitials.get(initials) ?? []
      // Two are enough to know that the initials are no one's.
      if (sharing.length < 2) byInitials.set(initials, [...sharing, form])
    }
  }
  for (const form of forms.values()) {
    const [only, ...others] = byInitials.get(form.key) ?? []
    if (form.words.length === 1 && form.full === null && only !== undefined && others.length === 0) link(form, only)
  }
}

type Longer = { readonly starting: Map<string, Form[]>; readonly ending: Map<string, Form[]> }

/** Names of an article that share a first or last word and are compared with each other; a list of a thousand Smiths stays cheap. */
const MAX_SHARING = 48

/** Forms of two words or more by their first and by their last word. */
function byEdge(forms: Map<string, Form>): Longer {
  const starting = new Map<string, Form[]>()
  const ending = new Map<string, Form[]>()
  const push = (map: Map<string, Form[]>, key: string, form: Form): void => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [form])
    else if (list.length < MAX_SHARING) list.push(form)
  }
  for (const form of forms.values()) {
    if (form.words.length < 2) continue
    push(starting, form.words[0] ?? '', form)
    push(ending, lastWord(form), form)
  }
  return { starting, ending }
}

const GENERATIONS = new Set(['jr', 'sr', 'ii', 'iii', 'iv'])
function lastWord({ words }: Form): string {
  const last = words[words.length - 1] ?? ''
  return GENERATIONS.has(last) && words.length > 2 ? (words[words.length - 2] ?? '') : last
}

function begins(long: Form, short: Form): boolean {
  return short.words.length < long.words.length && short.words.every((word, i) => long.words[i] === word)
}
function ends(long: Form, short: Form): boolean {
  const skip = long.words.length - short.words.length
  return skip > 0 && short.words.every((word, i) => long.words[skip + i] === word)
}

function joinPerson(form: Form, { starting, ending }: Longer, reading: Reading): void {
  const type = typeOf(form)
  const people = (list: readonly Form[] | undefined): Form[] =>
    (list ?? []).filter((other) => other !== form && typeOf(other) === 'person' && (type === 'person' || soundsLikePerson(other)))
  if (type === 'person' && form.words.length > 1) {
    // “George Bush” and “George W. Bush”.
    const same = people(ending.get(lastWord(form))).find(
      (other) => other.words.length > form.words.length && other.words[0] === form.words[0],
    )
    if (same !== undefined) {
      link(form, same)
      return
    }
  }
  if (type !== 'person' && !mayBePerson(form, starting)) {
    if (type === 'place' && form.words.length === 1) {
      const bearer = people(ending.get(form.key)).find((other) => firstAt(other) < firstAt(form))
      if (bearer !== undefined && !standsAsPlace(form, reading)) link(form, bearer)
    }
    return
  }
  const named = (list: readonly Form[]): Form | undefined =>
    list.reduce<Form | undefined>((chosen, other) => (chosen === undefined || likelier(other, chosen, form) ? other : chosen), undefined)
  const bySurname = people(ending.get(lastWord(form))).filter((other) => ends(other, form) || lastWord(other) === form.key)
  const chosen = named(bySurname) ?? named(people(starting.get(form.words[0] ?? '')).filter((other) => begins(other, form)))
  if (chosen !== undefined) link(form, chosen)
}

/** “in Jordan”, but not “Jordan said”, after “Jim Jordan”. */
function standsAsPlace(form: Form, { tokens }: Reading): boolean {
  return form.mentions.some(({ first, last }) => {
    const before = wordOf(tokens[first - 1]?.text ?? '').lists
    const after = tokens[last]?.text ?? ''
    return (
      (before & LIST.cue) !== 0 || /^(?:of|to)$/.test(tokens[first - 1]?.text ?? '') || (after === ',' && tokens[first - 1]?.text === ',')
    )
  })
}

/** Whether a word of the name is known from other people's names. */
function soundsLikePerson({ words }: Form): boolean {
  return words.some((word) => (wordOf(capitalised(word)).lists & (LIST.given | LIST.family | LIST.pinyin)) !== 0)
}

/** A surname alone is easily taken for another thing; places and known bodies stay what they are. */
function mayBePerson(form: Form, starting: Map<string, Form[]>): boolean {
  if (form.words.length !== 1) return false
  const lists = wordOf(capitalised(form.key)).lists
  if ((lists & (LIST.place | LIST.known | LIST.knownProduct)) !== 0) return false
  return !(starting.get(form.key) ?? []).some((other) => typeOf(other) === 'organisation' || typeOf(other) === 'product')
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Of two full names, the one introduced before the short form; of two such, the one named more often. */
function likelier(a: Form, b: Form, short: Form): boolean {
  const aBefore = firstAt(a) < firstAt(short)
  const bBefore = firstAt(b) < firstAt(short)
  if (aBefore !== bBefore) return aBefore
  return a.mentions.length > b.mentions.length
}

function joinShortened(form: Form, { starting, ending }: Longer): void {
  const type = typeOf(form)
  const alone = form.words.length === 1
  const lists = alone ? wordOf(capitalised(form.key)).lists : 0
  if (alone && (lists & (LIST.place | LIST.nationality)) !== 0 && type !== 'organisation') return
  const organisations = (starting.get(form.words[0] ?? '') ?? []).filter(
    (other) => other !== form && typeOf(other) === 'organisation' && begins(other, form),
  )
  const shortened = organisations.filter((other) => isShortOf(form, other))
  const begun = theOne(shortened, organisations)
  const isPlace = alone && (lists & LIST.place) !== 0
  if (begun !== undefined && !isPlace && type !== 'place' && (type === 'organisation' || alone || isCompany(begun, form))) {
    link(form, begun)
    return
  }
  if (type !== 'organisation' && type !== 'product') return
  // “MAX” after “737 MAX” is easily taken for an organisation.
  const alike = (other: Form): boolean => typeOf(other) === type || (alone && typeOf(other) === 'product')
  const later = (ending.get(lastWord(form)) ?? []).filter((other) => other !== form && alike(other) && ends(other, form))
  const ended = theOne(
    later.filter(
      (other) => firstAt(other) < firstAt(form) && !/^(?:of|and|for)$/.test(other.words[other.words.length - form.words.length - 1] ?? ''),
    ),
    later,
  )
  if (ended !== undefined && !isPlace) link(form, ended)
}

const NAMED_AFTER = new Set(
  'foundation trust institute institution university college school academy hospital museum library church center centre theatre theater gallery fund project'.split(
    ' ',
  ),
)
/** Whether what the long name adds says that it is a company: “Fiat Chrysler Automobiles”, and not “Lena Ortiz Foundation”. */
function isCompany(long: Form, short: Form): boolean {
  const rest = long.words.slice(short.words.length)
  return rest.every((word) => (wordOf(capitalised(word)).lists & LIST.organisation) !== 0 && !NAMED_AFTER.has(word))
}

/** The single entity that `chosen` are, if `all` are no others too. */
function theOne(chosen: readonly Form[], all: readonly Form[]): Form | undefined {
  const leaders = new Set(all.map(leaderOf))
  return leaders.size === 1 ? chosen[0] : undefined
}

/** “Ant” after “Ant Financial”; before it only where the rest says what kind of company it is. */
function isShortOf(short: Form, long: Form): boolean {
  if (short.words.every((word) => (wordOf(capitalised(word)).lists & LIST.organisation) !== 0 || SMALL.has(word) || isOrdinaryWord(word)))
    return typeOf(short) === 'organisation' && firstAt(long) < firstAt(short) && short.words.length > 1
  const rest = long.words.slice(short.words.length)
  if (SMALL.has(rest[0] ?? '')) return false
  return (
    firstAt(long) < firstAt(short) || rest.every((word) => (wordOf(capitalised(word)).lists & (LIST.organisation | LIST.companyForm)) !== 0)
  )
}

/** “Energy Department” and “Department of Energy”. */
function joinDepartments(forms: Map<string, Form>): void {
  for (const form of forms.values()) {
    const match = /^(?:u\.?s\.? )?(department|ministry|bureau|university) of (?:the )?(.+)$/.exec(form.key)
    const other = match === null ? undefined : forms.get(`${match[2]} ${match[1]}`)
    if (other !== undefined && other !== form) link(other, form)
  }
}

/** A query of the core as a rule that one article matches or not: what a watch waits for. */
import type { Span } from './digest/sentence-form.ts'
import type { Archive, Asked } from './newsroom.ts'
import { entitiesCalled, resolveTopic } from './on-topic.ts'
import { type Operators, readOperators } from './operators.ts'
import { outletForms } from './question.ts'
import { topicRarity } from './retrieval/bm25.ts'
import { read } from './retrieval/language.ts'
import { foldName, termOf, termsOf } from './retrieval/terms.ts'
import type { EntityRecord } from './store/store.ts'

export { matchRule, mentionsRule } from './rule/match.ts'

/** A name that an article must have, in any of its forms. */
export type RuleName = {
  /** The form that was typed. */
  readonly label: string
  readonly name: string
  /** Folded. */
  readonly forms: ReadonlySet<string>
  /** The other forms as they are written. */
  readonly aliases: readonly string[]
  /** Wherever an article has it (`entity:`); else the article must say something of it. */
  readonly isAnywhere: boolean
  /** Of several people who are called so. */
  readonly isSurname: boolean
}
/** `anchor`: its rarest word, in lower case. */
export type RulePhrase = { readonly text: string; readonly anchor: string }
/** Everything that is given must be true of an article; of outlets, authors and tags any one. */
export type Rule = {
  /** Equal for queries that mean the same. */
  readonly key: string
  readonly names: readonly RuleName[]
  /** Term → weight, summing to 1. */
  readonly keywords: ReadonlyMap<string, number>
  /** The keywords as they were typed. */
  readonly words: string
  readonly phrases: readonly RulePhrase[]
  readonly excluded: readonly string[]
  readonly publishers: readonly string[]
  readonly authors: readonly string[]
  readonly tags: readonly string[]
  readonly story: { readonly id: string; readonly title: string; readonly articleId: string } | null
  /** What of it no stored article has, a sentence each: it can still come. */
  readonly unknown: readonly string[]
  /** The query that also matches what only mentions it; null: this one does, or there is none. */
  readonly everywhere: string | null
}
/** `why`: one phrase for the reader, “names Huawei in the headline”; `sentence`: what is quoted for it, null where the headline says it best. */
export type RuleMatch = { readonly why: string; readonly sentence: Span | null }
export type CompiledRule = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly problem: string }
type Sources = Pick<Archive, 'store' | 'index'>

/** A rule is read again and again, and shown whole. */
export const MAX_RULE_CHARS = 300
/** Forms of one name that are looked for, the commonest first; few names have more. */
const MAX_FORMS = 40
const MAX_SPELLINGS = 1
const STORY = /^story:(?:"([^"]{1,200})"|(\S{1,200}))$/i
const MARKS = /["“”]/g
/** What is in quotation marks is looked for as it stands, one word, too. */
const QUOTED_WORD = /["“]([\p{L}\p{N}][^\s"“”]{0,60})["”]/gu
/** Asking for news, not what about. */
const ASKED_BEFORE =
  /^(?:(?:any|all|the|latest|newest|recent|breaking|more)\s+)*(?:news|updates?|articles?|stories|anything|everything|something|reports?|headlines?)\s+(?:about|on|regarding|concerning|of)\s+(?=\S)/i
const ASKED_AFTER = /(?<=\S)\s+(?:news|updates?|headlines?)[\s.?!]*$/i

export async function compileRule(archive: Sources, query: string, asked: Asked): Promise<CompiledRule> {
  const text = query.trim()
  if (text.length > MAX_RULE_CHARS)
    return { ok: false, problem: `That is ${text.length} characters long; ${MAX_RULE_CHARS} can be looked for.` }
  const [, quotedStory, plainStory] = STORY.exec(text) ?? []
  const story = quotedStory ?? plainStory
  if (story !== undefined) return await followStory(archive, story)
  if (/(?:^|\s)story:/i.test(text)) return { ok: false, problem: 'A story is followed by itself, without other words: story:story-abc' }
  const { operators, rest } = readOperators(text, asked)
  if (operators.period !== null || operators.faults.length > 0)
    return {
      ok: false,
      problem: 'What is new is looked at, so that dates (since:, before:, on:) make no sense here. Leave them out.',
    }
  const quoted = [...rest.matchAll(QUOTED_WORD)].map(([, word]) => word as string)
  const words = operators.phrases
    .reduce((left, phrase) => left.replace(phrase, ' '), rest)
    .replace(QUOTED_WORD, ' ')
    .replace(MARKS, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const rule = await ruleOf(archive, { ...operators, phrases: [...operators.phrases, ...quoted] }, words)
  const isEmpty =
    rule.names.length + rule.keywords.size + rule.phrases.length + rule.publishers.length + rule.authors.length + rule.tags.length === 0
  const every = rule.names.some(({ isAnywhere }) => !isAnywhere) ? `entity:"${words}"` : rule.keywords.size === 1 ? `"${rule.words}"` : null
  if (!isEmpty)
    return { ok: true, rule: { ...rule, everywhere: every !== null && text.includes(words) ? text.replace(words, every) : null } }
  const problem =
    operators.excluded.length > 0
      ? 'Name something to look for, besides what is left out. For example: Huawei -phones'
      : text === ''
        ? 'Name somebody or something to look for. For example: Huawei'
        : `“${text}” has no word that could be looked for. Name somebody or something, for example: Huawei`
  return { ok: false, problem }
}

async function followStory({ store }: Sources, id: string): Promise<CompiledRule> {
  const [story] = [...(await store.stories.byId([id])), ...(await store.stories.ofArticles([id]))]
  const articleId = story?.articleIds[0]
  if (story === undefined || articleId === undefined)
    return { ok: false, problem: `There is no story “${id}” (any more). “latest” shows the stories that there are.` }
  const empty = {
    names: [],
    keywords: new Map(),
    words: '',
    phrases: [],
    excluded: [],
    publishers: [],
    authors: [],
    tags: [],
    unknown: [],
    everywhere: null,
  }
  return {
    ok: true,
    rule: { ...empty, key: `story ${articleId}`, story: { id: story.id, title: story.title, articleId } },
  }
}

/** “Any news about Tesla” means Tesla; Fox News, which is known, means itself. */
async function topicOf(archive: Sources, typed: string): Promise<{ readonly words: string; readonly entities: readonly EntityRecord[] }> {
  const { entities } = await resolveTopic(archive, { topic: typed })
  const words = typed.replace(ASKED_BEFORE, '').replace(ASKED_AFTER, '')
  if (entities.length > 0 || words === typed) return { words, entities }
  return { words, entities: (await resolveTopic(archive, { topic: words })).entities }
}

/** Those of them that count: “what does the EU do about Apple?” → “EU Apple”. */
function countedOf(words: string): string {
  const tokens = read(words).tokens.filter(({ kind }) => kind !== 'mark')
  if (tokens.every(({ text }) => termOf(text) !== null)) return words
  return tokens.flatMap(({ text }) => (termOf(text) === null ? [] : [text])).join(' ')
}

async function ruleOf(archive: Sources, operators: Operators, typed: string): Promise<Omit<Rule, 'everywhere'>> {
  const { words, entities } = await topicOf(archive, typed)
  const given = await Promise.all(operators.entities.map((name) => nameOf(archive, name)))
  const said = entities.length > 0 ? [{ ...(await nameWith(archive, words, entities)), isAnywhere: false }] : []
  const names = [...said, ...given]
  const keywords = entities.length > 0 ? new Map<string, number>() : weigh(archive, words)
  const excluded = distinct(operators.excluded)
  const phrases = distinct(operators.phrases).map((text) => ({ text, anchor: anchorOf(archive, text) }))
  const [publishers, authors, tags] = [operators.publishers, operators.authors, operators.tags].map((values) =>
    distinct(values.map(foldName)),
  ) as [string[], string[], string[]]
  const rule = { names, keywords, words: keywords.size > 0 ? countedOf(words) : '', phrases, excluded, publishers, authors, tags }
  return {
    ...rule,
    key: keyOf(rule),
    story: null,
    unknown: await unknownOf(archive, rule, words),
  }
}

/** Forms that mean somebody else more often are none: “Ant” alone is not “Ant Forest”. */
async function nameWith({ store }: Sources, label: string, entities: readonly EntityRecord[]): Promise<RuleName> {
  const typed = foldName(label)
  // Who is called the same, but is of another kind, is somebody else.
  const same = entities.filter(({ type }) => type === entities[0]?.type)
  const keys = new Set(same.map((entity) => entity.key))
  const forms = new Map<string, string>()
  const isPerson = entities[0]?.type === 'person'
  for (const alias of same.flatMap((entity) => entity.aliases)) {
    if (forms.size >= MAX_FORMS) break
    const folded = foldName(alias)
    if (folded === '' || forms.has(folded)) continue
    // A surname alone is other people's too.
    if (folded !== typed && isPerson && !folded.includes(' ')) continue
    if (folded !== typed && !keys.has((await store.entitiesNamed([folded]))[0]?.key ?? '')) continue
    forms.set(folded, alias)
  }
  forms.set(typed, forms.get(typed) ?? label)
  const name = entities[0]?.name ?? label
  return {
    label: forms.get(typed) ?? label,
    name,
    forms: new Set(forms.keys()),
    aliases: [...forms].filter(([folded]) => folded !== foldName(name)).map(([, alias]) => alias),
    isAnywhere: true,
    isSurname: isPerson && same.length > 1 && !typed.includes(' '),
  }
}

async function nameOf(archive: Sources, typed: string): Promise<RuleName> {
  return await nameWith(archive, typed, await entitiesCalled(archive.store, typed))
}

/** Rarer words say more of what is wanted. A word that is not known stays as it is: it may be what the watch waits for. */
function weigh({ index }: Sources, words: string): Map<string, number> {
  const terms = [...new Set(termsOf(read(words).tokens))]
  const rarities = terms.map((term) => topicRarity(index.documentFrequency(term), index.size))
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0)
  return new Map(terms.map((term, n) => [term, (rarities[n] as number) / total]))
}

/** Letters and digits of a text in lower case, without quirks of typography: how phrases are compared. */
export function plainText(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim()
}
export const WORD = /[\p{L}\p{N}]+/gu

function anchorOf({ index }: Sources, phrase: string): string {
  const words = [...phrase.matchAll(WORD)].map(([word]) => word)
  const heldBy = (word: string): number => index.documentFrequency(termOf(word) ?? '') || (termOf(word) === null ? index.size + 1 : 0)
  return words.sort((a, b) => heldBy(a) - heldBy(b) || b.length - a.length)[0] ?? ''
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map(plainText))].filter((value) => /[\p{L}\p{N}]/u.test(value))
}

function keyOf(rule: Omit<Rule, 'key' | 'story' | 'unknown' | 'everywhere'>): string {
  const parts = [
    rule.names.map(({ label, isAnywhere }) => `${foldName(label)}${isAnywhere ? ' anywhere' : ''}`),
    [...rule.keywords.keys()],
    rule.phrases.map((phrase) => phrase.text),
    rule.excluded,
    rule.publishers,
    rule.authors,
    rule.tags,
  ]
  return JSON.stringify(parts.map((part) => [...new Set(part)].sort()))
}

const forms = new Map<string, readonly string[]>()
/** Outlets and authors recur from article to article; this bounds what is kept of them. */
const MAX_CALLED = 5_000

/** An outlet or author by its name, a short form of it, or a part; `wanted` is folded. */
export function isCalled(stored: string, wanted: string): boolean {
  const known = forms.get(stored) ?? [stored, ...outletForms(stored)].map(foldName)
  if (forms.size >= MAX_CALLED) forms.clear()
  forms.set(stored, known)
  return known.includes(wanted) || (wanted.length > 2 && known[0]?.includes(wanted) === true)
}

async function unknownOf(
  { store, index }: Sources,
  rule: Pick<Rule, 'names' | 'keywords' | 'publishers' | 'authors'>,
  words: string,
): Promise<string[]> {
  const corpus = await store.corpus()
  const said: string[] = []
  for (const name of rule.names)
    if ((await store.entitiesNamed([...name.forms])).length === 0) said.push(`No stored article names ${name.label} yet.`)
  for (const token of rule.keywords.size === 0 ? [] : read(words).tokens) {
    const term = termOf(token.text)
    if (term === null || !rule.keywords.has(term) || index.documentFrequency(term) > 0) continue
    const [close] = index.similarTerms(term, MAX_SPELLINGS)
    said.push(`No stored article has the word “${token.text}” yet.${close === undefined ? '' : ' Please look at its spelling.'}`)
  }
  for (const outlet of rule.publishers)
    if (!corpus.publishers.some(({ publisher }) => isCalled(publisher, outlet)))
      said.push(`No article of an outlet called “${outlet}” is stored yet.`)
  for (const author of rule.authors)
    if (!corpus.authors.some((known) => isCalled(known, author))) said.push(`No article by “${author}” is stored yet.`)
  return said
}

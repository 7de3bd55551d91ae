/** `&amp;`, `&#8217;`, `&eacute;`: what stands for a character in XML, and in the XML of people who write HTML. */
import { Tokenizer } from 'htmlparser2'
import type { Faults } from './feed-limits.ts'

/** What a document's own entities stand for. Never from outside, never one inside another: there is no bomb to be built of these. */
export type OwnEntities = { readonly of: ReadonlyMap<string, string>; spare: number; references: number }

/** Real feeds declare a name for their host or a handful of letters. */
const MAX_OWN = 100
/** UTF-16 units that own entities may add to a document. */
const MAX_ADDED = 100_000
/** References of a document that are replaced: a book of Chinese letters written as numbers has no more. */
const MAX_REFERENCES = 300_000
/** Read of a document type. */
const MAX_DOCTYPE = 65_536
const DECLARED = /<!ENTITY\s+([\w.:-]{1,64})\s+(?:"([^"<]{0,500})"|'([^'<]{0,500})')\s*>/g
const REFERENCE = /&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|([a-zA-Z_][\w.:-]{0,63}));/y
const XML: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
/** Codes 128 to 159 as Windows has them: as controls, which they are, nobody means them. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const CONTROL = /[\u0080-\u009f]/
const CONTROLS = /[\u0080-\u009f]/g
/** Names of HTML met so far; bounded, since anybody can make up names. */
const names = new Map<string, string | null>()
const MAX_NAMES = 3_000

export function noEntities(): OwnEntities {
  return { of: new Map(), spare: 0, references: MAX_REFERENCES }
}

/** The entities that the subset inside a document type declares. */
export function ownEntities(doctype: string, faults: Faults): OwnEntities {
  const of = new Map<string, string>()
  if (doctype.length > MAX_DOCTYPE) faults.tell('a very long document type')
  for (const [, name = '', double, single] of doctype.slice(0, MAX_DOCTYPE).matchAll(DECLARED)) {
    if (of.size >= MAX_OWN) break
    const value = decodeReferences(double ?? single ?? '', noEntities())
    if (/&[\w.:-]+;/.test(value) || value.includes('%')) faults.tell('entities inside entities were left as they are')
    else if (!of.has(name) && !XML.has(name)) of.set(name, value)
  }
  if (/<!ENTITY\s+(?:%\s*)?[\w.:-]{1,64}\s+(?:SYSTEM|PUBLIC)\b/.test(doctype.slice(0, MAX_DOCTYPE)))
    faults.tell('external entities were not looked at')
  return { ...noEntities(), of, spare: MAX_ADDED }
}

/** Once, from left to right: what comes out is not looked at again. Names that nobody knows stay. `own` null: from CDATA, where there are none. */
export function decodeReferences(text: string, own: OwnEntities | null): string {
  const decoded = own === null ? text : withoutReferences(text, own)
  return CONTROL.test(decoded) ? decoded.replace(CONTROLS, (control) => windowsLetter(control)) : decoded
}

function withoutReferences(text: string, own: OwnEntities): string {
  let decoded = ''
  let from = 0
  for (let at = text.indexOf('&'); at !== -1 && own.references > 0; at = text.indexOf('&', at + 1)) {
    own.references--
    REFERENCE.lastIndex = at
    const match = REFERENCE.exec(text)
    if (match === null) continue
    decoded += text.slice(from, at) + one(match, own)
    from = REFERENCE.lastIndex
  }
  return from === 0 ? text : decoded + text.slice(from)
}

function one([whole, ten, hex, name]: RegExpExecArray, own: OwnEntities): string {
  if (name !== undefined) return XML.get(name) ?? ofOwn(name, own) ?? htmlLetter(name) ?? whole
  const code = ten === undefined ? Number.parseInt(hex ?? '', 16) : Number(ten)
  if (code >= 0x80 && code <= 0x9f) return WINDOWS[code - 0x80] ?? ''
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
}

function windowsLetter(control: string): string {
  return WINDOWS[control.charCodeAt(0) - 0x80] ?? ''
}

function ofOwn(name: string, own: OwnEntities): string | undefined {
  const value = own.of.get(name)
  if (value === undefined || value.length > own.spare) return undefined
  own.spare -= value.length
  return value
}

/** What an HTML name stands for; null where HTML has no such name. */
function htmlLetter(name: string): string | null {
  const known = names.get(name)
  if (known !== undefined) return known
  const letter = askHtml(name)
  if (names.size < MAX_NAMES) names.set(name, letter)
  return letter
}

function askHtml(name: string): string | null {
  let letters = ''
  let isKnown = true
  const nothing = (): void => undefined
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontextentity: (code: number) => {
        letters += String.fromCodePoint(code)
      },
      // A name of which only the beginning is known (`&notit;`) is none.
      ontext: () => {
        isKnown = false
      },
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  )
  tokenizer.write(`&${name};`)
  tokenizer.end()
  return isKnown && letters !== '' ? letters : null
}

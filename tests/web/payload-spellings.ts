/** The same markup, spelled so that a filter does not know it, or so that a careless decoder makes it from what was harmless. */
const each = (text: string, spell: (code: number, character: string) => string) =>
  Array.from(text, (character) => spell(character.codePointAt(0) ?? 0, character)).join('')
const hex = (code: number, digits = 1) => code.toString(16).padStart(digits, '0')
const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '=': '&equals;',
  ':': '&colon;',
  '(': '&lpar;',
  ')': '&rpar;',
}
const named = (text: string) => each(text, (_, character) => NAMED[character] ?? character)
const marks = (spell: (code: number) => string) => (text: string) =>
  each(text, (code, character) => (/[<>"'=/()]/.test(character) ? spell(code) : character))
const fullwidth = (text: string) =>
  each(text, (code, character) => (code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : character))

const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => each(text, (code, character) => (code % 2 === 0 ? character.toUpperCase() : character)),
  named,
  (text) => named(named(text)),
  (text) => named(text).replaceAll(';', ''),
  (text) => each(text, (code) => `&#${code};`),
  (text) => each(text, (code) => `&#x${hex(code)};`),
  (text) => each(text, (code) => `&#${String(code).padStart(7, '0')}`),
  marks((code) => `&#x${hex(code).toUpperCase()}`),
  marks((code) => `%${hex(code, 2)}`),
  marks((code) => `%25${hex(code, 2)}`),
  marks((code) => `%u${hex(code, 4)}`),
  marks((code) => `\\u${hex(code, 4)}`),
  marks((code) => `\\x${hex(code, 2)}`),
  marks((code) => `\\${code.toString(8)}`),
  marks((code) => `\\${hex(code, 6)} `),
  marks((code) => `%c0%${hex(0x80 + (code & 0x3f), 2)}`),
  fullwidth,
  (text) => text.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  (text) => text.replaceAll('<', '\u2039').replaceAll('>', '\u203a'),
  // Letters that become ASCII when they are made lower or upper case, or normalised.
  (text) => text.replaceAll('s', '\u017f').replaceAll('k', '\u212a').replaceAll('i', '\u0131'),
  (text) => text.replaceAll('<', '<\u0000'),
  (text) => text.replace(/([a-z])([a-z])/, '$1\u0000$2'),
  (text) => `${text.slice(0, 4)}<!-- -->${text.slice(4)}`,
  (text) => `${text.slice(0, 3)}/**/${text.slice(3)}`,
  (text) => text.replaceAll('<', '<<'),
  (text) => text.replaceAll('<', '< '),
  (text) => text.replaceAll('<', '<\n'),
  (text) => text.replaceAll('<', '<%00'),
  (text) => text.replaceAll('<', '</ '),
  (text) => text.replaceAll('>', ''),
  (text) => text.replaceAll(' ', '/'),
  (text) => text.replaceAll(' ', '\f'),
  (text) => text.replaceAll('"', '`').replaceAll("'", '`'),
  (text) => text.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-').replaceAll('"', '+ACI-'),
  (text) => text.replaceAll('<', '¼').replaceAll('>', '¾'),
  (text) => text.replaceAll('<script', '<scr<script>ipt').replaceAll('on', 'oonn'),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Array.from(text).reverse().join(''),
  (text) => `<![CDATA[${text}]]>`,
  (text) => text.repeat(3),
]

/** One for each way of spelling; some may be the text itself where the way changes nothing in it. */
export function disguises(text: string): readonly string[] {
  return SPELLINGS.map((spell) => spell(text))
}

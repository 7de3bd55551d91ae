/** Documents broken at random, each from its seed: the same in every run. */

export type Random = () => number

/** mulberry32: https://github.com/cprosche/mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What has hurt parsers. */
const PIECES: readonly string[] = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!',
    '<!DOCTYPE x [',
    ']>',
    '\0',
    '\u0085',
    '\uFFFE',
  ],
  ...[
    '<item>',
    '</item>',
    '<entry>',
    '</channel>',
    '</rss>',
    '<title>',
    '</title>',
    '<div>',
    '<br>',
    '<rss>',
    '<feed>',
    '<channel/>',
    '<html>',
  ],
  ...[
    '&#0;',
    '&#x110000;',
    '&#xD800;',
    '&nbsp;',
    '&nothing;',
    '&amp;amp;',
    '<!ENTITY a "b">',
    ' xmlns=""',
    ' xmlns:a="a"',
    ' xml:base="javascript:x"',
  ],
  ...[
    ' xml:base="//"',
    ' type="xhtml"',
    ' type="application/x"',
    ' mode="base64"',
    '<pubDate>31 Feb 2026 99:99:99 XYZ</pubDate>',
    '{',
    '}',
    '[',
    ']',
    '"items":[{',
  ],
  ...[
    ' encoding="utf-16"',
    ' encoding="shift_jis"',
    ' encoding="nothing"',
    '\uFEFF',
    '__proto__',
    '<constructor>',
    'xmlns:__proto__="x"',
    '1e999',
  ],
]
const TYPES: readonly (string | null)[] = [
  null,
  null,
  'text/xml',
  'application/rss+xml; charset=iso-8859-1',
  'text/xml; charset=utf-16',
  'text/html; charset="',
  'application/json',
]
/** Growth of a mutant over what it was made of. */
const MAX_COPIES = 200

export type Mutant = { readonly bytes: Buffer; readonly contentType: string | null }

/** One to six faults, at random places. */
export function mutantOf(seeds: readonly Buffer[], random: Random): Mutant {
  const pick = <One>(all: readonly One[]): One => all[Math.floor(random() * all.length)] as One
  let bytes = pick(seeds)
  for (let faults = 1 + Math.floor(random() * 6); faults > 0; faults--) {
    const at = Math.floor(random() * (bytes.length + 1))
    const end = Math.min(bytes.length, at + Math.floor(random() ** 3 * 400))
    const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
    const other = pick(seeds)
    const from = Math.floor(random() * other.length)
    const changes: readonly (() => Buffer)[] = [
      () => before,
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, ...Array.from({ length: 2 + Math.floor(random() ** 4 * MAX_COPIES) }, () => part), after]),
      () => Buffer.concat([before, Buffer.from(pick(PIECES).repeat(1 + Math.floor(random() ** 6 * MAX_COPIES))), part, after]),
      () => Buffer.concat([before, Buffer.from([random() * 256]), after.subarray(1)]),
      () => Buffer.concat([before, other.subarray(from, from + Math.floor(random() * 2_000)), after]),
      () => Buffer.concat([before, Buffer.from(part).reverse(), after]),
    ]
    bytes = pick(changes)()
  }
  return { bytes, contentType: pick(TYPES) }
}

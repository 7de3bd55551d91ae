/** A style sheet → its rules, as far as they can hide text. Sheets elsewhere are not fetched. */

/** A property's value with what it weighs in the cascade. */
export type Style = ReadonlyMap<string, { readonly value: string; readonly important: boolean }>
export type Rule = { readonly selector: string; readonly style: Style }

const MAX_SHEET_LENGTH = 2_000_000
/** A large site's sheet has 5,000–10,000 rules, most of them without a property that matters here. */
const MAX_RULES = 20_000
const MAX_NESTING = 8

const KEPT = new Set(
  (
    'display visibility content-visibility opacity filter font font-size text-indent position left top right bottom inset margin margin-left margin-top transform translate scale ' +
    'clip clip-path overflow overflow-x overflow-y height width max-height max-width color background background-color background-image background-clip -webkit-background-clip ' +
    '-webkit-text-fill-color'
  ).split(' '),
)

/** What can't be told from text is left out: rules for print, for small screens, for the moment when a mouse is over something. */
export function rulesOf(sheet: string): Rule[] {
  const rules: Rule[] = []
  readBlock(sheet.slice(0, MAX_SHEET_LENGTH).replace(COMMENT, ' '), rules, 0)
  return rules
}
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/g

function readBlock(css: string, rules: Rule[], nesting: number): void {
  if (nesting > MAX_NESTING) return
  let at = 0
  while (at < css.length && rules.length < MAX_RULES) {
    const open = nextOf(css, at, '{;')
    if (open < 0) return
    const prelude = css.slice(at, open).trim()
    if (css[open] === ';') {
      at = open + 1
      continue
    }
    const close = endOfBlock(css, open)
    const inside = css.slice(open + 1, close)
    if (!prelude.startsWith('@')) addRule(prelude, inside, rules)
    else if (applies(prelude)) readBlock(inside, rules, nesting + 1)
    at = close + 1
  }
}

/** The next of these characters outside strings and brackets. */
function nextOf(css: string, from: number, wanted: string): number {
  for (let i = from; i < css.length; i++) {
    const letter = css[i] ?? ''
    if (wanted.includes(letter)) return i
    if (letter === '"' || letter === "'") i = endOfString(css, i)
    else if (letter === '\\') i++
  }
  return -1
}

function endOfString(css: string, from: number): number {
  const quote = css[from]
  for (let i = from + 1; i < css.length; i++) {
    if (css[i] === '\\') i++
    else if (css[i] === quote || css[i] === '\n') return i
  }
  return css.length
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let i = open; i >= 0 && i < css.length; i = nextOf(css, i + 1, '{}')) {
    depth += css[i] === '{' ? 1 : -1
    if (depth === 0) return i
    if (i + 1 >= css.length) break
  }
  return css.length
}

/** Whether an at-rule's rules hold for who reads the page on a screen of usual width. */
function applies(prelude: string): boolean {
  const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(prelude.toLowerCase()) ?? []
  if (name === 'media') return mediaApplies(condition)
  if (name === 'supports') return !/^not\b/.test(condition)
  return name === 'layer' || name === 'scope'
}

export function mediaApplies(condition: string): boolean {
  return condition
    .toLowerCase()
    .split(',')
    .some((query) => {
      if (
        /^\s*not\b|\b(?:print|speech|tv|handheld)\b|prefers-|hover\s*:\s*none|pointer\s*:\s*coarse|orientation\s*:\s*portrait/.test(query)
      )
        return false
      return [...query.matchAll(/(min|max)-width\s*:\s*([\d.]+)(px|em|rem)?/g)].every(([, bound, length, unit]) => {
        const width = Number(length) * (unit === 'px' ? 1 : 16)
        return bound === 'min' ? width <= SCREEN_WIDTH : width >= SCREEN_WIDTH
      })
    })
}
const SCREEN_WIDTH = 1_280

function addRule(prelude: string, inside: string, rules: Rule[]): void {
  const style = declarations(inside)
  if (style.size === 0) return
  for (const selector of splitAtCommas(prelude)) if (selector !== '' && rules.length < MAX_RULES) rules.push({ selector, style })
}

/** At the commas that stand outside brackets. */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (letter === '(' || letter === '[') depth++
    else if (letter === ')' || letter === ']') depth--
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  return [...parts, text.slice(start).trim()]
}

/** The declarations of a block or a `style` attribute that matter here; the last of a name counts, but for an `!important` before it. */
export function declarations(css: string): Style {
  const style = new Map<string, { value: string; important: boolean }>()
  for (const part of unescaped(css.replace(COMMENT, ' ')).split(';')) {
    const colon = part.indexOf(':')
    const name = part.slice(0, colon).trim().toLowerCase()
    if (colon <= 0 || !(KEPT.has(name) || name.startsWith('--'))) continue
    const written = part.slice(colon + 1).toLowerCase()
    const important = /!\s*important\s*$/.test(written)
    if (style.get(name)?.important === true && !important) continue
    style.set(name, { value: written.replace(/!\s*important\s*$/, '').trim(), important })
  }
  return style
}

/** `d\69splay` is `display`. */
function unescaped(css: string): string {
  if (!css.includes('\\')) return css
  return css.replace(/\\([0-9a-f]{1,6})\s?/gi, (_, digits: string) => {
    const code = Number.parseInt(digits, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

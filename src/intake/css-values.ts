/** What a value in a style sheet amounts to: lengths in pixels, roughly, and colours. */

/** The screen that lengths are thought on; only their order of size matters. */
const SCREEN = { width: 1_280, height: 800 } as const
const PIXELS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 38,
  mm: 3.8,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
  vw: SCREEN.width / 100,
  vh: SCREEN.height / 100,
  '%': 10,
}

/** Pixels; `em` is what one em amounts to, `whole` what 100 % does. Null for what is no plain length. */
export function pixels(value: string, em = 16, whole = 1_000): number | null {
  // What is counted from noughts alone is nought; what else a formula gives depends on the screen.
  if (/^(?:calc|min|max|clamp)\(/.test(value)) return /[1-9]/.test(value) ? null : 0
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(px|pt|pc|in|cm|mm|em|rem|ex|ch|vw|vh|%)?$/.exec(value.trim())
  if (match === null) return null
  const amount = Number(match[1])
  const unit = match[2]
  if (unit === undefined) return amount === 0 ? 0 : null
  if (unit === 'em' || unit === 'ex') return amount * (unit === 'em' ? em : em / 2)
  return amount * (unit === '%' ? whole / 100 : (PIXELS[unit] ?? 1))
}

/** The size of the text in CSS pixels; null where the value says nothing that can be known here. */
export function fontSize(value: string, parent: number): number | null {
  return pixels(value, parent, parent)
}

/** The size in the shorthand `font: italic 700 12px/1.2 serif`: the first length in it, since a weight has no unit. */
export function sizeInFont(value: string): string | null {
  for (const part of value.split(/\s+/)) {
    const size = part.split('/')[0] ?? ''
    if (/^(?:[+-]?0+(?:\.0+)?|[+-]?[\d.]+(?:px|pt|pc|in|cm|mm|em|rem|ex|ch|vw|vh|%))$/.test(size)) return size
  }
  return null
}

export type Colour = { readonly red: number; readonly green: number; readonly blue: number; readonly alpha: number }

/** The names that text and paper are hidden with: black, white, what is nearly white, and the greys. */
const NAMED: Readonly<Record<string, string>> = {
  white: 'ffffff',
  snow: 'fffafa',
  ivory: 'fffff0',
  ghostwhite: 'f8f8ff',
  floralwhite: 'fffaf0',
  mintcream: 'f5fffa',
  azure: 'f0ffff',
  aliceblue: 'f0f8ff',
  seashell: 'fff5ee',
  whitesmoke: 'f5f5f5',
  gainsboro: 'dcdcdc',
  lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3',
  silver: 'c0c0c0',
  gray: '808080',
  grey: '808080',
  black: '000000',
  red: 'ff0000',
  green: '008000',
  lime: '00ff00',
  blue: '0000ff',
  navy: '000080',
  yellow: 'ffff00',
  orange: 'ffa500',
}

export function colour(value: string): Colour | null {
  const plain = value.trim()
  if (plain === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 }
  const hex = /^#([0-9a-f]{3,8})$/.exec(plain)?.[1] ?? NAMED[plain]
  if (hex !== undefined) return fromHex(hex)
  const call = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(plain)
  if (call === null) return null
  const parts = (call[2] ?? '').split(/[\s,/]+/).filter((part) => part !== '')
  const [a, b, c] = parts.map((part) => Number.parseFloat(part))
  if (a === undefined || b === undefined || c === undefined || [a, b, c].some(Number.isNaN)) return null
  const alpha = parts[3] === undefined ? 1 : Number.parseFloat(parts[3]) / (parts[3].endsWith('%') ? 100 : 1)
  if (call[1] === 'hsl') return fromHsl(a, b / 100, c / 100, alpha)
  const scale = (parts[0] ?? '').endsWith('%') ? 2.55 : 1
  return { red: a * scale, green: b * scale, blue: c * scale, alpha }
}

function fromHex(hex: string): Colour | null {
  const digits = hex.length <= 4 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? [])
  if (hex.length === 5 || hex.length === 7) return null
  const [red = 0, green = 0, blue = 0, alpha = 255] = digits.map((pair) => Number.parseInt(pair, 16))
  return { red, green, blue, alpha: alpha / 255 }
}

function fromHsl(hue: number, saturation: number, lightness: number, alpha: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12
    return 255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return { red: channel(0), green: channel(8), blue: channel(4), alpha }
}

/** Nobody tells them apart on a screen: no channel differs by more than a few steps of 255. */
export function looksLike(a: Colour, b: Colour): boolean {
  return [a.red - b.red, a.green - b.green, a.blue - b.blue].every((step) => Math.abs(step) <= SAME_STEPS)
}
const SAME_STEPS = 12

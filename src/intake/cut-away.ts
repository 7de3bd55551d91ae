/** Styles that take an element away as a whole: not laid out, transparent, without size, or outside the page. */
import { pixels } from './css-values.ts'

type Values = (name: string) => string

/** Left of or above the page; menus that slide in stand there, too. */
const OFF_SCREEN_PX = -500
/** To the right of any screen. */
const FAR_ASIDE_PX = 4_000
const NEAR_ZERO_PX = 1
const NEAR_ZERO = 0.06

export function isCutAway(values: Values, tag: string): boolean {
  if (values('display') === 'none' || values('content-visibility') === 'hidden') return true
  return isTransparent(values) || isElsewhere(values) || isShrunk(values) || isClipped(values) || isFolded(values, tag)
}

function isTransparent(values: Values): boolean {
  const filtered = /opacity\(\s*([\d.]+%?)/.exec(values('filter'))?.[1]
  return [values('opacity'), filtered ?? ''].some((said) => {
    const amount = share(said)
    return amount !== null && amount < NEAR_ZERO
  })
}

/** `0`, `.01`, `5%`: as a part of one. */
function share(said: string): number | null {
  const amount = Number.parseFloat(said)
  return Number.isNaN(amount) ? null : said.endsWith('%') ? amount / 100 : amount
}

function isElsewhere(values: Values): boolean {
  if ((length(values('text-indent')) ?? 0) < OFF_SCREEN_PX) return true
  const [top = '', right = top, , left = right] = values('margin').split(/\s+/)
  if (isAside(values('margin-left')) || isAside(left) || isAbove(values('margin-top')) || isAbove(top)) return true
  const moved = `${values('transform')} translate(${values('translate').replace(/\s+/g, ',')})`
  for (const [, axis, said = ''] of moved.matchAll(/translate(x|y|3d)?\(([^()]*)\)/g)) {
    const [first = '', second = ''] = said.split(',')
    if (axis === 'y' ? isAbove(first) : isAside(first) || isAbove(second)) return true
  }
  if (!/^(?:absolute|fixed|relative)$/.test(values('position'))) return false
  const [insetTop = '', insetRight = insetTop, insetBottom = insetTop, insetLeft = insetRight] = values('inset').split(/\s+/)
  return (
    [values('left'), values('right'), insetLeft, insetRight].some(isAside) ||
    [values('top'), values('bottom'), insetTop, insetBottom].some(isAbove)
  )
}

/** Per cent are of a size that is not known here. */
function length(said: string): number | null {
  return said.includes('%') ? null : pixels(said.trim())
}

function isAside(said: string): boolean {
  const distance = length(said)
  return distance !== null && (distance < OFF_SCREEN_PX || distance > FAR_ASIDE_PX)
}

/** Far down is no hiding place: pages are long. */
function isAbove(said: string): boolean {
  return (length(said) ?? 0) < OFF_SCREEN_PX
}

function isShrunk(values: Values): boolean {
  const transform = `${values('transform')} scale(${values('scale').replace(/\s+/g, ',')})`
  for (const [, factors = ''] of transform.matchAll(/scale(?:x|y|3d)?\(([^()]*)\)/g))
    if (factors.split(',').some((factor) => (share(factor.trim()) ?? 1) < NEAR_ZERO && (share(factor.trim()) ?? 1) > -NEAR_ZERO))
      return true
  return /matrix\(\s*0\s*,\s*0\s*,\s*0\s*,\s*0\b/.test(transform) || /rotate[xy]\(\s*-?90deg/.test(transform)
}

function isClipped(values: Values): boolean {
  const rect = /^rect\(([^()]*)\)$/.exec(values('clip'))?.[1]
  if (rect !== undefined) {
    const sides = rect.split(/[\s,]+/).filter((side) => side !== '')
    const [top, right, bottom, left] = sides.map((side) => pixels(side))
    const isThin = (a: number | null | undefined, b: number | null | undefined): boolean => a != null && b != null && b - a <= NEAR_ZERO_PX
    if (isThin(top, bottom) || isThin(left, right)) return true
  }
  const path = values('clip-path')
  if (/^(?:circle|ellipse)\(\s*0(?![.\d])/.test(path)) return true
  const inset = /^inset\(([^()]*?)(?:\s+round\b[^()]*)?\)$/.exec(path)?.[1]
  if (inset !== undefined) {
    const [top = 0, right = top, bottom = top, left = right] = inset
      .split(/\s+/)
      .map((side) => (side.endsWith('%') ? Number.parseFloat(side) : 0))
    return top + bottom >= 100 || left + right >= 100
  }
  const corners = /^polygon\(([^()]*)\)$/
    .exec(path)?.[1]
    ?.split(',')
    .map((corner) => corner.trim())
  return corners !== undefined && new Set(corners).size === 1
}

/** No height or width, and what overflows is cut. */
function isFolded(values: Values, tag: string): boolean {
  if (!/hidden|clip|auto|scroll/.test(`${values('overflow')} ${values('overflow-x')} ${values('overflow-y')}`)) return false
  // A cell's `max-width: 0` means “as wide as the column”.
  const sides = tag === 'td' || tag === 'th' ? ['height', 'width', 'max-height'] : ['height', 'width', 'max-height', 'max-width']
  return sides.some((side) => {
    const size = /^0+(?:\.0+)?%$/.test(values(side)) ? 0 : length(values(side))
    return size !== null && size >= 0 && size <= NEAR_ZERO_PX
  })
}

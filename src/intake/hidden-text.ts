/**
 * Text that a page holds but does not show: the main carrier of instructions meant for machines. An element is hidden
 * by its attributes, its own style, or a rule of a `<style>` sheet in the page; style sheets elsewhere are not fetched.
 */

/** The little of the DOM that this file needs. */
export type PageElement = {
  readonly tagName: string
  readonly textContent: string | null
  readonly parentElement: PageElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  remove(): void
  querySelectorAll(selector: string): Iterable<PageElement>
}
type Style = ReadonlyMap<string, string>
type Rule = { readonly selector: string; readonly style: Style }

const MAX_RULES = 3_000
const OFF_SCREEN_PX = -500
const NEAR_ZERO_PX = 1

/** Removes every hidden element below `root` and returns their texts, outermost only. */
export function removeHidden(root: PageElement): string[] {
  const rules = rulesOf(root)
  const styles = stylesByElement(root, rules)
  const texts: string[] = []
  for (const element of [...root.querySelectorAll('*')]) {
    if (element.parentElement === null || !isHidden(element, styles)) continue
    const text = element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
    if (text !== '' && !/^(?:script|style|template|noscript)$/i.test(element.tagName)) texts.push(text)
    element.remove()
  }
  return texts
}

function isHidden(element: PageElement, styles: ReadonlyMap<PageElement, Style>): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  if (/^(?:template)$/i.test(element.tagName)) return true
  if (/^input$/i.test(element.tagName) && element.getAttribute('type') === 'hidden') return true
  const style = styles.get(element)
  return style !== undefined && (isUnseen(style) || isInvisibleInk(element, style, styles))
}

/** Not laid out, transparent, without size, or outside the page. */
function isUnseen(style: Style): boolean {
  const get = (name: string): string => style.get(name) ?? ''
  if (get('display') === 'none' || /^(?:hidden|collapse)$/.test(get('visibility')) || get('content-visibility') === 'hidden') return true
  if (/^(?:0?\.0\d*|0+(?:\.0+)?%?)$/.test(get('opacity'))) return true
  if (get('font-size') !== '' && size(get('font-size')) !== null && (size(get('font-size')) ?? 9) <= NEAR_ZERO_PX) return true
  if ((size(get('text-indent')) ?? 0) < OFF_SCREEN_PX) return true
  const placed = /^(?:absolute|fixed)$/.test(get('position'))
  if (placed && ['left', 'top', 'right', 'bottom', 'margin-left', 'margin-top'].some((side) => (size(get(side)) ?? 0) < OFF_SCREEN_PX))
    return true
  if (/(?:scale(?:3d|x|y)?\(\s*0)|translate\w*\(\s*-\d{4,}/.test(get('transform'))) return true
  if (
    /^rect\(\s*(?:0|1px)\D+(?:0|1px)\D+(?:0|1px)\D+(?:0|1px)\D*\)$/.test(get('clip')) ||
    /^(?:inset\((?:50|100)%|circle\(0)/.test(get('clip-path'))
  )
    return true
  const clipped = /hidden|clip/.test(get('overflow')) || /hidden|clip/.test(get('overflow-y'))
  return (
    clipped && ['height', 'width', 'max-height', 'max-width'].some((side) => get(side) !== '' && (size(get(side)) ?? 9) <= NEAR_ZERO_PX)
  )
}

/** Text in the colour of what it stands on. */
function isInvisibleInk(element: PageElement, style: Style, styles: ReadonlyMap<PageElement, Style>): boolean {
  const ink = colour(style.get('color') ?? '')
  if (ink === null) return false
  if (ink === 'transparent') return true
  for (let at: PageElement | null = element; at !== null; at = at.parentElement) {
    const paper = styles.get(at)?.get('background-color') ?? styles.get(at)?.get('background')
    if (paper === undefined) continue
    if (/url\(|gradient/.test(paper)) return false
    const found = colour(paper.split(' ').find((part) => colour(part) !== null) ?? paper)
    if (found !== null && found !== 'transparent') return found === ink
  }
  // A page is white where nothing says otherwise; white text without a background of its own needs one from a sheet that we do not see,
  // so only an element's own words for it count.
  return ink === '#ffffff' && /color/.test(element.getAttribute('style') ?? '')
}

function colour(value: string): string | null {
  const plain = value.trim().toLowerCase()
  if (plain === 'transparent' || /^(?:rgba|hsla)\(.*[,/]\s*0(?:\.0+)?%?\s*\)$/.test(plain)) return 'transparent'
  if (plain === 'white') return '#ffffff'
  if (plain === 'black') return '#000000'
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(plain)?.[1]
  if (hex !== undefined) return hex.length === 6 ? `#${hex}` : `#${[...hex].map((digit) => digit + digit).join('')}`
  const rgb = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(plain)
  return rgb === null ? null : `#${[rgb[1], rgb[2], rgb[3]].map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}

/** Pixels, roughly; null for what is no length. */
function size(value: string): number | null {
  const match = /^(-?\d*\.?\d+)\s*(px|pt|em|rem|%|vw|vh|ex|ch)?$/.exec(value.trim())
  if (match === null) return null
  const unit = match[2] ?? 'px'
  return Number(match[1]) * (unit === 'px' || unit === 'pt' ? 1 : unit === '%' || unit === 'vw' || unit === 'vh' ? 10 : 16)
}

function rulesOf(root: PageElement): Rule[] {
  const rules: Rule[] = []
  for (const sheet of root.querySelectorAll('style')) {
    // Media queries are dropped with their content: they seldom apply to a reader's screen as a whole.
    const css = (sheet.textContent ?? '')
      .slice(0, 1_000_000)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/@[\w-]+[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})/g, '')
    for (const match of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      if (rules.length >= MAX_RULES) return rules
      const style = declarations(match[2] ?? '')
      const selector = (match[1] ?? '').trim()
      if (style.size > 0 && selector !== '' && !/::?(?:before|after|hover|focus|active|placeholder|selection|visited)/.test(selector))
        rules.push({ selector, style })
    }
  }
  return rules
}

const KEPT =
  /^(?:display|visibility|content-visibility|opacity|font-size|text-indent|position|left|top|right|bottom|margin-left|margin-top|transform|clip|clip-path|overflow|overflow-y|height|width|max-height|max-width|color|background|background-color)$/

function declarations(css: string): Map<string, string> {
  const style = new Map<string, string>()
  for (const part of css.split(';')) {
    const colon = part.indexOf(':')
    const name = part.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && KEPT.test(name))
      style.set(
        name,
        part
          .slice(colon + 1)
          .replace(/!\s*important/i, '')
          .trim()
          .toLowerCase(),
      )
  }
  return style
}

function stylesByElement(root: PageElement, rules: readonly Rule[]): Map<PageElement, Style> {
  const styles = new Map<PageElement, Map<string, string>>()
  const apply = (element: PageElement, style: Style): void => {
    const all = styles.get(element) ?? new Map<string, string>()
    for (const [name, value] of style) all.set(name, value)
    styles.set(element, all)
  }
  for (const rule of rules) for (const element of matching(root, rule.selector)) apply(element, rule.style)
  for (const element of root.querySelectorAll('[style]')) apply(element, declarations(element.getAttribute('style') ?? ''))
  return styles
}

function matching(root: PageElement, selector: string): Iterable<PageElement> {
  try {
    return [...root.querySelectorAll(selector)]
  } catch {
    // A selector that the DOM does not know cannot hide anything that it shows us.
    return []
  }
}

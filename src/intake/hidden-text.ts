/**
 * Text that a page holds but does not show: the main carrier of instructions meant for machines. It is hidden by an element's attributes, its own
 * style, or a rule of a sheet in the page; style sheets elsewhere are not fetched. What hides an element takes all of it; ink, size and visibility are
 * inherited and can be taken back further in, so they are judged where text stands. `<details>` that are closed stay: a reader sees where to open them.
 */
import { declarations, mediaApplies, type Rule, rulesOf, type Style } from './css-rules.ts'
import { ruleFinder } from './css-selectors.ts'
import { type Colour, colour, fontSize, looksLike, sizeInFont } from './css-values.ts'
import { isCutAway } from './cut-away.ts'
import { ELEMENT_NODE, type PageElement, type PageNode, TEXT_NODE } from './page-document.ts'

/** What is not shown in any browser, whatever the style; scripts and sheets say nothing to a reader, and drawings are none of the text. */
const NEVER_SHOWN = new Set('template noscript noframes noembed datalist rp script style svg'.split(' '))
const SILENT = new Set(['script', 'style', 'template', 'svg'])
/** Below this the letters of a screen cannot be read. */
const UNREADABLE_PX = 1.5
/** Ink and paper that let this much of what lies under them through. */
const CLEAR_INK = 0.06
const CLEAR_PAPER = 0.5
const WHITE: Colour = { red: 255, green: 255, blue: 255, alpha: 1 }

/** What an element hands down to those within it. `paper`: null where it is not said. */
type Look = {
  readonly ink: Colour | null
  /** The ink is said by the element itself or one around it, not by a rule that may be meant for another paper. */
  readonly isInkOwn: boolean
  readonly paper: Colour | 'picture' | null
  readonly sizePx: number
  readonly isVisible: boolean
  readonly variables: ReadonlyMap<string, string>
}
type Values = (name: string) => string

/** Removes every hidden text below `root` and returns them. Throws a PageTooLarge where the page's sheets are made to cost time. */
export function removeHidden(root: PageElement): string[] {
  for (const element of root.querySelectorAll('noscript')) element.remove()
  const find = ruleFinder(sheetsOf(root))
  // Where no sheet of another file can say otherwise, paper is white.
  const assumed = root.querySelector('link[rel~="stylesheet"]') === null ? WHITE : null
  const texts: string[] = []
  const note = (text: string | null): void => {
    const plain = (text ?? '').replace(/\s+/g, ' ').trim()
    if (plain !== '') texts.push(plain)
  }
  const start: Look = { ink: null, isInkOwn: false, paper: null, sizePx: 16, isVisible: true, variables: new Map() }
  const left: { readonly element: PageElement; readonly around: Look }[] = [{ element: root, around: start }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { element, around } = next
    const style = styleOf(element, find)
    const variables = variablesOf(style, around.variables)
    const values: Values = (name) => resolved(style?.get(name)?.value ?? '', variables)
    if (isHidden(element, style === null ? null : values)) {
      if (!SILENT.has(element.localName.toLowerCase())) note(element.textContent)
      element.remove()
      continue
    }
    const look = style === null ? around : lookOf(element, values, around, variables)
    // What is shown again further in would be passed over by who finds the article, and looks at this attribute alone.
    if (!look.isVisible) element.removeAttribute('style')
    const children = [...element.childNodes]
    if (isUnseen(look, assumed)) {
      const unseen = children.filter((child) => child.nodeType === TEXT_NODE)
      note(unseen.map((child) => child.textContent).join(' '))
      for (const child of unseen) child.remove()
    }
    for (const child of children.reverse()) if (isElement(child)) left.push({ element: child, around: look })
  }
  return texts
}

function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT_NODE
}

function isHidden(element: PageElement, values: Values | null): boolean {
  const name = element.localName.toLowerCase()
  if (name === 'html' || name === 'body') return false
  if (NEVER_SHOWN.has(name)) return true
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden')?.trim().toLowerCase() === 'true') return true
  if (name === 'dialog' && !element.hasAttribute('open')) return true
  if (name === 'input' && element.getAttribute('type')?.toLowerCase() === 'hidden') return true
  return values !== null && isCutAway(values, name)
}

function isUnseen({ ink, isInkOwn, paper, sizePx, isVisible }: Look, assumed: Colour | null): boolean {
  if (!isVisible || sizePx <= UNREADABLE_PX) return true
  if (ink === null || paper === 'picture') return false
  if (ink.alpha < CLEAR_INK) return true
  // White ink of a rule may stand on a paper that another file gives; an element that says it of itself, without paper, has no such excuse.
  const under = paper ?? assumed ?? (isInkOwn ? WHITE : null)
  return under !== null && looksLike(ink, under)
}

function lookOf(element: PageElement, values: Values, around: Look, variables: Look['variables']): Look {
  const isPage = /^(?:html|body)$/i.test(element.localName)
  const visibility = values('visibility')
  const fill = values('-webkit-text-fill-color')
  // Letters that are cut out of a picture have no ink of their own.
  const isCutOut = `${values('background-clip')} ${values('-webkit-background-clip')}`.includes('text')
  const ink = colour(fill) ?? colour(values('color'))
  const sizePx = sizeOf(values, around.sizePx)
  return {
    ink: ink ?? around.ink,
    isInkOwn: ink === null ? around.isInkOwn : /color/i.test(element.getAttribute('style') ?? '') || element.hasAttribute('color'),
    paper: isCutOut ? 'picture' : paperOf(values, around.paper),
    sizePx: isPage && sizePx <= UNREADABLE_PX ? around.sizePx : sizePx,
    // A page that is hidden as a whole is one that shows itself by a script.
    isVisible: visibility === '' || visibility === 'inherit' || isPage ? around.isVisible : !/^(?:hidden|collapse)$/.test(visibility),
    variables,
  }
}

function sizeOf(values: Values, around: number): number {
  const said = values('font-size') || sizeInFont(values('font')) || ''
  if (said === '' || said === 'inherit') return around
  return fontSize(said, around) ?? 16
}

function paperOf(values: Values, around: Look['paper']): Look['paper'] {
  const said = `${values('background')} ${values('background-image')}`
  if (/url\(|gradient/.test(said)) return 'picture'
  const found = colour(values('background-color')) ?? firstColour(values('background'))
  return found === null || found.alpha < CLEAR_PAPER ? around : found
}

function firstColour(value: string): Colour | null {
  for (const part of value.match(/[a-z]+\([^()]*\)|[^\s]+/g) ?? []) {
    const found = colour(part)
    if (found !== null) return found
  }
  return null
}

/** What holds for an element, from attributes, sheets and its own style; null where nothing does. */
function styleOf(element: PageElement, find: (element: PageElement) => readonly Style[]): Style | null {
  const style = new Map<string, { value: string; important: boolean }>()
  const add = (said: Style): void => {
    for (const [name, value] of said) if (value.important || style.get(name)?.important !== true) style.set(name, value)
  }
  for (const [attribute, name] of OLD_ATTRIBUTES) {
    const value = element.getAttribute(attribute)
    if (value !== null) style.set(name, { value: value.trim().toLowerCase(), important: false })
  }
  for (const said of find(element)) add(said)
  const own = element.getAttribute('style')
  if (own !== null) add(declarations(own))
  return style.size === 0 ? null : style
}
/** As pages said it before there were style sheets; e-mail and old feeds still do. */
const OLD_ATTRIBUTES = [
  ['color', 'color'],
  ['bgcolor', 'background-color'],
  ['text', 'color'],
] as const

function variablesOf(style: Style | null, around: Look['variables']): Look['variables'] {
  const own = style === null ? [] : [...style].filter(([name]) => name.startsWith('--'))
  if (own.length === 0) return around
  return new Map([...around, ...own.map(([name, { value }]) => [name, value] as const)])
}

/** `var(--ink, #fff)` → what it stands for here. */
function resolved(value: string, variables: Look['variables']): string {
  let said = value
  for (let turn = 0; turn < MAX_TURNS && said.includes('var('); turn++)
    said = said
      .replace(
        /var\(\s*(--[^\s,()]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)/g,
        (_, name: string, other?: string) => variables.get(name) ?? other ?? '',
      )
      .slice(0, MAX_VALUE)
      .trim()
  return said
}
/** Variables made of variables: a few turns are usual, and each could double the text. */
const MAX_TURNS = 6
const MAX_VALUE = 500

function sheetsOf(root: PageElement): Rule[] {
  const rules: Rule[] = []
  for (const sheet of root.querySelectorAll('style')) {
    const media = sheet.getAttribute('media')
    if (media === null || media.trim() === '' || mediaApplies(media)) rules.push(...rulesOf(sheet.textContent ?? ''))
  }
  return rules
}

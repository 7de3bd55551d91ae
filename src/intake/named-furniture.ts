/**
 * Elements that a page's makers named for what they are: captions, share buttons, boxes with other stories. Readability keeps what stands between two
 * good paragraphs, and forgets its name; so it is marked before, and taken out after. Taken out before, it would change what is found: a wrapper of the
 * article may have such a name, too. Only whole words of a name count, and only where little prose is inside.
 */
import { type PageDocument, type PageElement, TEXT_NODE } from './page-document.ts'

const NAMES = new RegExp(
  ` (?:${[
    'captions?|figcaption|wp caption text|(?:photo|image|img|picture|media|video)s? ?(?:caption|credit|credits|meta|info)|caption ?text|credits?|photo ?credits?',
    'share|shares|sharing|share ?(?:bar|buttons?|tools|links|this)|social ?(?:share|sharing|links|bar|icons|buttons|tools)|addthis\\w*|sharethis|sharedaddy|jp relatedposts',
    'related ?(?:\\w+ )?(?:articles?|posts?|stories|story|links?|content|news|items?|topics|reading|coverage|box|list|block|module|video)?|relateds?|recirc\\w*|recommended|recommendations?|read ?(?:more|next|also)|also ?read|see ?also|more ?(?:stories|news|from|on|articles|coverage)|you ?may ?(?:also )?like|trending|most ?(?:read|popular|viewed|shared)|popular ?(?:posts|stories)|next ?(?:article|story|post)|outbrain|taboola|zergnet|onward ?journey',
    'newsletters?|newsletter ?\\w+|sign ?up|subscribe|subscription|promos?|promo ?\\w+|cta|inline ?promo',
    'ad|ads|adv|advert|adverts|advertisement|advertising|ad ?(?:slot|unit|container|wrapper|label|box)|sponsored|sponsor|dfp|adsbygoogle|gpt ad',
    'by ?line|bylines|author ?(?:bio|box|info|card|profile|block|details|description|about)|about ?(?:the ?)?author|bio|post ?author|entry ?author|timestamp|post ?(?:date|meta|info)|entry ?meta|article ?(?:meta|date|info|timestamp)|date ?(?:published|updated|time)|pub ?date|publish ?date|published ?date|time ?stamp|last ?updated',
    'tags|tag ?(?:list|cloud)|post ?tags|article ?tags|breadcrumbs?|comments?|comment ?(?:list|form|count|section)|disqus\\w*|respond|toolbar|pager|print ?only|no ?print|screen ?reader(?: ?text)?|sr only|visually ?hidden|copyright|skip ?link',
  ].join('|')}) `,
)
/** The names themselves, in any place of which they are words. */
const MAX_NAME = 400
/** Text that a caption, a biography or a box beside the article may hold. */
const SMALL = 700
/** What is larger goes where it is a list of links, up to this length: other stories, with a line for each. */
const LONG = 6_000
const MOSTLY = 0.5
/** A paragraph of prose; a furniture element has one at most. */
const PROSE = 160

export function markNamedFurniture(document: PageDocument): void {
  for (const element of [...document.querySelectorAll('[class], [id], [itemprop]')]) {
    if (KEPT.test(element.localName) || !NAMES.test(nameOf(element)) || !isBeside(element)) continue
    element.setAttribute(MARK, '')
    // An element may be replaced by what is in it: that carries the mark, too.
    for (const child of [...element.childNodes]) {
      if (child.nodeType !== TEXT_NODE) continue
      const span = document.createElement('span')
      child.replaceWith(span)
      span.append(child)
    }
    for (const child of element.children) child.setAttribute(MARK, '')
  }
}
const MARK = 'data-beside'

export function removeMarked(root: PageElement): void {
  for (const element of [...root.querySelectorAll(`[${MARK}]`)]) element.remove()
}

function isBeside(element: PageElement): boolean {
  const length = textLength(element)
  if (length > LONG) return false
  const linked = (): number => [...element.querySelectorAll('a')].reduce((sum, link) => sum + textLength(link), 0)
  if (length > SMALL) return linked() > length * MOSTLY
  return length <= PROSE || [...element.querySelectorAll('p')].filter((each) => textLength(each) > PROSE).length < 2
}

function textLength(element: PageElement): number {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim().length
}
const KEPT = /^(?:html|body|main|article|h1)$/i

/** `wp-caption-text relatedPosts has-ads` → “ wp caption text related posts ”: what an element has, it is not. */
function nameOf(element: PageElement): string {
  const said = `${element.getAttribute('class') ?? ''} ${element.id} ${element.getAttribute('itemprop') ?? ''}`.slice(0, MAX_NAME)
  return ` ${said
    .replace(/(?<![\w-])(?:has|no|not|with|without|is)(?:[-_]|(?=[A-Z]))\S*/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase()
    .trim()} `
}

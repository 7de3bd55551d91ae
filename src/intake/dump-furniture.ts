/** What a page prints around its articles: known by its form, the same on sites of every name. Each entry says what to tell the reader who asks why a line was left out. */

export type Furniture =
  | 'share buttons'
  | 'navigation'
  | 'subscription offer'
  | 'advertisement'
  | 'copyright and legal'
  | 'comments'
  | 'reading time'
  | 'contact line'
  | 'pointer to another page'
  | 'reporting credit'
  | 'media player'

const RULES: readonly (readonly [Furniture, RegExp])[] = [
  [
    'share buttons',
    /^(?:share(?: (?:this|on|via|with|article|story|post|full article|link|now)\b.*)?|share\s*[:：].*|tweet(?: this)?|retweet|pin it|copy (?:the )?link(?: to clipboard)?|link copied!?|e-?mail(?: (?:this|article|link|a friend).*)?|print(?: (?:this|article|page).*)?|save(?: (?:this|article|for later).*)?|bookmark|facebook|twitter|x|linkedin|whatsapp|wechat|weibo|reddit|telegram|pinterest|flipboard|messenger|instagram|youtube|tiktok|rss|pocket|(?:click|tap) to share.*|open (?:wechat|weixin).*|.*\bscan the qr code\b.*|send (?:by|via) e-?mail|gift (?:this )?article|add (?:us|as) .{0,40}\bon google|follow .{1,60} on (?:twitter|facebook|x|instagram|linkedin|google news|threads|bluesky|telegram|whatsapp|youtube)\b.*|(?:join|like) us on .{1,40})$/i,
  ],
  [
    'navigation',
    /^(?:menu|search|home|skip to (?:main |the )?(?:content|navigation).*|back to top|top|sign in|sign up|log ?in|register|my account|subscribe|subscriptions?|next(?: page| article| story| post)?|prev(?:ious)?(?: page| article| story| post)?|(?:load|show|see|view) (?:more|all|less)(?: .{0,30})?|more|more (?:news|stories|articles|headlines|posts)|all (?:news|stories|articles|topics)|page \d+(?: of \d+)?|(?:« |‹ )?older (?:posts|entries)|newer (?:posts|entries)(?: »)?|\d+(?: \d+)+ ?(?:…|\.\.\.)?.*|close|expand|toggle .{1,30}|contents?|table of contents|site ?map|about(?: us)?|contact(?: us)?|help|faq|newsletters?|careers|jobs|advertise(?: with us)?|edition|language|english|loading\W*|»|«|>|<|go|ok|yes|no)$/i,
  ],
  [
    'subscription offer',
    /^(?:(?:please )?(?:subscribe|sign up|register|log in|become a (?:member|subscriber))\b.{0,160}(?:newsletter|inbox|access|subscri|updates|alerts|account|unlimited|free|briefing|more|read|today|here|now)\b.{0,80}|(?:get|receive) .{0,120}\b(?:inbox|newsletter|delivered|alerts|briefing)\b.{0,60}|already a (?:subscriber|member).*|.{0,60}\bfree (?:trial|articles? (?:left|remaining))\b.{0,60}|this (?:article|content|story) is for (?:subscribers|members).*|enter your e-?mail.*|your e-?mail address.*|support (?:our|independent|quality) journalism.*|(?:make a )?donat(?:e|ion)(?: now| today)?|(?:download|get) (?:the|our) (?:\S+ ){0,3}app.*)$/i,
  ],
  [
    'advertisement',
    /^(?:[[(]?(?:advertis(?:e?ment|ing)s?|adverts?|ad|ads|anzeige|werbung|publicidade?|publicité|pubblicità|advertentie|iklan|реклама|広告|广告|sponsored(?: (?:content|by .*|links?|post))?|promoted(?: content)?|paid (?:post|content)|partner content|affiliate links?.*)[\])]?|(?:story |article )?continues? (?:below|after) (?:the )?ad(?:vertisement)?.*|scroll (?:down )?to continue.*|ad feedback)$/i,
  ],
  [
    'copyright and legal',
    /^(?:(?:copyright|©|\(c\)|ⓒ)\s?.{0,200}|.{0,120}\ball rights reserved\b.{0,80}|(?:terms|conditions)(?: (?:of (?:use|service)|and conditions|& conditions))?|privacy(?: (?:policy|notice|settings|& cookies))?|cookies?(?: (?:policy|settings|notice|preferences))?|(?:this (?:site|website)|we) uses? cookies.*|accept(?: all)?(?: cookies)?|reject(?: all)?(?: cookies)?|do not sell .{0,60}|this material may not be published.*|.{0,80}\breprinted with permission\b.*|disclaimer|impressum|imprint|accessibility(?: statement)?|(?:corrections?|editorial) polic(?:y|ies)|(?:.{1,40}\s*[|·•]\s*){2,}(?:privacy|terms|contact|cookies).*)$/i,
  ],
  [
    'comments',
    /^(?:(?:\d[\d,]*|no|leave a|post a|view|show|add a|add your|join the|read the|see the) (?:comments?|conversation|repl(?:y|ies)|discussion)\b.{0,30}|comments?(?: \(\d+\)| are closed.*| \d+)?|reply|report this comment|sort by.{0,20}|most (?:liked|recent comments))$/i,
  ],
  [
    'reading time',
    /^(?:\d+\s?-?\s?(?:min(?:ute)?s?)(?: read| to read)?\.?|(?:estimated )?read(?:ing)? time\b.{0,30}|\d+ (?:views|reads|shares|likes|claps)|\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?) ago|(?:just now|yesterday|today)|a(?:n|) (?:hour|day|minute) ago|listen(?: to (?:this )?(?:article|story))?(?: \d.*)?|(?:updated|posted|published) \d+ (?:minutes?|hours?|days?) ago)$/i,
  ],
  [
    'contact line',
    /^[[(]?(?:contact(?: (?:the )?(?:reporters?|editors?|authors?|writers?|us|our newsroom)\b.{0,100}|\s*[:：].{0,100}|\b[^.]{0,80}\($)|(?:you can )?(?:reach|email|e-mail|write to|tweet|message) (?:the |our )?(?:reporters?|editors?|authors?|writers?|him|her|them|us|\p{Lu}\S+ \p{Lu}\S+)\b.{0,160}|to contact the (?:reporters?|editors?|authors?)\b.*|follow (?:him|her|them|the (?:author|reporter|writer)|\p{Lu}\S+(?: \p{Lu}\S+)?)\b.{0,40}(?:@|\bon\b).{0,80}|(?:got|have|know) (?:a|any) (?:tip|news tip|story|something)\b.{0,200}|send (?:us )?(?:your )?(?:tips?|feedback|corrections)\b.{0,120}|\S+@\S+\.\w{2,10})[\])]?\.?$/iu,
  ],
  [
    'pointer to another page',
    /^[[(]?(?:(?:to )?(?:read|see|view|continue|get) (?:the )?(?:full|whole|entire|complete|original|rest of the|rest) (?:story|article|post|report|text|version|interview|piece|coverage)\b.{0,120}|(?:continue|keep) reading\b.{0,120}|read more(?: (?:at|on|here|in)\b.{0,80})?|(?:click|tap) (?:here|to)\b.{0,160}|(?:this|the) (?:article|story|post|report|piece) (?:was )?(?:originally|first) (?:appeared|published|posted|ran)\b.{0,160}|(?:originally|first) (?:published|appeared) (?:in|on|at|by)\b.{0,120}|(?:watch|listen to|see) (?:the |our )?(?:full |more )?(?:video|audio|podcast|gallery|photos|pictures|clip)\b.{0,100}|full (?:story|article|coverage)\b.{0,60}|visit .{1,60} for (?:more|the full)\b.{0,60}|for more (?:on this|news|stories|information|coverage|details)[, ].{0,140}(?:visit|see|read|follow|click|subscribe|go to).{0,100})[\])]?\.?(?: ?[»>→…])?$/i,
  ],
  [
    'reporting credit',
    /^[[(](?:(?:additional |with )?(?:reporting|writing|editing|graphics|research|compiled)\b.{2,240})[\])]\.?$|^(?:(?:additional |with )?(?:reporting|writing|graphics|research|compiled|edited|translated|translation|production)(?: and (?:editing|writing))? by\s?:?\s?\p{Lu}.{1,240}|editing by\s?:?\s?\p{Lu}.{1,160}|our standards: .{0,120})$/iu,
  ],
  [
    'media player',
    /^(?:video|audio|watch|play(?: video)?|pause|mute|unmute|volume|fullscreen|live|gallery|slideshow|photos?|\d+ ?(?:\/|of) ?\d+(?: photos?)?|\d{1,2}:\d{2}(?: ?\/ ?\d{1,2}:\d{2})?|(?:video|audio) (?:player|unavailable|duration).*|show captions?|hide captions?|view gallery.*|(?:enlarge|open) (?:this )?(?:image|photo).*|(?:image|photo) \d+ of \d+)$/i,
  ],
]

/** The kind of page furniture that a line is, or null. */
export function furnitureOf(line: string): Furniture | null {
  if (line.length > 320) return null
  const plain = line.replace(/^[\s•·*>»→|-]+|[\s•·*|-]+$/g, '')
  if (plain === '') return null
  for (const [kind, pattern] of RULES) if (pattern.test(plain)) return kind
  return null
}

/** Furniture that stands at the end of an article: after it another may begin. */
export function endsArticle(kind: Furniture): boolean {
  return (
    kind === 'contact line' ||
    kind === 'pointer to another page' ||
    kind === 'reporting credit' ||
    kind === 'comments' ||
    kind === 'copyright and legal'
  )
}

const CREDIT_WORD =
  '(?:photos?|photographs?|photo credits?|pictures?|images?|image credits?|pic|illustrations?|graphics?|credits?|screenshot|file photo|video|source|cover image|featured image|photo illustration)'
const CREDIT = new RegExp(`^[[(]?${CREDIT_WORD}(?:\\s+(?:by|courtesy(?: of)?|via|from|credit))?\\s*[:：/|©]\\s*\\S.{0,120}$`, 'iu')
const CREDIT_BY = new RegExp(`^[[(]?${CREDIT_WORD}\\s+(?:by|courtesy(?: of)?|via)\\s+\\p{Lu}.{0,100}$`, 'iu')
const CREDIT_WITHIN = new RegExp(
  `(?:[/|(\\[—–-]\\s*|[.!?]\\s+|,\\s+)${CREDIT_WORD}(?:\\s+(?:by|courtesy(?: of)?|via)\\b|\\s*[:：/©])\\s*[^.]{1,90}[\\])]?\\.?$`,
  'iu',
)
const AGENCY_CREDIT =
  /(?:\bvia (?:Getty Images|AP|Reuters|AFP|Shutterstock|Flickr|Unsplash|Wikimedia(?: Commons)?)|\/\s?(?:Getty Images|AFP|Reuters|EPA|Shutterstock|Alamy|AP Photo|iStock\S*|PA(?: Wire)?)|\bREUTERS\/\p{Lu}.{2,40}|\(?AP Photo\/.{2,60}|\bGetty Images|\bShutterstock|\bCourtesy (?:of )?\p{Lu}.{1,50})[)\]]?\.?$/u

/** A line that is only a credit (“Photo: X”), a caption that ends in one, or neither. */
export function creditOf(line: string): 'credit' | 'caption' | null {
  if (line.length > 420) return null
  if (/^source\s*:/i.test(line) && line.length > 60) return null
  if ((CREDIT.test(line) || CREDIT_BY.test(line)) && line.length <= 140) return 'credit'
  if (CREDIT_WITHIN.test(line)) return 'caption'
  if (AGENCY_CREDIT.test(line) && !/["”]$/.test(line)) return line.length < 60 ? 'credit' : 'caption'
  return null
}

/** What a page is by the form of its headline: a report of what happened, something about the news, or a service that is no news at all. */
import { isRoundup } from '../retrieval/roundup.ts'

/** `report`: news. `about`: explains, foretells, judges or counts it up. `service`: helps to buy, watch, guess or cook, or tells of many events at once. */
export type PageForm = 'report' | 'about' | 'service'

const SERVICE = [
  "\\bpodcast\\b|\\bbiggest news\\b|\\bnews from (?:around|across)\\b|\\. it[’']s (?:…|\\.\\.\\.)$|\\b(?:photos|pictures) (?:of )?(?:this|the) (?:week|day|month)\\b",
  '\\bhoroscopes?\\b|\\bzodiac signs?\\b|\\b(?:crossword|sudoku)\\b|\\bwordle (?:answers?|hints?|today)\\b|\\b(?:pop|our|the|trivia) quiz\\b|\\bquiz(?:zes)?(?: of\\b|:)|\\b(?:winning|lottery) numbers\\b',
  "\\b(?:best|top|early|prime day|black friday|cyber monday) (?:[\\w’'-]+ ){0,4}deals?\\b|\\bdeals (?:to shop|you can)\\b|\\bup to \\d{1,2}% off\\b|\\bshop (?:the )?(?:best )?(?:deals|sales?)\\b|\\bsales?: (?:shop|save)\\b|\\bsave (?:up to )?[$£€]?\\d|\\b(?:coupons?|promo codes?|gift (?:guide|ideas))\\b|\\bbest (?:[\\w’'-]+ ){0,4}(?:gifts?|ideas?|to buy|you can buy)\\b|\\bwhere to buy\\b",
  "\\bhow to (?:watch|(?:live ?)?stream)\\b|\\b(?:tv|streaming) (?:schedule|channel|guide)\\b|\\bwhat to (?:watch|stream) (?:on|this|tonight)\\b|\\bwhat time (?:is|does)\\b|\\bwhat[’']s on tv\\b",
  '\\brecipes?\\b(?! for)|(?<!\\b(?:at|all|the|long|of) )\\bodds(?:[:,]| -| and\\b| for\\b)|\\b(?:expert|playoffs?|nfl|nba|nhl|mlb) picks\\b|\\bpicks (?:and|,) predictions\\b|\\b(?:best bets|parlay|power rankings)\\b|\\bfantasy (?:football|baseball|basketball|hockey)\\b',
]
const NUMBER = '(?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen)'
const MANY =
  '(?:things|ways|reasons|takeaways|signs|tips|facts|moments|questions|lessons|ideas|places|spots|books|movies|films|shows|songs|products|photos|charts|quotes|rules|steps|myths)'
const ABOUT = [
  '\\?(?:["”’\']|$| )',
  "\\bhere(?:[’']s| is| are|[’']re)\\b|\\b(?:what|everything|all) (?:\\w+ ){0,3}(?:to know|to expect|to watch|we know|you need)\\b|\\bneed to know\\b|\\bwhat (?:it|that|this) means\\b",
  `\\b${NUMBER} (?:[\\w’'-]+ ){0,3}${MANY}\\b|\\btakeaways\\b`,
  '^(?:opinion|analysis|perspective|commentary|column|editorial|letters? to|review|watch|listen|photos?|pictures?|video|podcast|read|see|look back|meet|ranking|ranked|inside|timeline)\\b',
  '\\breview:|\\bexplain(?:ed|er)\\b|\\btimeline\\b|\\branking (?:the|every|all)\\b|\\brankings:|\\bguide (?:to|for)\\b|\\bpreview\\b|\\bpredictions?\\b|\\bspoilers?\\b|\\bfact[ -]check\\b|\\blive score\\b',
  '\\bin (?:pictures|photos)\\b|\\b(?:see|stunning|historical?) (?:photos|pictures|images)\\b|\\b(?:full list|by the numbers|pros and cons|best and worst|a look (?:at|back)|through the years)\\b|(?:^|: )the (?:best|worst|problem|real|surprising|next|hidden|secret|unlikely|most|\\d+)\\b',
]
/** What promises an answer, and somebody's own story: “WHO” asks nothing, “Will” is a name, and so the case counts. */
const ASKING = [
  '(?:^|[:;–—|.] )(?:How|Why|What|Who|Where|When|Which|Is|Are|Can|Could|Would|Should|Does|Do|Did|how|why|what|who|where|which)\\b',
  "(?:^|[\\s(])(?:I|I[’']m|I[’']ve|[Mm]y|[Ww]e)(?=[\\s,])",
]
const IS_SERVICE = new RegExp(SERVICE.join('|'), 'i')
const IS_ABOUT = new RegExp(ABOUT.join('|'), 'i')
const IS_ASKING = new RegExp(ASKING.join('|'), 'u')
/** What somebody asks or says in a headline is not what the page does. */
const QUOTED = /["“‘][^"”’]*["”’]/gu
/** “Government shutdown, Taylor Swift, NFL, Dianne Feinstein”: a page of many events that is headed by their names; of fewer, it says what it is. */
const MIN_LISTED = 4
const MIN_BEFORE_NAME = 3
const MAX_LISTED_WORDS = 4
/** “Floods, vaccines and a concert: 5 …”: five things to know, cut off. */
const COUNTED = /:\s\d{1,2}\s*(?:…|\.\.\.)$/u
const NAME_OF_MANY = /^(?:daily\b|\d|news\b|briefing\b|headlines\b|today\b)/iu
const CUT = /(?:…|\.\.\.)$/u

export function pageForm(headline: string): PageForm {
  if (isRoundup(headline) || COUNTED.test(headline) || isList(headline) || IS_SERVICE.test(headline)) return 'service'
  const own = headline.replace(QUOTED, 'x')
  return IS_ABOUT.test(own) || IS_ASKING.test(own) ? 'about' : 'report'
}

function isList(headline: string): boolean {
  const [list = '', after = ''] = headline.split(/:\s/u)
  const parts = list.split(/,\s+/u)
  const isShort = parts.every((part) => part.replace(CUT, '').trim().split(/\s+/u).length <= MAX_LISTED_WORDS)
  return isShort && parts.length >= (NAME_OF_MANY.test(after) || CUT.test(list) ? MIN_BEFORE_NAME : MIN_LISTED)
}

/** What changes many people's lives, in the words that headlines have for it. */
const GRAVE = new RegExp(
  [
    'kill(?:s|ed|ing)?|dead|die[sd]|deaths?|fatal(?:ly|ities)?|injur(?:es|ed|ies)|wounded|missing|victims?|survivors?|massacre|murder(?:s|ed)?|shoot(?:ing|ings|s)|shot|gunman|stabb(?:ed|ing)|hostages?|kidnapp(?:ed|ing)',
    'earthquakes?|quake|tsunami|eruption|erupts|hurricane|typhoon|cyclone|tornado(?:es)?|flood(?:s|ing|ed)?|wildfires?|blaze|explosions?|blasts?|crash(?:es|ed)?|collaps(?:e|es|ed)|derail(?:s|ed|ment)|evacuat(?:e|es|ed|ions?)|drought|famine|outbreak|pandemic|emergency|polio|recalls?|blackouts?',
    'war|invasion|invades?|missiles?|airstrikes?|strikes?|bomb(?:s|ing|ed)?|attack(?:s|ed)?|troops|ceasefire|truce|coup|sanctions?|nuclear|protests?|riots?|clashes|crackdown|refugees?|migrants?',
    'elect(?:ion|ions|ed|s)|votes?|voters|parliament|resigns?|resignation|ousted|impeach(?:ed|ment)?|prime minister|president|sworn in|bans?|banned|law|bill|treaty|summit|nato',
    'court|judge|jury|verdict|guilty|convicted|sentenced?|indicted|charged|arrest(?:s|ed)?|lawsuit|sues?|sued|ruling|overturn(?:s|ed)?|settlement|fraud|raid',
    'interest rates?|rate hike|inflation|recession|layoffs?|lays? off|cuts? \\d[\\d,]* jobs|jobs report|unemployment|bankrupt(?:cy)?|default|stocks (?:fall|plunge|sink|tumble)|acquires?|to buy|merger|antitrust|fined?|hack(?:ed|ers)?|breach|shutdown',
  ]
    .map((words) => `\\b(?:${words})\\b`)
    .join('|'),
  'i',
)

/** Whether a headline tells of what matters to more than those who like it. */
export function isGrave(headline: string): boolean {
  return GRAVE.test(headline)
}

const SUFFIX = /^(.{8,}?)\s*(?: [|–—-] |\s\|)\s*([^|–—]{2,40})$/u
const DOMAIN = /\.(?:co\.\p{L}{2}|com|org|net|news|\p{L}{2})$/iu
const MIN_OUTLET = 3

/** A headline without the outlet's own name and section after it: “… - CNN”, “… | The Week UK”. */
export function withoutOutlet(headline: string, publisher: string): string {
  const [, rest, suffix] = SUFFIX.exec(headline.trim()) ?? []
  if (rest === undefined || suffix === undefined) return headline
  const outlet = lettersOf((publisher.split(/\s[|–—-]\s/u)[0] ?? publisher).trim().replace(DOMAIN, ''))
  const named = lettersOf(suffix)
  if (outlet.length < MIN_OUTLET || named.length < MIN_OUTLET) return headline
  return named.startsWith(outlet) || outlet.startsWith(named) ? rest.trim() : headline
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** What a feed says, in plain text: titles of one line, paragraphs, and whether the text is only a part. */
import { plainLine } from '../body-text.ts'
import { languageOf } from '../language.ts'
import type { PlainFeed, PlainItem } from '../workshop.ts'
import type { Feed, FeedItem } from './feed.ts'
import { plainTextOf, plainTitle } from './plain-markup.ts'
import { withoutTail } from './text-tail.ts'

/** No feed that is read every hour has more that are new; what has, is an archive. */
const MAX_ITEMS = 1_000
/** Shorter texts are teasers more often than articles, and where it was a short article, looking at its page costs one request. */
const MIN_WHOLE = 1_000
/** Feeds that say all in the summary are common, but a teaser of this length is not: publishers cut them well below it. */
const MIN_WHOLE_SUMMARY = 2_500
/** A Chinese or Japanese character says about as much as three letters. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
const DENSITY = 3

export function plainFeed(feed: Feed): PlainFeed {
  const { items, title, description, language, ...rest } = feed
  const spoken = isoLanguage(language)
  return {
    ...rest,
    language: spoken,
    title: title === null ? null : plainTitle(title),
    description: description === null ? null : plainTitle(description),
    items: items.slice(0, MAX_ITEMS).map((item) => plainItem(item, spoken)),
    more: Math.max(0, items.length - MAX_ITEMS),
  }
}

function plainItem(item: FeedItem, spoken: string | null): PlainItem {
  const { title: titleMarkup, summary, content, ...rest } = item
  const title = titleMarkup === null ? null : plainTitle(titleMarkup)
  const whole = content === null ? '' : plainTextOf(content)
  const short = summary === null ? '' : plainTextOf(summary)
  // Some feeds have them the wrong way round.
  const isSummary = short.length > whole.length
  const { text, breaksOff } = withoutTail(isSummary ? short : whole)
  return {
    ...rest,
    authors: item.authors.map(plainLine).filter(Boolean),
    tags: item.tags.map(plainLine).filter(Boolean),
    title,
    text,
    isPart: breaksOff || weight(text) < (isSummary ? MIN_WHOLE_SUMMARY : MIN_WHOLE),
    language: languageOf(`${title ?? ''}\n${text}`) ?? isoLanguage(item.language) ?? spoken,
  }
}

function weight(text: string): number {
  return text.length + (DENSITY - 1) * (text.match(DENSE)?.length ?? 0)
}

/** `en-US`, `EN_us` → `en`; null for what is no language of ISO 639-1. */
function isoLanguage(language: string | null): string | null {
  return /^([a-z]{2})(?:[-_]|$)/i.exec(language?.trim() ?? '')?.[1]?.toLowerCase() ?? null
}

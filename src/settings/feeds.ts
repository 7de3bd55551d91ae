/** Settings of live news: who asks for it, how often, what may be asked of the own network, and how long it is kept. */
import type { Retention } from '../intake/live/retention.ts'
import { PLAIN, type Table } from './setting.ts'
import { contact, hostPatterns, wholeNumber } from './values.ts'

export type FeedValues = {
  readonly feedContact: string | null
  readonly feedInterval: number
  readonly feedPrivateHosts: readonly string[]
  readonly feedKeepDays: number | null
  readonly feedKeepArticles: number | null
}
export type FeedConfig = {
  readonly contact: string | null
  readonly minIntervalMs: number
  readonly privateHosts: readonly string[]
  readonly retention: Retention
}

export const FEED_SETTINGS: Table<FeedValues> = {
  feedContact: {
    ...PLAIN,
    name: 'NEWSDESK_CONTACT',
    summary: 'where the people of a site can reach you; it stands in every request for feeds and articles',
    fallback: null,
    range: 'a web address or an address of e-mail',
    parse: contact,
  },
  feedInterval: {
    ...PLAIN,
    name: 'NEWSDESK_FEED_INTERVAL',
    summary: 'the shortest time between two requests for the same feed; those that bring little are asked less often',
    fallback: '300',
    unit: 'seconds',
    range: 'a whole number from 10 to 86400',
    parse: wholeNumber(10, 86_400),
  },
  feedPrivateHosts: {
    ...PLAIN,
    name: 'NEWSDESK_PRIVATE_HOSTS',
    summary: 'what may be fetched though it is in a private network; everything else there is refused, whatever a feed or a redirect says',
    fallback: '',
    range: 'names, addresses or networks such as wiki.internal, 10.0.0.5:8080 or 10.1.0.0/16, with commas between them',
    parse: hostPatterns,
  },
  feedKeepDays: {
    ...PLAIN,
    name: 'NEWSDESK_KEEP_DAYS',
    summary:
      'how long articles of feeds are kept; what an answer, a digest or an alert has shown stays, so do imported articles; for ever where absent',
    fallback: null,
    unit: 'days',
    range: 'a whole number from 1 to 36500',
    parse: wholeNumber(1, 36_500),
  },
  feedKeepArticles: {
    ...PLAIN,
    name: 'NEWSDESK_KEEP_ARTICLES',
    summary: 'how many articles of feeds are kept, the newest, beside those that stay in any case; all where absent',
    fallback: null,
    unit: 'articles',
    range: 'a whole number from 100 to 100000000',
    parse: wholeNumber(100, 100_000_000),
  },
}

export function feedsOf(values: FeedValues): FeedConfig {
  return {
    contact: values.feedContact,
    minIntervalMs: values.feedInterval * 1_000,
    privateHosts: values.feedPrivateHosts,
    retention: { days: values.feedKeepDays, articles: values.feedKeepArticles },
  }
}

/** Settings for tests that fetch nothing and open no page: what they name is nowhere. */
import type { FeedConfig } from '../src/settings/feeds.ts'

export const NO_WEB: { readonly config: FeedConfig; readonly web: null; readonly version: string } = {
  config: { contact: null, minIntervalMs: 300_000, privateHosts: [], retention: { days: null, articles: null } },
  web: null,
  version: '9.9.9',
}

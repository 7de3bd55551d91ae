/** Settings of live news for tests that fetch nothing: what they name is nowhere. */
import type { FeedConfig } from '../src/settings/feeds.ts'

export const NO_WEB: { readonly config: FeedConfig; readonly version: string } = {
  config: { contact: null, minIntervalMs: 300_000, privateHosts: [], retention: { days: null, articles: null } },
  version: '9.9.9',
}

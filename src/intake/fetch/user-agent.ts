/** How we name ourselves to servers, so that an operator of one knows who asks and whom to write to. */

/** Longer than every address of e-mail or page that is one. */
const MAX_CONTACT = 200

/** The name that robots.txt is read for; the first word of the user agent. */
export const PRODUCT = 'Newsdesk'

/** `contact`: a page or an address of e-mail; what a header cannot carry is left out of it. */
export function userAgentOf(version: string, contact: string | null): string {
  const safe = (contact ?? '').replace(/[^\x21-\x7e]|[()\\]/g, '').slice(0, MAX_CONTACT)
  return `${PRODUCT}/${version} (self-hosted news reader${safe === '' ? '' : `; +${safe}`})`
}

/** Follows redirects by hand, so that each address is looked at like the first. */
import { type HopAnswer, HopError } from './fetcher.ts'
import { readWebAddress, shown } from './web-address.ts'

export type Followed = {
  readonly answer: HopAnswer
  readonly url: URL
  /** The end of the permanent redirects that it began with; null where there are none. */
  readonly movedTo: URL | null
}

const TEMPORARY: readonly number[] = [302, 303, 307]
const PERMANENT: readonly number[] = [301, 308]

/** What `ask` says no to ends it, and so does every HopError: too many redirects, a circle, an address that is none. */
export async function follow<No>(
  start: URL,
  most: number,
  ask: (url: URL) => Promise<HopAnswer | { no: No }>,
): Promise<Followed | { no: No }> {
  let [url, movedTo, isPermanent]: [URL, URL | null, boolean] = [start, null, true]
  const seen = new Set<string>()
  for (let redirects = 0; redirects <= most; redirects++) {
    seen.add(url.href)
    const answer = await ask(url)
    if ('no' in answer) return answer
    const to = answer.headers.location
    if (to === undefined || !(PERMANENT.includes(answer.status) || TEMPORARY.includes(answer.status))) return { answer, url, movedTo }
    const next = readWebAddress(to, url)
    if (seen.has(next.href)) throw new HopError('redirects', `The address ${shown(start)} is redirected in a circle.`)
    // A downgrade is followed, as browsers do, but not for good: one answer in plain text would take the security away for ever.
    isPermanent &&= PERMANENT.includes(answer.status) && !(url.protocol === 'https:' && next.protocol === 'http:')
    if (isPermanent) movedTo = next
    url = next
  }
  throw new HopError('redirects', `The address ${shown(start)} is redirected more than ${most} times.`)
}

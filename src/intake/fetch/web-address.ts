/** Which URLs are asked for at all, before any name is looked up. */
import { HopError } from './fetcher.ts'

/** Longer ones are refused by most servers, and nobody types them. */
const MAX_URL = 8_000
/** Of what is repeated in a sentence for people. */
const MAX_SHOWN = 200
/** What a web server is never behind, and other servers take commands from: the “bad ports” of the Fetch standard. */
const BAD_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** The URL without its fragment; throws a HopError `address` where it is none to ask for. The parser brings every odd spelling of a host into the usual one. */
export function readWebAddress(text: string, base?: URL): URL {
  if (text.length > MAX_URL) throw new HopError('address', `The address “${shown(text)}” is longer than ${MAX_URL} characters.`)
  const url = URL.parse(text, base?.href)
  if (url === null) throw new HopError('address', `“${shown(text)}” is no address of the web.`)
  const fault = faultOf(url)
  if (fault !== null) throw new HopError('address', `“${shown(url)}” ${fault}.`)
  url.hash = ''
  return url
}

function faultOf(url: URL): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'is not http or https'
  if (url.username !== '' || url.password !== '') return 'has a user name or password in it, which is not sent'
  if (url.hostname === '') return 'names no host'
  if (url.href.length > MAX_URL) return `is longer than ${MAX_URL} characters`
  if (url.port !== '' && BAD_PORTS.has(Number(url.port))) return `asks for port ${url.port}, where no web server is`
  return null
}

/** As a sentence repeats it: not all of a long one, and no password, which is no text for a log or a channel. */
export function shown(address: string | URL): string {
  const text = String(address).replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1…@')
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

/** The host as name look-up and certificates know it: without the brackets of IPv6 and the dot of the root. */
export function hostOf(url: URL): string {
  const host = url.hostname
  return host.startsWith('[') ? host.slice(1, -1) : host.replace(/\.$/, '')
}

export function portOf(url: URL): number {
  return url.port !== '' ? Number(url.port) : url.protocol === 'https:' ? 443 : 80
}

/** Which addresses may be dialled: those of the public internet, and what the operator allows by name. */
import ipaddr from 'ipaddr.js'

/** IPv6 gives nothing out for use on the internet but this; what embeds an IPv4 address elsewhere (compatible, translated, site-local) is thereby refused, too. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]
/** Public by its number, and yet inside: the virtual machine's own agent and metadata on Azure. */
const METADATA: readonly string[] = ['168.63.129.16']
/** The last half of an address that tunnels to the IPv4 address behind it (ISATAP, RFC 5214). */
const ISATAP: readonly string[] = ['0:5efe', '200:5efe']

/** Whether an address is one machine of the public internet. What is no address in the usual spelling, or carries a zone, is none. */
export function isPublic(address: string): boolean {
  const read = readAddress(address)
  if (read === null || read.range() !== 'unicast' || METADATA.includes(read.toString())) return false
  if (read instanceof ipaddr.IPv4) return true
  const [, , , , fifth = 0, sixth = 0] = read.parts
  return read.match(GLOBAL_UNICAST) && !ISATAP.includes(`${fifth.toString(16)}:${sixth.toString(16)}`)
}

/** As sockets are given it, or null. Octal, hexadecimal and shortened spellings are left to the parser of URLs: past it, none is expected. */
function readAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (address.includes('%')) return null
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  return address.includes(':') && ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null
}

/** What an operator allows: a host by its name, or a range of addresses; `port`: only there, null = everywhere. */
export type Allowance = { readonly port: number | null } & (
  | { readonly host: string }
  | { readonly range: readonly [ipaddr.IPv4 | ipaddr.IPv6, number] }
)

/**
 * `feeds.lan`, `192.168.1.5`, `10.0.0.0/8`, `fd00::/8`, each with `:port` if wanted (`[::1]:8080`); null where it is none of these.
 * A name is allowed whatever it resolves to, a range whatever the name was.
 */
export function readAllowance(entry: string): Allowance | null {
  const text = entry.trim().toLowerCase()
  const bare = rangeOf(text)
  if (bare !== null) return { range: bare, port: null }
  const [, bracketed, plain = '', digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && (port < 1 || port > 65_535)) return null
  const range = rangeOf(bracketed ?? plain)
  if (range !== null) return { range, port }
  return bracketed === undefined && isName(plain) ? { host: plain, port } : null
}

function rangeOf(text: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  const [address = '', bits, ...rest] = text.split('/')
  const read = readAddress(address)
  if (read === null || rest.length > 0) return null
  const whole = read.toByteArray().length * 8
  if (bits === undefined) return [read, whole]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= whole ? [read, Number(bits)] : null
}

/** A last label of digits would be an address in an odd spelling. */
function isName(text: string): boolean {
  return /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)*(?=[a-z0-9_-]*[a-z_])[a-z0-9_][a-z0-9_-]{0,62}$/.test(text)
}

/** One dial: the host that the URL names, the address that it means, and the port. */
export type Dial = { readonly host: string; readonly address: string; readonly port: number }

/** `own`: this machine's addresses. A public one among them is no way out: what listens there may count on a firewall that stands outside. */
export function mayDial(dial: Dial, allowed: readonly Allowance[], own: readonly string[]): boolean {
  if (isPublic(dial.address) && !own.some((address) => isSame(address, dial.address))) return true
  return allowed.some((allowance) => allows(allowance, dial))
}

function isSame(one: string, other: string): boolean {
  return readAddress(one)?.toString() === readAddress(other)?.toString()
}

function allows(allowance: Allowance, { host, address, port }: Dial): boolean {
  if (allowance.port !== null && allowance.port !== port) return false
  const read = readAddress(address)
  if (read === null) return false
  if ('host' in allowance) return allowance.host === host
  const [range, bits] = allowance.range
  return read.kind() === range.kind() && read.match(range as never, bits as never)
}

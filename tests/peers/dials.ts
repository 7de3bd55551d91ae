/** Counts what is dialled under the sockets, where every client of this process comes through, and lets only what is named connect. */
import net from 'node:net'

export type Dialled = { readonly address: string; readonly port: number }
type Connect = (this: unknown, request: unknown, address: string, port: number, ...rest: unknown[]) => number
type Handles = { readonly TCP: { prototype: { connect: Connect; connect6: Connect } } }

/** As libuv numbers it: what a socket hears that is not let through. */
const ECONNREFUSED = -111
const MAX_KEPT = 100_000

/** Until `stop`. What `passes` says no to is refused without a packet being sent. */
export function watchDials(passes: (dialled: Dialled) => boolean): { readonly dialled: readonly Dialled[]; stop(): void } {
  const { prototype } = (process as unknown as { binding(name: string): Handles }).binding('tcp_wrap').TCP
  const { connect, connect6 } = prototype
  const dialled: Dialled[] = []
  const watched = (original: Connect): Connect =>
    function (this: unknown, request, address, port, ...rest) {
      const seen = { address, port }
      if (dialled.length < MAX_KEPT) dialled.push(seen)
      return passes(seen) ? original.call(this, request, address, port, ...rest) : ECONNREFUSED
    }
  Object.assign(prototype, { connect: watched(connect), connect6: watched(connect6) })
  return { dialled, stop: () => void Object.assign(prototype, { connect, connect6 }) }
}

/** The special-purpose registries of IANA, written down apart from what is tested, so that neither can be wrong with the other. */
const SPECIAL = { ipv4: new net.BlockList(), ipv6: new net.BlockList() }
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // No special purpose by its registry, but Azure's own agent.
  '168.63.129.16/32',
  // All of IPv6 but 2000::/3.
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
]) {
  const [address = '', bits] = range.split('/')
  SPECIAL[kindOf(address)].addSubnet(address, Number(bits), kindOf(address))
}

/** Not one machine of the public internet, by IANA's registries. */
export function isSpecial(address: string): boolean {
  return net.isIP(address) === 0 || SPECIAL[kindOf(address)].check(address, kindOf(address))
}

function kindOf(address: string): 'ipv4' | 'ipv6' {
  return net.isIPv6(address) ? 'ipv6' : 'ipv4'
}

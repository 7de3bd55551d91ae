/** Headers of every response, and how long it may be kept. */
import { createHash } from 'node:crypto'

/** Nothing but our own files and forms; no script and no style in the page itself, so that no text of an article can become one. */
const CONTENT_SECURITY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const DENIED = ['accelerometer', 'camera', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb']
const YEAR_S = 31_536_000

/** `publicUrl` null: only this machine reaches it, and by HTTP. */
export function securityHeaders(publicUrl: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': CONTENT_SECURITY,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // What a reader asked stands in the address: it is nobody's business where the links lead. Not `no-referrer`: with it, browsers call the
    // origin of our own forms “null”, and nothing would tell them from another site's.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': DENIED.map((feature) => `${feature}=()`).join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(publicUrl?.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${YEAR_S}` } : {}),
  }
}

export const KEEP = {
  /** Names with a hash of the content never mean anything else. */
  forever: `public, max-age=${YEAR_S}, immutable`,
  /** The same for all readers. */
  shortly: 'public, max-age=60',
  /** What somebody asked is theirs. */
  own: 'private, max-age=10',
  never: 'no-store',
  /** Asked for again each time, answered with “unchanged”. */
  asked: 'public, no-cache',
} as const

/** Of a content, weak: its bytes differ with the compression. */
export function etagOf(content: string | Uint8Array): string {
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

/** Whether the client has it already. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag))
}

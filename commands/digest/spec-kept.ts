/** What a digest was set to, as it is kept. */
import { type DigestSpec, digestSpecIn } from '../../src/digest/spec.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { zoneNamed } from '../../src/zones.ts'
import { shortened } from '../shortened.ts'

const MAX_TOPIC = 60

/** null: another version wrote it, or its zone is not known here; whoever lists it is told so. */
export function specOrNull(record: DigestRecord): DigestSpec | null {
  try {
    const spec = digestSpecIn(record.spec)
    return zoneNamed(spec.schedule.zone) === null ? null : spec
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A topic, or a reason, in a list. */
export function inList(text: string): string {
  return shortened(text, MAX_TOPIC)
}

/** What a manager wants of a digest: when, of what, how much, in which style. Kept as JSON with the digest. */
import type { Schedule } from '../schedule.ts'

export type DigestStyle = 'headlines' | 'brief' | 'full'
export type DigestSpec = {
  readonly schedule: Schedule
  /** A query of the core, `Huawei source:caixin`; '' = everything. */
  readonly topic: string
  /** Stories, 1–15. */
  readonly max: number
  /** `headlines`: a line a story with its headline; `brief`: with its most telling sentence; `full`: also details under it. */
  readonly style: DigestStyle
  /** Where nothing is new: say so, or stay quiet. */
  readonly empty: 'say' | 'quiet'
  /** Later than this after its time, a run is missed: 5 minutes to 24 hours. */
  readonly graceMs: number
}

/** As it was kept. Throws a SyntaxError on what no version of this program wrote. */
export function digestSpecIn(json: string): DigestSpec {
  const spec = JSON.parse(json) as Partial<DigestSpec> | null
  const { days, minute, zone } = spec?.schedule ?? {}
  const isScheduled = Array.isArray(days) && days.length > 0 && typeof minute === 'number' && typeof zone === 'string'
  const isWhole = [spec?.topic, spec?.style, spec?.empty].every((text) => typeof text === 'string')
  if (!isScheduled || !isWhole || typeof spec?.graceMs !== 'number' || typeof spec.max !== 'number')
    throw new SyntaxError(`what is kept of a digest cannot be read: ${json.slice(0, 200)}`)
  return spec as DigestSpec
}

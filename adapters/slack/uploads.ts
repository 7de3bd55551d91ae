/** Pictures of what an answer tells over time, as files of Slack that a message can show. Where one cannot be had there is none: the message then shows its bars. */
import type { Picture } from '../../commands/command.ts'
import type { Answer, Coverage } from '../../src/answer.ts'
import type { Calls } from './calls.ts'
import { NONE, type Shown } from './chart.ts'
import { described, refusal } from './failure.ts'
import type { Pulse } from './health.ts'
import { LIMITS, plain } from './limits.ts'
import type { Host } from './settings.ts'
import { keep, within } from './wait.ts'

/** An answer waits no longer for its pictures. */
const UPLOAD_MS = 4_000
/** Of one answer: further coverages are shown as bars. */
const MAX_PICTURES = 3
/** Ours have a fiftieth of it; what is larger takes too long to send, and to load. */
const MAX_BYTES = 1_000_000
/** Posts whose files are remembered, so that a post that is tried again uploads nothing again. */
const MAX_POSTS = 500
/** Workspaces without the scope are not asked for so long. */
const LACKING_MS = 10 * 60_000
const MAX_LACKING = 1_000
const NO_SCOPE =
  'I may not upload pictures to the workspace, so that charts are shown in characters: install the app again with all scopes of its manifest (files:write is missing).'

export type Uploads = {
  /** The files that show an answer's coverages, uploaded once for each key. Never throws, and takes a few seconds at most. */
  of(team: string, key: string, answer: Answer): Promise<Shown>
}

export function openUploads(calls: Calls, pulse: Pulse, host: Host): Uploads {
  const { draw } = host
  if (draw === undefined) return { of: async () => NONE }
  /** Files by the post's key, in the order of the coverages; null where there is none. */
  const known = new Map<string, Promise<readonly (string | null)[]>>()
  /** When the workspace is asked again, by the monotonic clock. */
  const lacking = new Map<string, number>()

  const fileOf = async (team: string, coverage: Coverage): Promise<string | null> => {
    try {
      const picture = await draw(coverage)
      return picture === null || picture.png.length > MAX_BYTES ? null : await uploaded(calls, team, picture)
    } catch (error) {
      host.log.info('slack picture not uploaded', { reason: described(error) })
      if (refusal(error) === 'missing_scope' && !isLacking(team)) {
        keep(lacking, team, performance.now() + LACKING_MS, MAX_LACKING)
        pulse.failed(new Error(NO_SCOPE))
        host.log.warn('slack', { team, problem: NO_SCOPE })
      }
      return null
    }
  }
  const isLacking = (team: string): boolean => performance.now() < (lacking.get(team) ?? 0)

  return {
    of: async (team, key, { blocks }) => {
      const coverages = blocks.filter((block) => block.type === 'coverage').slice(0, MAX_PICTURES)
      if (coverages.length === 0 || isLacking(team)) return NONE
      const post = `${team}\n${key}`
      const uploading = known.get(post) ?? Promise.all(coverages.map((coverage) => fileOf(team, coverage)))
      keep(known, post, uploading, MAX_POSTS)
      const files = await within(UPLOAD_MS, uploading)
      return new Map(coverages.flatMap((coverage, n) => (typeof files?.[n] === 'string' ? [[coverage, files[n]] as const] : [])))
    },
  }
}

/** Into no channel: the message that shows it shares it where it stands. Tried once, since nobody misses a picture for which there are bars. */
async function uploaded(calls: Calls, team: string, { png, alt }: Picture): Promise<string> {
  const alt_txt = plain(alt, LIMITS.fileAlt)?.text
  const fields = { filename: 'coverage.png', length: png.length, ...(alt_txt === undefined ? {} : { alt_txt }) }
  const { upload_url: url, file_id: id } = await calls.once(team, 'files.getUploadURLExternal', fields)
  if (typeof url !== 'string' || typeof id !== 'string') throw new Error('Slack did not say where to upload a file.')
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: Uint8Array.from(png),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The upload was answered with ${response.status}.`)
  await calls.once(team, 'files.completeUploadExternal', { files: [{ id, title: 'Coverage' }] })
  return id
}

/** A progress bar on standard error, drawn over itself; nothing at all where that is no terminal. */
import { safe } from '../../src/answer.ts'
import type { Progress } from './host.ts'
import { columnsOf } from './limits.ts'

type Stream = { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined; write(text: string): unknown }
const BAR = 24
const USUAL_COLUMNS = 80
/** Drawing costs more than most steps of the work. */
const EVERY_MS = 80

export type ProgressBar = { readonly report: Progress; clear(): void }

export function progressBar(stream: Stream, nowMs: () => number): ProgressBar {
  if (stream.isTTY !== true) return { report: () => undefined, clear: () => undefined }
  let drawnMs = Number.NEGATIVE_INFINITY
  let drawn = false
  return {
    report(doing, done, total) {
      const now = nowMs()
      if (now - drawnMs < EVERY_MS && done !== total) return
      drawnMs = now
      drawn = true
      stream.write(`\r\u001b[2K${line(doing, done, total, stream.columns || USUAL_COLUMNS)}`)
    },
    clear() {
      if (drawn) stream.write('\r\u001b[2K')
      drawn = false
    },
  }
}

function line(doing: string, done: number, total: number | null, columns: number): string {
  const count = total === null ? done.toLocaleString('en') : `${done.toLocaleString('en')}/${total.toLocaleString('en')}`
  const share = total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total))
  const filled = Math.round((share ?? 0) * BAR)
  const bar = share === null ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.floor(share * 100)} %`
  const text = `${safe(doing)}${bar} ${count}`
  // A line that wraps could not be drawn over.
  return columnsOf(text) < columns ? text : text.slice(0, Math.max(0, columns - 1))
}

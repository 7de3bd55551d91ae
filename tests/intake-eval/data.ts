/** Archives of ../shared/data, unpacked once a run into a temporary folder that goes with the process. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../tidy/tree.ts'

const SHARED = join(ROOT, '../shared/data')
const unpacked = new Map<string, string>()

/** The folder that an archive (“pages/scrapinghub.tar.gz”) was unpacked into; null where it is not here. */
export function archive(name: string): string | null {
  const known = unpacked.get(name)
  if (known !== undefined) return known
  const file = join(SHARED, name)
  if (!existsSync(file)) return null
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-data-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  execFileSync('tar', ['-xzf', file, '-C', folder])
  unpacked.set(name, folder)
  return folder
}

/** A file of ../shared/data that needs no unpacking; null where it is not here. */
export function shared(name: string): string | null {
  const file = join(SHARED, name)
  return existsSync(file) ? file : null
}

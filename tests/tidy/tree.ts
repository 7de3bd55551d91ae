/** The tree under test, read once: what the rules of the house are checked against. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `path` is relative to the repository's root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string }

export const ROOT = join(import.meta.dirname, '../..')
export const CODE = ['src', 'commands', 'adapters']
export const ALL_CODE = [...CODE, 'tests', 'scripts']

/** Every TypeScript file under the folders, in order; a folder that does not exist holds none. */
export function readTree(folders: readonly string[], root = ROOT): SourceFile[] {
  return folders.flatMap((folder) => pathsUnder(folder, root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })))
}

function pathsUnder(folder: string, root: string): string[] {
  let entries: string[]
  try {
    entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return entries
    .filter((entry) => entry.endsWith('.ts'))
    .map((entry) => `${folder}/${entry.replaceAll('\\', '/')}`)
    .sort()
}

/** A check that saw no file has checked nothing, and says so instead of passing. */
export function notEmpty(files: readonly SourceFile[], check: string): string[] {
  return files.length === 0 ? [`${check}: saw no file, so it checked nothing`] : []
}

/** The lines of a file without those that are comment, and without a comment after the code; numbered from 1. */
export function codeLines(file: SourceFile): { readonly number: number; readonly code: string }[] {
  return file.text
    .split('\n')
    .map((line, i) => ({ number: i + 1, code: /^\s*(?:\/\/|\/\*|\*)/.test(line) ? '' : line.replace(/\s\/\/ .*$/, '') }))
}

/** What a stored corpus depends on: the bytes of its files, and the code that reads, analyses and stores them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importsOf } from '../tidy/imports.ts'
import { ROOT } from '../tidy/tree.ts'

/** What decides what a stored article looks like: how files are read, analysed, indexed, stored and put into stories. */
const INTAKE = [
  'src/intake/read-file.ts',
  'src/retrieval/analysis.ts',
  'src/store/sqlite.ts',
  'src/retrieval/keyword-index.ts',
  'src/retrieval/stories.ts',
]
/** Files as given; a folder stands for the files in it, in order. */
export function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .sort()
      .map((name) => join(path, name))
      .filter((file) => statSync(file).isFile())
  })
}

/** 16 hex digits that change when a file or the code does. */
export function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(file))
  for (const path of importedBy(INTAKE)) hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex').slice(0, 16)
}

/** The files and whatever they import, in turn, in order. */
export function importedBy(paths: readonly string[], root = ROOT): string[] {
  const seen = new Set<string>()
  const queue = [...paths]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path) || !existsSync(join(root, path))) continue
    seen.add(path)
    const text = readFileSync(join(root, path), 'utf8')
    queue.push(...importsOf({ path, text }).flatMap(({ to }) => (to.endsWith('.ts') ? [to] : [])))
    // Trained models and word lists are read as files, not imported.
    queue.push(...[...text.matchAll(/['"]\.\/([\w.-]+\.(?:json|bin|txt|tsv))['"]/g)].map((match) => join(dirname(path), match[1] ?? '')))
  }
  return [...seen].sort()
}

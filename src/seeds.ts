/** The articles that come with Newsdesk: an empty store is filled with them, so that the first question has an answer. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from './article.ts'
import { IntakeError } from './intake/intake-error.ts'
import { readArticles } from './intake/read-file.ts'
import type { Newsroom } from './newsroom.ts'

/** Seeds are read whole and stored in one go. */
const MAX_FILES = 5_000

/**
 * Stores every `.md` of a folder, in the order of their names: all or none. Returns how many articles there were; `report` is told files read.
 * Throws an IntakeError where the folder cannot be read or a file is no article.
 */
export async function loadSeeds(
  newsroom: Pick<Newsroom, 'add'>,
  folder: string,
  report: (done: number, total: number) => void,
): Promise<number> {
  const names = (await entriesOf(folder)).filter((name) => name.endsWith('.md')).sort()
  if (names.length > MAX_FILES)
    throw new Error(`Cannot load the seeds of ${folder}: it has ${names.length} files, more than ${MAX_FILES}. Import them instead.`)
  const articles: Article[] = []
  for (const [i, name] of names.entries()) {
    const { articles: found } = await readArticles(join(folder, name), {})
    articles.push(...found)
    report(i + 1, names.length)
  }
  if (articles.length > 0) await newsroom.add(articles)
  return articles.length
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const cause = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'it is a file, not a folder' : String(error)
    throw new IntakeError(folder, cause, 'Check NEWSDESK_SEEDS, or leave it out for the articles that come with Newsdesk.')
  }
}

/** What the documents promise, checked against the tree: settings, commands, paths. */

export type Text = { readonly path: string; readonly text: string }
export type DocumentedSetting = { readonly name: string; readonly fallback: string | null }

/** Settings that .env.example lacks or gives another default, and names in it that are no setting. */
export function wrongExamples(settings: readonly DocumentedSetting[], example: string): string[] {
  const faults = settings.length === 0 ? ['settings: none were given, so nothing was checked'] : []
  const given = new Map([...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']))
  for (const { name, fallback } of settings) {
    const value = given.get(name)
    if (value === undefined) faults.push(`.env.example lacks ${name}`)
    else if (value !== (fallback ?? '')) faults.push(`.env.example gives ${name}=${value}, but its default is “${fallback ?? ''}”`)
  }
  for (const name of given.keys())
    if (!settings.some((setting) => setting.name === name)) faults.push(`.env.example names ${name}, which is no setting`)
  return faults
}

/** Names that stand in none of the documents. */
export function undocumented(what: string, names: readonly string[], documents: readonly Text[]): string[] {
  const faults = names.length === 0 ? [`${what}: none were given, so nothing was checked`] : []
  if (documents.length === 0) faults.push(`${what}: saw no document, so nothing was checked`)
  for (const name of names) {
    const pattern = new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`)
    if (!documents.some(({ text }) => pattern.test(text)))
      faults.push(`${what} ${name} is in none of ${documents.map(({ path }) => path).join(', ')}`)
  }
  return faults
}

/** Commands that the README never types: `npm run -s newsdesk -- latest`, `/news latest`, or the name alone in a code span. */
export function untypedCommands(names: readonly string[], readme: string): string[] {
  const faults = names.length === 0 ? ['commands: none were given, so nothing was checked'] : []
  for (const name of names) {
    const typed = new RegExp(`(?:newsdesk -- |/news |\`|npm run (?:-s )?)${RegExp.escape(name)}(?![\\w-])`)
    if (!typed.test(readme)) faults.push(`README.md does not show the command ${name}`)
  }
  return faults
}

const PATH = /^(?:\.ci|src|commands|adapters|tests|scripts|seeds|docs)(?:\/|$)|^[\w.-]+\.(?:md|json|ts)$|^\.env\.example$/

/** Paths that a document names in a code span or a link: `src/{ask,digest}.ts` is two. Patterns with `*` or `<…>` are not paths. */
export function pathsIn(document: string): string[] {
  const named = [...document.matchAll(/`([^`\n]+)`|\]\(([^)\s#]+)[^)]*\)/g)].map((match) => (match[1] ?? match[2] ?? '').replace(/\/$/, ''))
  return [...new Set(named.filter((name) => !/[\s*<>:…]/.test(name)).flatMap(unbraced))].filter((name) => PATH.test(name))
}

function unbraced(name: string): string[] {
  const match = /^(.*?)\{([^}]+)\}(.*)$/.exec(name)
  if (match === null) return [name]
  const [, before = '', inside = '', after = ''] = match
  return inside.split(',').flatMap((choice) => unbraced(`${before}${choice.trim()}${after}`))
}

/** Paths of the document that do not exist; a document that names none is a fault, not a success. */
export function brokenPaths(document: Text, exists: (path: string) => boolean): string[] {
  const paths = pathsIn(document.text)
  if (paths.length === 0) return [`${document.path} names no path, so nothing was checked`]
  return paths.filter((path) => !exists(path)).map((path) => `${document.path} names ${path}, which does not exist`)
}

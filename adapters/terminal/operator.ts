/** Commands of who runs the newsroom; they read and write files and print data, so they exist in the terminal only. */
export type OperatorOption = { readonly name: string; readonly kind: 'text' | 'number' | 'flag'; readonly summary: string }
export type OperatorCommand = {
  readonly name: 'search' | 'import' | 'articles' | 'intake' | 'due' | 'serve' | 'chat'
  readonly usage: string
  readonly summary: string
  readonly options: readonly OperatorOption[]
  readonly examples: readonly string[]
}

export const BATCH: OperatorOption = {
  name: 'batch',
  kind: 'text',
  summary: 'a file of questions, one JSON object a line: {"id", "q", "asked"?}; “-” is standard input',
}

export const OPERATOR_COMMANDS: readonly OperatorCommand[] = [
  {
    name: 'search',
    usage: 'search [query] [options]',
    summary: 'ranked passages of the articles, without an answer',
    options: [{ name: 'top', kind: 'number', summary: 'how many passages (1–100; 10)' }, BATCH],
    examples: ['search "huawei court ruling"', 'search --batch questions.jsonl --top 10 --json'],
  },
  {
    name: 'import',
    usage: 'import FILE… [options]',
    summary: 'add articles from page dumps, Markdown, JSONL(.gz) or HTML; all of a file or nothing of it',
    options: [
      { name: 'dry-run', kind: 'flag', summary: 'only tell what would be found' },
      { name: 'publisher', kind: 'text', summary: 'the outlet, instead of what the file says' },
    ],
    examples: ['import page.txt', 'import articles.jsonl.gz --dry-run', 'import dump.txt --zone Asia/Shanghai --publisher "Caixin Global"'],
  },
  {
    name: 'articles',
    usage: 'articles [options]',
    summary: 'every stored article; with --json one JSON object a line (id, title, publisher, authors, published, url, body)',
    options: [],
    examples: ['articles', 'articles --json > articles.jsonl'],
  },
  {
    name: 'intake',
    usage: 'intake [options]',
    summary: 'fetch the feeds that are due, a line each, until stopped; “serve” does it by itself',
    options: [
      { name: 'once', kind: 'flag', summary: 'only what is due now, then end; for cron' },
      { name: 'all', kind: 'flag', summary: 'every feed that is not paused, due or not' },
    ],
    examples: ['intake --once', 'intake --once --all --json', 'intake'],
  },
  {
    name: 'due',
    usage: 'due [options]',
    summary: 'print the digests and alerts of the terminal that are due now, each once; for cron, or to look in',
    options: [],
    examples: ['due', 'due --json'],
  },
  {
    name: 'serve',
    usage: 'serve [options]',
    summary: 'answer in Slack, Discord and on the page until stopped; what is configured is in docs/settings.md',
    options: [],
    examples: ['serve', 'serve --db news.db'],
  },
  {
    name: 'chat',
    usage: 'chat [options]',
    summary: 'a prompt; piped, one answer for each line',
    options: [],
    examples: ['chat', 'chat --json < questions.txt'],
  },
]

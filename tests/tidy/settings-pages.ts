/** The documents that are made from the table of settings: `.env.example` and `docs/settings.md`. */

export type ToldSetting = {
  readonly name: string
  readonly summary: string
  readonly fallback: string | null
  readonly unit: string | null
  readonly range: string
  readonly secret: boolean
  readonly where: string | null
}

/** In the order of the pages; a setting belongs to the group that its name begins with. */
const GROUPS: readonly { readonly prefix: string; readonly title: string; readonly about: string }[] = [
  { prefix: 'NEWSDESK_', title: 'Newsdesk', about: 'None of these is needed.' },
  {
    prefix: 'SLACK_',
    title: 'Slack',
    about:
      'One workspace needs a bot token; many a client id, a client secret and NEWSDESK_KEY. Both need an app token (Socket Mode) or a signing secret (HTTP).',
  },
  { prefix: 'DISCORD_', title: 'Discord', about: 'The token is all that it takes.' },
]

function grouped(settings: readonly ToldSetting[]) {
  const groups = GROUPS.map((group) => ({ ...group, settings: settings.filter(({ name }) => name.startsWith(group.prefix)) }))
  const told = groups.flatMap((group) => group.settings)
  const lost = settings.filter((setting) => !told.includes(setting))
  if (lost.length > 0) throw new Error(`in no group of tests/tidy/settings-pages.ts: ${lost.map(({ name }) => name).join(', ')}`)
  return groups.filter((group) => group.settings.length > 0)
}

const sentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

export function envExample(settings: readonly ToldSetting[]): string {
  const lines = [
    '# Every setting of Newsdesk, with its default; a line that starts with “#” is not in force. Made from the tables in src/settings.',
    '# Copied to `.env`, it is read at start from the folder where the command runs; what the environment sets already wins.',
  ]
  for (const group of grouped(settings)) {
    lines.push('', `# ---- ${group.title} ----`, `# ${group.about}`)
    for (const { name, summary, fallback, unit, range, where } of group.settings) {
      lines.push('', `# ${sentence(summary)}.`, `# Value: ${range}${unit === null ? '' : ` (${unit})`}.`)
      if (where !== null) lines.push(`# From: ${where}`)
      lines.push(`# ${name}=${fallback ?? ''}`)
    }
  }
  return `${lines.join('\n')}\n`
}

export function settingsPage(settings: readonly ToldSetting[]): string {
  const lines = [
    '# Settings',
    '',
    'Variables of the environment, or lines of a file `.env` in the folder where the command runs; what the environment sets wins. An empty one',
    'counts as absent. At start all that is wrong is told at once, with the fix. Secrets are never logged. This page is made from `src/settings`;',
    'so is `.env.example`, which can be copied to `.env`.',
  ]
  for (const group of grouped(settings)) {
    lines.push(
      '',
      `## ${group.title}`,
      '',
      group.about,
      '',
      '| setting | what it is for | what it may be | default | where to get it |',
      '|---|---|---|---|---|',
    )
    for (const { name, summary, fallback, unit, range, secret, where } of group.settings) {
      const kind = `${range}${unit === null ? '' : ` (${unit})`}${secret ? '; secret' : ''}`
      lines.push(`| ${[`\`${name}\``, summary, kind, fallback ? `\`${fallback}\`` : '', where ?? ''].map(cell).join(' | ')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

/** Slack's mrkdwn as plain words, and who is spoken to in it. Pure. */

/** Longer than any question that is answered; the rest of a longer message is not read. */
export const MAX_WORDS = 4_000
/** Characters as Slack writes them, in which those are looked for: a message may have ten times as many. */
const MAX_READ = 12_000

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g
/** `<https://a.example|label>`, and an address that runs into what follows it without a space. */
const ADDRESS = /<(?:https?|mailto|tel):[^>]*>|\b(?:https?:\/\/|www\.)\S*/gi
const TOKEN = /<([^<>]*)>/g
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** Whether `user` is mentioned outside of code and addresses. */
export function mentions(text: string, user: string | null): boolean {
  if (user === null) return false
  const spoken = text.slice(0, MAX_READ).replace(CODE, ' ').replace(ADDRESS, ' ')
  return new RegExp(`<@${RegExp.escape(user)}(?:\\|[^>]*)?>`).test(spoken)
}

/** Whether it calls everybody, a group, or begins with somebody's name: words for others, who is not mentioned need not answer. */
export function callsOthers(text: string): boolean {
  return /^\s*<@[A-Z0-9]+/.test(text) || /<!(?:here|channel|everyone|subteam\^)/.test(text)
}

/** What a person sees of the text, without the mentions of `own`; at most MAX_WORDS characters. */
export function wordsOf(text: string, own: string | null): string {
  const read = text.slice(0, MAX_READ)
  const said = own === null ? read : read.replace(new RegExp(`<@${RegExp.escape(own)}(?:\\|[^>]*)?>[ \\t]*[,:;]?`, 'g'), ' ')
  return said
    .replace(TOKEN, (_, inside: string) => shown(inside))
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]+/g, ' ')
    .trim()
    .slice(0, MAX_WORDS)
    .replace(/[\ud800-\udbff]$/, '')
}

function shown(inside: string): string {
  const bar = inside.indexOf('|')
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)]
  const named = label.replace(/^[@#]/, '')
  if (target.startsWith('@')) return `@${named || target.slice(1)}`
  if (target.startsWith('#')) return `#${named || target.slice(1)}`
  if (target.startsWith('!date^')) return label
  if (target.startsWith('!')) return `@${named || target.slice(1).replace(/\^.*/, '')}`
  return label || target.replace(/^mailto:/, '')
}

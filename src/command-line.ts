/** A request as the line that a reader would type for it: what follow-ups offer. The filters are the search words of `operators.ts`. */
import type { FollowUp } from './answer.ts'
import { dayOf } from './cited.ts'
import type { StoryRequest } from './on-topic.ts'

/** `latest Huawei source:"Caixin Global" since:2020-02-01`. Pages are added by who pages. */
export function commandLine(command: string, label: string, request: StoryRequest): string {
  const words = [command, label]
  for (const publisher of request.publishers ?? []) words.push(`source:${quoted(publisher)}`)
  for (const author of request.authors ?? []) words.push(`author:${quoted(author)}`)
  if (request.period?.fromMs != null) words.push(`since:${dayOf(request.period.fromMs)}`)
  if (request.period?.toMs != null) words.push(`until:${dayOf(request.period.toMs)}`)
  if (request.limit !== undefined) words.push(`limit:${request.limit}`)
  return words.filter(Boolean).join(' ')
}

/** The pages before and after this one of what `line` asks for, in the order in which they are read. */
export function turns(line: string, page: number, more: boolean, labels: { readonly back: string; readonly on: string }): FollowUp[] {
  return [
    ...(page > 1 ? [{ label: labels.back, command: page === 2 ? line : `${line} page:${page - 1}`, turn: true as const }] : []),
    ...(more ? [{ label: labels.on, command: `${line} page:${page + 1}`, turn: true as const }] : []),
  ]
}

/** A double quotation mark cannot stand inside one; no outlet prints one, and losing it still finds the outlet. */
function quoted(value: string): string {
  return /^[\p{L}\p{N}.-]+$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`
}

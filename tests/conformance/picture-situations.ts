/** Situations with a chart: a picture where the platform shows one, with what it shows in words. */
import type { Situation } from './situation.ts'

const OWN_PLACE = 'a picture stands in the place of its bars on Slack, under the message on Discord, and nowhere at the terminal'

export const PICTURE_SITUATIONS: readonly Situation[] = [
  {
    name: 'a timeline shows how much was written when',
    draws: true,
    isOwn: OWN_PLACE,
    overHttp: true,
    steps: [
      { mention: 'timeline Huawei limit:4', sees: { chart: /Huawei.*per (?:day|month|year) from .*By outlet: /, audience: 'everyone' } },
      { dm: 'timeline Huawei limit:4', sees: { chart: /Huawei.*per (?:day|month|year) from .*By outlet: /, like: 0, audience: 'asker' } },
    ],
  },
  {
    name: 'what was asked in private is shared with its picture',
    draws: true,
    isOwn: OWN_PLACE,
    notAtTerminal: 'nobody else is there',
    steps: [
      { command: 'about', options: { topic: 'Huawei' }, sees: { audience: 'asker' } },
      { press: 'Share', sees: { chart: /Huawei.*per (?:day|month|year) from /, audience: 'everyone', like: 0 } },
    ],
  },
]

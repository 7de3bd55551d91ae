/** Watching a name: by everybody for themselves, for a channel by managers. What alerts say has tests of its own. */
import { NOT_THERE, type Said, type Situation } from './situation.ts'

const watched: Said = {
  command: 'watch',
  options: { action: 'add', words: 'Huawei' },
  sees: {
    title: 'Watch 1: Huawei',
    says: [/^Names: Huawei, also as /, 'Goes to: you alone', /in the last 7 days/],
    buttons: ['Pause', 'Remove'],
    audience: 'asker',
    messages: 1,
  },
}

export const WATCH_SITUATIONS: readonly Situation[] = [
  {
    name: 'a name is watched, looked at, rested and forgotten',
    overHttp: true,
    steps: [
      watched,
      { command: 'watch', options: { action: 'add', words: 'huawei' }, sees: { first: /^This is watched already: watch 1, Huawei\./ } },
      { command: 'watch', options: { action: 'list' }, sees: { title: 'Watches', says: [/^Watch 1: Huawei · /], audience: 'asker' } },
      { command: 'watch', options: { action: 'pause', words: '1' }, sees: { first: /^Watch 1/ } },
      { command: 'watch', options: { action: 'remove', words: '1' }, sees: { first: /^Watch 1/ } },
      { command: 'watch', options: { action: 'pause', words: '1' }, sees: { first: /^There is no watch 1/ } },
    ],
  },
  {
    name: 'what nobody could match is no watch, and the way out is told',
    steps: [
      {
        command: 'watch',
        options: { action: 'add', words: 'the of and' },
        sees: { quotes: [0, 0], audience: 'asker', never: ['Watch 1'] },
      },
      { command: 'watch', options: { action: 'list' }, sees: { never: [/^Watch 1/] } },
    ],
  },
  {
    name: 'others neither see nor change a reader’s watches, and only managers set one for a channel',
    notAtTerminal: NOT_THERE.others,
    steps: [
      watched,
      { command: 'watch', options: { action: 'list' }, by: 'bob', sees: { says: [/^You watch nothing yet\./], never: [/^Watch 1/] } },
      { command: 'watch', options: { action: 'remove', words: '1' }, by: 'bob', sees: { first: /^There is no watch 1/ } },
      {
        command: 'watch',
        options: { action: 'add', words: 'Momenta', in: 'channel' },
        by: 'bob',
        sees: { first: /^Only managers set watches for a channel\./, audience: 'asker' },
      },
      {
        command: 'watch',
        options: { action: 'add', words: 'Momenta', in: 'channel' },
        by: 'manager',
        sees: { title: 'Watch 2: Momenta', says: ['Goes to: everybody in this channel'], audience: 'asker' },
      },
    ],
  },
  {
    name: 'buttons under a watch do what they say',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      watched,
      { press: 'Pause', sees: { first: /^Watch 1/, buttons: ['Resume'] } },
      { press: 'Resume', sees: { first: /^Watch 1/, buttons: ['Pause'] } },
      { press: 'Remove', sees: { first: /^Watch 1/ } },
    ],
  },
]

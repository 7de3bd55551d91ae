/** Setting a digest and looking after it: by managers for a channel, by everybody for themselves. What is posted has tests of its own. */
import { NOT_THERE, type Said, type Situation } from './situation.ts'

const by = 'manager'
const SET = { action: 'set', words: 'daily 08:00 Asia/Tokyo', topic: 'Huawei', max: 5, style: 'headlines' } as const
const set: Said = {
  command: 'digest',
  options: SET,
  by,
  sees: {
    title: 'Digest 1 is set',
    says: [
      'When: every day at 08:00 (Asia/Tokyo)',
      'On: Huawei',
      /^Next: \w{3} \d+ \w+, 08:00 \(UTC\+9\)$/,
      /^Then: \w{3} \d+ \w+, 08:00 \(UTC\+9\)$/,
      /^And then: \w{3} \d+ \w+, 08:00 \(UTC\+9\)$/,
    ],
    buttons: ['Preview', 'Post now', 'Pause', 'History', 'Remove'],
    audience: 'asker',
    messages: 1,
  },
}
const forbidden = (options: { readonly action: string; readonly words?: string }): Said => ({
  command: 'digest',
  options,
  by: 'bob',
  sees: { first: /^Only managers set and change the digests of a channel: /, audience: 'asker', quotes: [0, 0] },
})

export const DIGEST_SITUATIONS: readonly Situation[] = [
  {
    name: 'a manager sets a digest in one line, and looks after it',
    overHttp: true,
    otherAtTerminal: 'it is printed there',
    steps: [
      set,
      {
        command: 'digest',
        options: { action: 'list' },
        by,
        sees: { title: 'Digests', says: [/^Digest 1: every day at 08:00 \(Asia\/Tokyo\), on Huawei · next /], audience: 'asker' },
      },
      { command: 'digest', options: { action: 'set', words: 'weekly', topic: 'huawei' }, by, sees: { title: 'Digest 1 is changed' } },
      { command: 'digest', options: { action: 'pause' }, by, sees: { first: /^Digest 1 is paused\./, buttons: ['Resume', 'History'] } },
      {
        command: 'digest',
        options: { action: 'resume', words: '1' },
        by,
        sees: { first: /^Digest 1 runs again\. The next one is due Mon \d+ \w+, 09:00 \(Asia\/Tokyo\)\.$/, buttons: ['Pause'] },
      },
      {
        command: 'digest',
        options: { action: 'history', words: '#1' },
        by,
        sees: { title: 'What became of digest 1', says: ['Nothing was due yet.'] },
      },
      {
        command: 'digest',
        options: { action: 'remove', words: '1' },
        by,
        sees: {
          first:
            'Digest 1 is removed with its history; what it posted stays. To set it again: digest set every Monday at 09:00 (Asia/Tokyo) topic:"huawei" max:5 style:headlines empty:say grace:3h',
        },
      },
      {
        command: 'digest',
        options: { action: 'pause', words: '1' },
        by,
        sees: { first: 'There is no digest 1 here. To see which there are: digest list' },
      },
    ],
  },
  {
    name: 'a digest is set by one line, also where the platform has a field for words',
    otherAtTerminal: 'it is printed there',
    steps: [{ ...set, options: { words: 'set daily 08:00 Asia/Tokyo topic:Huawei max:5 style:headlines' } }],
  },
  {
    name: 'a digest is previewed by anybody, for their eyes only, set or not',
    isOwn: 'the minute at which each looks stands in it',
    steps: [
      {
        command: 'digest',
        options: { action: 'preview', topic: 'Huawei' },
        by: 'bob',
        sees: { title: /^Preview: Digest · .* · Huawei$/, audience: 'asker' },
      },
      set,
      {
        command: 'digest',
        options: { action: 'preview' },
        by: 'bob',
        sees: { title: /^Preview: Digest 1 · .* · Huawei$/, audience: 'asker' },
      },
    ],
  },
  {
    name: 'buttons under a digest do what they say',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      set,
      { press: 'Pause', by, sees: { first: /^Digest 1 is paused\./ } },
      { press: 'Resume', by, sees: { first: /^Digest 1 runs again\./ } },
      { press: 'History', by, sees: { title: 'What became of digest 1' } },
      { command: 'digest', options: { action: 'list' }, by, sees: { buttons: ['Preview', 'Post now', 'Pause', 'History', 'Remove'] } },
      { press: 'Remove', by, sees: { first: /^Digest 1 is removed/, buttons: ['Set it again'] } },
      { press: 'Set it again', by, sees: { title: 'Digest 2 is set', says: ['When: every day at 08:00 (Asia/Tokyo)', 'On: Huawei'] } },
    ],
  },
  {
    name: 'others than managers look at the digests of a channel, and change none',
    notAtTerminal: NOT_THERE.others,
    steps: [
      set,
      forbidden({ action: 'set', words: 'daily 09:00' }),
      forbidden({ action: 'list' }),
      forbidden({ action: 'pause', words: '1' }),
      forbidden({ action: 'remove', words: '1' }),
      forbidden({ action: 'now', words: '1' }),
      { command: 'digest', options: { action: 'list' }, by, sees: { says: [/^Digest 1: every day at 08:00 \(Asia\/Tokyo\)/] } },
    ],
  },
  {
    name: 'alone with it, everybody sets a digest for themselves, which nobody else reaches',
    notAtTerminal: NOT_THERE.others,
    steps: [
      {
        dm: 'digest set Mon–Fri 7:30 America/New_York topic:Tencent',
        by: 'bob',
        sees: { title: 'Digest 1 is set', says: ['When: Mon–Fri at 07:30 (America/New_York)', /It comes to you alone/] },
      },
      { dm: 'digest list', by: 'bob', sees: { says: [/^Digest 1: Mon–Fri at 07:30/] } },
      { dm: 'digest list', sees: { says: [/^There is no digest here yet\./] } },
      { dm: 'digest pause 1', sees: { first: /^There is no digest 1 here\./ } },
      { command: 'digest', options: { action: 'remove', words: '1' }, by, sees: { first: /^There is no digest 1 here\./ } },
      { dm: 'digest remove', by: 'bob', sees: { first: /^Digest 1 is removed/ } },
    ],
  },
  {
    name: 'what is mistyped in a digest is met with what was meant',
    steps: [
      {
        command: 'digest',
        options: { action: 'set', words: 'daily 08:00 Europe/Pariss' },
        by,
        sees: { first: 'There is no time zone “Europe/Pariss”. Did you mean Europe/Paris?', audience: 'asker' },
      },
      {
        command: 'digest',
        options: { action: 'set', words: 'daily 8:00', max: 16 },
        by,
        sees: { first: /^max: takes a number of stories/ },
      },
      { mention: '/digest lsit', by, sees: { first: 'There is no “digest lsit”. Did you mean “digest list”?' } },
      { mention: 'digest of the Huawei case', by, sees: { quotes: [0, 8] } },
    ],
  },
]

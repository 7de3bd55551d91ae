/** Feeds, looked after by managers, over an invented web. What fetching makes of them has tests of its own. */
import { NOT_THERE, type Said, type Situation } from './situation.ts'

const by = 'manager'
const HARBOR = 'https://harbor.example/feed.xml'
const added: Said = {
  command: 'feeds',
  options: { action: 'add', words: HARBOR },
  by,
  sees: {
    title: 'Feed 1 (The Harbor Times) is added',
    says: [
      /^Address: /,
      'Publisher: The Harbor Times',
      /^Items: 2 items, the newest of /,
      /What it has now is read in without alerting anybody/,
    ],
    buttons: ['Test', 'Pause', 'Remove', 'All feeds'],
    audience: 'asker',
    messages: 1,
  },
}
const forbidden = (options: { readonly action?: string; readonly words?: string }): Said => ({
  command: 'feeds',
  options,
  by: 'bob',
  sees: { first: /^Only managers add and change feeds, /, audience: 'asker', quotes: [0, 0] },
})

export const FEED_SITUATIONS: readonly Situation[] = [
  {
    name: 'a manager adds a feed, looks at it, rests it and removes it',
    overHttp: true,
    isOwn: 'the minute at which each was added stands in it',
    steps: [
      added,
      {
        command: 'feeds',
        options: { action: 'add', words: HARBOR },
        by,
        sees: { first: /^That one is there already: Feed 1 \(The Harbor Times\)\./, audience: 'asker' },
      },
      {
        command: 'feeds',
        options: { action: 'list' },
        by,
        sees: {
          title: 'Feeds: 1',
          says: [/^Feed 1: The Harbor Times(?: <\S+>)? · not fetched yet · 0 articles · due now$/],
          audience: 'asker',
        },
      },
      { command: 'feeds', options: { action: 'pause', words: '1' }, by, sees: { first: /^Feed 1 \(The Harbor Times\) is paused\./ } },
      { command: 'feeds', by, sees: { says: [/^Feed 1: The Harbor Times(?: <\S+>)? · paused · /] } },
      { command: 'feeds', options: { action: 'resume', words: '1' }, by, sees: { first: /^Feed 1 \(The Harbor Times\) goes on\./ } },
      {
        command: 'feeds',
        options: { words: '1' },
        by,
        sees: { title: 'Feed 1 (The Harbor Times)', says: ['State: not fetched yet', 'Publisher: The Harbor Times'] },
      },
      {
        command: 'feeds',
        options: { action: 'remove', words: '1' },
        by,
        sees: { first: /^Feed 1 \(The Harbor Times\) is removed\. It had brought nothing\./ },
      },
      {
        command: 'feeds',
        options: { action: 'pause', words: '1' },
        by,
        sees: { first: 'There is no feed 1. To see which there are: feeds list' },
      },
    ],
  },
  {
    name: 'what stands at an address is shown without being kept',
    steps: [
      {
        command: 'feeds',
        options: { action: 'test', words: HARBOR },
        by,
        sees: {
          title: 'What stands there',
          says: [
            /^Ferry to Port Vell resumes(?: <\S+>)? · .* · 41 words of the text$/,
            /^Tide tables · without a date · /,
            'Nothing of it was stored.',
          ],
          audience: 'asker',
        },
      },
      { command: 'feeds', options: { action: 'list' }, by, sees: { says: ['There are no feeds yet.'] } },
    ],
  },
  {
    name: 'a page leads to its feed, and names the others',
    isOwn: 'where nothing is fetched by itself it says how to',
    steps: [
      {
        command: 'feeds',
        options: { action: 'add', words: 'https://coast.example', publisher: 'The Coast' },
        by,
        sees: {
          title: 'Feed 1 (Coastline Post – Nachrichten) is added',
          says: ['Publisher: The Coast', /^Language: German/, /two items have one guid/],
          buttons: ['Add Coastline Post – Sport'],
          audience: 'asker',
        },
      },
    ],
  },
  {
    name: 'an address that leads nowhere, or into a private network, is no feed, and the way out is told',
    steps: [
      {
        command: 'feeds',
        options: { action: 'add', words: 'https://nowhere.example' },
        by,
        sees: { first: 'There is no such host.', audience: 'asker' },
      },
      {
        command: 'feeds',
        options: { action: 'add', words: 'http://127.0.0.1/feed' },
        by,
        sees: { first: /^That leads into a private network/ },
      },
      { mention: '/feeds lsit', by, sees: { first: 'There is no “feeds lsit”. Did you mean “feeds list”?' } },
      { mention: 'feeds of the Huawei case', by, sees: { quotes: [0, 8] } },
    ],
  },
  {
    name: 'an outline brings many feeds, and goes out again as one',
    isOwn: 'at the terminal it is a file and nothing else',
    steps: [
      { command: 'feeds', options: { action: 'import', words: 'starter' }, by, sees: { first: /^2 feeds added\. /, audience: 'asker' } },
      { command: 'feeds', options: { action: 'import', words: 'starter' }, by, sees: { first: '0 feeds added, 2 there already.' } },
      {
        command: 'feeds',
        options: { action: 'export' },
        by,
        sees: { says: [/<opml version="2\.0">/, /xmlUrl="https:\/\/harbor\.example\/feed\.xml"/] },
      },
      {
        command: 'feeds',
        options: { action: 'import', words: 'https://lists.example/none' },
        by,
        sees: { first: /^There is no outline at / },
      },
    ],
  },
  {
    name: 'buttons under a feed do what they say',
    notAtTerminal: NOT_THERE.buttons,
    steps: [
      added,
      { press: 'Pause', by, sees: { first: /is paused\./, buttons: ['Resume'] } },
      { press: 'Resume', by, sees: { first: /goes on\./, buttons: ['Pause'] } },
      { press: 'Test', by, sees: { title: 'Feed 1 (The Harbor Times), as it is now' } },
      { press: 'Remove', by, sees: { first: /is removed\./, buttons: ['Add it again'] } },
      { press: 'Add it again', by, sees: { title: 'Feed 2 (The Harbor Times) is added' } },
    ],
    isOwn: 'the minute at which each was added stands in it',
  },
  {
    name: 'others than managers are told who may look after feeds, and change none',
    notAtTerminal: NOT_THERE.others,
    steps: [
      added,
      forbidden({}),
      forbidden({ action: 'add', words: 'https://coast.example' }),
      forbidden({ action: 'list' }),
      forbidden({ action: 'remove', words: '1' }),
      forbidden({ action: 'export' }),
      { command: 'status', by: 'bob', sees: { says: ['Feeds: 1, nothing new yet'] } },
      { command: 'status', by, sees: { says: ['Feeds: 1: 1 not fetched yet'] } },
    ],
    isOwn: 'the minute at which each was added stands in it',
  },
]

/** A week of made-up news of four outlets: one event that all of them tell, with numbers that differ and an article that was changed, and a little beside it. */
import type { Article } from '../../src/article.ts'

export const NEWS_NOW = new Date('2024-03-11T17:30:00Z')
export const FERRY_QUESTION = 'Why did the ferry Aurelia stop?'
/** Stands in the article of that id, word for word. */
export const FERRY_ANSWER = 'The ferry Aurelia stopped because a fire in its engine room cut the power, the Port Vell harbour master said.'
export const FERRY_FOLLOW_UP = 'When was it built?'
export const FERRY_BUILT = 'It was built in 1998.'

type Given = Pick<Article, 'id' | 'title' | 'publisher' | 'published' | 'body'> & Partial<Article>
const article = (given: Given): Article => ({ headlined: true, authors: [], about: null, url: null, tags: [], ...given })

const FIRE = [
  'The ferry Aurelia lost power off Port Vell on Tuesday morning with 312 passengers on board.',
  `${FERRY_ANSWER} Nobody was hurt. Two tugs brought the Aurelia back to Port Vell by noon.`,
  'The Aurelia belongs to Meridian Ferries, which runs nine ferries between Port Vell and the islands. It was built in 1998.',
  '“We owe our passengers an explanation, and they will get one,” said Ines Okafor, the chief executive of Meridian Ferries.',
]

/** As it was printed first; `FERRY_NEWS` has it as it was changed. */
export const FIRST_PRINTED: Article = article({
  id: 'aurelia-fire',
  title: 'Fire stops the ferry Aurelia off Port Vell',
  publisher: 'The Harbor Times',
  published: '2024-03-05T14:10:00+01:00',
  authors: ['Mara Lind'],
  url: 'https://harbor.example/aurelia?from=feed&n=1',
  tags: ['shipping'],
  body: FIRE.join('\n\n').replace('312 passengers', '290 passengers').replace(' Nobody was hurt.', ''),
})

export const FERRY_NEWS: readonly Article[] = [
  { ...FIRST_PRINTED, body: FIRE.join('\n\n') },
  article({
    id: 'aurelia-tugs',
    title: 'Tugs bring the ferry Aurelia back to Port Vell after a fire',
    publisher: 'Coastline Post',
    published: '2024-03-05T18:40:00+01:00',
    authors: ['Tom Reyes'],
    body: [
      'Two tugs towed the ferry Aurelia of Meridian Ferries back to Port Vell on Tuesday after a fire in its engine room.',
      'The ferry Aurelia had 340 passengers on board, according to the coast guard. Three of them were treated for smoke in Port Vell.',
      'Passengers of the Aurelia said that the lights of the ferry went out and that nobody told them why for an hour.',
    ].join('\n\n'),
  }),
  article({
    id: 'aurelia-inquiry',
    title: 'Inquiry into the fire on the ferry Aurelia',
    publisher: 'Northern Wire',
    published: '2024-03-06T09:00:00Z',
    body: [
      'The transport ministry opened an inquiry on Wednesday into the fire on the ferry Aurelia off Port Vell.',
      'The ministry said the engine room of the Aurelia was last inspected in June 2023. Meridian Ferries said it would cooperate with the inquiry.',
      'The ferry Aurelia will stay in Port Vell until the inquiry is over.',
    ].join('\n\n'),
  }),
  article({
    id: 'aurelia-pump',
    title: 'A fuel pump caused the fire on the ferry Aurelia, inquiry says',
    publisher: 'The Harbor Times',
    published: '2024-03-08T16:20:00+01:00',
    authors: ['Mara Lind', 'Jo Haas'],
    body: [
      'A leaking fuel pump caused the fire on the ferry Aurelia off Port Vell on Tuesday, the inquiry of the transport ministry found.',
      'The pump of the ferry had been repaired in January, according to Meridian Ferries. The company will replace the same pump on four other ferries.',
      'Ines Okafor said the repair of the Aurelia would cost $2.4 million.',
    ].join('\n\n'),
  }),
  article({
    id: 'aurelia-cost',
    title: 'Repair of the ferry Aurelia to cost $3.1 million',
    publisher: 'Coastline Post',
    published: '2024-03-09',
    body: [
      'The repair of the ferry Aurelia, which caught fire off Port Vell on Tuesday, will cost $3.1 million, the shipyard said.',
      'Meridian Ferries had spoken of less. The ferry Aurelia will be back in service in May, the shipyard of Port Vell said.',
    ].join('\n\n'),
  }),
  article({
    id: 'aurelia-islands',
    title: 'Islands without a ferry until the Aurelia is back',
    publisher: 'Island Record',
    published: '2024-03-11T06:15:00+01:00',
    body: [
      'The islands off Port Vell have no ferry on weekends until the Aurelia is back, Meridian Ferries said on Monday.',
      'Shopkeepers on the islands asked the ministry for help after the fire on the ferry Aurelia. “March is when we fill our shelves,” said Pia Brandt, a grocer.',
    ].join('\n\n'),
  }),
  article({
    id: 'tidewater-fine',
    title: 'Tidewater Energy fined over an oil spill',
    publisher: 'Coastline Post',
    published: '2024-02-19T18:00:00Z',
    body: 'A court in Lindhaven fined Tidewater Energy $4.5 million on Monday over an oil spill. Tidewater Energy said it would appeal.\n\nThe spill closed the beaches of Lindhaven for a week.',
  }),
  article({
    id: 'old-harbour',
    title: 'What the harbour remembers',
    publisher: 'Island Record',
    published: null,
    about: '2023-11',
    body: 'Port Vell was a fishing village before its harbour was built in 1931.\n\nThe first ferry to the islands left Port Vell in 1934.',
  }),
]

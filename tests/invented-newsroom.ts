/** A newsroom of made-up articles, answered by the real core from end to end: store and index in memory, names recognised, nothing stood in for. */
import type { Article } from '../src/article.ts'
import { type Asked, type Newsroom, openNewsroom } from '../src/newsroom.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'

export const ASKED: Asked = { now: new Date('2024-06-20T12:00:00Z'), zone: 'UTC' }

function article(
  id: string,
  publisher: string,
  published: string | null,
  title: string,
  body: string,
  more: Partial<Article> = {},
): Article {
  return { id, title, headlined: true, publisher, authors: [], published, about: null, url: null, tags: [], body, ...more }
}

export const INVENTED: readonly Article[] = [
  article(
    'plant',
    'Harbor Global',
    '2024-03-04T09:15:00+01:00',
    'Veltrona to build a battery plant in Marlow',
    'Veltrona Motors, an electric truck maker founded in 2016 by Ines Okafor, said on Monday it will build a battery plant in Marlow. The company will spend $640 million on the plant.\n\nThe battery plant will employ 1,200 workers, the company said. “We chose Marlow for its harbour,” said Ines Okafor, chief executive of Veltrona Motors. She expects production to begin in September 2025 because the permits are slow.\n\nThe plant will cover 14 hectares beside the old fish market.',
    { authors: ['Mara Lind'], url: 'https://harbor.example/plant', tags: ['industry'] },
  ),
  article(
    'unions',
    'Coast Post',
    '2024-03-06',
    'Unions doubt jobs promised in Marlow',
    'Unions in Marlow doubt what Veltrona Motors promises. The Veltrona battery plant in Marlow will employ 900 workers, according to the unions.\n\nQuillstream, a data firm, counted the vacancies.',
    { authors: ['Tom Reyes'] },
  ),
  article(
    'fine',
    'Coast Post',
    '2024-05-17T18:00:00Z',
    'Tidewell Energy fined over spill',
    'A court in Norwick fined Tidewell Energy $4.5 million on May 16 over an oil spill. Judge Ruth Adeyemi said the utility had ignored two warnings. Tidewell said it would appeal.\n\nThe spill closed the beaches of Norwick for 11 days and killed 300 seabirds.',
    { authors: ['Tom Reyes'] },
  ),
  article(
    'recall',
    'Harbor Global',
    '2024-06-11T07:30:00+02:00',
    'Veltrona recalls trucks over brakes',
    'Veltrona Motors recalled 3,400 trucks on Tuesday because of a brake fault. Ines Okafor apologised to the owners. The repairs will take about six weeks.',
    { authors: ['Mara Lind'] },
  ),
  article(
    'takeover',
    'Coast Post',
    '2024-04-22T10:00:00Z',
    'Lumen Street Group buys Quillstream',
    'Lumen Street Group purchased the data firm Quillstream for $85 million. Quillstream, led by Per Dahlgren, sells crop forecasts to farmers. Its revenue rose 18% last year.\n\nDahlgren will leave in July.',
    { authors: ['Ada Prins'], tags: ['deals'] },
  ),
  article(
    'ferry',
    'Harbor Global',
    '2024-02-12T08:00:00Z',
    'Night ferry returns to Norwick',
    'The night ferry between Marlow and Norwick will return in April after a break of three years, the operator Sundline said. A ticket will cost €38. The crossing takes nine hours.',
  ),
  article(
    'app',
    'Coast Post',
    '2024-06-14T10:00:00Z',
    'ZipTalk banned in schools',
    'The education ministry banned the video app ZipTalk from all schools on Friday. The ministry cited concerns about sleep. ZipTalk called the decision unfair.',
    { authors: ['Ada Prins'] },
  ),
  article(
    'memo',
    'Harbor Global',
    null,
    'What the harbour remembers',
    'Marlow was a fishing village before the harbour was built in 1931.',
    { about: '2023-06' },
  ),
]

export async function inventedNewsroom(articles: readonly Article[] = INVENTED): Promise<Newsroom> {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  if (articles.length > 0) await newsroom.add(articles)
  return newsroom
}

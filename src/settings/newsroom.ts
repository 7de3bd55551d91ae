/** Settings of the newsroom itself, whatever it is asked through. */
import { isLevel, type Level } from '../log.ts'
import { readKey } from '../sealed.ts'
import { PLAIN, SECRET, type Table } from './setting.ts'
import { fileName, isZone, wholeNumber } from './values.ts'

export type NewsroomValues = {
  /** File of the store; created at first run. */
  readonly db: string
  /** IANA zone in which dates in questions are read. */
  readonly zone: string
  readonly logLevel: Level
  /** Folder of the seed articles that fill an empty store. */
  readonly seeds: string
  /** Seals secrets in the store; null where it was not given. */
  readonly key: string | null
  /** Questions a minute. */
  readonly userLimit: number
  readonly channelLimit: number
}

export const NEWSROOM_SETTINGS: Table<NewsroomValues> = {
  db: {
    ...PLAIN,
    name: 'NEWSDESK_DB',
    summary: 'file of the store, relative to where the command runs; created at first run',
    fallback: 'data/newsdesk.db',
    range: 'a file name',
    parse: fileName,
  },
  zone: {
    ...PLAIN,
    name: 'NEWSDESK_ZONE',
    summary: 'time zone in which “today” and dates in questions are read; the machine’s where absent',
    fallback: null,
    range: 'an IANA zone such as Europe/Paris',
    parse: (text) => (isZone(text) ? text : null),
  },
  logLevel: {
    ...PLAIN,
    name: 'NEWSDESK_LOG',
    summary: 'what is logged on standard error',
    fallback: 'warn',
    range: 'debug, info, warn or error',
    parse: (text) => (isLevel(text) ? text : null),
  },
  seeds: {
    ...PLAIN,
    name: 'NEWSDESK_SEEDS',
    summary: 'folder of the articles that fill an empty store; those that come with Newsdesk (seeds/articles) where absent',
    fallback: null,
    range: 'a folder',
    parse: fileName,
  },
  userLimit: {
    ...PLAIN,
    name: 'NEWSDESK_USER_LIMIT',
    summary: 'how much one person may ask in Slack or Discord',
    fallback: '30',
    unit: 'questions a minute',
    range: 'a whole number from 1 to 10000',
    parse: wholeNumber(1, 10_000),
  },
  channelLimit: {
    ...PLAIN,
    name: 'NEWSDESK_CHANNEL_LIMIT',
    summary: 'how much everybody in one channel may ask together',
    fallback: '120',
    unit: 'questions a minute',
    range: 'a whole number from 1 to 10000',
    parse: wholeNumber(1, 10_000),
  },
  key: {
    ...SECRET,
    name: 'NEWSDESK_KEY',
    summary: 'seals the tokens of Slack workspaces in the store, which cannot be read without it; needed with SLACK_CLIENT_ID',
    range: '32 bytes, as 64 hexadecimal digits or as base64',
    where: '`openssl rand -hex 32`',
    parse: (text) => (readKey(text) === null ? null : text),
  },
}

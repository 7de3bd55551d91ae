/** The link to the newsroom's pages: who gets it, and that nobody else ever sees it. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { Reader, Room, SigningIn } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import { openDoorkeeper } from '../../src/web-desk/doorkeeper.ts'
import { ASKED, smallNewsroom } from '../small-newsroom.ts'
import { rows } from '../store/chat-samples.ts'
import { folder } from '../store/samples.ts'
import { alone, boss, channel, reader } from './digest-samples.ts'
import { openRig, recordingSurface } from './reception/rig.ts'

const LINK = 'https://news.example/newsroom/sign-in?link=the-secret-of-the-link'
type Asking = SigningIn | null | undefined

function withReadingRoom(newsroom: Room, isPublic = true, url = async () => LINK): { readonly room: Room; asking(): Asking } {
  let asking: Asking
  const room: Room = {
    ...newsroom,
    readingRoom: {
      address: 'https://news.example',
      isPublic,
      passage: () => LINK,
      async signIn(manager) {
        asking = manager
        return await url()
      },
    },
  }
  return { room, asking: () => asking }
}

async function told(room: Room, who: Reader | undefined): Promise<string> {
  const log = openLog({ level: 'debug', secrets: [], now: () => ASKED.now, write: (line) => void expect(line).toBe('') })
  const { answer, kind, conversation } = await respond({ command: 'newsroom', options: {}, asked: ASKED, reader: who }, room, log)
  expect([conversation, answer.followUps.some(({ command }) => command.includes('link='))]).toEqual([null, false])
  return `${kind}: ${render(answer)}`
}

async function newsroom(): Promise<Room> {
  const small = await smallNewsroom()
  onTestFinished(() => small.close())
  return small
}

test('a manager gets a link of their own, with what it is', async () => {
  const { room, asking } = withReadingRoom(await newsroom())
  const text = await told(room, boss)
  expect(text).toMatch(/^answered/)
  expect(text).toContain(LINK)
  expect(text).toContain('works once, for ten minutes')
  expect(text).toContain('give it to nobody')
  expect(text).not.toContain('NEWSDESK_WEB_URL')
  expect(asking()).toEqual({ surface: 'slack', owner: 'slack:T1:U1', team: 'T1', direct: alone('U1') })
})

test('the team is the one where it was said, which a direct place may not know', async () => {
  const { room, asking } = withReadingRoom(await newsroom())
  const direct = { surface: 'discord', team: '', channel: 'U1', thread: null, to: 'U1', via: {} }
  const inServer: Reader = {
    surface: 'discord',
    owner: 'discord:U1',
    isManager: true,
    places: { here: { ...channel('C1'), surface: 'discord', team: 'G1' }, direct },
  }
  expect(await told(room, inServer)).not.toContain('say it in a channel there')
  expect(asking()).toEqual({ surface: 'discord', owner: 'discord:U1', team: 'G1', direct })
  expect(await told(room, { ...inServer, places: { here: null, direct } })).toContain('say it in a channel there')
  expect(asking()?.team).toBe('')
})

test('who runs Newsdesk gets one at the terminal; an address of one machine is said to be that', async () => {
  const { room, asking } = withReadingRoom(await newsroom(), false)
  const text = await told(room, undefined)
  expect(text).toContain(LINK)
  expect(text).toContain('only on the machine where Newsdesk runs')
  expect(text).toContain('NEWSDESK_WEB_URL')
  expect(asking()).toBeNull()
})

test('others are told who can, and no link is made', async () => {
  const { room, asking } = withReadingRoom(await newsroom())
  const text = await told(room, reader)
  expect(text).toMatch(/^nothing/)
  expect(text).toContain('Only managers')
  expect(text).not.toContain('link=')
  expect(asking()).toBeUndefined()
})

test('without a reading room it says how to have one', async () => {
  const text = await told(await newsroom(), boss)
  expect(text).toMatch(/^nothing/)
  expect(text).toContain('NEWSDESK_WEB_PORT')
  expect(text).toContain('NEWSDESK_WEB_URL')
})

test('a question that begins with the word is a question', () => {
  const command = (line: string) => {
    const understood = readLine(line, ASKED, COMMANDS)
    return understood.ok ? understood.invocation.command : understood.problem
  }
  expect(['newsroom', '/newsroom', 'Newsroom'].map(command)).toEqual(['newsroom', 'newsroom', 'newsroom'])
  expect(command('newsroom layoffs at The Harbor Times')).toBe('ask')
})

test('in a channel its answer is for one pair of eyes, cannot be shared, and is kept nowhere', async () => {
  const file = join(folder(), 'news.db')
  const small = await newsroom()
  const secrets: string[] = []
  const { room } = withReadingRoom(small, true, async () => {
    const secret = await openDoorkeeper(small.store, null).link(null, ASKED.now)
    secrets.push(secret)
    return `https://news.example/newsroom/sign-in?link=${secret}`
  })
  const surface = recordingSurface({ isManager: async () => true })
  surface.delivery.places = ({ user }) => ({ here: channel('C'), direct: alone(user) })
  const rig = await openRig({ file, surface, newsroom: room })
  await rig.say('Who apologised to the owners?')
  const [post] = await rig.say('newsroom')
  const [secret = ''] = secrets
  expect(secret).not.toBe('')
  expect(post?.message.isPrivate).toBe(true)
  expect(JSON.stringify(post?.message.answer)).toContain(secret)
  expect(post?.message.buttons.map(({ kind }) => kind)).toEqual([])
  expect(rows(file).join('\n')).not.toContain(secret)
  expect(rig.logged).toEqual([])
  expect(await rig.reception.isPrivate('newsroom', 'chat', 'U1')).toBe(true)
  // What the thread was about is what it was.
  const [next] = await rig.say('evidence')
  expect(next?.message.answer.sources.length).toBeGreaterThan(0)
})

test('no log has it, whoever writes it there', () => {
  const lines: string[] = []
  const log = openLog({ level: 'debug', secrets: [], now: () => ASKED.now, write: (line) => void lines.push(line) })
  log.warn('not posted', { error: new Error(`no answer to ${LINK}`), path: '/digest/3/feed?key=the-key-of-the-digest' })
  expect(lines.join('')).not.toMatch(/the-secret|the-key/)
  expect(lines.join('')).toContain('/newsroom/sign-in?link=[redacted]')
})

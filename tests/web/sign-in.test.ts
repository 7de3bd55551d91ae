import { describe, expect, test } from 'vitest'
import { BROKEN, LINK, TOKEN } from './invented-host.ts'
import { FORM, form, openRoom, type TestRoom } from './rooms.ts'

const PAGES = ['/newsroom', '/newsroom/feeds', '/newsroom/digests', '/newsroom/digests/1', '/newsroom/watches', '/newsroom/questions']

/** Fills a form in as a browser on the page does. */
function fill(room: TestRoom, path: string, values: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
  return room.send('POST', path, form(values), { ...FORM, Origin: room.address, ...headers })
}

function cookiesOf(got: Response): string {
  return got.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function signedIn(room: TestRoom): Promise<{ readonly Cookie: string }> {
  const got = await fill(room, '/newsroom/sign-in', { token: TOKEN })
  expect(got.status).toBe(303)
  return { Cookie: cookiesOf(got) }
}

describe('with the token', () => {
  test('every page opens, none is kept anywhere, and readers see where they are', async () => {
    const room = await openRoom()
    const session = await signedIn(room)
    for (const path of PAGES) {
      const got = await room.get(path, session)
      expect([path, got.status, got.headers.get('Cache-Control')]).toEqual([path, 200, 'no-store'])
    }
    const names = await room.get('/names', session)
    expect([names.headers.get('Cache-Control'), (await names.text()).includes('<a href="/newsroom"')]).toEqual(['no-store', true])
    expect((await room.get('/newsroom/digests/2', session)).status).toBe(404)
    expect((await room.get('/newsroom/digests/x', session)).status).toBe(404)
    expect((await room.get('/newsroom/sign-in', session)).headers.get('Location')).toBe('/newsroom')
    expect((await room.get('/metrics', { ...session, Via: 'x' })).status).toBe(200)
  })
  test('the session is a cookie that no script and no other site has', async () => {
    const room = await openRoom()
    const [cookie = ''] = (await fill(room, '/newsroom/sign-in', { token: TOKEN })).headers.getSetCookie()
    expect(cookie).toMatch(/^newsdesk=[\w-]+; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/)
    const open = await openRoom({ publicUrl: 'https://news.example' })
    const [secure = ''] = (
      await fill(open, '/newsroom/sign-in', { token: TOKEN }, { Origin: 'https://news.example' })
    ).headers.getSetCookie()
    expect(secure).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
  })
  test('a wrong one is told, and opens nothing', async () => {
    const room = await openRoom()
    for (const values of [{ token: 'wrong' }, { token: '' }, { token: 'x'.repeat(2_000) }, { link: 'x y' }, {}]) {
      const got = await fill(room, '/newsroom/sign-in', values as Record<string, string>)
      expect([got.status, got.headers.has('Set-Cookie')], JSON.stringify(values)).toEqual([401, false])
    }
    for (const cookie of ['newsdesk=wrong', 'newsdesk=', `newsdesk=${'x'.repeat(5_000)}`, 'newsdesk=%00', 'newsdesk=__proto__'])
      expect((await room.get('/newsroom', { Cookie: cookie })).status, cookie.slice(0, 20)).toBe(401)
    expect((await fill(await openRoom({ token: null }), '/newsroom/sign-in', { token: TOKEN })).status).toBe(401)
  })
  test('guessing is slow: ten tries a minute, and one more with each sixth of it', async () => {
    const room = await openRoom()
    for (let i = 0; i < 10; i++) expect((await fill(room, '/newsroom/sign-in', { token: `guess ${i}` })).status).toBe(401)
    const refused = await fill(room, '/newsroom/sign-in', { token: TOKEN })
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '6'])
    // The same tries by another way.
    expect((await room.get('/metrics', { Via: 'x', Authorization: 'Bearer wrong' })).status).toBe(429)
    room.pass(6_000)
    expect((await fill(room, '/newsroom/sign-in', { token: TOKEN })).status).toBe(303)
  })
})

describe('with a link', () => {
  test('looking at it spends nothing; the button does, once', async () => {
    const room = await openRoom()
    for (let i = 0; i < 3; i++) {
      const shown = await room.get(`/newsroom/sign-in?link=${LINK}`)
      expect([shown.status, (await shown.text()).includes(`value="${LINK}"`)]).toEqual([200, true])
      await room.send('HEAD', `/newsroom/sign-in?link=${LINK}`)
    }
    const got = await fill(room, '/newsroom/sign-in', { link: LINK })
    expect([got.status, got.headers.get('Location')]).toEqual([303, '/newsroom'])
    expect((await room.get('/newsroom', { Cookie: cookiesOf(got) })).status).toBe(200)
    // Whoever manages one workspace does not measure the whole program.
    expect((await room.get('/metrics', { Cookie: cookiesOf(got), Via: 'x' })).status).toBe(403)
    expect((await fill(room, '/newsroom/sign-in', { link: LINK })).status).toBe(401)
    const late = await room.get(`/newsroom/sign-in?link=${LINK}`)
    expect(await late.text()).toContain('ten minutes old')
  })
})

describe('the way', () => {
  test('back leads to the page that was wanted, and to nowhere else', async () => {
    const room = await openRoom()
    const asked = await room.get('/newsroom/digests/1?x=1')
    expect([asked.status, cookiesOf(asked)]).toEqual([401, 'newsdesk-back=%2Fnewsroom%2Fdigests%2F1'])
    const back = async (cookie: string) =>
      (await fill(room, '/newsroom/sign-in', { token: TOKEN }, { Cookie: cookie })).headers.get('Location')
    expect(await back(cookiesOf(asked))).toBe('/newsroom/digests/1')
    for (const path of [
      'https://evil.example/',
      '//evil.example',
      '/newsroom/../x',
      '/names',
      '/newsroom//evil.example',
      '/newsroom/sign-out',
      '\\',
      '%',
    ])
      expect(await back(`newsdesk-back=${encodeURIComponent(path)}`), path).toBe('/newsroom')
  })
  test('in from a chat is gone twice: the browser keeps its cookie back the first time', async () => {
    const room = await openRoom()
    const first = await room.get('/newsroom/feeds', { 'Sec-Fetch-Site': 'cross-site' })
    expect([first.status, first.headers.get('Refresh')]).toEqual([401, '0; url=/newsroom/feeds'])
    for (const site of ['same-origin', 'none'])
      expect((await room.get('/newsroom/feeds', { 'Sec-Fetch-Site': site })).headers.has('Refresh')).toBe(false)
  })
  test('out ends the session', async () => {
    const room = await openRoom()
    const session = await signedIn(room)
    const got = await fill(room, '/newsroom/sign-out', {}, session)
    expect([got.status, got.headers.get('Location')]).toEqual([303, '/newsroom/sign-in'])
    expect(got.headers.getSetCookie()[0]).toMatch(/^newsdesk=; Max-Age=0; Path=\//)
    expect((await room.get('/newsroom', session)).status).toBe(401)
    expect((await fill(room, '/newsroom/sign-out', {})).status).toBe(303)
  })
})

describe('what is done', () => {
  test('is done by whoever is signed in, from our own page', async () => {
    const room = await openRoom()
    const session = await signedIn(room)
    const done = await fill(room, '/newsroom/act', { line: ' feeds pause 3 ' }, session)
    expect([done.status, (await done.text()).includes('operator: feeds pause 3')]).toEqual([200, true])
    expect((await fill(room, '/newsroom/act', { line: 'feeds pause 3' })).status).toBe(401)
    for (const values of [{}, { line: '' }, { line: ' ' }, { line: 'x'.repeat(2_001) }])
      expect((await fill(room, '/newsroom/act', values as Record<string, string>, session)).status).toBe(400)
    expect((await fill(room, '/newsroom/act', { line: 'x'.repeat(9_000) }, session)).status).toBe(413)
    expect((await fill(room, '/newsroom/act', { line: 'x' }, { ...session, 'Content-Type': 'application/json' })).status).toBe(415)
    expect((await room.get('/newsroom/act?line=feeds+pause+3', session)).status).toBe(405)
  })
  test('is not done by a form of another site', async () => {
    const room = await openRoom()
    const session = await signedIn(room)
    const status = async (headers: Readonly<Record<string, string>>, path = '/newsroom/act') =>
      (await room.send('POST', path, form({ line: BROKEN }), { ...FORM, ...session, ...headers })).status
    for (const origin of ['https://evil.example', 'null', `${room.address}0`, `${room.address}.evil.example`, ''])
      expect(await status({ Origin: origin }), origin).toBe(403)
    expect(await status({})).toBe(403)
    for (const site of ['cross-site', 'same-site', 'none', 'x']) expect(await status({ 'Sec-Fetch-Site': site }), site).toBe(403)
    for (const type of ['text/plain', 'multipart/form-data; boundary=x']) expect(await status({ 'Content-Type': type }), type).toBe(403)
    expect(await status({ Origin: 'https://evil.example' }, '/newsroom/sign-out')).toBe(403)
    // Where a page says nothing of where it is from, browsers say at least that it is ours.
    expect(await status({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
    expect((await room.get('/newsroom', session)).status).toBe(200)
  })
  test('under the public address, forms come from there', async () => {
    const room = await openRoom({ publicUrl: 'https://news.example' })
    expect((await fill(room, '/newsroom/sign-in', { token: TOKEN }, { Origin: 'https://news.example' })).status).toBe(303)
    expect((await fill(room, '/newsroom/sign-in', { token: TOKEN })).status).toBe(303)
    expect((await fill(room, '/newsroom/sign-in', { token: TOKEN }, { Origin: 'https://other.example' })).status).toBe(403)
  })
})

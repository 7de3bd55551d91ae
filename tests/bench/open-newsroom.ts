/** A process that opens the newsroom in a file and answers questions: `open-newsroom.ts FILE NOW QUESTION…`; prints its memory before and after. */
const before = process.memoryUsage.rss()
const [file = '', now = '', ...questions] = process.argv.slice(2)
// Imported here, so that what they take counts.
const [{ openNewsroom }, { openSqliteStore }] = await Promise.all([import('../../src/newsroom.ts'), import('../../src/store/sqlite.ts')])
const room = await openNewsroom(await openSqliteStore(file))
for (const question of questions) await room.ask(question, { now: new Date(now), zone: 'UTC' })
const after = process.memoryUsage.rss()
await room.close()
process.stdout.write(JSON.stringify({ before, after }))

/** What single readers prefer, asked and thought of the answers, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText } from './bounds.ts'
import type { AskedQuestion, ChatStore, Rating, UnansweredQuestion } from './chat-store.ts'
import type { Tables } from './schema.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

/** Questions kept of an owner, where not as many as is wanted. */
const MAX_QUESTIONS = 20

type OfReaders = Pick<
  ChatStore,
  'preferences' | 'setPreference' | 'addQuestion' | 'questions' | 'unanswered' | 'rated' | 'rate' | 'ratings'
>

export function sqliteReaders(database: Database.Database, transact: Transact, guard: Guard): OfReaders {
  const statements = prepare(database)
  return {
    async preferences(owner) {
      return Object.fromEntries(guard(() => statements.preferences.all(owner)).map((row) => [row.name, row.value]))
    },
    async setPreference(owner, name, value) {
      if (value !== null) boundedText(value, 'a preference')
      transact('keep a preference in', () => {
        if (value === null) statements.dropPreference.run(owner, name)
        else statements.setPreference.run(owner, name, value)
      })
    },
    async addQuestion(owner, asked, kept = MAX_QUESTIONS) {
      boundedText(asked.question, 'a question')
      boundedLimit(kept)
      transact('keep a question in', () => {
        const question = { owner, question: asked.question, answered: Number(asked.answered), atMs: asked.atMs }
        const times = 1 + (statements.timesBefore.get(question) ?? 0)
        statements.dropQuestion.run(owner, asked.question)
        statements.addQuestion.run({ ...question, times })
        statements.dropOldQuestions.run({ owner, kept })
      })
    },
    async questions(owner, limit) {
      return guard(() => statements.questions.all(owner, boundedLimit(limit)).map(askedOf))
    },
    async unanswered(sinceMs, limit, ownersLike = '') {
      return guard(() => statements.unanswered.all({ sinceMs, limit: boundedLimit(limit), ownersLike }))
    },
    async rated(limit, ownersLike = '') {
      const rows = guard(() => statements.rated.all({ limit: boundedLimit(limit), ownersLike }))
      return rows.map(({ isGood, ...rating }) => ({ ...rating, isGood: isGood === 1 }))
    },
    async rate(feedback) {
      boundedText(feedback.question, 'a question')
      transact('keep a rating in', () => void statements.rate.run({ ...feedback, isGood: Number(feedback.isGood) }))
    },
    async ratings(question) {
      return guard(() => statements.ratings.get({ question: question ?? null })) ?? { good: 0, bad: 0 }
    },
  }
}

const askedOf = (row: Tables['questions']): AskedQuestion => ({ question: row.question, answered: row.answered === 1, atMs: row.at_ms })

type NewQuestion = { readonly owner: string; readonly question: string; readonly answered: number; readonly atMs: number }
type NewRating = {
  readonly owner: string
  readonly token: string
  readonly isGood: number
  readonly question: string
  readonly atMs: number
}
/** `ownersLike`: how their names begin; '' for all. */
type Wanted = { readonly limit: number; readonly ownersLike: string }
function prepare(database: Database.Database) {
  const newestFirst = 'order by at_ms desc, n desc'
  const ofWanted = 'substr(owner, 1, length(@ownersLike)) = @ownersLike'
  return {
    preferences: database.prepare<[string], Tables['preferences']>('select * from preferences where owner = ? order by name'),
    setPreference: database.prepare<[string, string, string]>(
      'insert into preferences (owner, name, value) values (?, ?, ?) on conflict (owner, name) do update set value = excluded.value',
    ),
    dropPreference: database.prepare<[string, string]>('delete from preferences where owner = ? and name = ?'),
    addQuestion: database.prepare<[NewQuestion & { readonly times: number }]>(
      `insert into questions (owner, n, question, answered, at_ms, times)
       select @owner, coalesce(max(n), 0) + 1, @question, @answered, @atMs, @times from questions where owner = @owner`,
    ),
    // Once it comes out otherwise, it is counted anew.
    timesBefore: database
      .prepare<[NewQuestion], number>('select times from questions where owner = @owner and question = @question and answered = @answered')
      .pluck(),
    dropQuestion: database.prepare<[string, string]>('delete from questions where owner = ? and question = ?'),
    dropOldQuestions: database.prepare<[{ readonly owner: string; readonly kept: number }]>(
      `delete from questions where owner = @owner
       and n not in (select n from questions where owner = @owner ${newestFirst} limit @kept)`,
    ),
    questions: database.prepare<[string, number], Tables['questions']>(`select * from questions where owner = ? ${newestFirst} limit ?`),
    unanswered: database.prepare<[Wanted & { readonly sinceMs: number }], UnansweredQuestion>(
      `select question, sum(times) as times, max(at_ms) as atMs from questions
       where answered = 0 and at_ms >= @sinceMs and ${ofWanted} group by question order by atMs desc, question limit @limit`,
    ),
    rated: database.prepare<[Wanted], Omit<Rating, 'isGood'> & { readonly isGood: number }>(
      `select question, is_good as isGood, at_ms as atMs from ratings where ${ofWanted} order by at_ms desc, token limit @limit`,
    ),
    // A press that was delivered late does not undo a later one.
    rate: database.prepare<[NewRating]>(
      `insert into ratings (owner, token, is_good, question, at_ms) values (@owner, @token, @isGood, @question, @atMs)
       on conflict (owner, token) do update set is_good = excluded.is_good, question = excluded.question, at_ms = excluded.at_ms
       where excluded.at_ms >= ratings.at_ms`,
    ),
    ratings: database.prepare<[{ readonly question: string | null }], { good: number; bad: number }>(
      `select coalesce(sum(is_good), 0) as good, coalesce(sum(1 - is_good), 0) as bad from ratings
       where @question is null or question = @question`,
    ),
  }
}

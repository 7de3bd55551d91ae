/** What is said instead of an answer where there is too much to do. */
import type { Answer } from '../../src/answer.ts'
import { noticePage } from '../own-page.ts'
import type { Admission, Limits } from './admission.ts'

export function busyNotice(): Answer {
  return noticePage('', 'Too much is being asked here at this moment, so this was left unanswered. Ask again in a minute.')
}

export function limitNotice({ whose, untilMs }: Exclude<Admission, { ok: true }>, limits: Limits, nowMs: number): Answer {
  const seconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1_000))
  const reached =
    whose === 'user'
      ? `You have asked ${limits.perUser} times within a minute`
      : `${limits.perChannel} questions were asked here within a minute`
  return noticePage('', `${reached}, which is the most that I answer. Ask again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`)
}

export function faultNotice(): Answer {
  return noticePage('', 'This could not be answered: something is wrong here, and it was logged. Ask again in a minute.')
}

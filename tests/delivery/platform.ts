/** A platform in memory: it keeps what is posted, and fails as it is told to. Looking for what stands is honest, or impossible. */
import type { Attempt, Delivered, Message, Place, Undelivered } from '../../commands/command.ts'
import type { Outlet } from '../../commands/delivery/courier.ts'
import type { Answer } from '../../src/answer.ts'

export type Standing = {
  readonly ref: string
  readonly key: string
  readonly channel: string
  readonly under: string | null
  answer: Answer
}
/**
 * What happens to a post. `lost`: it is taken, and its reply is lost; `never`: it is taken, and nothing is heard of it for ever; `belated`: its connection
 * breaks, and it is taken when it arrives; `gone`: the same, and nothing is heard of it.
 */
export type Trouble = 'later' | 'closed' | 'wrong' | 'lost' | 'unsaid' | 'never' | 'odd' | 'belated' | 'gone'
export type Platform = Omit<Outlet, 'delivery'> & {
  delivery: Outlet['delivery']
  readonly standing: Standing[]
  /** Every attempt, in order: `key since over`. */
  readonly attempts: string[]
  /** The next posts, one each, of those that get so far. */
  readonly troubles: Trouble[]
  /** What was sent and is on its way arrives now. */
  arrive(): void
  isConnected: boolean
  canLook: boolean
}

export function platform(name = 'chat'): Platform {
  const standing: Standing[] = []
  const attempts: string[] = []
  const troubles: Trouble[] = []
  const onTheWay: (() => void)[] = []
  const fail = (undelivered: Undelivered['undelivered'], words: string): never => {
    throw Object.assign(new Error(words), { undelivered })
  }
  const take = (place: Place, { answer }: Message, key: string): Delivered => {
    const ref = `m${standing.length + 1}`
    standing.push({ ref, key, channel: place.channel, under: place.thread, answer })
    return deliveredOf(ref)
  }
  const post = async (place: Place, message: Message, key: string, { sinceMs, isOver }: Attempt): Promise<Delivered | null> => {
    attempts.push(`${key} ${sinceMs ?? 'never'}${isOver ? ' over' : ''}`)
    if (sinceMs !== null || isOver) {
      if (!self.canLook) fail('unsure', 'The history cannot be read.')
      const found = standing.find((one) => one.key === key)
      if (found !== undefined) return deliveredOf(found.ref)
      if (isOver) return null
    }
    const trouble = troubles.shift()
    if (trouble === 'later' || trouble === 'closed' || trouble === 'wrong') fail(trouble, `It is ${trouble}.`)
    if (trouble === 'unsaid') fail('unsure', 'The connection broke.')
    if (trouble === 'odd') throw new TypeError('undefined is not a function')
    if (trouble === 'belated' || trouble === 'gone') onTheWay.push(() => void take(place, message, key))
    if (trouble === 'belated') fail('unsure', 'The connection broke.')
    if (trouble === 'gone') return await new Promise<Delivered>(() => undefined)
    const delivered = take(place, message, key)
    if (trouble === 'lost') fail('unsure', 'The connection broke.')
    return trouble === 'never' ? await new Promise<Delivered>(() => undefined) : delivered
  }
  const self: Platform = {
    name,
    standing,
    attempts,
    troubles,
    arrive: () => {
      for (const one of onTheWay.splice(0)) one()
    },
    isConnected: true,
    canLook: true,
    health: () => ({
      surface: name,
      state: self.isConnected ? 'connected' : 'down',
      problem: self.isConnected ? null : 'The network is away.',
      sinceMs: 0,
      lastEventMs: null,
      lastError: null,
    }),
    delivery: {
      perSecond: 10_000,
      places: ({ place }) => ({ here: place, direct: { ...place, channel: 'direct' } }),
      mayPost: async () => ({ ok: true }),
      under: (place, ref) => ({ ...place, thread: ref }),
      post,
      async revise(_place, ref, { answer }) {
        const one = standing.find((each) => each.ref === ref)
        if (one === undefined) fail('closed', 'The message is gone.')
        else one.answer = answer
      },
    },
  }
  return self
}

function deliveredOf(ref: string): Delivered {
  return { ref, url: `https://chat.example/${ref}`, threads: [] }
}

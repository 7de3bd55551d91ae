/**
 * Shards as discord.js runs them, but for three faults of it, all measured: `connect` rejects at the first failed socket, upon which `login`
 * destroys the client while the shard goes on connecting; `destroy` overlooks a shard that pauses between two tries, which then comes back
 * from the dead; and in the middle of a handshake it leaves a socket whose failure nobody hears of, which ends the process.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { type IShardingStrategy, SimpleShardingStrategy, WebSocketShardStatus } from 'discord.js'

/** Above what discord.js gives a handshake: 30 s. */
const HANDSHAKE_MS = 31_000
const LOOK_MS = 20

type Shards = ConstructorParameters<typeof SimpleShardingStrategy>[0]

/** Connects behind the caller's back, each shard until it succeeds or is closed for good; none once `ended` is aborted. */
export function patientShards(shards: Shards, ended: AbortSignal): IShardingStrategy {
  const simple = new SimpleShardingStrategy(shards)
  const session = shards.options.retrieveSessionInfo
  // Every try to connect begins with this question: left unanswered, it goes no further. An error would be nobody's to catch.
  shards.options.retrieveSessionInfo = (shard) => (ended.aborted ? new Promise(() => undefined) : session(shard))
  return {
    spawn: (ids) => simple.spawn(ids),
    connect() {
      // What fails is emitted as an event too, which is where it is heard of; the shard itself goes on.
      simple.connect().catch(() => undefined)
    },
    async destroy(options) {
      for (let waitedMs = 0; waitedMs < HANDSHAKE_MS && (await isConnecting(simple)); waitedMs += LOOK_MS) await delay(LOOK_MS)
      await simple.destroy(options)
    },
    send: (id, payload) => simple.send(id, payload),
    fetchStatus: () => simple.fetchStatus(),
  }
}

async function isConnecting(simple: SimpleShardingStrategy): Promise<boolean> {
  return (await simple.fetchStatus()).some((status) => status === WebSocketShardStatus.Connecting)
}

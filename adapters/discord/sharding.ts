/**
 * Shards as discord.js runs them, but for two faults of it, both measured: `connect` rejects at the first failed socket, upon which `login`
 * destroys the client while the shard goes on connecting; and `destroy` overlooks a shard that pauses between two tries, which then comes
 * back from the dead.
 */
import { type IShardingStrategy, SimpleShardingStrategy } from 'discord.js'

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
    destroy: (options) => simple.destroy(options),
    send: (id, payload) => simple.send(id, payload),
    fetchStatus: () => simple.fetchStatus(),
  }
}

/**
 * The contract between dredis and an embedded (or, one day, remote) ordered store of bytes.
 *
 * <p>A {@link io.dredis.storage.backend.Backend} maps byte-string keys to byte-string values,
 * ordered as unsigned bytes. It promises atomic batches, cursors in both directions and consistent
 * snapshots, and nothing else: no thread affinity, no limit on the length of a key, no cheap read,
 * no nested transaction. Savepoints, read-your-writes and everything that knows what a Redis key is
 * live above it, in {@code io.dredis.storage.transaction} and {@code io.dredis.storage.keyspace};
 * only those packages may call it.
 */
package io.dredis.storage.backend;

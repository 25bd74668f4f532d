/**
 * The commands of Redis's sorted-set group.
 *
 * <p>{@link io.dredis.server.command.sortedset.SortedSetCommands} binds them all. A handler checks
 * in the order in which Redis 7.0 checks, because the order decides which of two errors a client
 * sees, and leaves the records to {@link io.dredis.storage.type.SortedSets}.
 */
package io.dredis.server.command.sortedset;

/**
 * The commands of Redis's string group: GET, SET and their kin, counters, ranges and LCS.
 *
 * <p>{@link io.dredis.server.command.string.StringCommands} binds them all. A handler checks in the
 * order in which Redis 7.0 checks, because the order decides which of two errors a client sees, and
 * leaves the bytes to {@link io.dredis.storage.type.Strings}.
 */
package io.dredis.server.command.string;

/**
 * The commands of Redis's hash group.
 *
 * <p>{@link io.dredis.server.command.hash.HashCommands} binds them all. A handler checks in the
 * order in which Redis 7.0 checks, because the order decides which of two errors a client sees, and
 * leaves the bytes to {@link io.dredis.storage.type.Hashes}.
 */
package io.dredis.server.command.hash;

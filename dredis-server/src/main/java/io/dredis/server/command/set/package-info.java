/**
 * The commands of Redis's set group: SADD, SISMEMBER and their kin, random members, and unions,
 * intersections and differences.
 *
 * <p>{@link io.dredis.server.command.set.SetCommands} binds them all. A handler checks in the order
 * in which Redis 7.0 checks, because the order decides which of two errors a client sees, and
 * leaves the members to {@link io.dredis.storage.type.Sets}. A reply that may be large is a {@link
 * io.dredis.server.command.set.StreamedMembers}.
 */
package io.dredis.server.command.set;

/**
 * The commands of Redis's list group.
 *
 * <p>{@link io.dredis.server.command.list.ListCommands} binds them all. A handler checks in the
 * order in which Redis 7.0 checks, because the order decides which of two errors a client sees, and
 * leaves the bytes to {@link io.dredis.storage.type.Lists}. What a reply has of a long list, and
 * what LPOS finds in one, is read from a snapshot after the execution lock was released.
 */
package io.dredis.server.command.list;

/**
 * The commands of Redis's transactions group.
 *
 * <p>{@link io.dredis.server.command.transaction.TransactionCommands} binds them all. What a client
 * queues and watches is kept by {@link io.dredis.server.session.QueuedRequests} and {@link
 * io.dredis.server.command.WatchedKeys}; it is the dispatcher that queues.
 */
package io.dredis.server.command.transaction;

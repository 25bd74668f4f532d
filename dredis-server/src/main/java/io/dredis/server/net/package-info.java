/**
 * The network: accepts clients, reads their requests, hands them to a {@link
 * io.dredis.server.command.RequestExecutor} and writes the replies and the messages pushed to them.
 *
 * <p>A platform thread accepts on each address; each client has one virtual thread that reads,
 * executes and writes with blocking calls. A client that is slow, silent, gone or hostile costs
 * only itself: writes to it block its own thread, what waits for it is bounded, and an idle client
 * holds a kilobyte of buffer and a shallow stack.
 *
 * <p>Never touches a socket while the execution lock is held, except to close it. Knows no command
 * and no storage.
 */
package io.dredis.server.net;

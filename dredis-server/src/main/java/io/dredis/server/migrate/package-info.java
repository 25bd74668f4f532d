/**
 * MIGRATE: keys on their way to another server. What is asked for is in {@link
 * io.dredis.server.migrate.MigrateOptions}, the conversation in {@link
 * io.dredis.server.migrate.Transfer}, the sockets in {@link
 * io.dredis.server.migrate.TargetConnections}; {@link io.dredis.server.migrate.MigrateCommand} puts
 * them together. Only the server itself uses this package.
 *
 * <p>A key is deleted here only after the target has said that it stored it. The opposite is not
 * promised: when a connection ends between the two, the key is on both servers.
 */
package io.dredis.server.migrate;

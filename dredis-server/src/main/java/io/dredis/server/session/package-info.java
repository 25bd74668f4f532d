/**
 * What the server knows of each client: its name, database, protocol version, flags and traffic.
 *
 * <p>Commands work on a {@link io.dredis.server.session.Session} and reach its socket only through
 * {@link io.dredis.server.session.Transport}, which {@code io.dredis.server.net} implements. Knows
 * no command.
 */
package io.dredis.server.session;

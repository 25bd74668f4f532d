/**
 * The commands about the server itself: INFO, CONFIG, TIME, SHUTDOWN, DEBUG and LOLWUT.
 *
 * <p>{@link io.dredis.server.command.server.ServerCommands} binds them; what they need of the
 * server comes in a {@link io.dredis.server.command.server.ServerContext}. Clock, memory figures
 * and the end of the process are interfaces, so that tests may pin them.
 */
package io.dredis.server.command.server;

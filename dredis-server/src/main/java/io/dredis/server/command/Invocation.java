package io.dredis.server.command;

import io.dredis.server.session.Session;

/**
 * One call of a command: who called it, and with what. Valid while its handler runs.
 *
 * @param session the client
 * @param command the command or subcommand that was found
 * @param arguments the request as it came: the name first (and the subcommand's, for a container),
 *     then the arguments. They may be kept but never changed
 * @param nowMillis the time at which the command runs, in milliseconds since the epoch: one moment
 *     for all of it
 */
public record Invocation(Session session, Command command, byte[][] arguments, long nowMillis) {

  /** Returns how many arguments there are, the name included. */
  public int count() {
    return arguments.length;
  }

  /** Returns an argument; 0 is the command's name. */
  public byte[] argument(int index) {
    return arguments[index];
  }
}

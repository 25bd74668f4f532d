package io.dredis.server.command;

import io.dredis.server.resp.Reply;
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
 * @param deferralOrNull where a reply that comes later is left; null where there must be one now
 */
public record Invocation(
    Session session, Command command, byte[][] arguments, long nowMillis, Deferral deferralOrNull) {

  /** Returns how many arguments there are, the name included. */
  public int count() {
    return arguments.length;
  }

  /** Returns an argument; 0 is the command's name. */
  public byte[] argument(int index) {
    return arguments[index];
  }

  /**
   * Returns whether the reply may come later. Where a command runs as part of another (MULTI, a
   * script, the rest of itself) it may not.
   */
  public boolean canWait() {
    return deferralOrNull != null;
  }

  /**
   * Says that the reply comes later; the handler returns at once with what this returns. What it
   * has written so far is committed before.
   */
  public Reply answerLater(LaterReply later) {
    if (!canWait()) {
      throw new IllegalStateException(command.spec().fullName() + " cannot be answered later");
    }
    deferralOrNull.set(later);
    return Reply.NONE;
  }

  /**
   * Returns how the rest of a command that {@link #canWait} is run, for one that another thread
   * works on; {@link LaterReply#await} is handed the same.
   */
  LaterReply.Continuation continuation() {
    return deferralOrNull.continuation();
  }
}

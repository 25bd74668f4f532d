package io.dredis.server.command;

/** Ends a command with an error reply; what the command wrote is undone. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error reply.
   *
   * @param text the reply's text with its code, from {@link Errors}
   */
  public CommandException(String text) {
    super(text, null, false, false);
  }
}

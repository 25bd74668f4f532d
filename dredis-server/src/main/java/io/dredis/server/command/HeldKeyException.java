package io.dredis.server.command;

/**
 * Ends a command because a key that it would write is held for another one ({@link HeldKeys}). What
 * it wrote is undone, and it is executed again later.
 */
public final class HeldKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long releases;

  HeldKeyException(long releases) {
    super("The key is held", null, false, false);
    this.releases = releases;
  }

  /** Returns how many holds had been released when it was thrown. */
  long releases() {
    return releases;
  }
}

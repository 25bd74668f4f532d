package io.dredis.server.command.connection;

import io.dredis.server.session.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;

/** The one user there is, {@code default}, and its password, if it needs one. */
final class Credentials {
  private static final byte[] DEFAULT_USER = "default".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<byte[]> password;

  /**
   * The user with the password that {@code password} gives at each use.
   *
   * @param password gives null when no password is needed
   */
  Credentials(Supplier<byte[]> password) {
    this.password = password;
  }

  /** Returns whether anybody may come in without a password. */
  boolean isOpen() {
    return password.get() == null;
  }

  /** Returns whether a user of this name exists. */
  static boolean isUser(byte[] name) {
    return Arrays.equals(name, DEFAULT_USER);
  }

  /** Authenticates a client as the default user, and returns whether the password was right. */
  boolean authenticate(Session session, byte[] given) {
    return authenticate(session, DEFAULT_USER, given);
  }

  /** Authenticates a client, and returns whether user and password were right. */
  boolean authenticate(Session session, byte[] user, byte[] given) {
    byte[] expected = password.get();
    // The time this takes tells nothing of the password.
    boolean right = isUser(user) && (expected == null || MessageDigest.isEqual(expected, given));
    if (right) {
      session.setAuthenticated(true);
    }
    return right;
  }
}

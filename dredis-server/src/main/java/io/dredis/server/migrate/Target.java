package io.dredis.server.migrate;

import io.dredis.server.command.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that keys are sent to, and as whom. Connections are kept by it, so that nobody gets to
 * use one that is authenticated for somebody else.
 *
 * @param host a name or an address; each char is one byte of the argument, as in all texts here
 * @param port the port, or 0 for one to which there is no connection
 * @param userOrNull who authenticates; null for the default user
 * @param passwordOrNull null where nobody authenticates
 */
record Target(String host, int port, String userOrNull, String passwordOrNull) {
  private static final int MOST_PORT = 65_535;

  /** Returns the target that arguments name. */
  static Target of(byte[] host, byte[] port, byte[] userOrNull, byte[] passwordOrNull) {
    return new Target(text(host), port(port), text(userOrNull), text(passwordOrNull));
  }

  private static int port(byte[] argument) {
    long port = Numbers.isLong(argument) ? Numbers.parseLong(argument) : 0;
    return port >= 0 && port <= MOST_PORT ? (int) port : 0;
  }

  private static String text(byte[] bytesOrNull) {
    return bytesOrNull == null ? null : new String(bytesOrNull, StandardCharsets.ISO_8859_1);
  }

  /** Returns the request that authenticates, or an empty list. */
  List<String> authentication() {
    List<String> request = new ArrayList<>();
    if (passwordOrNull != null) {
      request.add("AUTH");
      if (userOrNull != null) {
        request.add(userOrNull);
      }
      request.add(passwordOrNull);
    }
    return request;
  }

  /** {@inheritDoc} Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

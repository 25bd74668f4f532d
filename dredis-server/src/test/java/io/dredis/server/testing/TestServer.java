package io.dredis.server.testing;

import java.io.IOException;

/**
 * A server under test, on a free port of the loopback address, with nothing in it and a directory
 * of its own.
 */
public interface TestServer extends AutoCloseable {

  /** Returns the port it listens on. */
  int port();

  /** Opens a connection, in RESP2. */
  default RespConnection connect() throws IOException {
    return new RespConnection(port());
  }

  /** Ends the server and removes its directory. */
  @Override
  void close();
}

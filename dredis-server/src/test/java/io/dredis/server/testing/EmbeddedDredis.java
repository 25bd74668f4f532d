package io.dredis.server.testing;

import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A dredis inside the test's own process, which starts faster than one of its own. It can be closed
 * and opened again with the same data.
 */
public final class EmbeddedDredis implements TestServer {
  private final TemporaryDirectory directory;
  private final String[] parameters;
  private DredisServer server;
  private int port;

  private EmbeddedDredis(TemporaryDirectory directory, String... parameters) {
    this.directory = directory;
    this.parameters = parameters;
  }

  /**
   * Starts a server on a free port with its data in a directory of its own.
   *
   * @param parameters names and values in turn, {@code "backend", "lmdb"}
   */
  public static EmbeddedDredis start(String... parameters) {
    EmbeddedDredis dredis = new EmbeddedDredis(new TemporaryDirectory(), parameters);
    try {
      dredis.open();
      return dredis;
    } catch (RuntimeException e) {
      dredis.directory.close();
      throw e;
    }
  }

  /** Ends the server in order and starts it anew, on another port. */
  public void restart() {
    server.close();
    open();
  }

  private void open() {
    Configuration configuration = new Configuration();
    preset(configuration, "port", "0");
    for (int i = 0; i < parameters.length; i += 2) {
      preset(configuration, parameters[i], parameters[i + 1]);
    }
    configuration.noteDirectory(directory.path().resolve("data").toString());
    try {
      server = DredisServer.start(configuration, InitialData.AS_STORED, () -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = configuration.port();
  }

  private static void preset(Configuration configuration, String name, String value) {
    try {
      configuration.preset(name, value);
    } catch (InvalidValueException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.close();
    directory.close();
  }
}

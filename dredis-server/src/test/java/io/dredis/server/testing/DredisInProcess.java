package io.dredis.server.testing;

import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.InvalidValueException;
import java.io.IOException;
import java.nio.file.Path;

/** A dredis in the process of the test. */
public final class DredisInProcess implements TestServer {
  private final TemporaryDirectory directory = new TemporaryDirectory();
  private final Configuration configuration = new Configuration();
  private final DredisServer server;

  private DredisInProcess(InitialData data, String... options) {
    preset("port", "0");
    preset("backend", "memory");
    preset("dir", directory.path().toString());
    for (int i = 0; i < options.length; i += 2) {
      preset(options[i].substring("--".length()), options[i + 1]);
    }
    try {
      server = DredisServer.start(configuration, data, DredisInProcess::refuseToStop);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw new IllegalStateException("dredis does not start", e);
    }
  }

  /**
   * Starts a server on the memory backend.
   *
   * @param options further parameters as {@code redis-server} takes them, {@code "--backend",
   *     "lmdb"}
   */
  public static DredisInProcess start(String... options) {
    return new DredisInProcess(InitialData.AS_STORED, options);
  }

  /** Starts a server as {@link #start} does, which begins with given data. */
  public static DredisInProcess startWith(InitialData data, String... options) {
    return new DredisInProcess(data, options);
  }

  /** Returns the directory its data are in, unless an option names another. */
  public Path directory() {
    return Path.of(configuration.directory());
  }

  @Override
  public int port() {
    return configuration.port();
  }

  @Override
  public void close() {
    server.close();
    directory.close();
  }

  private void preset(String name, String text) {
    try {
      configuration.preset(name, text);
    } catch (InvalidValueException e) {
      directory.close();
      throw new IllegalArgumentException(name + " " + text, e);
    }
  }

  /** SHUTDOWN would end the process, which is the test's. */
  private static void refuseToStop() {
    throw new UnsupportedOperationException("SHUTDOWN in a test");
  }
}

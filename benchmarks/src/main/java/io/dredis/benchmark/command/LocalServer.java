package io.dredis.benchmark.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.dredis.benchmark.server.TemporaryDirectory;
import io.dredis.server.DredisServer;
import io.dredis.server.InitialData;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.InvalidValueException;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** A server in this process, with its data in a directory of its own. */
public final class LocalServer implements AutoCloseable {
  private final TemporaryDirectory directory;
  private final DredisServer server;
  private final LocalClient client;

  private LocalServer(TemporaryDirectory directory, DredisServer server) {
    this.directory = directory;
    this.server = server;
    this.client = new LocalClient(server.executor());
  }

  /** Opens a server with an empty data set. */
  public static LocalServer open(String backend) throws IOException {
    return open(backend, InitialData.AS_STORED);
  }

  /** Opens a server that is still to {@link #load} what it begins with. */
  public static LocalServer open(String backend, InitialData data) throws IOException {
    logWarningsOnly();
    TemporaryDirectory directory = TemporaryDirectory.create();
    Configuration configuration = new Configuration();
    try {
      configuration.preset("backend", backend);
      configuration.preset("dir", directory.path().toString());
      configuration.preset("port", "0");
      return new LocalServer(
          directory, DredisServer.open(configuration, data, LocalServer::refuseToStop));
    } catch (InvalidValueException e) {
      directory.close();
      throw new IllegalArgumentException(backend, e);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** What a server says in the ordinary course of things would stand between the results. */
  private static void logWarningsOnly() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("io.dredis").setLevel(Level.WARN);
    }
  }

  /** Loads what it begins with. */
  public void load() throws IOException {
    server.load();
  }

  /** Returns a client of the server, for one thread. */
  public LocalClient client() {
    return client;
  }

  /** Returns the directory of the data. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public void close() throws IOException {
    server.close();
    directory.close();
  }

  private static void refuseToStop() {
    throw new UnsupportedOperationException("SHUTDOWN in a benchmark");
  }
}

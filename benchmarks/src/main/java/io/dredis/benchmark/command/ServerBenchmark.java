package io.dredis.benchmark.command;

import io.dredis.benchmark.jmh.BackendBenchmark;
import java.io.IOException;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A benchmark of requests to a server in the same process. */
public abstract class ServerBenchmark extends BackendBenchmark {
  private LocalServer server;

  /** Opens the server and fills it. */
  @Setup
  public void open() throws IOException {
    server = LocalServer.open(backend);
    fill(server.client());
  }

  /** Stores the keys, and prepares the requests. */
  protected abstract void fill(LocalClient filling) throws IOException;

  /** Returns the client that sends the requests. */
  protected final LocalClient client() {
    return server.client();
  }

  /** Closes the server and deletes its data. */
  @TearDown
  public void close() throws IOException {
    server.close();
  }
}

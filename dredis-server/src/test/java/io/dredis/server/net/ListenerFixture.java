package io.dredis.server.net;

import io.dredis.server.config.Configuration;
import io.dredis.server.config.InvalidValueException;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Traffic;
import io.dredis.server.testing.RespConnection;
import io.dredis.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A listener on a free port with a {@link SmallExecutor} behind it and a clock of its own. */
final class ListenerFixture implements TestServer {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  final Configuration configuration = new Configuration();
  final Sessions sessions = new Sessions();
  final SmallExecutor executor = new SmallExecutor(sessions);
  final AtomicLong clockMillis = new AtomicLong(1_000_000_000_000L);
  final Traffic traffic = new Traffic();
  private int port;
  final Listener listener =
      new Listener(configuration, sessions, executor, traffic, clockMillis::get);

  /**
   * Starts a listener.
   *
   * @param parameters names and values in turn
   */
  static ListenerFixture start(String... parameters) {
    ListenerFixture fixture = new ListenerFixture();
    fixture.preset("port", "0");
    for (int i = 0; i < parameters.length; i += 2) {
      fixture.preset(parameters[i], parameters[i + 1]);
    }
    try {
      ListeningSockets sockets = ListeningSockets.bind(fixture.configuration);
      fixture.port = sockets.port();
      fixture.listener.start(sockets);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return fixture;
  }

  private void preset(String name, String value) {
    try {
      configuration.preset(name, value);
    } catch (InvalidValueException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a condition holds that nothing but time is between. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("waited in vain");
      }
      Thread.sleep(1);
    }
  }

  /** Returns the id of the client behind a connection. */
  static String id(RespConnection client) throws IOException {
    return RespConnection.text(client.call("ID")).substring(1).trim();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    listener.close();
  }
}

package io.dredis.server.testing;

import java.io.IOException;

/**
 * A real Redis and a dredis, both empty. A differential test starts one for all its methods and
 * opens a {@link ReplyComparison} in each:
 *
 * <pre>{@code
 * try (ReplyComparison both = servers.connect(3)) {
 *   both.sameLine("SET key value EX 0");
 * }
 * }</pre>
 */
public final class ServerPair implements AutoCloseable {
  private final TestServer redis;
  private final TestServer dredis;

  private ServerPair(TestServer redis, TestServer dredis) {
    this.redis = redis;
    this.dredis = dredis;
  }

  /**
   * Starts both, dredis on the memory backend.
   *
   * @param options parameters for both beyond their defaults, {@code "--requirepass", "secret"}
   */
  public static ServerPair start(String... options) {
    return of(RedisServerProcess.start(options), DredisInProcess.start(options));
  }

  /** Makes a pair of servers that run already; closing it closes both. */
  public static ServerPair of(TestServer redis, TestServer dredis) {
    return new ServerPair(redis, dredis);
  }

  /** Connects to both, with both empty, in the given protocol version. */
  public ReplyComparison connect(int protocol) throws IOException {
    ReplyComparison both = connect();
    both.same("FLUSHALL");
    if (protocol != 2) {
      both.normalising(Normalisation.HELLO_ID).same("HELLO", Integer.toString(protocol));
    }
    return both;
  }

  /** Connects to both as they are. */
  public ReplyComparison connect() throws IOException {
    return new ReplyComparison(redis.connect(), dredis.connect());
  }

  @Override
  public void close() {
    try (redis) {
      dredis.close();
    }
  }
}

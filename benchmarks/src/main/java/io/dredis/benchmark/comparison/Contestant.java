package io.dredis.benchmark.comparison;

import io.dredis.benchmark.server.RedisServer;
import io.dredis.benchmark.server.RespClient;
import io.dredis.benchmark.server.ServerProcess;
import io.dredis.benchmark.server.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A server that is measured beside others, with its data in a directory of its own.
 *
 * @param name what it is called in the tables
 */
record Contestant(String name, TemporaryDirectory directory, ServerProcess process, int port)
    implements AutoCloseable {
  /** The Redis that every ratio refers to: as durable as dredis is by default. */
  static final String REDIS = "redis, AOF";

  /** The Redis that keeps nothing. */
  static final String REDIS_IN_MEMORY = "redis, memory";

  private static final int REST_TIMEOUT_SECONDS = 20;

  /**
   * Starts the Redis that logs each write and syncs the log every second. It does not rewrite the
   * log meanwhile, which would be the work of another process beside all others.
   */
  static Contestant redis(Path parent) throws IOException {
    return redis(
        REDIS,
        parent,
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--auto-aof-rewrite-percentage",
        "0");
  }

  /** Starts the Redis that keeps nothing. */
  static Contestant redisInMemory(Path parent) throws IOException {
    return redis(REDIS_IN_MEMORY, parent, "--appendonly", "no");
  }

  private static Contestant redis(String name, Path parent, String... options) throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.in(parent);
    try {
      RedisServer redis = RedisServer.start(directory.path(), options);
      return new Contestant(name, directory, redis.process(), redis.port());
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Opens a connection. */
  RespClient connect() throws IOException {
    return new RespClient(port);
  }

  /** Returns the CPU time that it has used so far. */
  long cpuNanos() throws IOException {
    return process.cpuNanos();
  }

  /** Waits until it has done what it does in the background, within reason. */
  void awaitRest() throws IOException {
    process.awaitIdle(REST_TIMEOUT_SECONDS);
  }

  @Override
  public void close() {
    process.close();
    directory.close();
  }
}

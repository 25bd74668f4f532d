package io.dredis.server.command.server;

import io.dredis.server.Version;
import io.dredis.server.session.Session;

/**
 * The sections of INFO about the server as such: {@code server}, {@code clients}, {@code
 * replication}.
 */
final class GeneralInfo {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int LRU_CLOCK_BITS = 24;

  private final ServerContext server;

  GeneralInfo(ServerContext server) {
    this.server = server;
  }

  void server(InfoText text) {
    long nowMicros = server.clockMicros().getAsLong();
    long uptimeSeconds = Math.max(0, nowMicros / 1000 - server.identity().startedAtMillis()) / 1000;
    String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
    text.field("redis_version", Version.REDIS)
        .field("dredis_version", Version.dredis())
        .field("redis_git_sha1", "00000000")
        .field("redis_git_dirty", 0)
        .field("redis_mode", "standalone")
        .field(
            "os",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + architecture)
        .field("arch_bits", 64)
        .field("monotonic_clock", "System.nanoTime")
        .field("multiplexing_api", "virtual-threads")
        .field("process_id", server.identity().pid())
        .field("process_supervised", "no")
        .field("run_id", server.identity().runId())
        .field("tcp_port", server.configuration().port())
        .field("server_time_usec", nowMicros)
        .field("uptime_in_seconds", uptimeSeconds)
        .field("uptime_in_days", uptimeSeconds / SECONDS_PER_DAY)
        .field("hz", server.configuration().hz())
        .field("configured_hz", server.configuration().hz())
        .field("lru_clock", lruClock(nowMicros / 1000))
        .field("executable", ProcessHandle.current().info().command().orElse(""))
        .field("config_file", configFile())
        .field("io_threads_active", 0);
  }

  /** Returns the seconds as Redis keeps them for access times. */
  static long lruClock(long nowMillis) {
    return nowMillis / 1000 & ((1L << LRU_CLOCK_BITS) - 1);
  }

  private String configFile() {
    return server.configuration().file() == null
        ? ""
        : server.configuration().file().path().toString();
  }

  void clients(InfoText text) {
    long blocked = 0;
    long withTimeout = 0;
    long maxInput = 0;
    long maxOutput = 0;
    for (Session session : server.sessions().all()) {
      blocked += session.blocked() ? 1 : 0;
      withTimeout += session.blockedWithTimeout() ? 1 : 0;
      maxInput = Math.max(maxInput, session.transport().queryBufferBytes());
      maxOutput = Math.max(maxOutput, session.transport().outputQueueBytes());
    }
    text.field("connected_clients", server.sessions().count())
        .field("cluster_connections", 0)
        .field("maxclients", server.configuration().maxClients())
        .field("client_recent_max_input_buffer", maxInput)
        .field("client_recent_max_output_buffer", maxOutput)
        .field("blocked_clients", blocked)
        .field("tracking_clients", 0)
        .field("clients_in_timeout_table", withTimeout);
  }

  void replication(InfoText text) {
    text.field("role", "master")
        .field("connected_slaves", 0)
        .field("master_failover_state", "no-failover")
        .field("master_replid", server.identity().replicationId())
        .field("master_replid2", "0".repeat(40))
        .field("master_repl_offset", 0)
        .field("second_repl_offset", -1)
        .field("repl_backlog_active", 0)
        .field("repl_backlog_size", 0)
        .field("repl_backlog_first_byte_offset", 0)
        .field("repl_backlog_histlen", 0);
  }
}

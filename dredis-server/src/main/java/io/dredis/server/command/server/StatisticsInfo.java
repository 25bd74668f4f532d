package io.dredis.server.command.server;

import io.dredis.server.command.Command;
import io.dredis.server.command.CommandStatistics;
import java.util.Locale;

/** The sections of INFO that count: {@code stats}, {@code commandstats}, {@code errorstats}. */
final class StatisticsInfo {
  private static final double BYTES_PER_KB = 1024;

  private final ServerContext server;

  StatisticsInfo(ServerContext server) {
    this.server = server;
  }

  void stats(InfoText text) {
    network(text);
    text.field("sync_full", 0)
        .field("sync_partial_ok", 0)
        .field("sync_partial_err", 0)
        .field("expired_keys", server.store().statistics().expired())
        .decimal("expired_stale_perc", 2, 0)
        .field("expired_time_cap_reached_count", 0)
        .field("evicted_keys", 0)
        .field("evicted_clients", 0)
        .field("keyspace_hits", server.store().statistics().hits())
        .field("keyspace_misses", server.store().statistics().misses())
        .field("pubsub_channels", 0)
        .field("pubsub_patterns", 0)
        .field("pubsubshard_channels", 0)
        .field("latest_fork_usec", 0)
        .field("total_forks", 0)
        .field("migrate_cached_sockets", server.migrateConnections().getAsInt())
        .field("slave_expires_tracked_keys", 0)
        .field("tracking_total_keys", 0)
        .field("tracking_total_items", 0)
        .field("tracking_total_prefixes", 0)
        .field("unexpected_error_replies", 0)
        .field("total_error_replies", server.errors().total())
        .field("dump_payload_sanitizations", 0)
        .field("total_reads_processed", server.traffic().reads())
        .field("total_writes_processed", server.traffic().writes())
        .field("io_threaded_reads_processed", 0)
        .field("io_threaded_writes_processed", 0);
  }

  private void network(InfoText text) {
    ServerStatistics sampled = server.statistics();
    text.field("total_connections_received", server.traffic().connectionsReceived())
        .field("total_commands_processed", CommandCounts.executed(server.table().get()))
        .field("instantaneous_ops_per_sec", sampled.operationsPerSecond())
        .field("total_net_input_bytes", server.traffic().inputBytes())
        .field("total_net_output_bytes", server.traffic().outputBytes())
        .field("total_net_repl_input_bytes", 0)
        .field("total_net_repl_output_bytes", 0)
        .decimal("instantaneous_input_kbps", 2, sampled.inputBytesPerSecond() / BYTES_PER_KB)
        .decimal("instantaneous_output_kbps", 2, sampled.outputBytesPerSecond() / BYTES_PER_KB)
        .decimal("instantaneous_input_repl_kbps", 2, 0)
        .decimal("instantaneous_output_repl_kbps", 2, 0)
        .field("rejected_connections", server.traffic().connectionsRejected());
  }

  void commandstats(InfoText text) {
    CommandCounts.forEach(server.table().get(), command -> commandLine(text, command));
  }

  private static void commandLine(InfoText text, Command command) {
    CommandStatistics counts = command.statistics();
    if (counts.calls() == 0 && counts.rejectedCalls() == 0 && counts.failedCalls() == 0) {
      return;
    }
    double microsPerCall = counts.calls() == 0 ? 0 : (double) counts.micros() / counts.calls();
    text.field(
        "cmdstat_" + command.spec().fullName(),
        String.format(
            Locale.ROOT,
            "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
            counts.calls(),
            counts.micros(),
            microsPerCall,
            counts.rejectedCalls(),
            counts.failedCalls()));
  }

  void errorstats(InfoText text) {
    server
        .errors()
        .countByCode()
        .forEach((code, count) -> text.field("errorstat_" + code, "count=" + count));
  }
}

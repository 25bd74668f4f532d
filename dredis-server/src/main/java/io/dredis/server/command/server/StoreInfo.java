package io.dredis.server.command.server;

import io.dredis.storage.keyspace.Database;
import java.util.Locale;

/**
 * The sections of INFO about the data: {@code persistence}, {@code keyspace} and our own, {@code
 * dredis}.
 */
final class StoreInfo {
  private final ServerContext server;

  StoreInfo(ServerContext server) {
    this.server = server;
  }

  void persistence(InfoText text) {
    text.field("loading", 0)
        .field("async_loading", 0)
        .field("rdb_changes_since_last_save", 0)
        .field("rdb_bgsave_in_progress", 0)
        .field("rdb_last_save_time", server.identity().startedAtMillis() / 1000)
        .field("rdb_last_bgsave_status", "ok")
        .field("rdb_last_bgsave_time_sec", -1)
        .field("rdb_current_bgsave_time_sec", -1)
        .field("rdb_saves", 0)
        .field("rdb_last_cow_size", 0)
        .field("aof_enabled", 1)
        .field("aof_rewrite_in_progress", 0)
        .field("aof_rewrite_scheduled", 0)
        .field("aof_last_rewrite_time_sec", -1)
        .field("aof_current_rewrite_time_sec", -1)
        .field("aof_last_bgrewrite_status", "ok")
        .field("aof_last_write_status", server.durability().failing() ? "err" : "ok")
        .field("aof_last_cow_size", 0)
        .field("aof_current_size", server.store().sizeOnDisk())
        .field("module_fork_in_progress", 0)
        .field("module_fork_last_cow_size", 0);
  }

  void keyspace(InfoText text) {
    for (int number = 0; number < server.configuration().databases(); number++) {
      Database database = server.store().database(number);
      if (database.size() > 0) {
        text.field(
            "db" + number,
            "keys="
                + database.size()
                + ",expires="
                + database.expiresCount()
                + ",avg_ttl="
                + database.averageTtlMillis());
      }
    }
  }

  void dredis(InfoText text) {
    text.field("backend", server.configuration().backend())
        .field("directory", server.configuration().directory())
        .bytes("store_size", server.store().sizeOnDisk())
        .field("fsync", server.configuration().appendFsync().name().toLowerCase(Locale.ROOT))
        .field("readonly", server.configuration().readOnly())
        .bytes("heap_max", server.figures().maxMemoryBytes())
        .field("java_version", Runtime.version().toString());
  }
}

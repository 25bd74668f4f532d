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
    SaveStatus saves = server.saves().status();
    LoadStatus load = server.loading().status();
    text.field("loading", load.inProgress())
        .field("async_loading", 0)
        .field("current_cow_peak", 0)
        .field("current_cow_size", 0)
        .field("current_cow_size_age", 0)
        .decimal("current_fork_perc", 2, 0)
        .field("current_save_keys_processed", saves.savedKeys())
        .field("current_save_keys_total", saves.totalKeys())
        .field("rdb_changes_since_last_save", saves.changes())
        .field("rdb_bgsave_in_progress", saves.backgroundRunning())
        .field("rdb_last_save_time", saves.lastSaveSeconds())
        .field("rdb_last_bgsave_status", saves.lastBackgroundGood() ? "ok" : "err")
        .field("rdb_last_bgsave_time_sec", saves.lastBackgroundSeconds())
        .field("rdb_current_bgsave_time_sec", saves.currentBackgroundSeconds())
        .field("rdb_saves", saves.saves())
        .field("rdb_last_cow_size", 0)
        .field("rdb_last_load_keys_expired", load.expiredKeys())
        .field("rdb_last_load_keys_loaded", load.loadedKeys())
        .field("aof_enabled", 1)
        .field("aof_rewrite_in_progress", 0)
        .field("aof_rewrite_scheduled", 0)
        .field("aof_last_rewrite_time_sec", -1)
        .field("aof_current_rewrite_time_sec", -1)
        .field("aof_last_bgrewrite_status", "ok")
        .field("aof_rewrites", 0)
        .field("aof_rewrites_consecutive_failures", 0)
        .field("aof_last_write_status", server.durability().failing() ? "err" : "ok")
        .field("aof_last_cow_size", 0)
        .field("aof_current_size", server.store().sizeOnDisk())
        .field("module_fork_in_progress", 0)
        .field("module_fork_last_cow_size", 0);
    if (load.inProgress()) {
      loading(text, load);
    }
  }

  private static void loading(InfoText text, LoadStatus load) {
    text.field("loading_start_time", load.startSeconds())
        .field("loading_total_bytes", load.totalBytes())
        .field("loading_rdb_used_mem", load.usedMemoryBytes())
        .field("loading_loaded_bytes", load.loadedBytes())
        .decimal("loading_loaded_perc", 2, load.percent())
        .field("loading_eta_seconds", load.secondsLeft());
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

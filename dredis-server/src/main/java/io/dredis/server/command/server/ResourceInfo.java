package io.dredis.server.command.server;

import io.dredis.server.command.ScriptFigures;
import java.util.Locale;

/**
 * The sections of INFO about the process: {@code memory} and {@code cpu}. Memory in use is the
 * JVM's heap with the garbage not yet collected; none of it is data set, which is on disk.
 */
final class ResourceInfo {
  private static final double MICROS_PER_SECOND = 1e6;

  private final ServerContext server;
  private final long startupBytes;

  ResourceInfo(ServerContext server) {
    this.server = server;
    this.startupBytes = server.figures().usedMemoryBytes();
  }

  void memory(InfoText text) {
    ScriptFigures scripts = server.scripts().get();
    long used = server.figures().usedMemoryBytes();
    long resident = server.figures().residentBytes();
    long peak = Math.max(used, server.statistics().peakMemoryBytes());
    long code = scripts.scriptCodeBytes() + scripts.functionCodeBytes();
    text.bytes("used_memory", used)
        .bytes("used_memory_rss", resident)
        .bytes("used_memory_peak", peak)
        .field("used_memory_peak_perc", percent(used, peak))
        .field("used_memory_overhead", used)
        .field("used_memory_startup", startupBytes)
        .field("used_memory_dataset", 0)
        .field("used_memory_dataset_perc", percent(0, used))
        .bytes("total_system_memory", server.figures().systemMemoryBytes())
        .field("used_memory_lua", scripts.scriptCodeBytes())
        .field("used_memory_vm_eval", scripts.scriptCodeBytes())
        .field("used_memory_lua_human", InfoText.human(scripts.scriptCodeBytes()))
        .field("used_memory_scripts_eval", scripts.scriptCacheBytes())
        .field("number_of_cached_scripts", scripts.scripts())
        .field("number_of_functions", scripts.functions())
        .field("number_of_libraries", scripts.libraries())
        .field("used_memory_vm_functions", scripts.functionCodeBytes())
        .bytes("used_memory_vm_total", code)
        .field("used_memory_functions", scripts.libraryBytes())
        .bytes("used_memory_scripts", scripts.scriptCacheBytes() + scripts.libraryBytes())
        .bytes("maxmemory", 0)
        .field("maxmemory_policy", "noeviction")
        .decimal("mem_fragmentation_ratio", 2, used == 0 ? 0 : (double) resident / used)
        .field("mem_fragmentation_bytes", resident - used)
        .field("mem_not_counted_for_evict", 0)
        .field("mem_replication_backlog", 0)
        .field("mem_clients_slaves", 0)
        .field("mem_clients_normal", clientBytes())
        .field("mem_aof_buffer", 0)
        .field("mem_allocator", "jvm-" + Runtime.version().feature())
        .field("active_defrag_running", 0)
        .field("lazyfree_pending_objects", 0)
        .field("lazyfreed_objects", 0);
  }

  private long clientBytes() {
    return server.sessions().all().stream()
        .mapToLong(
            session ->
                session.transport().queryBufferBytes()
                    + (long) session.transport().queryBufferFreeBytes()
                    + session.transport().outputQueueBytes())
        .sum();
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  void cpu(InfoText text) {
    text.decimal("used_cpu_sys", 6, server.figures().systemCpuMicros() / MICROS_PER_SECOND)
        .decimal("used_cpu_user", 6, server.figures().userCpuMicros() / MICROS_PER_SECOND)
        .decimal("used_cpu_sys_children", 6, 0)
        .decimal("used_cpu_user_children", 6, 0);
  }
}

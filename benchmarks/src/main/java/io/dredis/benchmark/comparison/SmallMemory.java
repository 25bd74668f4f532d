package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import java.util.List;

/** How little memory dredis gets where its data are to be larger than that. */
final class SmallMemory {
  private static final long MEGABYTE = 1 << 20;

  @Parameter(
      names = "--small-heap",
      description = "megabytes of heap where the data are larger than memory")
  private int heapMegabytes = 64;

  @Parameter(
      names = "--small-cache",
      description = "megabytes of LevelDB's cache there; LMDB's is the operating system's")
  private int cacheMegabytes = 8;

  @Parameter(names = "--times", description = "how many times heap and cache the data are then")
  private int times = 10;

  /** Returns the options of the JVM. */
  List<String> jvmOptions() {
    return List.of("-Xmx" + heapMegabytes + "m");
  }

  /** Returns the options of the server on a backend. */
  List<String> serverOptions(String backend) {
    return backend.equals("leveldb")
        ? List.of("--backend-option", "lru_cache_size=" + cacheBytes())
        : List.of();
  }

  /** Returns how many bytes LevelDB keeps. */
  long cacheBytes() {
    return cacheMegabytes * MEGABYTE;
  }

  /** Returns how many bytes of data are as many times the memory as they should be. */
  long largeBytes() {
    return MEGABYTE * times * (heapMegabytes + cacheMegabytes);
  }

  /** Says what the data are, for the tables. */
  String title() {
    return "%d times the heap of %d MB and the cache of %d MB"
        .formatted(times, heapMegabytes, cacheMegabytes);
  }
}

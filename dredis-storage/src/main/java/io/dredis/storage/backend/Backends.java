package io.dredis.storage.backend;

import io.dredis.storage.backend.leveldb.LevelDbBackendType;
import io.dredis.storage.backend.lmdb.LmdbBackendType;
import io.dredis.storage.backend.memory.MemoryBackendType;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of backend there are. */
public final class Backends {
  private static final List<BackendType> ALL =
      List.of(new LevelDbBackendType(), new LmdbBackendType(), new MemoryBackendType());

  private Backends() {}

  /** Returns every kind, the default first. */
  public static List<BackendType> all() {
    return ALL;
  }

  /**
   * Returns the kind of that name.
   *
   * @throws StoreRefusedException when there is none; the message names those there are
   */
  public static BackendType named(String name) {
    for (BackendType type : ALL) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    String names = ALL.stream().map(BackendType::name).collect(Collectors.joining(", "));
    throw new StoreRefusedException("unknown backend \"" + name + "\"; there are: " + names);
  }
}

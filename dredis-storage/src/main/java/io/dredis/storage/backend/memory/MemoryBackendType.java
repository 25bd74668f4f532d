package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendOptions;
import io.dredis.storage.backend.BackendType;
import java.nio.file.Path;
import java.util.Map;

/** The kind of backend named {@code memory}; it has no options. */
public final class MemoryBackendType implements BackendType {
  private final BackendOptions options = new BackendOptions("memory");

  /** The kind itself; its stores share nothing. */
  public MemoryBackendType() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean gainsFromCache() {
    return false;
  }

  @Override
  public int recordsWorthAThread() {
    // A record takes less time than on disk, and what another processor has changed in the tree is
    // dear to read.
    return 1024;
  }

  @Override
  public Map<String, Object> defaultOptions() {
    return options.defaults();
  }

  @Override
  public Backend open(Path directory, Map<String, Object> given, boolean readOnly) {
    options.check(given);
    return new MemoryBackend(readOnly);
  }
}

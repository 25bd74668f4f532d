package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.PersistentBackendContractTest;
import java.util.Map;

/** The contract, kept by LMDB with options away from their defaults. */
class LmdbOtherOptionsTest extends PersistentBackendContractTest {
  @Override
  public BackendType type() {
    return new LmdbBackendType();
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of(
        "map_size", 16_000_000L,
        "map_async", false,
        "writemap", false,
        "readahead", true,
        "metasync", true,
        "sync", false,
        "max_readers", 32L,
        "mode", 384L);
  }
}

package io.dredis.storage.backend.leveldb;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.PersistentBackendContractTest;

/** The contract, kept by LevelDB. */
class LevelDbBackendTest extends PersistentBackendContractTest {
  @Override
  public BackendType type() {
    return new LevelDbBackendType();
  }
}

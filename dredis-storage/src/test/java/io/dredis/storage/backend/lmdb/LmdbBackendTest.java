package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.PersistentBackendContractTest;

/** The contract, kept by LMDB with its default options. */
class LmdbBackendTest extends PersistentBackendContractTest {
  @Override
  public BackendType type() {
    return new LmdbBackendType();
  }
}

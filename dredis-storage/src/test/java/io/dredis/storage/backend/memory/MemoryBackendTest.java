package io.dredis.storage.backend.memory;

import io.dredis.storage.backend.BackendContractTest;
import io.dredis.storage.backend.BackendType;

/** The contract, kept by the backend in the heap. */
class MemoryBackendTest extends BackendContractTest {
  @Override
  public BackendType type() {
    return new MemoryBackendType();
  }
}

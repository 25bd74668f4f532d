package io.dredis.storage.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BackendsTest {
  @Test
  void everyBackendIsFoundByItsName() {
    for (BackendType type : Backends.all()) {
      assertSame(type, Backends.named(type.name()));
    }
    assertEquals("memory", Backends.named("memory").name());
  }

  @Test
  void leveldbIsTheDefault() {
    assertEquals("leveldb", Backends.all().getFirst().name());
  }

  @Test
  void anUnknownBackendIsRefusedWithTheNamesThereAre() {
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> Backends.named("rocksdb"));
    assertTrue(
        refused.getMessage().startsWith("unknown backend \"rocksdb\"; there are: leveldb, "),
        refused.getMessage());
  }
}

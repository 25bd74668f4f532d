package io.dredis.storage.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class YieldingReaderTest {
  private static final int ROUNDS = 3;

  private int yields;

  @Test
  void yieldsAfterSoManyStepsWhateverTheyAre() {
    byte[] key = {1};
    try (Backend backend = Backends.named("memory").open(null, Map.of(), false)) {
      Batch batch = new Batch();
      batch.put(key, key);
      backend.commit(batch);
      YieldingReader reader = new YieldingReader(backend, () -> yields++);
      for (int i = 0; i < ROUNDS * YieldingReader.STEPS; i++) {
        assertEquals(1, reader.get(key).length);
      }
      assertEquals(ROUNDS, yields);
      for (int i = 0; i < YieldingReader.STEPS; i++) {
        assertEquals(2, reader.getAll(List.of(key, key)).length);
      }
      assertEquals(ROUNDS + 1, yields);
      for (int i = 0; i < YieldingReader.STEPS; i += 4) {
        try (Cursor cursor = reader.cursor()) {
          assertTrue(cursor.seek(key));
          assertEquals(1, cursor.value().length);
          assertFalse(cursor.next());
          assertTrue(cursor.previous());
        }
      }
      assertEquals(ROUNDS + 2, yields);
    }
  }
}

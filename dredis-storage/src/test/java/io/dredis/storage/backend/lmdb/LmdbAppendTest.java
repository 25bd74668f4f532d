package io.dredis.storage.backend.lmdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Records;
import io.dredis.storage.backend.Walks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large batches whose keys may come behind all others. */
class LmdbAppendTest {
  private static final int BATCH = 1000;

  @TempDir private Path directory;
  private final Random random = new Random(Long.getLong("dredis.test.seed", 3));
  private final NavigableMap<byte[], byte[]> model = Records.model();
  private Backend backend;

  @BeforeEach
  void open() {
    backend = new LmdbBackendType().open(directory, Map.of(), false);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void recordsThatComeInOrderFillTheirPages() {
    long bytes = 0;
    for (int from = 0; from < 100 * BATCH; from += BATCH) {
      Batch batch = new Batch();
      for (int i = from; i < from + BATCH; i++) {
        put(batch, Records.bytes("key%08d".formatted(i)), new byte[20]);
      }
      bytes += batch.byteSize();
      backend.commit(batch);
    }
    Walks.assertSame(model, backend);
    // With half full pages it would be more than three times as much.
    long most = 2 * bytes;
    assertTrue(backend.sizeOnDisk() < most, backend.sizeOnDisk() + " for " + bytes);
  }

  @Test
  void batchesThatComeInOrderNowAndThenAreStoredAsTheyAre() {
    for (int round = 0; round < 60; round++) {
      Batch batch = new Batch();
      int number = round * BATCH;
      for (int i = 0; i < BATCH; i++) {
        number += random.nextInt(4) - (random.nextInt(40) == 0 ? 30 : 0);
        byte[] key = Records.bytes("key%08d".formatted(Math.max(0, number)));
        if (random.nextInt(200) == 0) {
          key = Arrays.copyOf(key, 500 + random.nextInt(30));
        }
        if (random.nextInt(50) == 0) {
          batch.delete(key);
          model.remove(key);
        } else {
          put(batch, key, new byte[random.nextInt(100)]);
        }
      }
      if (random.nextInt(10) == 0 && !model.isEmpty()) {
        batch.delete(model.lastKey());
        model.remove(model.lastKey());
      }
      backend.commit(batch);
    }
    Walks.assertSame(model, backend);
  }

  private void put(Batch batch, byte[] key, byte[] value) {
    batch.put(key, value);
    model.put(key, value);
  }
}

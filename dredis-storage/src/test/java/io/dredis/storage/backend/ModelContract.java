package io.dredis.storage.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A long random history, compared with a sorted map at every step. */
interface ModelContract extends ContractFixture {

  @Test
  default void aRandomHistoryMatchesASortedMap() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println("aRandomHistoryMatchesASortedMap, " + type().name() + ": seed " + seed);
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = Records.model();
    List<byte[]> known = new ArrayList<>();
    known.add(new byte[0]);
    for (int round = 0; round < 60; round++) {
      Batch batch = new Batch();
      int operations = random.nextInt(random.nextInt(4) == 0 ? 1000 : 20);
      for (int i = 0; i < operations; i++) {
        change(random, batch, model, known);
      }
      Backend backend = backend();
      try (Snapshot before = backend.snapshot()) {
        backend.commit(batch);
        try (Snapshot after = backend.snapshot();
            Cursor cursor = after.cursor()) {
          Walks.assertSameSteps(model, cursor, random, 100, known);
        }
        before.get(known.get(0));
      }
      if (random.nextInt(10) == 0) {
        Walks.assertSame(model, reopened());
      }
    }
    Walks.assertSame(model, backend());
    known.removeIf(model::containsKey);
    Walks.assertAbsent(known, reopened());
    Walks.assertSame(model, backend());
  }

  private static void change(
      Random random, Batch batch, NavigableMap<byte[], byte[]> model, List<byte[]> known) {
    boolean fresh = known.size() < 4000 && random.nextInt(2) == 0;
    byte[] key = fresh ? RandomKeys.next(random) : known.get(random.nextInt(known.size()));
    known.add(key);
    if (random.nextInt(5) < 2) {
      batch.delete(key);
      model.remove(key);
    } else {
      byte[] value = new byte[random.nextInt(random.nextInt(20) == 0 ? 6000 : 40)];
      random.nextBytes(value);
      batch.put(key, value);
      model.put(key, value);
    }
  }
}

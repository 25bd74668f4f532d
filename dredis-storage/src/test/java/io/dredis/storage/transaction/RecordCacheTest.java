package io.dredis.storage.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.encoding.Space;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordCacheTest {
  private static byte[] header(String name) {
    return (((char) Space.HEADER.code()) + name).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatItKnowsIsWhatWasPutLastWithinTheBudget() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("RecordCacheTest seed " + seed);
    Random random = new Random(seed);
    Map<String, byte[]> model = new HashMap<>();
    RecordCache cache = new RecordCache(300_000);
    int known = 0;
    for (int i = 0; i < 200_000; i++) {
      String name = Integer.toString(random.nextInt(5000));
      if (random.nextInt(3) == 0) {
        byte[] value = random.nextInt(4) == 0 ? Transaction.DELETED : new byte[random.nextInt(300)];
        random.nextBytes(value);
        cache.put(header(name), value);
        model.put(name, value);
      } else {
        byte[] value = cache.get(header(name));
        if (value != null) {
          assertSame(model.get(name), value);
          known++;
        }
      }
      assertTrue(cache.bytes() <= 300_000, "over the budget");
    }
    assertTrue(known > 10_000, "it keeps next to nothing");
    cache.clear();
    assertEquals(0, cache.bytes());
    assertNull(cache.get(header("1")));
  }

  @Test
  void whatIsUsedStaysWhileMuchPassesThrough() {
    RecordCache cache = new RecordCache(100_000);
    cache.put(header("hot"), new byte[] {1});
    for (int i = 0; i < 100_000; i++) {
      cache.put(header("passes " + i), new byte[50]);
      if (i % 100 == 0) {
        assertArrayEquals(new byte[] {1}, cache.get(header("hot")));
      }
    }
    assertNull(cache.get(header("passes 1")));
    assertNotNull(cache.get(header("passes 99999")));
  }

  @Test
  void aValueThatHasBecomeTooLongIsForgotten() {
    RecordCache cache = new RecordCache(1 << 20);
    cache.put(header("key"), new byte[10]);
    cache.put(header("key"), new byte[100_000]);
    assertNull(cache.get(header("key")));
    assertEquals(0, cache.bytes());
  }

  @Test
  void onlyWhatTheTransactionAloneWritesIsKept() {
    RecordCache cache = new RecordCache(1 << 20);
    for (Space space : Space.values()) {
      byte[] key = {space.code(), 1};
      cache.put(key, new byte[] {1});
      boolean kept = space == Space.HEADER || space == Space.ELEMENT;
      assertEquals(kept, cache.get(key) != null, space.name());
    }
  }

  @Test
  void ofWhatIsCommittedWithoutAValueOnlyWhatWasAskedForIsKept() {
    RecordCache cache = new RecordCache(1 << 20);
    cache.putCommitted(header("valued"), new byte[] {1});
    cache.putCommitted(header("empty"), new byte[0]);
    cache.putCommitted(header("deleted"), Transaction.DELETED);
    assertArrayEquals(new byte[] {1}, cache.get(header("valued")));
    assertNull(cache.get(header("empty")));
    assertNull(cache.get(header("deleted")));

    byte[] empty = {};
    cache.put(header("asked for"), Transaction.DELETED);
    cache.putCommitted(header("asked for"), empty);
    assertSame(empty, cache.get(header("asked for")));
    cache.putCommitted(header("asked for"), Transaction.DELETED);
    assertSame(Transaction.DELETED, cache.get(header("asked for")));
  }

  @Test
  void withoutABudgetNothingIsKept() {
    RecordCache cache = new RecordCache(0);
    cache.put(header("key"), new byte[10]);
    assertNull(cache.get(header("key")));
  }

  @Test
  void neighboursAreSpreadOverTheTable() {
    int keys = 1 << 16;
    BitSet places = new BitSet(keys);
    for (int i = 0; i < keys; i++) {
      byte[] key = {'e', 0, 0, 0, 7, 1, 2, 3, (byte) (i >> 8), (byte) i};
      places.set(RecordCache.hash(key) & keys - 1);
    }
    // By chance alone it is 1 - 1/e of them, 63 %.
    assertTrue(places.cardinality() > keys * 0.5, "only " + places.cardinality() + " places");
  }
}

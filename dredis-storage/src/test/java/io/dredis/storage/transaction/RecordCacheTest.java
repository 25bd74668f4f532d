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

  private static byte[] get(RecordCache cache, byte[] key) {
    return cache.get(key, KeyHash.of(key));
  }

  private static void put(RecordCache cache, byte[] key, byte[] value) {
    cache.put(key, KeyHash.of(key), value);
  }

  private static void putCommitted(RecordCache cache, byte[] key, byte[] value) {
    cache.putCommitted(key, KeyHash.of(key), value);
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
        put(cache, header(name), value);
        model.put(name, value);
      } else {
        byte[] value = get(cache, header(name));
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
    assertNull(get(cache, header("1")));
  }

  @Test
  void whatIsUsedStaysWhileMuchPassesThrough() {
    RecordCache cache = new RecordCache(100_000);
    put(cache, header("hot"), new byte[] {1});
    for (int i = 0; i < 100_000; i++) {
      put(cache, header("passes " + i), new byte[50]);
      if (i % 100 == 0) {
        assertArrayEquals(new byte[] {1}, get(cache, header("hot")));
      }
    }
    assertNull(get(cache, header("passes 1")));
    assertNotNull(get(cache, header("passes 99999")));
  }

  @Test
  void aValueThatHasBecomeTooLongIsForgotten() {
    RecordCache cache = new RecordCache(1 << 20);
    put(cache, header("key"), new byte[10]);
    put(cache, header("key"), new byte[100_000]);
    assertNull(get(cache, header("key")));
    assertEquals(0, cache.bytes());
  }

  @Test
  void onlyWhatTheTransactionAloneWritesIsKept() {
    RecordCache cache = new RecordCache(1 << 20);
    for (Space space : Space.values()) {
      byte[] key = {space.code(), 1};
      put(cache, key, new byte[] {1});
      boolean kept = space == Space.HEADER || space == Space.ELEMENT;
      assertEquals(kept, get(cache, key) != null, space.name());
    }
  }

  @Test
  void ofWhatIsCommittedWithoutAValueOnlyWhatWasAskedForIsKept() {
    RecordCache cache = new RecordCache(1 << 20);
    putCommitted(cache, header("valued"), new byte[] {1});
    putCommitted(cache, header("empty"), new byte[0]);
    putCommitted(cache, header("deleted"), Transaction.DELETED);
    assertArrayEquals(new byte[] {1}, get(cache, header("valued")));
    assertNull(get(cache, header("empty")));
    assertNull(get(cache, header("deleted")));

    byte[] empty = {};
    put(cache, header("asked for"), Transaction.DELETED);
    putCommitted(cache, header("asked for"), empty);
    assertSame(empty, get(cache, header("asked for")));
    putCommitted(cache, header("asked for"), Transaction.DELETED);
    assertSame(Transaction.DELETED, get(cache, header("asked for")));
  }

  @Test
  void withoutABudgetNothingIsKept() {
    RecordCache cache = new RecordCache(0);
    put(cache, header("key"), new byte[10]);
    assertNull(get(cache, header("key")));
  }

  @Test
  void neighboursAreSpreadOverTheTable() {
    int keys = 1 << 16;
    BitSet places = new BitSet(keys);
    for (int i = 0; i < keys; i++) {
      byte[] key = {'e', 0, 0, 0, 7, 1, 2, 3, (byte) (i >> 8), (byte) i};
      places.set(KeyHash.of(key) & keys - 1);
    }
    // By chance alone it is 1 - 1/e of them, 63 %.
    assertTrue(places.cardinality() > keys * 0.5, "only " + places.cardinality() + " places");
  }
}

package io.dredis.storage.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against a map that is always in order. */
class PendingWritesTest {
  private final NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
  private final PendingWrites writes = new PendingWrites();

  /** The keys in the order in which they were first written. */
  private final Deque<byte[]> added = new ArrayDeque<>();

  @Test
  void areTheLastOfEachKeyInAnyOrderThatIsAskedFor() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("PendingWritesTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int keys = 1 << random.nextInt(12);
      int steps = random.nextInt(2 * keys);
      for (int i = 0; i < steps; i++) {
        step(random, keys);
      }
      assertSorted();
      writes.clear();
      model.clear();
      added.clear();
      assertTrue(writes.isEmpty());
      assertEquals(0, writes.sorted().size());
      assertEquals(0, writes.ordered().size());
    }
  }

  private void step(Random random, int keys) {
    byte[] key = randomKey(random, keys);
    switch (random.nextInt(50)) {
      case 0 -> assertSorted();
      case 1 -> assertOrdered();
      case 2, 3, 4, 5 -> {
        if (!added.isEmpty()) {
          assertSame(model.remove(added.removeLast()), writes.removeLast());
        }
      }
      default -> {
        if (!model.containsKey(key)) {
          added.addLast(key);
        }
        byte[] value = new byte[] {(byte) random.nextInt()};
        assertSame(model.put(key, value), writes.put(key, KeyHash.of(key), value));
      }
    }
    byte[] other = randomKey(random, keys);
    assertSame(model.get(other), writes.get(other, KeyHash.of(other)));
    assertEquals(model.isEmpty(), writes.isEmpty());
  }

  /** Returns a key that shares much or little with others, zeros at its end included. */
  private static byte[] randomKey(Random random, int keys) {
    int number = random.nextInt(keys);
    byte[] key = new byte[6 + number % 11];
    key[0] = (byte) (number % 3 == 0 ? 0xfe : 1);
    key[1] = (byte) (number >> 8);
    key[2] = (byte) number;
    return key;
  }

  private void assertSorted() {
    Iterator<Map.Entry<byte[], byte[]>> expected = model.entrySet().iterator();
    for (PendingWrites.Write write : writes.sorted()) {
      Map.Entry<byte[], byte[]> next = expected.next();
      assertArrayEquals(next.getKey(), write.key());
      assertEquals(KeyHash.of(next.getKey()), write.hash());
      assertSame(next.getValue(), write.value());
    }
    assertFalse(expected.hasNext());
  }

  private void assertOrdered() {
    assertArrayEquals(
        model.values().toArray(new byte[0][]), writes.ordered().values().toArray(new byte[0][]));
    assertArrayEquals(
        model.keySet().toArray(new byte[0][]), writes.ordered().keySet().toArray(new byte[0][]));
  }

  @Test
  void oneThatWasNeverWrittenIsNotThere() {
    assertNull(writes.get(new byte[0], KeyHash.of(new byte[0])));
  }
}

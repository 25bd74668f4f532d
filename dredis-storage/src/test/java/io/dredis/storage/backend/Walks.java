package io.dredis.storage.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;

/** Comparisons of what a reader shows with a sorted map that holds the same records. */
public final class Walks {
  private Walks() {}

  /**
   * Asserts that a reader holds exactly the records of the model: forwards, backwards, and key by
   * key.
   */
  public static void assertSame(NavigableMap<byte[], byte[]> model, Reader reader) {
    try (Cursor cursor = reader.cursor()) {
      boolean on = cursor.seek(new byte[0]);
      for (Map.Entry<byte[], byte[]> expected : model.entrySet()) {
        assertOn(expected, cursor, on);
        on = cursor.next();
      }
      assertFalse(on, "a record behind the last one");
      for (Map.Entry<byte[], byte[]> expected : model.descendingMap().entrySet()) {
        assertOn(expected, cursor, cursor.previous());
      }
      assertFalse(cursor.previous(), "a record before the first one");
    }
    List<byte[]> keys = List.copyOf(model.keySet());
    byte[][] values = reader.getAll(keys);
    for (int i = 0; i < values.length; i++) {
      byte[] key = keys.get(i);
      byte[] expected = model.get(key);
      assertArrayEquals(expected, values[i], () -> "getAll of " + shown(key));
      assertArrayEquals(expected, reader.get(key), () -> "get of " + shown(key));
    }
  }

  /**
   * Moves a cursor at random, as the model is moved, and asserts after each step that both stand on
   * the same record.
   */
  public static void assertSameSteps(
      NavigableMap<byte[], byte[]> model,
      Cursor cursor,
      Random random,
      int steps,
      List<byte[]> seeks) {
    // The position is the key stood on or, off the records, null with where the cursor went off.
    byte[] at = null;
    boolean behind = false;
    for (int step = 0; step < steps; step++) {
      int kind = step == 0 ? 0 : random.nextInt(5);
      boolean on;
      byte[] next;
      if (kind == 0) {
        byte[] target = seeks.get(random.nextInt(seeks.size()));
        on = cursor.seek(target);
        next = model.ceilingKey(target);
        behind = true;
      } else if (kind <= 2) {
        on = cursor.next();
        next =
            at != null ? model.higherKey(at) : behind || model.isEmpty() ? null : model.firstKey();
        behind = true;
      } else {
        on = cursor.previous();
        next =
            at != null ? model.lowerKey(at) : !behind || model.isEmpty() ? null : model.lastKey();
        behind = false;
      }
      if (next == null) {
        assertFalse(on, "stands on a record where there is none");
      } else {
        assertOn(Map.entry(next, model.get(next)), cursor, on);
      }
      at = next;
    }
  }

  /** Asserts that none of the keys has a value. */
  public static void assertAbsent(List<byte[]> keys, Reader reader) {
    for (byte[] key : keys) {
      assertNull(reader.get(key), () -> "get of " + shown(key));
    }
  }

  private static void assertOn(Map.Entry<byte[], byte[]> expected, Cursor cursor, boolean on) {
    assertTrue(on, () -> "no record where " + shown(expected.getKey()) + " was expected");
    assertEquals(shown(expected.getKey()), shown(cursor.key()));
    assertArrayEquals(expected.getKey(), cursor.key());
    assertArrayEquals(
        expected.getValue(), cursor.value(), () -> "value of " + shown(expected.getKey()));
  }

  private static String shown(byte[] key) {
    String hex = HexFormat.of().formatHex(key, 0, Math.min(key.length, 40));
    return hex + (key.length > 40 ? "... of " + key.length + " bytes" : "");
  }
}

package io.dredis.storage.keyspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanCursorsTest {
  private static final byte[] POSITION = {1};

  @Test
  void numbersNeverRepeatAndFitADouble() {
    ScanCursors cursors = new ScanCursors();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      long cursor = cursors.save(POSITION);
      assertTrue(seen.add(cursor));
      assertNotEquals(0, cursor);
      assertEquals(cursor, (long) (double) cursor);
    }
  }

  @Test
  void aFastIterationDoesNotPushOutASlowOne() {
    ScanCursors cursors = new ScanCursors(10, 5, 1 << 20);
    long slow = cursors.save(new byte[] {42});
    long fast = cursors.save(POSITION);
    for (int i = 0; i < 1000; i++) {
      cursors.position(fast);
      fast = cursors.save(POSITION);
    }
    assertArrayEquals(new byte[] {42}, cursors.position(slow));
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    ScanCursors cursors = new ScanCursors(3, 3, 1 << 20);
    long oldest = cursors.save(POSITION);
    long kept = cursors.save(POSITION);
    cursors.save(POSITION);
    cursors.save(POSITION);
    assertThrows(UnknownCursorException.class, () -> cursors.position(oldest));
    assertEquals(POSITION, cursors.position(kept));
  }

  @Test
  void longPositionsCountByTheirBytes() {
    ScanCursors cursors = new ScanCursors(1000, 1000, 10_000);
    long first = cursors.save(new byte[6000]);
    long second = cursors.save(new byte[6000]);
    long huge = cursors.save(new byte[60_000]);
    assertThrows(UnknownCursorException.class, () -> cursors.position(first));
    assertThrows(UnknownCursorException.class, () -> cursors.position(second));
    assertEquals(60_000, cursors.position(huge).length);
  }
}

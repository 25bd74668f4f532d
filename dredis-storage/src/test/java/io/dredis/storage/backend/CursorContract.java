package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.deletes;
import static io.dredis.storage.backend.Records.keys;
import static io.dredis.storage.backend.Records.puts;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Positions, directions and isolation of cursors and snapshots. */
interface CursorContract extends ContractFixture {

  @Test
  default void seekStandsAtOrAfterTheKey() {
    backend().commit(puts("b", "1", "d", "2"));
    try (Cursor cursor = backend().cursor()) {
      assertTrue(cursor.seek(bytes("b")));
      assertEquals("b", text(cursor.key()));
      assertEquals("1", text(cursor.value()));
      assertTrue(cursor.seek(bytes("b\0")));
      assertEquals("d", text(cursor.key()));
      assertTrue(cursor.seek(bytes("a")));
      assertEquals("b", text(cursor.key()));
      assertTrue(cursor.seek(new byte[0]));
      assertEquals("b", text(cursor.key()));
    }
  }

  @Test
  default void behindTheLastRecordPreviousLeadsToTheLast() {
    backend().commit(puts("b", "1", "d", "2"));
    try (Cursor cursor = backend().cursor()) {
      assertFalse(cursor.seek(bytes("e")));
      assertFalse(cursor.next());
      assertFalse(cursor.next());
      assertTrue(cursor.previous());
      assertEquals("d", text(cursor.key()));
      assertFalse(cursor.next());
      assertTrue(cursor.previous());
      assertEquals("d", text(cursor.key()));
    }
  }

  @Test
  default void beforeTheFirstRecordNextLeadsToTheFirst() {
    backend().commit(puts("b", "1", "d", "2"));
    try (Cursor cursor = backend().cursor()) {
      assertTrue(cursor.seek(bytes("a")));
      assertFalse(cursor.previous());
      assertFalse(cursor.previous());
      assertTrue(cursor.next());
      assertEquals("b", text(cursor.key()));
      assertTrue(cursor.next());
      assertEquals("d", text(cursor.key()));
    }
  }

  @Test
  default void aCursorTurnsAtEveryPosition() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int i = 0; i < 40; i++) {
      model.put(bytes("key%03d".formatted(i)), bytes("value" + i));
    }
    backend().commit(Records.putAll(model));
    try (Cursor cursor = backend().cursor()) {
      for (int turn = 0; turn < 40; turn++) {
        assertTrue(cursor.seek(bytes("key%03d".formatted(turn))));
        assertEquals(turn < 39, cursor.next());
        assertTrue(cursor.previous());
        assertEquals("value" + turn, text(cursor.value()));
        assertEquals(turn > 0, cursor.previous());
        assertTrue(cursor.next());
        assertEquals("key%03d".formatted(turn), text(cursor.key()));
        assertEquals(turn < 39, cursor.next());
      }
    }
  }

  @Test
  default void aCursorOverAnEmptyStoreStandsNowhere() {
    try (Cursor cursor = backend().cursor()) {
      assertFalse(cursor.seek(new byte[0]));
      assertFalse(cursor.next());
      assertFalse(cursor.previous());
      assertFalse(cursor.next());
      assertFalse(cursor.seek(bytes("z")));
      assertFalse(cursor.previous());
      assertFalse(cursor.previous());
    }
  }

  @Test
  default void aCursorOffTheRecordsRefusesToShowOne() {
    backend().commit(puts("a", "1"));
    try (Cursor cursor = backend().cursor()) {
      assertThrows(IllegalStateException.class, cursor::key);
      assertThrows(IllegalStateException.class, cursor::next);
      assertThrows(IllegalStateException.class, cursor::previous);
      assertFalse(cursor.seek(bytes("b")));
      assertThrows(IllegalStateException.class, cursor::key);
      assertThrows(IllegalStateException.class, cursor::value);
      assertTrue(cursor.previous());
      assertFalse(cursor.previous());
      assertThrows(IllegalStateException.class, cursor::key);
      assertThrows(IllegalStateException.class, cursor::value);
    }
  }

  @Test
  default void keyAndValueMayBeAskedAgainAndStayAfterMoving() {
    backend().commit(puts("a", "1", "b", "2"));
    try (Cursor cursor = backend().cursor()) {
      assertTrue(cursor.seek(new byte[0]));
      byte[] key = cursor.key();
      byte[] value = cursor.value();
      assertEquals("1", text(cursor.value()));
      assertEquals("a", text(cursor.key()));
      assertTrue(cursor.next());
      assertEquals("a", text(key));
      assertEquals("1", text(value));
    }
  }

  @Test
  default void aCursorAndASnapshotMayBeClosedTwice() {
    backend().commit(puts("a", "1"));
    Snapshot snapshot = backend().snapshot();
    Cursor cursor = snapshot.cursor();
    assertTrue(cursor.seek(new byte[0]));
    cursor.close();
    cursor.close();
    snapshot.close();
    snapshot.close();
    Cursor unused = backend().cursor();
    unused.close();
    unused.close();
    assertEquals(List.of("a"), keys(backend()));
  }

  @Test
  default void aCursorDoesNotShowLaterCommits() {
    backend().commit(puts("a", "1", "c", "3"));
    try (Cursor unmoved = backend().cursor();
        Cursor moved = backend().cursor()) {
      assertTrue(moved.seek(new byte[0]));
      Batch batch = puts("a", "changed", "b", "new", "d", "new");
      batch.delete(bytes("c"));
      backend().commit(batch);
      for (Cursor cursor : List.of(unmoved, moved)) {
        assertTrue(cursor.seek(new byte[0]));
        assertEquals("1", text(cursor.value()));
        assertTrue(cursor.next());
        assertEquals("c", text(cursor.key()));
        assertEquals("3", text(cursor.value()));
        assertFalse(cursor.next());
      }
    }
    assertEquals(List.of("a", "b", "d"), keys(backend()));
  }

  @Test
  default void eachSnapshotShowsItsMoment() {
    List<Snapshot> snapshots = new ArrayList<>();
    List<NavigableMap<byte[], byte[]>> models = new ArrayList<>();
    NavigableMap<byte[], byte[]> model = Records.model();
    try {
      for (int moment = 0; moment < 20; moment++) {
        Batch batch = new Batch();
        for (int i = 0; i < 300; i++) {
          byte[] key = bytes("key" + (moment * 97 + i) % 1000);
          if ((i + moment) % 7 == 0) {
            batch.delete(key);
            model.remove(key);
          } else {
            byte[] value = bytes("value " + moment + "." + i);
            batch.put(key, value);
            model.put(key, value);
          }
        }
        backend().commit(batch);
        snapshots.add(backend().snapshot());
        NavigableMap<byte[], byte[]> copy = Records.model();
        copy.putAll(model);
        models.add(copy);
      }
      for (int moment = 19; moment >= 0; moment--) {
        Walks.assertSame(models.get(moment), snapshots.get(moment));
      }
    } finally {
      snapshots.forEach(Snapshot::close);
    }
    Walks.assertSame(model, backend());
  }

  @Test
  default void aSnapshotOfAnEmptyStoreStaysEmpty() {
    try (Snapshot snapshot = backend().snapshot()) {
      backend().commit(puts("a", "1"));
      assertNull(snapshot.get(bytes("a")));
      assertNull(snapshot.getAll(List.of(bytes("a")))[0]);
      assertEquals(List.of(), keys(snapshot));
      backend().commit(deletes("a"));
      assertEquals(List.of(), keys(snapshot));
    }
  }

  @Test
  default void aCursorOfASnapshotShowsTheSnapshot() {
    backend().commit(puts("a", "1"));
    try (Snapshot snapshot = backend().snapshot()) {
      backend().commit(puts("a", "2", "b", "2"));
      try (Cursor cursor = snapshot.cursor()) {
        assertTrue(cursor.seek(new byte[0]));
        assertEquals("1", text(cursor.value()));
        assertFalse(cursor.next());
      }
    }
  }

  @Test
  default void severalCursorsMoveIndependently() {
    backend().commit(puts("a", "1", "b", "2", "c", "3"));
    try (Cursor first = backend().cursor();
        Cursor second = backend().cursor()) {
      assertTrue(first.seek(new byte[0]));
      assertTrue(second.seek(bytes("c")));
      assertTrue(first.next());
      assertTrue(second.previous());
      assertTrue(second.previous());
      assertEquals("b", text(first.key()));
      assertEquals("a", text(second.key()));
    }
  }

  @Test
  default void randomStepsOverRandomKeysMatchASortedMap() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    System.out.println(
        "randomStepsOverRandomKeysMatchASortedMap, " + type().name() + ": seed " + seed);
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int i = 0; i < 400; i++) {
      model.put(RandomKeys.next(random), RandomKeys.next(random));
    }
    backend().commit(Records.putAll(model));
    List<byte[]> seeks = new ArrayList<>(model.keySet());
    for (int i = 0; i < 400; i++) {
      seeks.add(RandomKeys.next(random));
    }
    try (Cursor cursor = backend().cursor()) {
      Walks.assertSameSteps(model, cursor, random, 10_000, seeks);
    }
  }
}

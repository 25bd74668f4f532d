package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.keys;
import static io.dredis.storage.backend.Records.puts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Opening with options, and what holds after closing. */
interface LifeCycleContract extends ContractFixture {

  @Test
  default void closingTwiceIsHarmless() {
    backend().commit(puts("a", "1"));
    backend().close();
    backend().close();
  }

  @Test
  default void everyUseAfterCloseFailsCleanly() {
    Backend closed = backend();
    closed.commit(puts("a", "1"));
    closed.close();
    CommitException refused =
        assertThrows(CommitException.class, () -> closed.commit(puts("b", "2")));
    assertEquals(CommitException.Outcome.NOT_APPLIED, refused.outcome());
    assertThrows(BackendException.class, () -> closed.get(bytes("a")));
    assertThrows(BackendException.class, () -> closed.getAll(List.of(bytes("a"), bytes("b"))));
    assertThrows(BackendException.class, closed::cursor);
    assertThrows(BackendException.class, closed::snapshot);
    assertThrows(BackendException.class, closed::sync);
  }

  @Test
  default void cursorsAndSnapshotsLeftOpenAtCloseFailCleanly() {
    backend().commit(puts("a", "1", "b", "2"));
    Snapshot snapshot = backend().snapshot();
    Cursor cursor = backend().cursor();
    Cursor ofSnapshot = snapshot.cursor();
    assertTrue(cursor.seek(new byte[0]));
    backend().close();
    assertThrows(BackendException.class, cursor::next);
    assertThrows(BackendException.class, cursor::value);
    assertThrows(BackendException.class, () -> ofSnapshot.seek(bytes("a")));
    assertThrows(BackendException.class, () -> snapshot.get(bytes("a")));
    assertThrows(BackendException.class, snapshot::cursor);
    ofSnapshot.close();
    cursor.close();
    snapshot.close();
  }

  @Test
  default void aClosedCursorAndAClosedSnapshotFailCleanly() {
    backend().commit(puts("a", "1", "b", "2"));
    Snapshot snapshot = backend().snapshot();
    Cursor cursor = snapshot.cursor();
    assertTrue(cursor.seek(new byte[0]));
    cursor.close();
    assertThrows(BackendException.class, cursor::next);
    assertThrows(BackendException.class, cursor::previous);
    assertThrows(BackendException.class, cursor::key);
    assertThrows(BackendException.class, cursor::value);
    assertThrows(BackendException.class, () -> cursor.seek(bytes("a")));
    snapshot.close();
    assertThrows(BackendException.class, () -> snapshot.get(bytes("a")));
    assertThrows(BackendException.class, () -> snapshot.getAll(List.of(bytes("a"))));
    assertThrows(BackendException.class, snapshot::cursor);
  }

  @Test
  default void anUnknownOptionIsRefusedByName() {
    StoreRefusedException refused =
        assertThrows(
            StoreRefusedException.class,
            () -> type().open(newDirectory(), Map.of("no_such_option", 1L), false));
    assertTrue(refused.getMessage().contains("\"no_such_option\""), refused.getMessage());
    assertTrue(refused.getMessage().contains(type().name()), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
  }

  @Test
  default void aWronglyTypedOptionIsRefusedByName() {
    for (String option : type().defaultOptions().keySet()) {
      for (Object wrong : List.of(List.of(), 1.5, "no such value")) {
        StoreRefusedException refused =
            assertThrows(
                StoreRefusedException.class,
                () -> type().open(newDirectory(), Map.of(option, wrong), false),
                () -> option + " = " + wrong);
        assertTrue(refused.getMessage().contains("\"" + option + "\""), refused.getMessage());
      }
    }
  }

  @Test
  default void theDefaultOptionsMayBeSpelledOut() {
    try (Backend backend = type().open(newDirectory(), type().defaultOptions(), false)) {
      backend.commit(puts("a", "1"));
      assertEquals(List.of("a"), keys(backend));
    }
  }

  @Test
  default void sizeOnDiskGrowsWithWhatIsStored() {
    long empty = backend().sizeOnDisk();
    assertTrue(empty >= 0);
    byte[] incompressible = new byte[3_000_000];
    new Random(1).nextBytes(incompressible);
    Batch batch = new Batch();
    batch.put(bytes("large"), incompressible);
    backend().commit(batch);
    backend().sync();
    long filled = backend().sizeOnDisk();
    assertTrue(filled >= 3_000_000, "only " + filled);
    assertTrue(filled < 30_000_000, "as much as " + filled);
  }

  @Test
  default void syncMayBeCalledAtAnyTime() {
    backend().sync();
    backend().commit(puts("a", "1"));
    backend().sync();
    backend().sync();
    assertEquals(List.of("a"), keys(backend()));
  }
}

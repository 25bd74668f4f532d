package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.deletes;
import static io.dredis.storage.backend.Records.keys;
import static io.dredis.storage.backend.Records.puts;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of a backend whose records survive the process. */
public abstract class PersistentBackendContractTest extends BackendContractTest {

  @Test
  void theTypeSaysThatItNeedsADirectory() {
    assertTrue(type().persistent());
  }

  @Test
  void recordsAreThereAfterReopening() {
    backend().commit(puts("a", "1", "b", "2", "c", "3"));
    backend().commit(deletes("b"));
    Backend again = reopened();
    assertEquals(List.of("a", "c"), keys(again));
    again.commit(puts("d", "4"));
    assertEquals(List.of("a", "c", "d"), keys(reopened()));
    assertEquals("1", text(backend().get(bytes("a"))));
  }

  @Test
  void aDirectoryInUseIsRefused() {
    backend().commit(puts("a", "1"));
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> type().open(directory(), options(), false));
    assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
    assertTrue(refused.getMessage().contains(directory().toString()), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    backend().commit(puts("b", "2"));
    assertEquals(List.of("a", "b"), keys(backend()));
  }

  @Test
  void aStoreOpenedReadOnlyShowsItsRecordsAndRefusesCommits() {
    backend().commit(puts("a", "1"));
    backend().close();
    try (Backend readOnly = type().open(directory(), options(), true)) {
      assertEquals(List.of("a"), keys(readOnly));
      CommitException refused =
          assertThrows(CommitException.class, () -> readOnly.commit(puts("b", "2")));
      assertEquals(CommitException.Outcome.NOT_APPLIED, refused.outcome());
      assertEquals("1", text(readOnly.get(bytes("a"))));
    }
    assertEquals(List.of("a"), keys(reopened()));
  }

  @Test
  void openingReadOnlyRefusesADirectoryWithoutAStoreAndLeavesItAlone() throws IOException {
    Path empty = newDirectory();
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> type().open(empty, options(), true));
    assertTrue(refused.getMessage().contains(empty.toString()), refused.getMessage());
    try (Stream<Path> files = Files.list(empty)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aRefusedOptionLeavesTheDirectoryAlone() throws IOException {
    Path empty = newDirectory();
    assertThrows(
        StoreRefusedException.class,
        () -> type().open(empty, Map.of("no_such_option", true), false));
    try (Stream<Path> files = Files.list(empty)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void everyAcknowledgedBatchSurvivesTheKillOfItsProcess() throws Exception {
    Path killed = newDirectory();
    int last = 0;
    for (int batches : new int[] {1, 50, 150, 300, 500, 700}) {
      int acknowledged;
      try (WriterProcess writer = WriterProcess.start(type(), killed, last + 1)) {
        acknowledged = writer.killAfter(batches);
      }
      try (Backend reopened = type().open(killed, Map.of(), false)) {
        last = WriterProcess.assertWhole(reopened, acknowledged);
      }
    }
  }

  @Test
  void aDirectoryInUseByAnotherProcessIsRefused() throws Exception {
    Path shared = newDirectory();
    try (WriterProcess writer = WriterProcess.start(type(), shared, 1)) {
      assertEquals("1", writer.nextLine());
      StoreRefusedException refused =
          assertThrows(StoreRefusedException.class, () -> type().open(shared, options(), false));
      assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
      int acknowledged = writer.killAfter(1);
      try (Backend afterwards = type().open(shared, options(), false)) {
        WriterProcess.assertWhole(afterwards, acknowledged);
      }
    }
  }

  @Test
  void aMissingDirectoryIsRefused() {
    Path missing = directory().resolveSibling("missing");
    assertThrows(BackendException.class, () -> type().open(missing, options(), false));
    assertFalse(Files.exists(missing));
  }
}

package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.get;
import static io.dredis.storage.keyspace.TestStore.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.StoreRefusedException;
import io.dredis.storage.encoding.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is opened, what is refused with which words, and that a refused directory is left alone. */
class DataDirectoryTest {
  @TempDir Path temporary;

  private Store open(Path directory, String backend, boolean readOnly, int databases) {
    return Store.open(
        new StoreOptions(
            directory,
            Backends.named(backend),
            Map.of(),
            readOnly,
            databases,
            () -> TestStore.START_MILLIS,
            KeyspaceListener.NONE));
  }

  private Store open(Path directory) {
    return open(directory, "leveldb", false, 16);
  }

  private void assertRefused(String message, Path directory, String backend, boolean readOnly)
      throws IOException {
    Map<String, String> before = contents();
    StoreRefusedException e =
        assertThrows(StoreRefusedException.class, () -> open(directory, backend, readOnly, 16));
    assertEquals(message.replace("DIR", directory.toString()), e.getMessage());
    assertEquals(before, contents(), "something was touched");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        contents.put(file.toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return contents;
  }

  @Test
  void aMissingDirectoryIsCreatedWithItsParents() throws IOException {
    Path directory = temporary.resolve("a/b/c");
    try (Store store = open(directory)) {
      put(store.database(0), "k", "v");
      store.commit();
    }
    assertEquals(
        List.of("dredis data directory", "format 1", "backend leveldb"),
        Files.readAllLines(directory.resolve("dredis.format")));
    assertTrue(Files.isDirectory(directory.resolve("leveldb")));
    try (Store store = open(directory)) {
      assertEquals("v", get(store.database(0), "k"));
    }
    try (Store store = open(directory, "leveldb", true, 16)) {
      assertEquals("v", get(store.database(0), "k"));
    }
  }

  @Test
  void rdbFilesConfigurationAndLogsMayLieThere() throws IOException {
    for (String name :
        new String[] {"dump.rdb", "redis.conf", "dredis.log", "dredis.pid", "users.acl"}) {
      Files.writeString(temporary.resolve(name), "x");
    }
    Files.createDirectory(temporary.resolve("lost+found"));
    open(temporary).close();
    assertTrue(Files.exists(temporary.resolve("dredis.format")));
  }

  @Test
  void aFirstStartThatWasCutShortIsGoneOnWith() throws IOException {
    Files.createDirectory(temporary.resolve("leveldb"));
    Files.writeString(temporary.resolve("dredis.format.tmp"), "dre");
    open(temporary).close();
    assertTrue(Files.exists(temporary.resolve("dredis.format")));
    assertFalse(Files.exists(temporary.resolve("dredis.format.tmp")));
  }

  @Test
  void aMarkerWithoutItsStoreIsRefused() throws IOException {
    open(temporary).close();
    Path own = temporary.resolve("leveldb");
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(own, elsewhere);
    String message =
        "DIR/dredis.format says that there are data, but DIR/leveldb holds none: put them back, or"
            + " remove that file to start without them";
    assertRefused(message, temporary, "leveldb", false);
    assertRefused(message, temporary, "leveldb", true);
    Files.createDirectory(own);
    assertRefused(message, temporary, "leveldb", false);
    Files.delete(own);
    Files.move(elsewhere, own);
    open(temporary).close();
  }

  @Test
  void anLmdbDirectoryThatLostItsDataFileIsRefused() throws IOException {
    open(temporary, "lmdb", false, 16).close();
    Files.delete(temporary.resolve("lmdb/data.mdb"));
    StoreRefusedException e =
        assertThrows(StoreRefusedException.class, () -> open(temporary, "lmdb", false, 16));
    assertTrue(e.getMessage().contains("says that there are data"), e.getMessage());
  }

  @Test
  void anotherBackendsDataIsRefused() throws IOException {
    open(temporary).close();
    assertRefused(
        "DIR holds data of the backend leveldb, not lmdb: start with --backend leveldb, or use"
            + " another directory",
        temporary,
        "lmdb",
        false);
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    Files.writeString(
        temporary.resolve("dredis.format"),
        "dredis data directory\nformat 2\nbackend leveldb\nmore\n");
    assertRefused(
        "The data has format 2, this dredis reads format 1 only: use the version of dredis that"
            + " wrote it",
        temporary,
        "leveldb",
        false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "something else\n", "dredis data directory\nformat x\n"})
  void aMarkerThatIsNoneIsRefused(String text) throws IOException {
    Files.writeString(temporary.resolve("dredis.format"), text);
    assertRefused(
        temporary.resolve("dredis.format") + " is not a marker that dredis wrote",
        temporary,
        "leveldb",
        false);
  }

  @Test
  void whatIsNotOursIsRefused() throws IOException {
    Files.writeString(temporary.resolve("thesis.tex"), "x");
    assertRefused(
        "DIR is not empty and holds no dredis data (thesis.tex): use another directory",
        temporary,
        "leveldb",
        false);
  }

  @Test
  void dataOfTheOriginalDredisIsRecognised() throws IOException {
    Files.createDirectory(temporary.resolve("0"));
    Files.createDirectory(temporary.resolve("15"));
    assertRefused(
        "DIR holds data of the original dredis: run SAVE there, and load the file here into a new"
            + " directory with --rdb",
        temporary,
        "leveldb",
        false);
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = temporary.resolve("file");
    Files.writeString(file, "x");
    assertRefused("DIR is not a directory", file, "leveldb", false);
    assertRefused(
        "DIR cannot be created: " + file + " is not a directory",
        file.resolve("sub"),
        "leveldb",
        false);
  }

  @Test
  void aReadOnlyStoreMustExist() throws IOException {
    assertRefused(
        "DIR does not exist, and a read-only server does not create it",
        temporary.resolve("no"),
        "leveldb",
        true);
    assertRefused(
        "DIR holds no data, and a read-only server does not create any",
        temporary,
        "leveldb",
        true);
  }

  @Test
  void recordsOfAnUnknownFormatAreRefused() {
    Path own = temporary.resolve("leveldb");
    assertTrue(own.toFile().mkdir());
    try (Backend backend = Backends.named("leveldb").open(own, Map.of(), false)) {
      Batch batch = new Batch();
      batch.put(new byte[] {1}, new byte[] {1});
      backend.commit(batch);
    }
    StoreRefusedException e = assertThrows(StoreRefusedException.class, () -> open(temporary));
    assertEquals(
        "The store has records but no format version: it was not written by dredis",
        e.getMessage());
    assertFalse(Files.exists(temporary.resolve("dredis.format")));
    try (Backend backend = Backends.named("leveldb").open(own, Map.of(), false)) {
      Batch batch = new Batch();
      batch.put(RecordKeys.meta("format"), new byte[] {9});
      backend.commit(batch);
    }
    e = assertThrows(StoreRefusedException.class, () -> open(temporary));
    assertTrue(e.getMessage().startsWith("The data has format 9"), e.getMessage());
  }

  @Test
  void databasesWithKeysAreNotLeftOut() {
    try (Store store = open(temporary)) {
      put(store.database(12), "k", "v");
      put(store.database(14), "k", "v");
      store.database(14).delete(TestStore.bytes("k"));
      store.commit();
    }
    StoreRefusedException e =
        assertThrows(StoreRefusedException.class, () -> open(temporary, "leveldb", false, 12));
    assertEquals("Database 12 holds keys, but only 12 databases were asked for", e.getMessage());
    open(temporary, "leveldb", false, 13).close();
  }

  @Test
  void aReadOnlyStoreHidesExpiredKeysAndWritesNothing() {
    try (Store store = open(temporary)) {
      put(store.database(0), "gone", "v", TestStore.START_MILLIS - 1);
      store.commit();
    }
    try (Store store = open(temporary, "leveldb", true, 16)) {
      assertNull(get(store.database(0), "gone"));
      assertEquals(1, store.database(0).size());
      assertNull(store.database(0).randomKey());
      assertEquals(0, store.expireDue(store.nowMillis(), 10));
      assertEquals(0, store.collect(10).records());
      assertFalse(store.hasPendingWrites());
    }
  }
}

package io.dredis.storage.backend.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Records;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** What opening takes, refuses, and leaves behind. */
class LmdbBackendTypeTest {
  private final LmdbBackendType type = new LmdbBackendType();

  @TempDir private Path directory;

  @Test
  void theDefaultsAreThoseOfPyLmdb() {
    assertEquals(
        "{map_size=1073741824, map_async=true, writemap=true, readahead=false, metasync=false,"
            + " sync=true, max_readers=126, mode=420, subdir=true, lock=true}",
        type.defaultOptions().toString());
  }

  @Test
  void workingWithoutTheLockTableIsRefusedByName() {
    StoreRefusedException refused =
        assertThrows(
            StoreRefusedException.class, () -> type.open(directory, Map.of("lock", false), false));
    assertTrue(refused.getMessage().contains("\"lock\""), refused.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void subdirDecidesOnTheNamesOfTheFiles() {
    type.open(directory, Map.of("subdir", false), false).close();
    assertEquals(List.of("dredis.lock", "dredis.mdb", "dredis.mdb-lock"), names());
    assertThrows(StoreRefusedException.class, () -> type.open(directory, Map.of(), false));
    Path other = directory.resolve("other");
    assertTrue(other.toFile().mkdir());
    type.open(other, Map.of("subdir", true), false).close();
    assertEquals(List.of("data.mdb", "dredis.lock", "lock.mdb"), names(other));
  }

  @Test
  void newFilesHaveTheModeGiven() throws IOException {
    type.open(directory, Map.of("mode", 384L), false).close();
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(directory.resolve("data.mdb")));
  }

  @Test
  void aDirectoryOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(directory.resolve("CURRENT"), "of LevelDB");
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> type.open(directory, Map.of(), false));
    assertTrue(refused.getMessage().contains("CURRENT"), refused.getMessage());
    assertEquals(List.of("CURRENT"), names());
  }

  @Test
  void anEnvironmentOfAnotherProgramIsRefused() {
    putRaw(new byte[] {'k'}, new byte[] {'v'});
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> type.open(directory, Map.of(), false));
    assertTrue(refused.getMessage().contains("no dredis store"), refused.getMessage());
  }

  @Test
  void aStoreOfANewerFormatIsRefused() {
    putRaw(Layout.FORMAT_KEY, new byte[] {0, 0, 0, 2});
    StoreRefusedException refused =
        assertThrows(StoreRefusedException.class, () -> type.open(directory, Map.of(), false));
    assertTrue(refused.getMessage().contains("format 2"), refused.getMessage());
    assertThrows(StoreRefusedException.class, () -> type.open(directory, Map.of(), true));
  }

  @Test
  void aFileThatIsNoEnvironmentIsAnErrorInOneLine() throws IOException {
    Files.write(directory.resolve("data.mdb"), new byte[100_000]);
    BackendException failed =
        assertThrows(BackendException.class, () -> type.open(directory, Map.of(), false));
    assertFalse(failed.getMessage().contains("\n"), failed.getMessage());
    assertTrue(failed.getMessage().contains(directory.toString()), failed.getMessage());
  }

  @Test
  void nothingUnpackedStaysBehind() {
    try (Backend backend = type.open(directory, Map.of(), false)) {
      backend.commit(Records.puts("a", "1"));
    }
    File unpackedInto = new File(System.getProperty("lmdbjava.extract.dir"));
    assertFalse(unpackedInto.exists(), unpackedInto.toString());
  }

  private void putRaw(byte[] key, byte[] value) {
    LmdbNative.load();
    try (Env<NativeBytes> env =
        Env.create(new NativeBytesProxy())
            .setMapSize(1 << 20)
            .open(directory.toFile(), EnvFlags.MDB_NOTLS)) {
      var records = env.openDbi((byte[]) null);
      try (Txn<NativeBytes> txn = env.txnWrite()) {
        NativeBytes physical = NativeBytes.forKeys().setPhysical(key);
        records.reserve(txn, physical, value.length).write(0, value, 0, value.length);
        txn.commit();
      }
    }
  }

  private List<String> names() {
    return names(directory);
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

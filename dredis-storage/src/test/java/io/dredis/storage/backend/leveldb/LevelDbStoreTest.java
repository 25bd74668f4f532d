package io.dredis.storage.backend.leveldb;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.keys;
import static io.dredis.storage.backend.Records.puts;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.backend.CorruptDataException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Snapshot;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What LevelDB does with its files, good and damaged ones, and with its options. */
class LevelDbStoreTest {
  private static final int RECORDS = 1000;

  @TempDir private Path directory;

  @Test
  void aDirectoryOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(directory.resolve("data.mdb"), "of another backend");
    StoreRefusedException refused = assertThrows(StoreRefusedException.class, () -> open(Map.of()));
    assertTrue(refused.getMessage().contains("data.mdb"), refused.getMessage());
    assertEquals(List.of("data.mdb"), files(""));
  }

  @Test
  void aBeginningLeftByACrashIsNoStranger() throws IOException {
    for (String name : List.of("LOCK", "LOG", "MANIFEST-000001")) {
      Files.createFile(directory.resolve(name));
    }
    try (Backend backend = open(Map.of())) {
      backend.commit(puts("a", "1"));
      assertEquals(List.of("a"), keys(backend));
    }
  }

  @Test
  void createIfMissingAndErrorIfExistsAreHonouredBeforeAnythingIsTouched() throws IOException {
    assertThrows(
        StoreRefusedException.class, () -> open(Map.of("create_if_missing", false)).close());
    assertEquals(List.of(), files(""));
    open(Map.of("error_if_exists", true)).close();
    List<String> before = files("");
    assertThrows(StoreRefusedException.class, () -> open(Map.of("error_if_exists", true)).close());
    assertEquals(before, files(""));
    open(Map.of("create_if_missing", false)).close();
  }

  @Test
  void snappyCompressesAndNoneDoesNot() throws IOException {
    long compressed = bytesOfZeros(directory.resolve("snappy"), Map.of());
    long plain = bytesOfZeros(directory.resolve("none"), Map.of("compression", "none"));
    long absent =
        bytesOfZeros(
            directory.resolve("null"), Collections.singletonMap("compression", (Object) null));
    assertTrue(compressed < 500_000, "compressed to " + compressed);
    assertTrue(plain > 1_900_000, "plain " + plain);
    assertTrue(absent > 1_900_000, "null " + absent);
  }

  @Test
  void theWriteBufferHasTheSizeAskedFor() throws IOException {
    fill(Map.of("write_buffer_size", 64L << 10));
    assertTrue(files(".sst").size() > 1, () -> "tables: " + files(".sst"));
  }

  @Test
  void aDamagedTableFailsTheReadsItConcernsAndNoOthers() throws IOException {
    fill(Map.of());
    open(Map.of()).close();
    overwrite(only(".sst"), 500_000, 100);
    try (Backend backend = open(Map.of())) {
      int found = 0;
      int failed = 0;
      for (int i = 0; i < RECORDS; i++) {
        try {
          assertNotNull(backend.get(key(i)));
          found++;
        } catch (CorruptDataException e) {
          failed++;
        }
      }
      assertTrue(failed > 0 && failed < 10, failed + " failed");
      assertEquals(RECORDS, found + failed);
      assertThrows(CorruptDataException.class, () -> keys(backend));
    }
  }

  @Test
  void aDamagedEndFailsTheCursorThatGoesThere() throws IOException {
    fill(Map.of());
    open(Map.of()).close();
    Path table = only(".sst");
    overwrite(table, Files.size(table) - 20_000, 15_000);
    try (Backend backend = open(Map.of());
        Cursor cursor = backend.cursor()) {
      assertFalse(cursor.seek(bytes("z")));
      assertThrows(CorruptDataException.class, cursor::previous);
    }
  }

  @Test
  void aLogDamagedInTheMiddleIsRefusedUnlessLossIsAskedFor() throws IOException {
    fill(Map.of());
    Path log = only(".log");
    overwrite(log, 500_000, 100);
    CorruptDataException refused =
        assertThrows(CorruptDataException.class, () -> open(Map.of()).close());
    assertTrue(refused.getMessage().contains(log.getFileName().toString()), refused.getMessage());
    assertThrows(CorruptDataException.class, () -> open(Map.of("paranoid_checks", true)).close());
    assertTrue(Files.exists(log));
    try (Backend backend = open(Map.of("paranoid_checks", false))) {
      int left = keys(backend).size();
      assertTrue(left > RECORDS / 2 && left < RECORDS, left + " left");
    }
  }

  @Test
  void aLogWhoseEndWasBeingWrittenIsOpened() throws IOException {
    fill(Map.of());
    Path log = only(".log");
    long end = Files.size(log);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(end - 500);
      channel.write(ByteBuffer.wrap(new byte[100_000]), end - 500);
    }
    try (Backend backend = open(Map.of())) {
      assertEquals(RECORDS - 1, keys(backend).size());
      assertNotNull(backend.get(key(RECORDS - 2)));
      assertNull(backend.get(key(RECORDS - 1)));
    }
  }

  @Test
  void aMissingManifestIsReported() throws IOException {
    fill(Map.of());
    for (String name : files("")) {
      if (name.startsWith("MANIFEST")) {
        Files.delete(directory.resolve(name));
      }
    }
    BackendException failed = assertThrows(BackendException.class, () -> open(Map.of()).close());
    assertTrue(failed.getMessage().contains("MANIFEST"), failed.getMessage());
  }

  @Test
  void aFailedWriteEndsWritingAndReadsGoOn() throws IOException {
    try (Backend backend = open(Map.of("write_buffer_size", 64L << 10))) {
      backend.commit(puts("a", "1"));
      for (int number = 4; number < 100; number++) {
        // LevelDB wants to create a log of this name when the write buffer is full.
        Path obstacle = directory.resolve("%06d.log".formatted(number));
        if (!Files.exists(obstacle)) {
          Files.createDirectory(obstacle);
        }
      }
      CommitException failed = assertThrows(CommitException.class, () -> fill(backend));
      assertEquals(Outcome.IN_DOUBT, failed.outcome());
      CommitException refused =
          assertThrows(CommitException.class, () -> backend.commit(puts("b", "2")));
      assertEquals(Outcome.NOT_APPLIED, refused.outcome());
      assertTrue(refused.getMessage().contains("takes no more writes"), refused.getMessage());
      assertEquals("1", text(backend.get(bytes("a"))));
      assertNull(backend.get(bytes("b")));
      for (String name : files(".log")) {
        Path log = directory.resolve(name);
        if (Files.isDirectory(log)) {
          Files.delete(log);
        }
      }
    }
    try (Backend again = open(Map.of())) {
      assertEquals("1", text(again.get(bytes("a"))));
      again.commit(puts("b", "2"));
    }
  }

  @Test
  void closingWaitsForReadersAndFailsThoseThatComeLater() throws Exception {
    fill(Map.of());
    for (int round = 0; round < 20; round++) {
      Backend backend = open(Map.of());
      CountDownLatch reading = new CountDownLatch(4);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> readers = new ArrayList<>();
        for (int reader = 0; reader < 4; reader++) {
          int kind = reader;
          readers.add(threads.submit(() -> readUntilClosed(backend, reading, kind)));
        }
        reading.await();
        backend.close();
        for (Future<?> reader : readers) {
          reader.get();
        }
      }
    }
  }

  private void readUntilClosed(Backend backend, CountDownLatch reading, int kind) {
    for (int i = 0; ; i++) {
      try {
        read(backend, kind, i % RECORDS);
      } catch (BackendException e) {
        assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
        return;
      } finally {
        reading.countDown();
      }
    }
  }

  private static void read(Backend backend, int kind, int number) {
    if (kind == 0) {
      assertNotNull(backend.get(key(number)));
    } else if (kind == 1) {
      try (Cursor cursor = backend.cursor()) {
        assertTrue(cursor.seek(key(number)));
        assertNotNull(cursor.value());
        cursor.next();
      }
    } else {
      try (Snapshot snapshot = backend.snapshot();
          Cursor cursor = snapshot.cursor()) {
        assertNotNull(snapshot.getAll(List.of(key(number), key(0)))[1]);
        assertTrue(cursor.seek(key(number)));
      }
    }
  }

  private Backend open(Map<String, Object> options) {
    return new LevelDbBackendType().open(directory, options, false);
  }

  private void fill(Map<String, Object> options) {
    try (Backend backend = open(options)) {
      fill(backend);
    }
  }

  /** Commits {@link #RECORDS} records of 1000 bytes that do not compress, each by itself. */
  private static void fill(Backend backend) {
    Random random = new Random(1);
    for (int i = 0; i < RECORDS; i++) {
      byte[] value = new byte[1000];
      random.nextBytes(value);
      Batch batch = new Batch();
      batch.put(key(i), value);
      backend.commit(batch);
    }
  }

  private static byte[] key(int number) {
    return bytes("key%04d".formatted(number));
  }

  private static long bytesOfZeros(Path store, Map<String, Object> options) throws IOException {
    Files.createDirectory(store);
    LevelDbBackendType type = new LevelDbBackendType();
    try (Backend backend = type.open(store, options, false)) {
      Batch batch = new Batch();
      for (int i = 0; i < 2000; i++) {
        batch.put(key(i), new byte[1000]);
      }
      backend.commit(batch);
    }
    // Opening anew turns the log, which is never compressed, into a table.
    try (Backend backend = type.open(store, options, false)) {
      return backend.sizeOnDisk();
    }
  }

  private Path only(String suffix) {
    List<String> names = files(suffix);
    assertEquals(1, names.size(), names::toString);
    return directory.resolve(names.getFirst());
  }

  private List<String> files(String suffix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void overwrite(Path file, long at, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[length]), at);
    }
  }
}

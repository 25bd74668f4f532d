package io.dredis.storage.backend.lmdb;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.puts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Records;
import io.dredis.storage.backend.Snapshot;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A map that is too small, and who reads while it grows. */
class LmdbGrowthTest {
  private static final int VALUE_BYTES = 10_000;

  @TempDir private Path directory;

  @Test
  void aSmallMapGrowsToTwoHundredMegabytesUnderReaders() throws Exception {
    growUnderReaders(Map.of("map_size", 65536L), 20_000);
  }

  @Test
  void aMapThatIsNotWrittenThroughGrowsToo() throws Exception {
    growUnderReaders(Map.of("map_size", 65536L, "writemap", false), 4_000);
  }

  private void growUnderReaders(Map<String, Object> options, int records) throws Exception {
    AtomicInteger committed = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    try (Backend backend = new LmdbBackendType().open(directory, options, false);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> readUntil(done, backend, committed)));
      }
      try {
        for (int i = 0; i < records; i += 50) {
          commit(backend, i, i + 50);
          committed.set(i + 50);
        }
      } finally {
        done.set(true);
      }
      assertNoneFailed(readers);
      assertTrue(backend.sizeOnDisk() > (long) records * VALUE_BYTES);
    }
    try (Backend backend = new LmdbBackendType().open(directory, options, false)) {
      assertWhole(backend, records);
    }
  }

  @Test
  void oneBatchManyTimesTheMapIsStoredWhole() {
    try (Backend backend =
        new LmdbBackendType().open(directory, Map.of("map_size", 65536L), false)) {
      commit(backend, 0, 3000);
      assertWhole(backend, 3000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void snapshotsAndCursorsStayWhatTheyAreWhileTheMapMoves(boolean writemap) {
    Map<String, Object> options = Map.of("map_size", 65536L, "writemap", writemap);
    String inLayers = "x".repeat(2000);
    try (Backend backend = new LmdbBackendType(0).open(directory, options, false)) {
      commit(backend, 0, 60);
      backend.commit(puts("a", "1", inLayers + "y", "2", inLayers + "z", "3"));
      List<String> before = Records.keys(backend);
      try (Snapshot snapshot = backend.snapshot();
          Cursor forward = snapshot.cursor();
          Cursor backward = snapshot.cursor();
          Cursor standing = snapshot.cursor();
          Cursor unused = snapshot.cursor()) {
        assertTrue(standing.seek(bytes(inLayers + "y")));
        assertTrue(forward.seek(new byte[0]));
        assertFalse(backward.seek(bytes("zz")));
        for (int i = 0; i < before.size(); i++) {
          if (i % 15 == 2) {
            outgrowMap(backend);
          }
          assertEquals(before.get(i), Records.text(forward.key()));
          assertEquals(i + 1 < before.size(), forward.next());
          assertTrue(backward.previous());
          assertEquals(before.get(before.size() - 1 - i), Records.text(backward.key()));
          assertEquals(inLayers + "y", Records.text(standing.key()));
          assertEquals("2", Records.text(standing.value()));
        }
        assertEquals("1", Records.text(snapshot.get(bytes("a"))));
        assertNull(snapshot.get(key(1000)));
        assertTrue(unused.seek(key(59)));
        assertArrayEquals(value(59), unused.value());
      }
      assertEquals("changed", Records.text(backend.get(bytes("a"))));
    }
  }

  /** Overwrites what a snapshot holds, and adds records until the map has moved. */
  private void outgrowMap(Backend backend) {
    LmdbBackend lmdb = (LmdbBackend) backend;
    long before = lmdb.mapBytes();
    for (int i = 1000; lmdb.mapBytes() == before; i += 20) {
      commit(backend, i, i + 20);
      commit(backend, 0, 60);
      backend.commit(puts("a", "changed"));
    }
  }

  @Test
  void manySnapshotsOfOneStateNeedOneReaderSlot() {
    Map<String, Object> options = Map.of("max_readers", 2L);
    try (Backend backend = new LmdbBackendType(0).open(directory, options, false)) {
      backend.commit(puts("a", "1"));
      List<Snapshot> snapshots = new ArrayList<>();
      List<Cursor> cursors = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        snapshots.add(backend.snapshot());
        cursors.add(snapshots.get(i).cursor());
        assertTrue(cursors.get(i).seek(bytes("a")));
      }
      assertEquals("1", Records.text(backend.get(bytes("a"))));
      cursors.forEach(Cursor::close);
      snapshots.forEach(Snapshot::close);
    }
  }

  @Test
  void snapshotsOfMoreStatesThanReaderSlotsAreRefusedAndTheRestGoesOn() {
    Map<String, Object> options = Map.of("max_readers", 4L);
    try (Backend backend = new LmdbBackendType(0).open(directory, options, false)) {
      List<Snapshot> snapshots = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        backend.commit(puts("a", Integer.toString(i)));
        snapshots.add(backend.snapshot());
      }
      backend.commit(puts("a", "2"));
      RuntimeException refused = assertThrows(RuntimeException.class, backend::snapshot);
      assertTrue(refused.getMessage().contains("max_readers"), refused.getMessage());
      assertEquals("2", Records.text(backend.get(bytes("a"))));
      assertEquals("0", Records.text(snapshots.get(0).get(bytes("a"))));
      snapshots.remove(0).close();
      snapshots.add(backend.snapshot());
      assertEquals("2", Records.text(snapshots.get(1).get(bytes("a"))));
      snapshots.forEach(Snapshot::close);
    }
  }

  private static void readUntil(AtomicBoolean done, Backend backend, AtomicInteger committed) {
    while (!done.get()) {
      int known = committed.get();
      try (Snapshot snapshot = backend.snapshot();
          Cursor cursor = snapshot.cursor()) {
        int seen = 0;
        for (boolean on = cursor.seek(key(0)); on && seen < 500; on = cursor.next()) {
          assertArrayEquals(key(seen), cursor.key());
          assertEquals(VALUE_BYTES, cursor.value().length);
          seen++;
        }
        assertTrue(seen >= Math.min(known, 500));
      }
      if (known > 0) {
        assertEquals(VALUE_BYTES, backend.get(key(known - 1)).length);
      }
    }
  }

  private static void assertNoneFailed(List<Future<?>> readers)
      throws InterruptedException, ExecutionException {
    for (Future<?> reader : readers) {
      reader.get();
    }
  }

  private static void commit(Backend backend, int fromInclusive, int toExclusive) {
    Batch batch = new Batch();
    for (int i = fromInclusive; i < toExclusive; i++) {
      batch.put(key(i), value(i));
    }
    backend.commit(batch);
  }

  private static void assertWhole(Backend backend, int records) {
    for (int i = 0; i < records; i++) {
      assertArrayEquals(value(i), backend.get(key(i)));
    }
  }

  private static byte[] key(int i) {
    return ByteBuffer.allocate(Integer.BYTES + 1).put((byte) 'k').putInt(i).array();
  }

  private static byte[] value(int i) {
    return ByteBuffer.allocate(VALUE_BYTES).putInt(i).array();
  }
}

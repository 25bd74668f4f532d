package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Reads and commits of many threads at once; every reader must see whole batches, in the order of
 * their commits.
 */
interface ConcurrencyContract extends ContractFixture {

  @Test
  default void platformThreadsReadWholeBatchesWhileAnotherCommits() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      readWhileCommitting(threads, 8);
    }
  }

  @Test
  default void virtualThreadsReadWholeBatchesWhileAnotherCommits() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      readWhileCommitting(threads, 64);
    }
  }

  @Test
  default void concurrentCommitsAreAllApplied() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> committers = new ArrayList<>();
      for (int committer = 0; committer < 16; committer++) {
        String prefix = "committer " + committer + " ";
        committers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    backend().commit(Records.puts(prefix + i, "value " + i));
                  }
                }));
      }
      for (Future<?> committer : committers) {
        committer.get();
      }
    }
    assertEquals(16 * 50, Records.keys(reopened()).size());
  }

  @Test
  default void aCursorAndASnapshotMayPassFromThreadToThread() throws Exception {
    backend().commit(Records.puts("a", "1", "b", "2", "c", "3"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Snapshot snapshot = threads.submit(() -> backend().snapshot()).get();
      Cursor cursor = threads.submit(snapshot::cursor).get();
      assertTrue(threads.submit(() -> cursor.seek(bytes("b"))).get());
      assertEquals("b", text(threads.submit(cursor::key).get()));
      assertTrue(threads.submit(cursor::next).get());
      assertEquals("3", text(threads.submit(cursor::value).get()));
      threads.submit(cursor::close).get();
      assertEquals("1", text(threads.submit(() -> snapshot.get(bytes("a"))).get()));
      threads.submit(snapshot::close).get();
    }
  }

  private void readWhileCommitting(ExecutorService threads, int readers) throws Exception {
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(bytes("key " + i));
    }
    commitEverywhere(keys, 0);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    for (int reader = 0; reader < readers; reader++) {
      int kind = reader % 3;
      running.add(threads.submit(() -> readUntil(done, keys, kind)));
    }
    try {
      for (int number = 1; number <= 300; number++) {
        commitEverywhere(keys, number);
      }
    } finally {
      done.set(true);
    }
    for (Future<?> reader : running) {
      reader.get();
    }
    assertEquals("300", text(backend().get(keys.get(7))));
  }

  private void commitEverywhere(List<byte[]> keys, int number) {
    Batch batch = new Batch();
    for (byte[] key : keys) {
      batch.put(key, bytes(Integer.toString(number)));
    }
    backend().commit(batch);
  }

  private void readUntil(AtomicBoolean done, List<byte[]> keys, int kind) {
    int last = 0;
    boolean again = true;
    while (again) {
      again = !done.get();
      int seen =
          switch (kind) {
            case 0 -> sameNumber(backend().getAll(keys));
            case 1 -> sameNumberOfCursor(keys.size());
            default -> sameNumberOfSnapshot(keys);
          };
      assertTrue(seen >= last, "read " + seen + " after " + last);
      last = seen;
      Thread.yield();
    }
  }

  private static int sameNumber(byte[][] values) {
    for (byte[] value : values) {
      assertArrayEquals(values[0], value, "half a batch");
    }
    return Integer.parseInt(text(values[0]));
  }

  private int sameNumberOfCursor(int count) {
    byte[][] values = new byte[count][];
    try (Cursor cursor = backend().cursor()) {
      boolean on = cursor.seek(new byte[0]);
      for (int i = 0; i < count; i++) {
        assertTrue(on, "a record is missing");
        values[i] = cursor.value();
        on = cursor.next();
      }
    }
    return sameNumber(values);
  }

  private int sameNumberOfSnapshot(List<byte[]> keys) {
    byte[][] values = new byte[keys.size()][];
    try (Snapshot snapshot = backend().snapshot()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = snapshot.get(keys.get(i));
      }
    }
    return sameNumber(values);
  }
}

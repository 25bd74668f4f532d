package io.dredis.storage.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.ForwardingBackend;
import io.dredis.storage.encoding.Space;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final Backend backend = Backends.named("memory").open(null, Map.of(), false);
  private final Transaction transaction = new Transaction(backend);
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() {
    backend.close();
  }

  private static NavigableMap<byte[], byte[]> emptyModel() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  private static NavigableMap<byte[], byte[]> copyOf(NavigableMap<byte[], byte[]> model) {
    NavigableMap<byte[], byte[]> copy = emptyModel();
    copy.putAll(model);
    return copy;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private record Mark(Savepoint savepoint, NavigableMap<byte[], byte[]> model) {}

  @Test
  void readsAreTheModelsAfterRandomWritesAndRollbacks() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("TransactionTest seed " + seed);
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = emptyModel();
    NavigableMap<byte[], byte[]> committed = emptyModel();
    Deque<Mark> marks = new ArrayDeque<>();
    Commit begun = null;
    for (int step = 0; step < 20_000; step++) {
      byte[] key = key(random);
      switch (random.nextInt(25)) {
        case 0 -> marks.push(new Mark(transaction.savepoint(), copyOf(model)));
        case 1 -> {
          if (!marks.isEmpty()) {
            Mark mark = marks.peek();
            transaction.rollbackTo(mark.savepoint);
            model = copyOf(mark.model);
          }
        }
        case 2 -> {
          if (!marks.isEmpty()) {
            transaction.release(marks.pop().savepoint);
          }
        }
        case 3 -> {
          if (random.nextInt(4) == 0) {
            if (begun != null && !begun.isWritten()) {
              begun.write();
            }
            transaction.commit();
            begun = null;
            committed = copyOf(model);
            moveTo(committed, marks);
          } else if (random.nextInt(4) == 0) {
            transaction.rollback();
            model = copyOf(committed);
            moveTo(committed, marks);
          }
        }
        case 4 -> {
          if (begun == null) {
            begun = transaction.beginCommit();
            committed = copyOf(model);
            moveTo(committed, marks);
          } else if (!begun.isWritten()) {
            begun.write();
          } else {
            transaction.endCommit();
            begun = null;
          }
        }
        case 5, 6, 7, 8, 9 -> {
          transaction.delete(key);
          model.remove(key);
        }
        default -> {
          byte[] value = new byte[random.nextInt(3)];
          transaction.put(key, value);
          model.put(key, value);
        }
      }
      assertArrayEquals(model.get(key), transaction.get(key));
      if (step % 10 == 0) {
        walk(random, model);
      }
    }
  }

  /** After a commit or roll-back every savepoint stands for the moment of it. */
  private static void moveTo(NavigableMap<byte[], byte[]> model, Deque<Mark> marks) {
    for (int i = marks.size(); i > 0; i--) {
      marks.addLast(new Mark(marks.removeFirst().savepoint, copyOf(model)));
    }
  }

  private void walk(Random random, NavigableMap<byte[], byte[]> model) {
    byte[] start = key(random);
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(start);
      byte[] expected = model.ceilingKey(start);
      boolean behind = expected == null;
      for (int i = 0; i < 30; i++) {
        assertEquals(expected != null, on);
        if (on) {
          assertArrayEquals(expected, cursor.key());
          assertArrayEquals(model.get(expected), cursor.value());
        }
        if (random.nextInt(3) > 0) {
          on = cursor.next();
          expected =
              expected != null
                  ? model.higherKey(expected)
                  : behind || model.isEmpty() ? null : model.firstKey();
          behind = expected == null;
        } else {
          on = cursor.previous();
          expected =
              expected != null
                  ? model.lowerKey(expected)
                  : behind && !model.isEmpty() ? model.lastKey() : null;
          behind = false;
        }
      }
    }
  }

  private static byte[] key(Random random) {
    byte[] key = new byte[random.nextInt(3)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(6) * 50);
    }
    return key;
  }

  @Test
  void whatACursorWalksOverMayBeDeletedAndPut() {
    for (int i = 0; i < 10; i++) {
      transaction.put(bytes(i), bytes(i));
    }
    transaction.commit();
    List<Integer> seen = new ArrayList<>();
    try (Cursor cursor = transaction.cursor()) {
      for (boolean on = cursor.seek(bytes()); on; on = cursor.next()) {
        int key = cursor.key()[0];
        seen.add(key);
        transaction.delete(cursor.key());
        transaction.delete(bytes(key + 1));
        transaction.put(bytes(key, 1), bytes());
        assertArrayEquals(bytes(key), bytes(cursor.key()[0]));
        if (cursor.key().length == 2) {
          break;
        }
      }
    }
    assertEquals(List.of(0, 0), seen);
  }

  @Test
  void aCommitIsOneBatchInTheOrderOfKeys() {
    transaction.put(bytes(200), bytes(1));
    transaction.put(bytes(), bytes());
    transaction.delete(bytes(3));
    transaction.put(bytes(200), bytes(2, 2));
    assertEquals(1 + 2 + 1, transaction.pendingBytes());
    assertNull(backend.get(bytes(200)));
    transaction.commit();
    assertArrayEquals(bytes(2, 2), backend.get(bytes(200)));
    assertArrayEquals(bytes(), backend.get(bytes()));
    assertFalse(transaction.hasPendingWrites());
    assertEquals(0, transaction.pendingBytes());
  }

  @Test
  void severalReadsSeePendingAndStoredRecords() {
    transaction.put(bytes(1), bytes(1));
    transaction.put(bytes(2), bytes(2));
    transaction.commit();
    transaction.put(bytes(3), bytes());
    transaction.delete(bytes(2));
    byte[][] values = transaction.getAll(List.of(bytes(4), bytes(3), bytes(2), bytes(1)));
    assertArrayEquals(new byte[][] {null, bytes(), null, bytes(1)}, values);
  }

  @Test
  void listenersAreToldWhatWasPutBack() {
    transaction.addUndoListener(
        new UndoListener() {
          @Override
          public void restored(byte[] key) {
            told.add(Arrays.toString(key) + Arrays.toString(transaction.get(key)));
          }

          @Override
          public void forgotten() {
            told.add("forgotten");
          }
        });
    transaction.put(bytes(1), bytes(1));
    Savepoint savepoint = transaction.savepoint();
    assertFalse(transaction.changedSince(savepoint));
    transaction.put(bytes(2), bytes(9));
    transaction.put(bytes(1), bytes(2));
    transaction.put(bytes(1), bytes(3));
    assertTrue(transaction.changedSince(savepoint));
    transaction.rollbackTo(savepoint);
    assertEquals(List.of("[1][1]", "[1][1]", "[2]null"), told);
    transaction.rollback();
    assertEquals("forgotten", told.getLast());
    transaction.rollback();
    assertEquals(4, told.size());
  }

  @Test
  void aCursorStandsNowhereBeforeItsFirstSeek() {
    try (Cursor cursor = transaction.cursor()) {
      assertThrows(IllegalStateException.class, cursor::next);
      assertThrows(IllegalStateException.class, cursor::key);
      assertFalse(cursor.seek(bytes(1)));
      assertThrows(IllegalStateException.class, cursor::value);
    }
  }

  /** A backend that applies a batch and then does not know that it did. */
  private static final class DoubtfulBackend extends ForwardingBackend {
    DoubtfulBackend(Backend inner) {
      super(inner);
    }

    @Override
    public void commit(Batch batch) {
      inner.commit(batch);
      throw new CommitException(CommitException.Outcome.IN_DOUBT, "told to fail");
    }
  }

  @Test
  void withACacheAValueIsReadFromTheBackendOnceUntilTheBackendIsAnother() {
    byte[] key = {Space.HEADER.code(), 1};
    Transaction cached = new Transaction(backend, 1 << 20);
    assertNull(cached.get(key));
    cached.put(key, bytes(7));
    cached.commit();
    // Written behind its back, which nobody does to a header, and so not seen.
    Batch batch = new Batch();
    batch.put(key, bytes(8));
    backend.commit(batch);
    assertArrayEquals(bytes(7), cached.get(key));
    assertArrayEquals(bytes(7), cached.getAll(List.of(key))[0]);
    cached.continueOn(backend);
    assertArrayEquals(bytes(8), cached.get(key));
  }

  @Test
  void afterACommitInDoubtTheBackendIsAskedAnew() {
    byte[] key = {Space.HEADER.code(), 1};
    Transaction cached = new Transaction(new DoubtfulBackend(backend), 1 << 20);
    assertNull(cached.get(key));
    cached.put(key, bytes(7));
    assertThrows(CommitException.class, cached::commit);
    assertArrayEquals(bytes(7), cached.get(key));
  }

  @Test
  void aCommitThatIsBegunIsSeenAndIsNotPending() {
    transaction.put(bytes(1), bytes(1));
    Savepoint savepoint = transaction.savepoint();
    Commit commit = transaction.beginCommit();
    assertFalse(transaction.hasPendingWrites());
    assertTrue(transaction.hasUncommittedWrites());
    assertEquals(0, transaction.pendingBytes());
    transaction.put(bytes(1), bytes(2));
    assertEquals(1, transaction.pendingCount());
    transaction.rollbackTo(savepoint);
    assertArrayEquals(bytes(1), transaction.get(bytes(1)));
    transaction.put(bytes(2), bytes(2));
    transaction.rollback();
    assertArrayEquals(bytes(1), transaction.get(bytes(1)));
    assertNull(backend.get(bytes(1)));
    assertThrows(IllegalStateException.class, transaction::beginCommit);
    assertThrows(IllegalStateException.class, () -> transaction.continueOn(backend));
    commit.write();
    transaction.endCommit();
    assertFalse(transaction.hasUncommittedWrites());
    assertArrayEquals(bytes(1), backend.get(bytes(1)));
  }

  @Test
  void whatIsWrittenWhileACommitFailsIsDroppedWithIt() {
    Transaction doubtful = new Transaction(new DoubtfulBackend(backend), 1 << 20);
    byte[] first = {Space.HEADER.code(), 1};
    byte[] second = {Space.HEADER.code(), 2};
    doubtful.addUndoListener(
        new UndoListener() {
          @Override
          public void restored(byte[] key) {}

          @Override
          public void forgotten() {
            told.add("forgotten");
          }
        });
    doubtful.put(first, bytes(1));
    Commit commit = doubtful.beginCommit();
    doubtful.put(first, bytes(2));
    doubtful.put(second, bytes(2));
    commit.write();
    assertThrows(CommitException.class, doubtful::endCommit);
    assertFalse(doubtful.hasUncommittedWrites());
    assertEquals(List.of("forgotten"), told);
    assertArrayEquals(bytes(1), doubtful.get(first));
    assertNull(doubtful.get(second));
    doubtful.endCommit();
  }

  @Test
  void anErrorOfTheBackendIsAFailedCommit() {
    Transaction broken =
        new Transaction(
            new ForwardingBackend(backend) {
              @Override
              public void commit(Batch batch) {
                throw new OutOfMemoryError("told to");
              }
            });
    broken.put(bytes(1), bytes(1));
    CommitException failure = assertThrows(CommitException.class, broken::commit);
    assertEquals("the store could not write: told to", failure.getMessage());
    assertFalse(broken.hasUncommittedWrites());
  }

  @Test
  void aCommitIsEndedWhenAnotherThreadHasWrittenIt() throws InterruptedException {
    transaction.put(bytes(1), bytes(1));
    Commit commit = transaction.beginCommit();
    Thread writer = Thread.ofPlatform().start(commit::write);
    transaction.put(bytes(2), bytes(2));
    transaction.commit();
    writer.join();
    assertArrayEquals(bytes(1), backend.get(bytes(1)));
    assertArrayEquals(bytes(2), backend.get(bytes(2)));
  }
}

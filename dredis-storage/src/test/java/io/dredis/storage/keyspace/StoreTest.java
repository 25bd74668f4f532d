package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.get;
import static io.dredis.storage.keyspace.TestStore.put;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.Strings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class StoreTest {
  @Parameter BackendType type;
  @TempDir Path directory;
  private final Strings strings = new Strings(() -> 512L << 20);
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void putLarge(String key) {
    strings.set(test.database(), bytes(key), null, new byte[2 << 20], Header.NO_EXPIRY);
  }

  @Test
  void aFlushedDatabaseIsEmptyAtOnceAndCollectedLater() {
    putLarge("large");
    put(test.database(), "k", "v", test.nowMillis + 1000);
    put(test.store().database(1), "k", "other");
    test.store().commit();
    test.store().flushDatabase(0);
    assertEquals(0, test.database().size());
    assertNull(get(test.database(), "k"));
    put(test.database(), "k", "new");
    test.store().commit();
    test.check();
    test.collectAll();
    test.check();
    assertEquals("new", get(test.database(), "k"));
    assertEquals("other", get(test.store().database(1), "k"));
    test.store().flushAll();
    test.store().commit();
    test.collectAll();
    test.reopen();
    assertEquals(0, test.store().database(1).size());
    assertEquals(0, test.store().collect(100).records());
  }

  @Test
  void aFlushThatIsRolledBackDidNotHappen() {
    put(test.database(), "k", "v", test.nowMillis + 10);
    test.store().commit();
    Savepoint savepoint = test.store().savepoint();
    test.store().flushDatabase(0);
    put(test.database(), "other", "v");
    test.store().rollbackTo(savepoint);
    assertEquals("v", get(test.database(), "k"));
    assertEquals(1, test.database().size());
    assertEquals(1, test.database().expiresCount());
    test.check();
  }

  @Test
  void swappedDatabasesHaveEachOthersKeys() {
    put(test.database(), "k", "zero");
    test.store().swapDatabases(0, 5);
    test.store().swapDatabases(3, 3);
    test.store().commit();
    test.reopen();
    assertEquals(0, test.database().size());
    assertEquals("zero", get(test.store().database(5), "k"));
    test.check();
  }

  @Test
  void aSnapshotStaysAsItWas() {
    put(test.database(), "a", "v");
    put(test.database(), "b", "v", test.nowMillis + 5);
    assertThrows(IllegalStateException.class, test.store()::snapshot);
    test.store().commit();
    try (StoreSnapshot snapshot = test.store().snapshot()) {
      put(test.database(), "a", "w");
      put(test.database(), "c", "v");
      test.store().swapDatabases(0, 1);
      test.store().flushAll();
      test.store().commit();
      test.collectAll();
      test.nowMillis += 1000;
      Keyspace view = snapshot.database(0);
      assertEquals(2, view.size());
      assertEquals(1, view.expiresCount());
      assertEquals("v", get(view, "a"));
      assertEquals("v", get(view, "b"));
      assertNull(get(view, "c"));
      List<String> keys = new ArrayList<>();
      try (KeyCursor cursor = view.keys(GlobPattern.ALL)) {
        while (cursor.next()) {
          keys.add(text(cursor.key()) + text(cursor.header().body()));
        }
      }
      assertEquals(List.of("av", "bv"), keys);
      assertEquals(0, snapshot.database(1).size());
    }
  }

  @Test
  void theViewOfThePresentShowsWhatIsPending() {
    Savepoint before = test.store().savepoint();
    assertFalse(test.store().changedSince(before));
    put(test.database(), "a", "v");
    put(test.database(), "b", "v", test.nowMillis - 1);
    assertTrue(test.store().changedSince(before));
    try (StoreSnapshot now = test.store().presentView()) {
      assertEquals("v", get(now.database(0), "a"));
      assertFalse(now.database(0).exists(bytes("b")));
      assertEquals(2, now.database(0).size(), "what has expired is not deleted by looking");
    }
    test.store().rollbackTo(before);
    assertFalse(test.store().changedSince(before));
    try (StoreSnapshot now = test.store().presentView()) {
      assertFalse(now.database(0).exists(bytes("a")));
    }
    test.store().release(before);
  }

  @Test
  void snapshotsOfOneMomentShareTheBackendsUntilTheLastIsClosed() {
    put(test.database(), "a", "v");
    test.store().commit();
    StoreSnapshot first = test.store().snapshot();
    StoreSnapshot second = test.store().snapshot();
    assertEquals(1, test.openSnapshots());
    put(test.database(), "a", "w");
    test.store().commit();
    StoreSnapshot third = test.store().snapshot();
    assertEquals(2, test.openSnapshots());
    first.close();
    first.close();
    assertEquals("v", get(second.database(0), "a"));
    assertEquals("w", get(third.database(0), "a"));
    second.close();
    third.close();
    assertEquals(0, test.openSnapshots());
    try (StoreSnapshot fourth = test.store().snapshot()) {
      assertEquals("w", get(fourth.database(0), "a"));
    }
  }

  @Test
  void aFailedCommitChangesNothingAndTheNextOneWorks() {
    put(test.database(), "k", "v");
    test.store().commit();
    for (int i = 0; i < 3000; i++) {
      put(test.database(), "new" + i, "v", test.nowMillis);
    }
    strings.set(test.database(), bytes("chunked"), null, new byte[20_000], Header.NO_EXPIRY);
    test.store().flushDatabase(1);
    test.failCommits(1, Outcome.NOT_APPLIED);
    assertThrows(CommitException.class, test.store()::commit);
    assertFalse(test.store().hasPendingWrites());
    assertEquals(1, test.database().size());
    assertEquals(0, test.database().expiresCount());
    test.check();
    strings.set(test.database(), bytes("chunked"), null, new byte[20_000], Header.NO_EXPIRY);
    test.store().commit();
    test.reopen();
    assertEquals(2, test.database().size());
    test.check();
  }

  @Test
  void aCommitInDoubtShowsWhatItDid() {
    // Even counts down to an applied commit, odd to one that is not.
    test.failCommits(2, Outcome.IN_DOUBT);
    put(test.database(), "lost", "v");
    assertThrows(CommitException.class, test.store()::commit);
    assertEquals(0, test.database().size());
    put(test.database(), "kept", "v");
    assertThrows(CommitException.class, test.store()::commit);
    assertEquals(1, test.database().size());
    assertEquals("kept", text(test.database().randomKey()));
    test.check();
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() {
    test.failCommits(1, Outcome.NOT_APPLIED);
    get(test.database(), "k");
    test.database().delete(bytes("k"));
    test.store().commit();
    assertEquals(0, test.store().pendingBytes());
  }

  @Test
  void theListenerHearsOfEveryChange() {
    put(test.database(), "a", "v");
    test.database().rename(bytes("a"), bytes("b"));
    test.database().copy(bytes("b"), test.store().database(2), bytes("c"));
    test.database().move(bytes("b"), test.store().database(3));
    test.store().database(3).delete(bytes("b"));
    put(test.database(), "e", "v", test.nowMillis);
    test.nowMillis++;
    assertFalse(test.database().exists(bytes("e")));
    test.store().swapDatabases(0, 1);
    assertEquals(
        List.of(
            "changed 0 a",
            "changed 0 b",
            "changed 0 a",
            "changed 2 c",
            "changed 3 b",
            "changed 0 b",
            "changed 3 b",
            "changed 0 e",
            "expired 0 e",
            "replaced 0",
            "replaced 1"),
        test.events);
    assertEquals(1, test.store().statistics().expired());
  }

  @Test
  void readersHitOrMiss() {
    put(test.database(), "k", "v");
    test.database().lookup(bytes("k"));
    test.database().lookup(bytes("none"));
    test.database().find(bytes("k"));
    assertEquals(1, test.store().statistics().hits());
    assertEquals(1, test.store().statistics().misses());
    test.store().statistics().reset();
    assertEquals(0, test.store().statistics().hits());
  }

  @Test
  void aKeyIsIdleSinceItsLastAccess() {
    put(test.database(), "k", "v");
    test.nowMillis += 7500;
    assertEquals(7, test.database().idleSeconds(bytes("k")));
    test.database().find(bytes("k"));
    assertEquals(7, test.database().idleSeconds(bytes("k")));
    test.database().lookup(bytes("k"));
    assertEquals(0, test.database().idleSeconds(bytes("k")));
    assertEquals(7, test.database().idleSeconds(bytes("never seen")));
    test.database().setIdleSeconds(bytes("k"), 100);
    assertEquals(100, test.database().idleSeconds(bytes("k")));
  }

  @Test
  void reopeningKeepsWhatIsPending() {
    put(test.database(), "k", "v");
    putLarge("large");
    test.store().reopen();
    assertEquals("v", get(test.database(), "k"));
    assertEquals(2 << 20, strings.length(test.database(), bytes("large")));
    put(test.database(), "l", "v");
    test.store().commit();
    test.check();
    test.store().sync();
    assertTrue(test.store().sizeOnDisk() > 0);
  }

  @Test
  void aLoadThatEndedReplacesEveryKey() {
    putLarge("large");
    put(test.store().database(3), "k", "before");
    test.store().commit();
    test.store().beginLoad();
    assertEquals(0, test.database().size());
    put(test.database(), "new", "1");
    test.store().commit();
    test.check();
    test.store().endLoad();
    test.store().commit();
    test.check();
    test.collectAll();
    test.reopen();
    assertEquals("1", get(test.database(), "new"));
    assertEquals(1, test.database().size());
    assertEquals(0, test.store().database(3).size());
    test.check();
  }

  @Test
  void aLoadThatWasCutOffOrGivenUpNeverHappened() {
    putLarge("large");
    put(test.store().database(3), "k", "before");
    test.store().commit();
    for (boolean cutOff : new boolean[] {true, false}) {
      test.store().beginLoad();
      put(test.database(), "new", "1");
      put(test.store().database(5), "new", "1");
      test.store().commit();
      put(test.database(), "pending", "1");
      if (cutOff && type.persistent()) {
        test.reopen();
      } else {
        test.store().abandonLoad();
      }
      assertEquals("before", get(test.store().database(3), "k"));
      assertEquals(1, test.database().size());
      assertNull(get(test.database(), "new"));
      assertEquals(0, test.store().database(5).size());
      test.check();
      test.collectAll();
      test.check();
    }
  }
}

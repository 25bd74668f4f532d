package io.dredis.storage.gc;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.Strings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of dropped values, and of values that were never finished. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class CollectorTest {
  private static final byte[] KEY = bytes("key");

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

  private byte[] putLarge(int length) {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    strings.set(test.database(), KEY, test.database().find(KEY), value, Header.NO_EXPIRY);
    return value;
  }

  private int records(Space space) {
    int count = 0;
    byte[] prefix = {space.code()};
    try (Cursor cursor = test.backend().cursor()) {
      for (boolean on = cursor.seek(prefix);
          on && RecordKeys.startsWith(cursor.key(), prefix);
          on = cursor.next()) {
        count++;
      }
    }
    return count;
  }

  @Test
  void aDroppedValueIsDeletedInStepsOfTheSizeAskedFor() {
    putLarge(40_800);
    test.store().commit();
    assertEquals(10, records(Space.ELEMENT));
    test.database().delete(KEY);
    test.store().commit();
    assertEquals(new Collector.Progress(4, true), test.store().collect(4));
    assertEquals(6, records(Space.ELEMENT));
    test.check();
    test.reopen();
    assertEquals(new Collector.Progress(4, true), test.store().collect(4));
    assertEquals(new Collector.Progress(2, false), test.store().collect(4));
    assertEquals(0, records(Space.ELEMENT));
    assertEquals(0, records(Space.GARBAGE));
    assertEquals(new Collector.Progress(0, false), test.store().collect(4));
  }

  @Test
  void aDropThatIsPendingIsNotCollected() {
    putLarge(40_800);
    test.store().commit();
    test.database().delete(KEY);
    assertEquals(0, test.store().collect(100).records());
    test.store().rollback();
    test.collectAll();
    assertEquals(10, records(Space.ELEMENT));
    test.check();
  }

  @Test
  void aFailedStepIsDoneAgain() {
    putLarge(40_800);
    test.database().delete(KEY);
    test.store().commit();
    test.store().collect(3);
    test.failCommits(1, Outcome.NOT_APPLIED);
    assertThrows(CommitException.class, () -> test.store().collect(3));
    test.collectAll();
    assertEquals(0, records(Space.ELEMENT));
    assertEquals(0, records(Space.GARBAGE));
  }

  @Test
  void aValueWrittenAsideIsNotCollectedWhileItIsWritten() {
    try (AsideWriter aside = test.store().keyIds().writeAside()) {
      fill(aside, 3 << 20);
      assertTrue(records(Space.ELEMENT) > 100);
      assertEquals(0, test.store().collect(10_000).records());
      test.check();
    }
    assertTrue(test.store().collect(10_000).records() > 100);
    assertEquals(0, records(Space.ELEMENT));
  }

  private static void fill(AsideWriter aside, int bytes) {
    for (int i = 0; i < bytes / 1000; i++) {
      aside.put(
          RecordKeys.element(aside.keyId(), new byte[] {(byte) (i >> 8), (byte) i}),
          new byte[1000]);
    }
  }

  @Test
  void aCrashAmidAWriteAsideLeavesOnlyGarbage() {
    AsideWriter aside = test.store().keyIds().writeAside();
    fill(aside, 3 << 20);
    long keyId = aside.keyId();
    if (!type.persistent()) {
      aside.close();
    }
    test.reopen();
    test.check();
    assertTrue(test.store().keyIds().allocate() > keyId, "an id was handed out twice");
    test.collectAll();
    assertEquals(0, records(Space.ELEMENT));
    assertEquals(0, records(Space.GARBAGE));
  }

  @Test
  void aCrashAmidTwoWritesAsideLeavesBothTheirIdsUsed() {
    AsideWriter first = test.store().keyIds().writeAside();
    for (int i = 0; i < 2000; i++) {
      test.store().keyIds().allocate();
    }
    AsideWriter second = test.store().keyIds().writeAside();
    fill(second, 2 << 20);
    fill(first, 2 << 20);
    long lastId = second.keyId();
    if (!type.persistent()) {
      first.close();
      second.close();
    }
    test.reopen();
    assertTrue(test.store().keyIds().allocate() > lastId, "an id was handed out twice");
    test.collectAll();
    test.check();
  }

  @Test
  void aFinishedValueWhoseHeaderIsNotCommittedIsGarbage() {
    Savepoint savepoint = test.store().savepoint();
    putLarge(2 << 20);
    assertEquals(0, test.store().collect(10_000).records(), "pending to be shown");
    test.store().rollbackTo(savepoint);
    test.collectAll();
    assertEquals(0, records(Space.ELEMENT));
    test.check();
  }

  @Test
  void aFailureAmidAWriteAsideLeavesTheKeyAsItWas() {
    byte[] before = putLarge(30_000);
    test.store().commit();
    test.failCommits(1, Outcome.NOT_APPLIED);
    assertThrows(CommitException.class, () -> putLarge(2 << 20));
    assertArrayEquals(before, strings.lookup(test.database(), KEY).bytes());
    byte[] after = putLarge(2 << 20);
    test.store().commit();
    test.collectAll();
    test.check();
    assertArrayEquals(after, strings.lookup(test.database(), KEY).bytes());
  }

  @Test
  void aLargeCopyIsAValueOfItsOwn() {
    byte[] value = putLarge(3 << 20);
    test.store().commit();
    assertTrue(test.database().copy(KEY, test.store().database(1), bytes("copy")));
    test.database().delete(KEY);
    test.store().commit();
    test.collectAll();
    test.check();
    assertFalse(test.database().exists(KEY));
    assertArrayEquals(value, strings.lookup(test.store().database(1), bytes("copy")).bytes());
  }

  @Test
  void noIdIsHandedOutTwice() {
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      assertTrue(ids.add(test.store().keyIds().allocate()));
      switch (i % 1000) {
        case 100 -> test.store().rollback();
        case 200 -> test.store().commit();
        case 300 -> test.reopen();
        default -> {}
      }
      if (i % 1000 == 299) {
        test.store().commit();
      }
    }
  }
}

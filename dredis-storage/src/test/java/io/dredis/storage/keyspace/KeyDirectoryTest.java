package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.put;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Savepoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The counts of keys where there are many. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class KeyDirectoryTest {
  @Parameter BackendType type;
  @TempDir Path directory;
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private int buckets() {
    int count = 0;
    try (Cursor cursor = test.store().transaction().cursor()) {
      byte[] space = {Space.DIRECTORY.code()};
      for (boolean on = cursor.seek(space);
          on && RecordKeys.startsWith(cursor.key(), space);
          on = cursor.next()) {
        count++;
      }
    }
    return count;
  }

  private static String key(int i) {
    return "key:" + Integer.toHexString(i * 0x9e3779b1);
  }

  @Test
  void countsAreExactWhileBucketsSplitJoinAndVanish() {
    int keys = 9000;
    for (int i = 0; i < keys; i++) {
      put(test.database(), key(i), "v", i % 3 == 0 ? test.nowMillis + 1000 : Header.NO_EXPIRY);
    }
    test.store().commit();
    test.check();
    assertEquals(keys, test.database().size());
    assertEquals(keys / 3, test.database().expiresCount());
    int most = buckets();
    assertTrue(most >= keys / 1024, () -> "only few buckets: " + buckets());
    test.reopen();
    assertEquals(keys, test.database().size());
    for (int i = 0; i < keys - 100; i++) {
      test.database().delete(bytes(key(i)));
    }
    test.check();
    assertEquals(100, test.database().size());
    assertTrue(buckets() < most, "small buckets were not joined");
    for (int i = keys - 100; i < keys; i++) {
      test.database().delete(bytes(key(i)));
    }
    assertEquals(0, buckets());
    assertEquals(0, test.database().size());
    assertNull(test.database().randomKey());
  }

  @Test
  void aRolledBackSplitLeavesTheCountsAsTheyWere() {
    for (int i = 0; i < 1024; i++) {
      put(test.database(), key(i), "v");
    }
    test.store().commit();
    assertEquals(1, buckets());
    Savepoint savepoint = test.store().savepoint();
    for (int i = 1024; i < 6000; i++) {
      put(test.database(), key(i), "v");
    }
    assertTrue(buckets() > 1);
    test.store().rollbackTo(savepoint);
    assertEquals(1, buckets());
    assertEquals(1024, test.database().size());
    for (int i = 0; i < 1000; i++) {
      test.database().delete(bytes(key(i)));
    }
    test.store().rollbackTo(savepoint);
    assertEquals(1024, test.database().size());
    put(test.database(), "one more", "v");
    test.store().commit();
    test.check();
    assertEquals(1025, test.database().size());
  }

  @Test
  void aSplitThatCannotBeReadLeavesTheCountsAsTheyWere() {
    for (int i = 0; i < 1024; i++) {
      put(test.database(), key(i), "v");
    }
    Savepoint savepoint = test.store().savepoint();
    test.failCursors(true);
    assertThrows(BackendException.class, () -> put(test.database(), key(1024), "v"));
    test.store().rollbackTo(savepoint);
    test.failCursors(false);
    assertEquals(1024, test.database().size());
    put(test.database(), key(1024), "v");
    assertEquals(1025, test.database().size());
    test.check();
  }

  @Test
  void aNewKeyCostsOneMorePutAndAnOldOneNone() {
    put(test.database(), "a", "v");
    test.store().commit();
    put(test.database(), "b", "v");
    assertEquals(2, test.commitAndCount());
    put(test.database(), "a", "w");
    assertEquals(1, test.commitAndCount());
  }

  @Test
  void everyKeyIsDrawnAtRandomAboutAsOften() {
    Random random = new Random(5);
    TreeSet<String> keys = new TreeSet<>();
    while (keys.size() < 3000) {
      keys.add(key(random.nextInt(1 << 20)));
    }
    for (String key : keys) {
      put(test.database(), key, "v");
    }
    test.store().commit();
    assertTrue(buckets() > 1);
    Map<Integer, Integer> draws = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      String key = text(test.database().randomKey());
      assertTrue(keys.contains(key));
      // Thirds of the keys in their order; a third is drawn a thousand times, give or take 150 at
      // six sigma.
      draws.merge(keys.headSet(key).size() / 1000, 1, Integer::sum);
    }
    draws.values().forEach(count -> assertEquals(1000, count, 160));
  }

  @Test
  void anExpiredKeyIsNotDrawn() {
    for (int i = 0; i < 100; i++) {
      put(test.database(), "gone" + i, "v", test.nowMillis);
    }
    put(test.database(), "kept", "v");
    test.nowMillis++;
    assertEquals(101, test.database().size());
    assertEquals("kept", text(test.database().randomKey()));
    for (int i = 0; i < 300; i++) {
      assertEquals("kept", text(test.database().randomKey()));
    }
    test.check();
  }

  @Test
  void amongVeryManyExpiredKeysTheLiveOnesAreFoundWithoutDeletingAll() {
    for (int i = 0; i < 3000; i++) {
      put(test.database(), "gone" + i, "v", test.nowMillis);
    }
    put(test.database(), "a", "v");
    put(test.database(), "z", "v");
    test.nowMillis++;
    for (int i = 0; i < 10; i++) {
      String drawn = text(test.database().randomKey());
      assertTrue(drawn.equals("a") || drawn.equals("z"), drawn);
    }
    assertTrue(test.database().size() > 1500, "too many were deleted for one answer");
    test.database().delete(bytes("a"));
    test.database().delete(bytes("z"));
    assertNull(test.database().randomKey());
  }

  @Test
  void theAverageTimeToLiveIsAnEstimateOfThoseThatExpire() {
    assertEquals(0, test.database().averageTtlMillis());
    put(test.database(), "forever", "v");
    for (int i = 0; i < 10; i++) {
      put(test.database(), "k" + i, "v", test.nowMillis + 5000);
    }
    assertEquals(5000, test.database().averageTtlMillis());
  }
}

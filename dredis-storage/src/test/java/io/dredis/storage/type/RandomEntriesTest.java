package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backends;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.TestStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every member of a sorted set is picked with the same chance, whichever way it is picked. The seed
 * is fixed, so a fair generator never fails here.
 */
class RandomEntriesTest {
  private static final int MEMBERS = 300;
  private static final int EXPECTED_EACH = 60;
  private static final int PICKS = MEMBERS * EXPECTED_EACH;

  @TempDir Path directory;

  /** Packed and in elements. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 0})
  void picksAreFair(int maxListpackEntries) {
    try (TestStore test = new TestStore(Backends.named("memory"), directory.resolve("data"))) {
      SortedSetValue value = fill(test.database(), maxListpackEntries);
      assertEquals(maxListpackEntries == 0, value.header().kind().large());
      RandomEntries random = new RandomEntries(new SplittableRandom(42)).split();
      assertFair(() -> random.one(value), 1);
      assertFair(() -> random.different(value, 20), 20);
      assertFair(() -> random.different(value, MEMBERS - 50), MEMBERS - 50);
      assertFair(() -> random.sample(value, 100), 100);
    }
  }

  private static SortedSetValue fill(Database database, int maxListpackEntries) {
    SortedSets sortedSets = new SortedSets(() -> maxListpackEntries, () -> 64);
    SortedSetEdit edit = sortedSets.edit(database, bytes("key"));
    for (long i = 0; i < MEMBERS; i++) {
      // Unequal gaps between scores, and many that have the same one, which must not show.
      edit.put(bytes("m" + i * i * i), Double.NaN, i < 100 ? 0 : Math.pow((double) i, 5));
    }
    edit.store();
    return sortedSets.lookup(database, bytes("key"));
  }

  /** Checks that chi-square stays below the value that one fair run in a thousand exceeds. */
  private static void assertFair(Supplier<SortedSetEntries> picking, int each) {
    Map<String, Integer> counts = new HashMap<>();
    int rounds = PICKS / each;
    for (int round = 0; round < rounds; round++) {
      Set<String> picked = new HashSet<>();
      try (SortedSetEntries entries = picking.get()) {
        while (entries.next()) {
          picked.add(text(entries.member()));
        }
      }
      assertEquals(each, picked.size(), "as many as asked for, all different");
      picked.forEach(member -> counts.merge(member, 1, Integer::sum));
    }
    assertEquals(MEMBERS, counts.size(), "each was picked");
    double expected = (double) rounds * each / MEMBERS;
    double chiSquare = 0;
    for (int count : counts.values()) {
      chiSquare += Math.pow(count - expected, 2) / expected;
    }
    assertTrue(chiSquare < 380, "chi-square " + chiSquare + " of 299 degrees of freedom");
  }
}

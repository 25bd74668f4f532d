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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every member is picked with the same chance, whichever way it is picked. The seeds are fixed, so
 * a fair generator never fails here.
 */
class RandomMembersTest {
  private static final int MEMBERS = 300;
  private static final int EXPECTED_EACH = 60;

  @TempDir Path directory;

  private final Sets sets = new Sets(() -> 512);

  /** Sets of one size: packed as integers, packed as text, and large. */
  @ParameterizedTest
  @ValueSource(strings = {"", "m", "a long member, so that three hundred fit no header: "})
  void picksAreFair(String prefix) {
    try (TestStore test = new TestStore(Backends.named("memory"), directory.resolve("data"))) {
      SetValue value = fill(test.database(), prefix);
      assertEquals(prefix.length() > 2, value.large());
      RandomMembers random = new RandomMembers(new SplittableRandom(42));
      int picks = MEMBERS * EXPECTED_EACH;
      assertFair(
          counts -> {
            for (int i = 0; i < picks; i++) {
              count(counts, random.one(value).members());
            }
          });
      assertFair(
          counts -> {
            for (int i = 0; i < picks / 20; i++) {
              List<byte[]> picked = random.pick(value, 20).members();
              assertDifferent(picked, 20);
              count(counts, picked);
            }
          });
      assertFair(
          counts -> {
            for (int i = 0; i < picks / 100; i++) {
              try (MemberStream sample = RandomMembers.sample(value, 100, random.seed())) {
                while (sample.next()) {
                  count(counts, List.of(sample.member()));
                }
              }
            }
          });
    }
  }

  private SetValue fill(Database database, String prefix) {
    byte[][] members = new byte[MEMBERS][];
    for (int i = 0; i < MEMBERS; i++) {
      // Integers and texts of several lengths, so that unequal gaps would show.
      members[i] = bytes(prefix + (long) i * i * i);
    }
    sets.add(database, bytes("set"), members, 0);
    return sets.lookup(database, bytes("set"));
  }

  private static void count(Map<String, Integer> counts, List<byte[]> members) {
    members.forEach(member -> counts.merge(text(member), 1, Integer::sum));
  }

  private static void assertDifferent(List<byte[]> members, int count) {
    Set<String> different = new HashSet<>();
    members.forEach(member -> different.add(text(member)));
    assertEquals(count, different.size());
  }

  /** Checks that chi-square stays below the value that one fair run in a thousand exceeds. */
  private static void assertFair(Consumer<Map<String, Integer>> picking) {
    Map<String, Integer> counts = new HashMap<>();
    picking.accept(counts);
    assertEquals(MEMBERS, counts.size(), "each was picked");
    double chiSquare = 0;
    for (int count : counts.values()) {
      chiSquare += Math.pow(count - EXPECTED_EACH, 2) / EXPECTED_EACH;
    }
    assertTrue(chiSquare < 380, "chi-square " + chiSquare + " of 299 degrees of freedom");
  }
}

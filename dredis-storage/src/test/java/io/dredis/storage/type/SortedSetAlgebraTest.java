package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.type.SortedSetAlgebra.Aggregate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Unions, intersections and differences of sorted sets and sets, against maps in memory. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class SortedSetAlgebraTest {
  private static final int ROUNDS = 40;
  private static final int LARGE = 40_000;
  private static final double[] SCORES = {
    Double.NEGATIVE_INFINITY, -2.5, -0.0, 0, 0.1, 0.2, 0.3, 1, 1e300, Double.POSITIVE_INFINITY
  };
  private static final List<Aggregate> AGGREGATES = List.of(Aggregate.values());
  private static final double[] WEIGHTS = {1, 1, 0, -1, 0.1, 3, Double.POSITIVE_INFINITY};

  @Parameter BackendType type;
  @TempDir Path directory;
  private long entries = 128;
  private final SortedSets sortedSets = new SortedSets(() -> entries, () -> 64);
  private final Sets sets = new Sets(() -> 512);
  private final Map<String, Map<String, Double>> model = new TreeMap<>();
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Members whose order as numbers is not that of their bytes, and others between them. */
  private static String member(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1, 2 -> Integer.toString(random.nextInt(1000) - 500);
      case 3 -> random.nextInt(100) + "x";
      case 4 -> "0" + random.nextInt(100);
      case 5 -> List.of("", "-", "-0", "0", "9223372036854775808", "~", "/").get(random.nextInt(7));
      default -> "m" + random.nextInt(300);
    };
  }

  private void putSortedSet(String key, Map<String, Double> members) {
    try (SortedSetWriter writer = sortedSets.writer(test.database().keyIds()::writeAside)) {
      members.forEach((member, score) -> writer.add(bytes(member), score));
      writer.store(test.database(), bytes(key));
    }
    model.put(key, members);
  }

  private void putSet(String key, Map<String, Double> members) {
    test.database().delete(bytes(key));
    byte[][] all = members.keySet().stream().map(TestStore::bytes).toArray(byte[][]::new);
    if (all.length > 0) {
      sets.add(test.database(), bytes(key), all, 0);
    }
    members.replaceAll((member, score) -> 1.0);
    model.put(key, members);
  }

  private void putAny(String key, Random random) {
    Map<String, Double> members = new TreeMap<>();
    int count = random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 20 : 1500);
    entries = random.nextInt(3) == 0 ? 0 : 128;
    for (int i = 0; i < count; i++) {
      double score = SCORES[random.nextInt(SCORES.length)];
      members.put(member(random), entries == 0 ? score : score + 0.0);
    }
    if (random.nextBoolean()) {
      putSet(key, members);
    } else {
      putSortedSet(key, members);
    }
  }

  private static AlgebraInput input(Keyspace keyspace, String key, double weight) {
    return AlgebraInput.of(keyspace, keyspace.find(bytes(key)), weight);
  }

  private static Map<String, Double> read(ScoredStream stream, Random random) {
    Map<String, Double> read = new TreeMap<>();
    String last = null;
    try (stream) {
      while (stream.next()) {
        String member = text(stream.member());
        assertTrue(last == null || last.compareTo(member) < 0, last + " before " + member);
        last = member;
        read.put(member, stream.score());
        if (random.nextInt(50) == 0) {
          stream.pause();
        }
      }
      assertFalse(stream.next(), "it stays at its end");
    }
    return read;
  }

  @Test
  void agreesWithMapsForInputsOfAnyKindAndSize() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println(getClass().getSimpleName() + ": dredis.test.seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      putAny("k" + random.nextInt(4), random);
      if (random.nextInt(3) > 0) {
        check(test.database(), random);
        continue;
      }
      test.store().commit();
      try (var snapshot = test.store().snapshot()) {
        check(snapshot.database(0), random);
      }
    }
  }

  private void check(Keyspace keyspace, Random random) {
    List<String> keys = new ArrayList<>();
    List<AlgebraInput> inputs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      keys.add("k" + random.nextInt(5));
      weights.add(WEIGHTS[random.nextInt(WEIGHTS.length)]);
      inputs.add(input(keyspace, keys.getLast(), weights.getLast()));
    }
    Aggregate aggregate = AGGREGATES.get(random.nextInt(AGGREGATES.size()));
    Map<String, Double> union = new TreeMap<>();
    Map<String, Double> common = null;
    for (int i : smallestFirst(keys)) {
      Map<String, Double> scores = scores(keys.get(i));
      double weight = weights.get(i);
      scores.forEach(
          (member, score) ->
              union.merge(member, orZero(weight * score), (a, b) -> aggregated(aggregate, a, b)));
      common = common == null ? first(scores, weight) : both(common, scores, weight, aggregate);
    }
    Map<String, Double> rest = new TreeMap<>(scores(keys.get(0)));
    keys.stream().skip(1).forEach(key -> rest.keySet().removeAll(scores(key).keySet()));
    String described = keys + " " + weights + " " + aggregate;
    assertEquals(union, read(SortedSetAlgebra.union(inputs, aggregate), random), described);
    assertEquals(common, read(SortedSetAlgebra.intersection(inputs, aggregate), random), described);
    assertEquals(rest, read(SortedSetAlgebra.difference(inputs), random), described);
  }

  private Map<String, Double> scores(String key) {
    return model.getOrDefault(key, Map.of());
  }

  private List<Integer> smallestFirst(List<String> keys) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> scores(keys.get(i)).size()));
    return order;
  }

  private static Map<String, Double> first(Map<String, Double> scores, double weight) {
    Map<String, Double> weighted = new TreeMap<>();
    scores.forEach((member, score) -> weighted.put(member, orZero(weight * score)));
    return weighted;
  }

  private static Map<String, Double> both(
      Map<String, Double> common, Map<String, Double> scores, double weight, Aggregate aggregate) {
    Map<String, Double> both = new TreeMap<>();
    common.forEach(
        (member, score) -> {
          if (scores.containsKey(member)) {
            both.put(member, aggregated(aggregate, score, weight * scores.get(member)));
          }
        });
    return both;
  }

  private static double orZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }

  /** Both zeros are the same here, and what is not a number is neither lower nor higher. */
  private static double aggregated(Aggregate aggregate, double one, double other) {
    return switch (aggregate) {
      case SUM -> orZero(one + other);
      case MIN -> one > other ? other : one;
      case MAX -> one < other ? other : one;
    };
  }

  @Test
  void largeResultsAreWrittenAside() {
    Map<String, Double> one = new TreeMap<>();
    Map<String, Double> other = new TreeMap<>();
    for (int i = 0; i < LARGE; i++) {
      one.put("m" + i, i % 10 - 0.0);
      other.put(Integer.toString(i - LARGE / 2), 1.0);
    }
    entries = 0;
    putSortedSet("one", one);
    putSet("other", other);
    test.store().commit();
    entries = 1_000_000;
    Map<String, Double> union = new TreeMap<>(one);
    union.putAll(other);
    union.replaceAll((member, score) -> score * -1 + 0.0);
    try (SortedSetWriter writer = sortedSets.writer(test.database().keyIds()::writeAside)) {
      writer.beginAsSkiplist();
      writer.addAll(
          SortedSetAlgebra.union(
              List.of(input(test.database(), "one", -1), input(test.database(), "other", -1)),
              Aggregate.SUM));
      writer.complete();
      assertFalse(writer.inMemory());
      assertFalse(test.store().hasPendingWrites(), "all that is large is written");
      writer.store(test.database(), bytes("to"));
    }
    test.store().commit();
    SortedSetValue stored = sortedSets.lookup(test.database(), bytes("to"));
    assertEquals("listpack", stored.header().kind().encoding(), "no member has a zero of a sign");
    assertEquals(union, read(stored.byMember(), new Random(1)));
    assertEquals(union.size(), stored.count());
    test.check();
  }

  @Test
  void aDroppedResultIsSeenInASnapshotUntilItsSpaceIsReclaimed() {
    Header header;
    StoreSnapshot snapshot;
    try (SortedSetWriter writer = sortedSets.writer(test.database().keyIds()::writeAside)) {
      for (int i = 0; i < LARGE; i++) {
        writer.add(bytes("m" + i), i);
      }
      header = writer.drop(test.database());
      test.store().commit();
      snapshot = test.store().snapshot();
    }
    try (snapshot) {
      test.collectAll();
      SortedSetValue value = sortedSets.valueOf(snapshot.database(0), header);
      assertEquals(777, value.rank(bytes("m777")));
      assertEquals(-1, sortedSets.valueOf(test.database(), header).rank(bytes("m777")));
    }
    test.check();
  }

  @Test
  void anOrderOfAnyBoundIsThatOfTheSortedSet() {
    Random random = new Random(5);
    Map<String, Double> members = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      members.put("m" + i, SCORES[random.nextInt(SCORES.length)]);
    }
    entries = 0;
    putSortedSet("key", members);
    SortedSetValue value = sortedSets.lookup(test.database(), bytes("key"));
    for (int bytes : new int[] {1, 10_000, 1 << 20}) {
      ScoreOrder order = new ScoreOrder(value::byMember, bytes);
      int runs = 0;
      try (SortedSetEntries expected = value.entries()) {
        while (!order.ended()) {
          SortedSetEntries run = order.nextRun();
          for (runs++; run.next(); ) {
            assertTrue(expected.next());
            assertEquals(text(expected.member()), text(run.member()));
            assertEquals(expected.score(), run.score());
          }
          assertEquals(1000, order.count());
        }
        assertFalse(expected.next());
        assertFalse(order.nextRun().next());
      }
      assertTrue(bytes == 1 ? runs == 1000 : (runs == 1) == (bytes > 100_000), runs + " runs");
    }
  }

  @Test
  void refusesOtherTypes() {
    TestStore.put(test.database(), "key", "string");
    assertThrows(WrongTypeException.class, () -> input(test.database(), "key", 1));
  }
}

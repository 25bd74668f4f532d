package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.LexRange.Bound;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

/** Sorted sets, small and large, against a map in memory. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class SortedSetsTest {
  private static final byte[] KEY = bytes("key");
  private static final double[] SCORES = {
    Double.NEGATIVE_INFINITY,
    -1e300,
    -2.5,
    -1,
    -Double.MIN_VALUE,
    -0.0,
    0,
    Double.MIN_VALUE,
    0.1,
    1,
    3,
    1e17,
    Double.POSITIVE_INFINITY
  };

  @Parameter BackendType type;
  @TempDir Path directory;
  private long entries = 128;
  private final SortedSets sortedSets = new SortedSets(() -> entries, () -> 64);
  private TreeMap<String, Double> model = new TreeMap<>();
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private SortedSetEdit edit() {
    return sortedSets.edit(test.database(), KEY);
  }

  private SortedSetValue value(Keyspace keyspace) {
    return sortedSets.lookup(keyspace, KEY);
  }

  private void put(String member, double score) {
    SortedSetEdit edit = edit();
    edit.put(bytes(member), edit.score(bytes(member)), score);
    edit.store();
    model.put(member, score);
  }

  private List<String> inOrder() {
    List<Map.Entry<String, Double>> entries = new ArrayList<>(model.entrySet());
    // A tie is broken by the member, and the map has its members in order.
    entries.sort(Comparator.comparingDouble(entry -> entry.getValue() + 0.0));
    return entries.stream().map(e -> e.getKey() + "=" + (e.getValue() + 0.0)).toList();
  }

  private static List<String> read(SortedSetEntries entries) {
    List<String> read = new ArrayList<>();
    try (entries) {
      while (entries.next()) {
        read.add(text(entries.member()) + "=" + (entries.score() + 0.0));
      }
    }
    return read;
  }

  private void check(Keyspace keyspace, Random random) {
    SortedSetValue value = value(keyspace);
    List<String> expected = inOrder();
    if (expected.isEmpty()) {
      assertNull(value);
      return;
    }
    assertEquals(expected.size(), value.count());
    assertEquals(expected, read(value.entries()));
    int from = random.nextInt(expected.size());
    int to = from + random.nextInt(expected.size() - from + 1);
    assertEquals(expected.subList(from, to), read(value.entries(new Ranks(from, to), false)));
    List<String> reversed = new ArrayList<>(expected.subList(from, to));
    Collections.reverse(reversed);
    assertEquals(reversed, read(value.entries(new Ranks(from, to), true)));
    for (int i = 0; i < 10; i++) {
      String member = "m" + random.nextInt(300);
      Double score = model.get(member);
      assertEquals(score == null ? Double.NaN : score + 0.0, value.score(bytes(member)) + 0.0);
      long rank = score == null ? -1 : expected.indexOf(member + "=" + (score + 0.0));
      assertEquals(rank, value.rank(bytes(member)));
      checkScores(value, random);
    }
    String after = "m" + random.nextInt(300);
    List<String> byMember = read(value.entriesByMember(bytes(after)));
    assertEquals(
        model.tailMap(after, false).entrySet().stream()
            .map(e -> e.getKey() + "=" + (e.getValue() + 0.0))
            .toList(),
        byMember);
  }

  private void checkScores(SortedSetValue value, Random random) {
    ScoreRange range =
        new ScoreRange(
            SCORES[random.nextInt(SCORES.length)],
            random.nextBoolean(),
            SCORES[random.nextInt(SCORES.length)],
            random.nextBoolean());
    long expected =
        model.values().stream()
            .filter(s -> range.minExclusive() ? s + 0.0 > range.min() : s + 0.0 >= range.min())
            .filter(s -> range.maxExclusive() ? s + 0.0 < range.max() : s + 0.0 <= range.max())
            .count();
    Ranks ranks = value.ranks(range);
    assertEquals(expected, ranks.count(), range.toString());
    if (expected > 0) {
      try (SortedSetEntries first = value.entries(ranks, false)) {
        assertTrue(first.next());
        assertFalse(range.isAfter(first.score()), range.toString());
      }
    }
  }

  @Test
  void agreesWithTheModelSmallAndLarge() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println(getClass().getSimpleName() + ": dredis.test.seed " + seed);
    Random random = new Random(seed);
    for (long limit : new long[] {0, 60, 1_000_000}) {
      entries = limit;
      for (int round = 0; round < 25; round++) {
        Savepoint savepoint = test.store().savepoint();
        TreeMap<String, Double> before = new TreeMap<>(model);
        change(random);
        if (random.nextInt(5) == 0) {
          test.store().rollbackTo(savepoint);
          model = before;
        }
        test.store().release(savepoint);
        check(test.database(), random);
        test.check();
        if (random.nextInt(3) == 0) {
          test.store().commit();
          test.reopen();
          check(test.database(), random);
        }
      }
      test.store().commit();
      test.database().delete(KEY);
      model.clear();
      test.collectAll();
    }
  }

  private void change(Random random) {
    SortedSetEdit edit = edit();
    for (int i = random.nextInt(120); i > 0; i--) {
      String member = "m" + random.nextInt(300);
      double before = edit.score(bytes(member));
      if (random.nextInt(4) == 0) {
        assertEquals(!Double.isNaN(before), edit.remove(bytes(member)));
        model.remove(member);
      } else {
        double score = SCORES[random.nextInt(SCORES.length)];
        edit.put(bytes(member), before, score);
        model.put(member, score);
      }
    }
    if (random.nextInt(4) == 0 && edit.count() > 0) {
      List<String> order = inOrder();
      int from = random.nextInt(order.size());
      int to = from + random.nextInt(order.size() - from + 1);
      edit.remove(new Ranks(from, to));
      order.subList(from, to).forEach(e -> model.remove(e.substring(0, e.indexOf('='))));
    }
    edit.store();
  }

  @Test
  void findsMembersByTheirBytes() {
    for (long limit : new long[] {0, 128}) {
      entries = limit;
      for (String member : List.of("a", "b", "bb", "c", "", "d")) {
        put(member, -0.0);
      }
      SortedSetValue value = value(test.database());
      Bound b = new Bound(Bound.Kind.INCLUSIVE, bytes("b"));
      Bound notB = new Bound(Bound.Kind.EXCLUSIVE, bytes("b"));
      Bound c = new Bound(Bound.Kind.INCLUSIVE, bytes("c"));
      Bound notC = new Bound(Bound.Kind.EXCLUSIVE, bytes("c"));
      assertEquals(new Ranks(2, 5), value.ranks(new LexRange(b, c)));
      assertEquals(new Ranks(3, 4), value.ranks(new LexRange(notB, notC)));
      assertEquals(new Ranks(0, 4), value.ranks(new LexRange(Bound.LOWEST, notC)));
      assertEquals(new Ranks(3, 6), value.ranks(new LexRange(notB, Bound.HIGHEST)));
      assertEquals(0, value.ranks(new LexRange(c, b)).count());
      assertEquals(0, value.ranks(new LexRange(notB, b)).count());
      assertEquals(0, value.ranks(new LexRange(Bound.HIGHEST, Bound.HIGHEST)).count());
      test.database().delete(KEY);
    }
  }

  @Test
  void findsMembersByTheirBytesThoughTheirScoresDiffer() {
    for (long limit : new long[] {0, 128}) {
      entries = limit;
      for (int i = 0; i < 5; i++) {
        put(String.valueOf((char) ('a' + i)), i);
      }
      SortedSetValue value = value(test.database());
      Bound b = new Bound(Bound.Kind.INCLUSIVE, bytes("b"));
      Bound notD = new Bound(Bound.Kind.EXCLUSIVE, bytes("d"));
      Bound z = new Bound(Bound.Kind.INCLUSIVE, bytes("z"));
      assertEquals(new Ranks(1, 3), value.ranks(new LexRange(b, notD)));
      assertEquals(new Ranks(4, 5), value.ranks(new LexRange(notD, z)));
      assertEquals(new Ranks(0, 2), value.ranks(new LexRange(Bound.LOWEST, b)));
      assertEquals(new Ranks(1, 5), value.ranks(new LexRange(b, Bound.HIGHEST)));
      assertEquals(0, value.ranks(new LexRange(z, Bound.HIGHEST)).count());
      test.database().delete(KEY);
    }
  }

  @Test
  void keepsTheSignOfZeroWhereRedisDoes() {
    put("m", -0.0);
    assertEquals(0.0, value(test.database()).score(bytes("m")));
    test.database().delete(KEY);
    entries = 0;
    put("m", -0.0);
    assertEquals(-0.0, value(test.database()).score(bytes("m")));
    put("m", 0.0);
    assertEquals(-0.0, value(test.database()).score(bytes("m")));
    try (SortedSetEntries entries = value(test.database()).entries()) {
      assertTrue(entries.next());
      assertEquals(-0.0, entries.score());
    }
    test.check();
  }

  @Test
  void tellsTheEncodingThatRedisWouldHave() {
    assertEquals("listpack", encodingAfter("m"));
    assertEquals("listpack", encodingAfter("m".repeat(64)));
    assertEquals("skiplist", encodingAfter("m".repeat(65)));
    test.database().delete(KEY);
    for (int i = 0; i < 128; i++) {
      assertEquals("listpack", encodingAfter("m" + i));
    }
    assertEquals("skiplist", encodingAfter("more"));
    SortedSetEdit edit = edit();
    edit.remove(new Ranks(1, 129));
    edit.store();
    assertEquals("skiplist", value(test.database()).header().kind().encoding());
    test.database().delete(KEY);
    entries = 1_000_000;
    for (int i = 0; i < 2000; i++) {
      encodingAfter("member " + i);
    }
    Header header = value(test.database()).header();
    assertEquals("listpack", header.kind().encoding());
    assertTrue(header.kind().large());
    assertEquals("skiplist", encodingAfter("m".repeat(65)));
    test.check();
  }

  private String encodingAfter(String member) {
    SortedSetEdit edit = edit();
    edit.put(bytes(member), edit.score(bytes(member)), 1);
    edit.store();
    return value(test.database()).header().kind().encoding();
  }

  @Test
  void keepsItsExpiryWhileItChanges() {
    put("a", 1);
    test.database().setExpiry(KEY, test.database().find(KEY), TestStore.START_MILLIS + 5000);
    put("b", 2);
    entries = 0;
    put("c", 3);
    assertEquals(TestStore.START_MILLIS + 5000, test.database().find(KEY).expiryMillis());
    test.check();
  }

  @Test
  void isWrittenInAnyOrderSmallAndLarge() {
    Random random = new Random(6);
    for (int count : new int[] {0, 1, 100, 129, 10_000}) {
      model.clear();
      while (model.size() < count) {
        model.put("m" + random.nextInt(100_000), SCORES[random.nextInt(SCORES.length)]);
      }
      List<String> members = new ArrayList<>(model.keySet());
      Collections.shuffle(members, random);
      try (SortedSetWriter writer = sortedSets.writer(test.store().keyIds()::writeAside)) {
        members.forEach(member -> writer.add(bytes(member), model.get(member)));
        writer.store(test.database(), KEY);
      }
      test.store().commit();
      check(test.database(), random);
      test.check();
    }
  }

  @Test
  void loosesMoreMembersThanCanBePendingAtOnce() {
    try (SortedSetWriter writer = sortedSets.writer(test.store().keyIds()::writeAside)) {
      for (int i = 0; i < 101_000; i++) {
        writer.add(bytes("m" + i), i);
      }
      writer.store(test.database(), KEY);
    }
    test.store().commit();
    SortedSetEdit edit = edit();
    edit.remove(new Ranks(500, 100_600));
    edit.store();
    assertTrue(test.store().pendingBytes() < 200_000);
    SortedSetValue value = value(test.database());
    assertEquals(900, value.count());
    assertEquals(499, value.rank(bytes("m499")));
    assertEquals(500, value.rank(bytes("m100600")));
    assertEquals(-1, value.rank(bytes("m500")));
    test.store().commit();
    test.collectAll();
    test.check();
  }

  @Test
  void isReadFromASnapshotWhileItChanges() {
    entries = 20;
    for (int i = 0; i < 300; i++) {
      put("m" + i, i % 7);
    }
    test.store().commit();
    try (var snapshot = test.store().snapshot()) {
      TreeMap<String, Double> then = new TreeMap<>(model);
      for (int i = 0; i < 300; i += 2) {
        put("m" + i, 3);
      }
      test.store().commit();
      TreeMap<String, Double> now = model;
      model = then;
      check(snapshot.database(0), new Random(7));
      model = now;
      check(test.database(), new Random(7));
    }
  }

  @Test
  void refusesOtherTypes() {
    TestStore.put(test.database(), "key", "string");
    assertThrows(WrongTypeException.class, this::edit);
    assertThrows(WrongTypeException.class, () -> value(test.database()));
  }
}

package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backends;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.ScanPage;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.ValueException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashesTest {
  private static final byte[] KEY = bytes("h");

  @TempDir private Path directory;
  private TestStore store;
  private long maxEntries = 4;
  private long maxValueBytes = 64;
  private final Hashes hashes = new Hashes(() -> maxEntries, () -> maxValueBytes);

  @BeforeEach
  void open() {
    store = new TestStore(Backends.named("memory"), directory);
  }

  @AfterEach
  void close() {
    store.check();
    store.close();
  }

  private long set(String... fieldsAndValues) {
    return hashes.set(
        store.database(), KEY, Arrays.stream(fieldsAndValues).map(TestStore::bytes).toList());
  }

  private long delete(String... fields) {
    return hashes.delete(
        store.database(), KEY, Arrays.stream(fields).map(TestStore::bytes).toList());
  }

  private HashValue hash() {
    return hashes.lookup(store.database(), KEY);
  }

  private Kind kind() {
    return hash().header().kind();
  }

  private Map<String, String> all() {
    return all(hash());
  }

  private static Map<String, String> all(HashValue hashOrNull) {
    Map<String, String> all = new LinkedHashMap<>();
    if (hashOrNull != null) {
      try (FieldStream fields = hashOrNull.fields()) {
        while (fields.next()) {
          assertNull(all.put(text(fields.field()), text(fields.value())));
        }
      }
      assertEquals(all.size(), hashOrNull.size());
    }
    return all;
  }

  // ---- Encodings

  @Test
  void aSmallHashKeepsTheOrderInWhichItsFieldsWereAdded() {
    assertEquals(2, set("b", "1", "a", "2"));
    assertEquals(1, set("c", "3", "b", "changed"));

    assertEquals(List.of("b", "a", "c"), List.copyOf(all().keySet()));
    assertEquals("changed", all().get("b"));
    assertEquals(Kind.HASH_LISTPACK, kind());
  }

  @Test
  void moreFieldsThanAllowedSplitAHash() {
    set("a", "1", "b", "2", "c", "3", "d", "4");
    assertEquals(Kind.HASH_LISTPACK, kind());

    set("e", "5");

    assertEquals(Kind.HASH_LARGE, kind());
    assertEquals(Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5"), all());
  }

  @Test
  void aSplitHashStaysSplit() {
    set("a", "1", "b", "2", "c", "3", "d", "4", "e", "5");

    assertEquals(4, delete("a", "b", "c", "d"));

    assertEquals(Kind.HASH_LARGE, kind());
    assertEquals(Map.of("e", "5"), all());
  }

  @Test
  void aLongValueMakesAHashTableThatIsStillInOnePiece() {
    set("a", "1", "b", "x".repeat(65));

    assertEquals(Kind.HASH_PACKED, kind());
    delete("b");
    assertEquals(Kind.HASH_PACKED, kind());
  }

  @Test
  void aLongFieldMakesAHashTableEvenWhereTheSettingsLaterAllowIt() {
    set("f".repeat(65), "1");
    maxValueBytes = 100;
    set("g", "2");

    assertEquals(Kind.HASH_PACKED, kind());
  }

  @Test
  void aHashOfManyBytesIsSplitButRemainsAListpackByName() {
    maxEntries = 1000;
    maxValueBytes = 100_000;
    set("a", "x".repeat(Hashes.SMALL_BYTES));

    assertEquals(Kind.HASH_LISTPACK_LARGE, kind());
    maxValueBytes = 10;
    set("b", "short");
    assertEquals(Kind.HASH_LISTPACK_LARGE, kind());
    set("c", "longer than ten");
    assertEquals(Kind.HASH_LARGE, kind());
    assertEquals(3, all().size());
  }

  @Test
  void aHashGrowsToItsLimitOfBytesInOnePiece() {
    maxValueBytes = Hashes.SMALL_BYTES;
    // A field of one byte and a value, with a length of one and of two bytes before them.
    set("a", "x".repeat(Hashes.SMALL_BYTES - 4));
    assertEquals(Kind.HASH_LISTPACK, kind());

    set("a", "x".repeat(Hashes.SMALL_BYTES - 3));
    assertEquals(Kind.HASH_LISTPACK_LARGE, kind());
  }

  @Test
  void anExpiryOutlivesTheSplit() {
    set("a", "1");
    Header header = store.database().find(KEY);
    store.database().setExpiry(KEY, header, TestStore.START_MILLIS + 1000);

    set("b", "2", "c", "3", "d", "4", "e", "5");
    set("f", "6");

    assertEquals(TestStore.START_MILLIS + 1000, hash().header().expiryMillis());
  }

  // ---- Fields

  @Test
  void emptyFieldsAndValuesAreKept() {
    set("", "empty field", "empty value", "");
    assertEquals(Map.of("", "empty field", "empty value", ""), all());
    maxEntries = 0;
    set("", "changed");
    assertEquals(Map.of("", "changed", "empty value", ""), all());
    assertEquals(0, hash().get(bytes("empty value")).length);
    assertNull(hash().get(bytes("none")));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void ofAFieldThatComesTwiceTheLastValueCounts(long entries) {
    maxEntries = entries;

    assertEquals(1, set("f", "1", "f", "2"));
    assertEquals(0, set("f", "3", "f", "4"));

    assertEquals(Map.of("f", "4"), all());
    assertEquals(1, delete("f", "f"));
    assertNull(hash());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void theLastFieldTakesTheKeyWithIt(long entries) {
    maxEntries = entries;
    set("a", "1", "b", "2");

    assertEquals(0, delete("none"));
    assertEquals(2, delete("a", "none", "b"));

    assertNull(hash());
    assertEquals(0, store.database().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void severalValuesAreReadInTheOrderAskedFor(long entries) {
    maxEntries = entries;
    set("a", "1", "b", "2");

    byte[][] values = hash().getAll(List.of(bytes("b"), bytes("none"), bytes("a"), bytes("b")));

    assertEquals(
        Arrays.asList("2", null, "1", "2"), Arrays.stream(values).map(TestStore::text).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void aFieldIsSetOnlyIfItIsMissing(long entries) {
    maxEntries = entries;
    assertTrue(hashes.setIfMissing(store.database(), KEY, bytes("f"), bytes("1")));
    assertFalse(hashes.setIfMissing(store.database(), KEY, bytes("f"), bytes("2")));
    assertEquals(Map.of("f", "1"), all());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void numbersAreAddedTo(long entries) {
    maxEntries = entries;
    assertEquals(5, hashes.increment(store.database(), KEY, bytes("n"), 5));
    assertEquals(-2, hashes.increment(store.database(), KEY, bytes("n"), -7));
    LongDouble half = LongDouble.parse(bytes("0.5"));
    byte[] sum = hashes.incrementFloat(store.database(), KEY, bytes("n"), half);
    assertEquals("-1.5", text(sum));
    assertEquals(
        Reason.FIELD_NOT_AN_INTEGER,
        assertThrows(
                ValueException.class, () -> hashes.increment(store.database(), KEY, bytes("n"), 1))
            .reason());
    set("text", "abc", "limit", Long.toString(Long.MAX_VALUE));
    assertEquals(
        Reason.FIELD_NOT_A_FLOAT,
        assertThrows(
                ValueException.class,
                () -> hashes.incrementFloat(store.database(), KEY, bytes("text"), half))
            .reason());
    assertEquals(
        Reason.OVERFLOW,
        assertThrows(
                ValueException.class,
                () -> hashes.increment(store.database(), KEY, bytes("limit"), 1))
            .reason());
  }

  @Test
  void anotherTypeIsRefused() {
    TestStore.put(store.database(), "h", "string");
    assertThrows(WrongTypeException.class, this::hash);
    assertThrows(WrongTypeException.class, () -> set("a", "1"));
    assertThrows(WrongTypeException.class, () -> delete("a"));
  }

  // ---- Whole hashes

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void aCopyIsIndependent(long entries) {
    maxEntries = entries;
    set("a", "1", "b", "2");
    store.store().commit();

    assertTrue(store.database().copy(KEY, store.database(), bytes("copy")));
    set("a", "changed");
    hashes.delete(store.database(), bytes("copy"), List.of(bytes("b")));

    assertEquals(Map.of("a", "changed", "b", "2"), all());
    assertEquals(Map.of("a", "1"), all(hashes.lookup(store.database(), bytes("copy"))));
  }

  @Test
  void aSnapshotShowsAHashAsItWas() {
    maxEntries = 0;
    for (int i = 0; i < 300; i++) {
      set("f" + i, Integer.toString(i));
    }
    store.store().commit();
    try (StoreSnapshot snapshot = store.store().snapshot()) {
      delete("f7");
      set("f8", "changed", "new", "1");
      store.store().commit();
      HashValue before = hashes.lookup(snapshot.database(0), KEY);
      assertEquals(300, all(before).size());
      assertEquals("8", all(before).get("f8"));
      try (FieldStream picked = RandomFields.different(before, 10, 1)) {
        for (int i = 0; i < 10; i++) {
          assertTrue(picked.next());
          assertEquals("f" + text(picked.value()), text(picked.field()));
        }
        assertFalse(picked.next());
      }
    }
  }

  // ---- Model

  @ParameterizedTest
  @ValueSource(strings = {"leveldb", "lmdb", "memory"})
  void randomChangesGiveWhatAMapGives(String backend) {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("HashesTest: backend " + backend + ", dredis.test.seed " + seed);
    Random random = new Random(seed);
    try (TestStore tested = new TestStore(Backends.named(backend), directory.resolve(backend))) {
      Map<String, Map<String, String>> model = new HashMap<>();
      for (int round = 0; round < 1500; round++) {
        maxEntries = random.nextInt(5) == 0 ? 1000 : random.nextInt(40);
        changeBoth(tested, model, random, round);
        if (random.nextInt(10) == 0) {
          tested.store().commit();
        }
        if (random.nextInt(100) == 0) {
          tested.store().commit();
          tested.reopen();
          tested.collectAll();
        }
        if (random.nextInt(100) == 0) {
          assertSame(tested, model);
        }
      }
      assertSame(tested, model);
      tested.store().commit();
      tested.collectAll();
      tested.check();
    }
  }

  private void assertSame(TestStore tested, Map<String, Map<String, String>> model) {
    tested.check();
    assertEquals(model.size(), tested.database().size());
    model.forEach(
        (key, fields) -> assertEquals(fields, all(hashes.lookup(tested.database(), bytes(key)))));
  }

  private void changeBoth(
      TestStore tested, Map<String, Map<String, String>> model, Random random, int round) {
    String key = "key" + random.nextInt(4);
    Map<String, String> fields = model.getOrDefault(key, new HashMap<>());
    boolean undone = random.nextInt(10) == 0;
    Map<String, String> expected = undone ? new HashMap<>(fields) : fields;
    Savepoint savepoint = tested.store().savepoint();
    if (random.nextInt(60) == 0) {
      tested.database().delete(bytes(key));
      expected.clear();
    } else if (random.nextInt(3) == 0) {
      deleteFromBoth(tested, key, expected, random);
    } else {
      setInBoth(tested, key, expected, random, round);
    }
    if (undone) {
      tested.store().rollbackTo(savepoint);
    }
    tested.store().release(savepoint);
    if (fields.isEmpty()) {
      model.remove(key);
    } else {
      model.put(key, fields);
    }
  }

  private void setInBoth(
      TestStore tested, String key, Map<String, String> fields, Random random, int round) {
    List<byte[]> arguments = new ArrayList<>();
    long added = 0;
    for (int i = random.nextInt(8); i >= 0; i--) {
      String field = "f".repeat(1 + random.nextInt(3)) + random.nextInt(400);
      String value = "v" + round + "x".repeat(random.nextInt(30) == 0 ? 500 : 3);
      arguments.add(bytes(field));
      arguments.add(bytes(value));
      added += fields.put(field, value) == null ? 1 : 0;
    }
    assertEquals(added, hashes.set(tested.database(), bytes(key), arguments));
  }

  private void deleteFromBoth(
      TestStore tested, String key, Map<String, String> fields, Random random) {
    List<byte[]> arguments = new ArrayList<>();
    long deleted = 0;
    for (String field : List.copyOf(fields.keySet())) {
      if (random.nextInt(6) == 0) {
        arguments.add(bytes(field));
        fields.remove(field);
        deleted++;
      }
    }
    arguments.add(bytes("none"));
    assertEquals(deleted, hashes.delete(tested.database(), bytes(key), arguments));
  }

  // ---- Random fields

  /** Above this a difference from an even distribution over 99 others is no accident (p = 1e-6). */
  private static final double CHI_SQUARE_LIMIT = 180;

  private static double chiSquare(Map<String, Integer> counts, int possible, double expected) {
    double sum = (possible - counts.size()) * expected;
    for (int count : counts.values()) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private HashValue hundredFields(long entries) {
    maxEntries = entries;
    for (int i = 0; i < 100; i++) {
      set("f" + i, Integer.toString(i));
    }
    assertEquals(entries < 100, hash().large());
    return hash();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void eachFieldIsPickedAsOftenAsAnyOther(long entries) {
    HashValue hash = hundredFields(entries);
    SplittableRandom random = new SplittableRandom(20);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      counts.merge(text(RandomFields.one(hash, random)), 1, Integer::sum);
    }
    assertTrue(chiSquare(counts, 100, 200) < CHI_SQUARE_LIMIT, counts.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void picksWithRepetitionAreFairAndHaveTheirValues(long entries) {
    HashValue hash = hundredFields(entries);
    Map<String, Integer> counts = new HashMap<>();
    try (FieldStream picked = RandomFields.repeated(hash, 3)) {
      for (int i = 0; i < 20_000; i++) {
        assertTrue(picked.next());
        assertEquals("f" + text(picked.value()), text(picked.field()));
        counts.merge(text(picked.field()), 1, Integer::sum);
      }
    }
    assertTrue(chiSquare(counts, 100, 200) < CHI_SQUARE_LIMIT, counts.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void differentPicksAreDifferentAndFair(long entries) {
    HashValue hash = hundredFields(entries);
    // Few are picked by rank from a large hash, many by a walk.
    for (int count : new int[] {5, 60}) {
      Map<String, Integer> counts = new HashMap<>();
      for (int seed = 0; seed < 4000 / count; seed++) {
        Map<String, Integer> once = new HashMap<>();
        try (FieldStream picked = RandomFields.different(hash, count, seed)) {
          while (picked.next()) {
            assertNull(once.put(text(picked.field()), 1));
            assertEquals("f" + text(picked.value()), text(picked.field()));
          }
        }
        assertEquals(count, once.size());
        once.forEach((field, one) -> counts.merge(field, one, Integer::sum));
      }
      double expected = 4000 / count * count / 100.0;
      assertTrue(chiSquare(counts, 100, expected) < CHI_SQUARE_LIMIT, counts.toString());
    }
  }

  // ---- Scanning

  private ScanPage scan(long cursor, String pattern, long count) {
    return hashes.scan(store.database(), hash(), cursor, GlobPattern.of(bytes(pattern)), count);
  }

  @Test
  void aSmallHashIsScannedInOneCall() {
    set("a", "1", "b", "2", "c", "3");

    ScanPage page = scan(12345, "*", 1);

    assertEquals(0, page.cursor());
    assertEquals(
        List.of("a", "1", "b", "2", "c", "3"), page.keys().stream().map(TestStore::text).toList());
    assertEquals(List.of("b", "2"), scan(0, "b*", 1).keys().stream().map(TestStore::text).toList());
  }

  @Test
  void fieldsThatStayAreScannedWhateverHappensToTheOthers() {
    maxEntries = 0;
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      set("stays" + i, "v");
    }
    Map<String, String> seen = new HashMap<>();
    long cursor = 0;
    do {
      ScanPage page = scan(cursor, "*", 7);
      for (int i = 0; i < page.keys().size(); i += 2) {
        seen.put(text(page.keys().get(i)), text(page.keys().get(i + 1)));
      }
      cursor = page.cursor();
      set("comes" + random.nextInt(100), "v", "sometimes" + random.nextInt(100), "v");
      delete("comes" + random.nextInt(100), "sometimes" + random.nextInt(100));
      if (random.nextInt(5) == 0) {
        store.store().commit();
      }
    } while (cursor != 0);
    for (int i = 0; i < 200; i++) {
      assertEquals("v", seen.get("stays" + i));
    }
  }

  @Test
  void aPatternWithABeginningIsScannedOnlyThere() {
    maxEntries = 0;
    for (int i = 0; i < 100; i++) {
      set("a" + i, "v", "b" + i, "v", "c" + i, "v");
    }

    ScanPage page = scan(0, "b*", 50);
    ScanPage rest = scan(page.cursor(), "b*", 60);

    assertEquals(100, page.keys().size());
    assertEquals(100, rest.keys().size());
    assertEquals(0, rest.cursor());
  }
}

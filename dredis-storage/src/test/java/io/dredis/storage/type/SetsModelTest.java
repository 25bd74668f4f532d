package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.ScanPage;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random commands on sets, packed and large, against a model in memory, with commits, roll-backs
 * and restarts between.
 */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class SetsModelTest {
  private static final int ROUNDS = 25;
  private static final int KEYS = 5;

  /** The order of sets: integers as numbers, then the rest as text. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String member) -> !isInteger(member))
          .thenComparing(
              (one, other) ->
                  isInteger(one)
                      ? Long.compare(Long.parseLong(one), Long.parseLong(other))
                      : one.compareTo(other));

  @Parameter BackendType type;
  @TempDir Path directory;

  private final Sets sets = new Sets(() -> 40);
  private final long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final RandomMembers picks = new RandomMembers(new SplittableRandom(seed));
  private Map<String, NavigableSet<String>> model = new TreeMap<>();
  private Map<String, NavigableSet<String>> committed = new TreeMap<>();

  private static boolean isInteger(String member) {
    return member.matches("0|-?[1-9][0-9]{0,18}");
  }

  @Test
  void everyStateIsTheModelsAndInOrder() {
    System.out.println("SetsModelTest " + type.name() + " seed " + seed);
    try (TestStore test = new TestStore(type, directory.resolve("data"))) {
      for (int round = 0; round < ROUNDS; round++) {
        batch(test);
        switch (random.nextInt(6)) {
          case 0 -> {
            test.store().rollback();
            model = copyOf(committed);
          }
          case 1 -> {
            test.reopen();
            model = copyOf(committed);
          }
          default -> test.store().commit();
        }
        committed = copyOf(model);
        compare(test.database());
        test.check();
        test.store().collect(1 + random.nextInt(500));
      }
    }
  }

  private static Map<String, NavigableSet<String>> copyOf(Map<String, NavigableSet<String>> sets) {
    Map<String, NavigableSet<String>> copy = new TreeMap<>();
    sets.forEach((key, members) -> copy.put(key, new TreeSet<>(members)));
    return copy;
  }

  private void batch(TestStore test) {
    for (int i = random.nextInt(30); i >= 0; i--) {
      Map<String, NavigableSet<String>> before = copyOf(model);
      Savepoint savepoint = test.store().savepoint();
      for (int j = random.nextInt(3); j >= 0; j--) {
        command(test.database());
      }
      if (random.nextInt(5) == 0) {
        test.store().rollbackTo(savepoint);
        model = before;
      }
      test.store().release(savepoint);
    }
  }

  private void command(Database database) {
    String key = key();
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> add(database, key);
      case 4, 5 -> remove(database, key);
      case 6 -> pop(database, key);
      case 7 -> move(database, key, key());
      case 8, 9 -> store(database, key);
      case 10 -> copy(database, key, key());
      default -> {
        assertEquals(model.remove(key) != null, database.delete(bytes(key)));
      }
    }
  }

  private void add(Database database, String key) {
    String[] members = members();
    int before = of(key).size();
    NavigableSet<String> set = model.computeIfAbsent(key, each -> new TreeSet<>(ORDER));
    set.addAll(List.of(members));
    assertEquals(set.size() - before, sets.add(database, bytes(key), arguments(members), 0));
  }

  private void remove(Database database, String key) {
    NavigableSet<String> set = new TreeSet<>(of(key));
    String[] members = members();
    set.removeAll(List.of(members));
    assertEquals(
        of(key).size() - set.size(), sets.remove(database, bytes(key), arguments(members), 0));
    put(key, set);
  }

  private void pop(Database database, String key) {
    NavigableSet<String> set = new TreeSet<>(of(key));
    SetValue value = sets.lookupForWrite(database, bytes(key));
    if (set.size() < 2) {
      return;
    }
    int count = 1 + random.nextInt(set.size() - 1);
    if (random.nextBoolean()) {
      RandomMembers.Picked picked = picks.pick(value, count);
      sets.pop(database, bytes(key), value, picked);
      picked.members().forEach(member -> assertTrue(set.remove(text(member)), "a member once"));
    } else {
      long sample = picks.seed();
      try (MemberStream popped = RandomMembers.sample(value, count, sample)) {
        while (popped.next()) {
          assertTrue(set.remove(text(popped.member())), "a member once");
        }
      }
      try (NewSet rest = sets.withoutSample(database.keyIds()::writeAside, value, count, sample)) {
        rest.store(database, bytes(key), value.header().expiryMillis());
      }
    }
    assertEquals(of(key).size() - count, set.size());
    put(key, set);
  }

  private void move(Database database, String from, String to) {
    NavigableSet<String> source = new TreeSet<>(of(from));
    String member = source.isEmpty() || random.nextInt(4) == 0 ? member() : source.first();
    boolean moved = source.contains(member);
    assertEquals(moved, sets.move(database, bytes(from), bytes(to), bytes(member)));
    if (moved) {
      source.remove(member);
      put(from, source);
      NavigableSet<String> target = new TreeSet<>(of(to));
      target.add(member);
      put(to, target);
    }
  }

  private void store(Database database, String target) {
    List<String> keys = List.of(key(), key(), key()).subList(0, 1 + random.nextInt(3));
    int operation = random.nextInt(3);
    NavigableSet<String> result = result(operation, keys);
    try (NewSet stored =
        sets.build(database.keyIds()::writeAside, stream(database, operation, keys), true)) {
      assertEquals(result.size(), stored.size());
      stored.store(database, bytes(target));
    }
    put(target, result);
  }

  private void copy(Database database, String from, String to) {
    if (from.equals(to)) {
      return;
    }
    assertEquals(model.containsKey(from), database.copy(bytes(from), database, bytes(to)));
    if (model.containsKey(from)) {
      put(to, new TreeSet<>(of(from)));
    }
  }

  private NavigableSet<String> result(int operation, List<String> keys) {
    NavigableSet<String> result = new TreeSet<>(of(keys.get(0)));
    for (String key : keys.subList(1, keys.size())) {
      switch (operation) {
        case 0 -> result.addAll(of(key));
        case 1 -> result.retainAll(of(key));
        default -> result.removeAll(of(key));
      }
    }
    return result;
  }

  private MemberStream stream(Keyspace keyspace, int operation, List<String> keys) {
    List<SetValue> values = new ArrayList<>();
    keys.forEach(key -> values.add(sets.lookup(keyspace, bytes(key))));
    return switch (operation) {
      case 0 -> Sets.union(values);
      case 1 -> Sets.intersection(values);
      default -> Sets.difference(values);
    };
  }

  private void compare(Database database) {
    for (int number = 0; number < KEYS; number++) {
      String key = "k" + number;
      SetValue value = sets.lookup(database, bytes(key));
      if (!model.containsKey(key)) {
        assertNull(value, key);
        continue;
      }
      NavigableSet<String> expected = of(key);
      assertEquals(expected.size(), value.size());
      assertIterableEquals(expected, all(value.members()), key);
      assertEquals(expected, new TreeSet<>(scan(database, value)), key);
      String[] members = members();
      boolean[] present = new boolean[members.length];
      for (int i = 0; i < members.length; i++) {
        present[i] = expected.contains(members[i]);
      }
      assertArrayEquals(present, value.contains(arguments(members), 0));
    }
    List<String> keys = List.of(key(), key(), key());
    for (int operation = 0; operation < 3; operation++) {
      List<String> expected = List.copyOf(result(operation, keys));
      assertIterableEquals(expected, all(stream(database, operation, keys)));
      try (StoreSnapshot snapshot = database.store().snapshot()) {
        assertIterableEquals(expected, all(stream(snapshot.database(0), operation, keys)));
      }
    }
  }

  private List<String> scan(Database database, SetValue value) {
    List<String> found = new ArrayList<>();
    long cursor = 0;
    do {
      ScanPage page = sets.scan(database, value, cursor, GlobPattern.ALL, 1 + random.nextInt(50));
      page.keys().forEach(member -> found.add(text(member)));
      cursor = page.cursor();
    } while (cursor != 0);
    assertEquals(value.size(), found.size(), "each once, since nothing changes");
    return found;
  }

  private static List<String> all(MemberStream stream) {
    List<String> all = new ArrayList<>();
    try (stream) {
      while (stream.next()) {
        all.add(text(stream.member()));
      }
    }
    return all;
  }

  private NavigableSet<String> of(String key) {
    return model.getOrDefault(key, new TreeSet<>(ORDER));
  }

  private void put(String key, NavigableSet<String> members) {
    if (members.isEmpty()) {
      model.remove(key);
    } else {
      model.put(key, members);
    }
  }

  private String key() {
    return "k" + random.nextInt(KEYS);
  }

  private String[] members() {
    String[] members = new String[1 + random.nextInt(random.nextInt(8) == 0 ? 800 : 4)];
    for (int i = 0; i < members.length; i++) {
      members[i] = member();
    }
    return members;
  }

  private String member() {
    return switch (random.nextInt(8)) {
      case 0 -> Long.toString(random.nextLong() >> (random.nextInt(61) + 3));
      case 1 -> "m" + "x".repeat(random.nextInt(300)) + random.nextInt(50);
      case 2, 3 -> "m" + random.nextInt(2000);
      default -> Integer.toString(random.nextInt(2000) - 500);
    };
  }

  private static byte[][] arguments(String[] members) {
    byte[][] arguments = new byte[members.length][];
    for (int i = 0; i < members.length; i++) {
      arguments[i] = bytes(members[i]);
    }
    return arguments;
  }
}

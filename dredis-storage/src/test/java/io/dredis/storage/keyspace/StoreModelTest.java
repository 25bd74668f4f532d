package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.Strings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random commands against a model in memory, with commits, roll-backs, failures, collection and
 * restarts between.
 */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class StoreModelTest {
  private static final int DATABASES = 3;

  @Parameter BackendType type;
  @TempDir Path directory;

  private record Value(byte[] bytes, long expiryMillis) {}

  private final Strings strings = new Strings(() -> 512L << 20);
  private List<NavigableMap<String, Value>> model = empty();
  private List<NavigableMap<String, Value>> committed = empty();
  private Random random;
  private TestStore test;

  private static List<NavigableMap<String, Value>> empty() {
    List<NavigableMap<String, Value>> databases = new ArrayList<>();
    for (int i = 0; i < DATABASES; i++) {
      databases.add(new TreeMap<>());
    }
    return databases;
  }

  private static List<NavigableMap<String, Value>> copyOf(
      List<NavigableMap<String, Value>> databases) {
    List<NavigableMap<String, Value>> copy = new ArrayList<>();
    databases.forEach(database -> copy.add(new TreeMap<>(database)));
    return copy;
  }

  @Test
  void everyStateIsTheModelsAndInOrder() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("StoreModelTest " + type.name() + " seed " + seed);
    random = new Random(seed);
    try (TestStore store = new TestStore(type, directory.resolve("data"))) {
      test = store;
      for (int round = 0; round < 60; round++) {
        batch();
        end(round);
        compare();
      }
      for (int number = 0; number < DATABASES; number++) {
        test.store().flushDatabase(number);
        model.get(number).clear();
      }
      test.store().commit();
      test.collectAll();
      compare();
    }
  }

  private void batch() {
    int commands = random.nextInt(60);
    for (int i = 0; i < commands; i++) {
      if (random.nextInt(4) > 0) {
        command();
        continue;
      }
      List<NavigableMap<String, Value>> before = copyOf(model);
      Savepoint savepoint = test.store().savepoint();
      for (int j = random.nextInt(4); j >= 0; j--) {
        command();
      }
      if (random.nextBoolean()) {
        test.store().rollbackTo(savepoint);
        model = before;
      }
      test.store().release(savepoint);
    }
  }

  private void end(int round) {
    switch (random.nextInt(8)) {
      case 0 -> {
        test.store().rollback();
        model = copyOf(committed);
      }
      case 1 -> {
        test.failCommits(1, CommitException.Outcome.NOT_APPLIED);
        if (test.store().hasPendingWrites()) {
          assertThrows(CommitException.class, test.store()::commit);
          model = copyOf(committed);
        }
        test.failCommits(0, CommitException.Outcome.NOT_APPLIED);
      }
      case 2 -> {
        test.reopen();
        model = copyOf(committed);
      }
      default -> test.store().commit();
    }
    test.nowMillis += random.nextInt(100);
    if (round % 3 == 0) {
      test.store().collect(1 + random.nextInt(50));
    }
    if (round % 5 == 0) {
      test.store().expireDue(test.nowMillis, random.nextInt(20));
    }
    test.store().commit();
    committed = copyOf(model);
  }

  private void command() {
    int number = random.nextInt(DATABASES);
    Database database = test.store().database(number);
    NavigableMap<String, Value> keys = model.get(number);
    String name = name();
    byte[] key = bytes(name);
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> {
        Value value = new Value(value(), expiry());
        strings.set(database, key, database.lookupForWrite(key), value.bytes, value.expiryMillis);
        keys.put(name, value);
      }
      case 5, 6 -> {
        assertEquals(live(keys, name) != null, database.delete(key));
        keys.remove(name);
      }
      case 7 -> rename(database, keys, name, name());
      case 8 -> copy(database, keys, name);
      case 9 -> move(database, keys, name);
      case 10, 11 -> expire(database, keys, name);
      case 12 -> append(database, keys, name);
      case 13 -> overwrite(database, keys, name);
      case 14 -> test.store().expireDue(test.nowMillis, 3);
      default -> whole(number);
    }
  }

  /** A database that is flushed or swapped, now and then. */
  private void whole(int number) {
    int other = random.nextInt(DATABASES);
    if (random.nextInt(10) == 0) {
      test.store().flushDatabase(number);
      model.get(number).clear();
    } else if (random.nextInt(4) == 0) {
      test.store().swapDatabases(number, other);
      NavigableMap<String, Value> swapped = model.get(number);
      model.set(number, model.get(other));
      model.set(other, swapped);
    }
  }

  private void rename(Database database, NavigableMap<String, Value> keys, String from, String to) {
    Value value = live(keys, from);
    assertEquals(value != null, database.rename(bytes(from), bytes(to)));
    if (value != null) {
      keys.remove(from);
      keys.put(to, value);
    }
  }

  private void copy(Database database, NavigableMap<String, Value> keys, String from) {
    int number = random.nextInt(DATABASES);
    String to = name();
    Value value = live(keys, from);
    if (value != null && number == database.number() && from.equals(to)) {
      return;
    }
    assertEquals(
        value != null, database.copy(bytes(from), test.store().database(number), bytes(to)));
    if (value != null) {
      model.get(number).put(to, value);
    }
  }

  private void move(Database database, NavigableMap<String, Value> keys, String name) {
    int number = random.nextInt(DATABASES);
    if (number == database.number()) {
      return;
    }
    Value value = live(keys, name);
    boolean moves = value != null && live(model.get(number), name) == null;
    assertEquals(moves, database.move(bytes(name), test.store().database(number)));
    if (moves) {
      keys.remove(name);
      model.get(number).put(name, value);
    }
  }

  private void expire(Database database, NavigableMap<String, Value> keys, String name) {
    Value value = live(keys, name);
    Header header = database.lookupForWrite(bytes(name));
    assertEquals(value != null, header != null);
    if (value != null) {
      long expiryMillis = expiry();
      database.setExpiry(bytes(name), header, expiryMillis);
      keys.put(name, new Value(value.bytes, expiryMillis));
    }
  }

  private void append(Database database, NavigableMap<String, Value> keys, String name) {
    Value value = live(keys, name);
    byte[] before = value == null ? new byte[0] : value.bytes;
    byte[] appended = value();
    assertEquals(before.length + appended.length, strings.append(database, bytes(name), appended));
    byte[] after = Arrays.copyOf(before, before.length + appended.length);
    System.arraycopy(appended, 0, after, before.length, appended.length);
    keys.put(name, new Value(after, value == null ? Header.NO_EXPIRY : value.expiryMillis));
  }

  private void overwrite(Database database, NavigableMap<String, Value> keys, String name) {
    Value value = live(keys, name);
    byte[] before = value == null ? new byte[0] : value.bytes;
    byte[] part = value();
    int offset = random.nextInt(random.nextBoolean() ? 100 : 40_000);
    long length = strings.setRange(database, bytes(name), offset, part);
    if (part.length == 0) {
      assertEquals(before.length, length);
      return;
    }
    byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + part.length));
    System.arraycopy(part, 0, after, offset, part.length);
    assertEquals(after.length, length);
    keys.put(name, new Value(after, value == null ? Header.NO_EXPIRY : value.expiryMillis));
  }

  private void compare() {
    test.check();
    for (int number = 0; number < DATABASES; number++) {
      Database database = test.store().database(number);
      NavigableMap<String, Value> live = new TreeMap<>(model.get(number));
      live.values().removeIf(this::hasExpired);
      List<String> names = new ArrayList<>();
      try (KeyCursor keys = database.keys(GlobPattern.ALL)) {
        while (keys.next()) {
          names.add(text(keys.key()));
        }
      }
      assertEquals(new ArrayList<>(live.keySet()), names);
      for (String name : names) {
        assertArrayEquals(
            live.get(name).bytes, strings.lookup(database, bytes(name)).bytes(), name);
        assertEquals(live.get(name).expiryMillis, database.find(bytes(name)).expiryMillis());
      }
    }
  }

  private boolean hasExpired(Value value) {
    return value.expiryMillis != Header.NO_EXPIRY && value.expiryMillis < test.nowMillis;
  }

  private Value live(NavigableMap<String, Value> keys, String name) {
    Value value = keys.get(name);
    return value == null || hasExpired(value) ? null : value;
  }

  private String name() {
    return "k" + random.nextInt(30);
  }

  private byte[] value() {
    int length =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> random.nextInt(50_000);
          case 2 -> 4080 * (1 + random.nextInt(5));
          default -> random.nextInt(60);
        };
    byte[] value = new byte[length];
    random.nextBytes(value);
    return value;
  }

  private long expiry() {
    return random.nextInt(3) == 0 ? test.nowMillis + random.nextInt(500) : Header.NO_EXPIRY;
  }
}

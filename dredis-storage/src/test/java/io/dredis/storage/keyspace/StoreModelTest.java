package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.WrongTypeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random changes of values of all types, and of keys whatever they hold, against a model in memory,
 * with commits, roll-backs, failures, snapshots, collection, restarts and crashes between.
 */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class StoreModelTest {
  private static final int DATABASES = 3;

  @Parameter BackendType type;
  @TempDir Path directory;

  /**
   * What stands for a key.
   *
   * @param content what {@link TypeModels} has for its value
   */
  private record Value(ValueType type, Object content, long expiryMillis) {}

  private List<NavigableMap<String, Value>> model = empty();
  private List<NavigableMap<String, Value>> committed = empty();
  private Random random;
  private TypeModels types;
  private TestStore test;
  private int crashes;

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
  void everyStateIsTheModelsAndInOrder() throws IOException {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("StoreModelTest " + type.name() + " seed " + seed);
    random = new Random(seed);
    types = new TypeModels(random);
    try (TestStore store = new TestStore(type, directory.resolve("data"))) {
      test = store;
      for (int round = 0; round < 60; round++) {
        batch();
        end(round);
        test.check();
        compare(test.store()::database, model, test.nowMillis);
      }
      emptyEverything();
    }
  }

  /** Nothing is left of what was deleted, and of what nobody ever saw. */
  private void emptyEverything() {
    for (int number = 0; number < DATABASES; number++) {
      test.store().flushDatabase(number);
      model.get(number).clear();
    }
    test.store().commit();
    test.collectAll();
    compare(test.store()::database, model, test.nowMillis);
    try (Cursor cursor = test.backend().cursor()) {
      assertFalse(cursor.seek(new byte[] {(byte) (Space.META.code() + 1)}), "a record is left");
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

  private void end(int round) throws IOException {
    switch (random.nextInt(9)) {
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
      case 3 -> {
        types.abandon(test.database(), !type.persistent());
        test.crash(directory.resolve("after-crash-" + crashes++));
        model = copyOf(committed);
      }
      case 4 -> readFromASnapshot();
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

  /** A snapshot shows what was there, whatever is written and collected afterwards. */
  private void readFromASnapshot() {
    test.store().commit();
    committed = copyOf(model);
    List<NavigableMap<String, Value>> then = copyOf(model);
    long thenMillis = test.nowMillis;
    try (StoreSnapshot snapshot = test.store().snapshot()) {
      batch();
      test.store().commit();
      test.store().collect(200);
      compare(snapshot::database, then, thenMillis);
    }
  }

  private void command() {
    int number = random.nextInt(DATABASES);
    Database database = test.store().database(number);
    NavigableMap<String, Value> keys = model.get(number);
    String name = name();
    byte[] key = bytes(name);
    switch (random.nextInt(24)) {
      case 0, 1 -> {
        long expiryMillis = expiry();
        String content = types.overwrite(database, key, expiryMillis);
        keys.put(name, new Value(ValueType.STRING, content, expiryMillis));
      }
      case 2 -> {
        assertEquals(live(keys, name) != null, database.delete(key));
        keys.remove(name);
      }
      case 3 -> rename(database, keys, name, name());
      case 4, 5 -> copy(database, keys, name);
      case 6 -> move(database, keys, name);
      case 7, 8 -> expire(database, keys, name);
      case 9 -> test.store().expireDue(test.nowMillis, 3);
      case 10 -> storeAside(database, keys, name);
      case 11 -> whole(number);
      default -> change(database, keys, name);
    }
  }

  /** Changes a value, or finds that it is of another type. */
  private void change(Database database, NavigableMap<String, Value> keys, String name) {
    Value value = live(keys, name);
    ValueType any = TypeModels.TYPES.get(random.nextInt(TypeModels.TYPES.size()));
    if (value != null && value.type != any && random.nextInt(4) == 0) {
      assertThrows(WrongTypeException.class, () -> types.change(database, bytes(name), any, null));
      return;
    }
    ValueType changed = value == null ? any : value.type;
    Object before = value == null ? null : value.content;
    Object after = types.change(database, bytes(name), changed, before);
    if (after == null) {
      keys.remove(name);
    } else {
      long expiryMillis = value == null ? Header.NO_EXPIRY : value.expiryMillis;
      keys.put(name, new Value(changed, after, expiryMillis));
    }
  }

  /** Stores many elements at once, over whatever is there. */
  private void storeAside(Database database, NavigableMap<String, Value> keys, String name) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(8) == 0 ? 5000 : 30); i >= 0; i--) {
      elements.add("element " + random.nextInt(100));
    }
    List<String> stored = types.storeAside(database, bytes(name), elements);
    keys.put(name, new Value(ValueType.LIST, stored, Header.NO_EXPIRY));
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
      keys.put(name, new Value(value.type, value.content, expiryMillis));
    }
  }

  private void compare(
      IntFunction<? extends Keyspace> databases,
      List<NavigableMap<String, Value>> expected,
      long nowMillis) {
    for (int number = 0; number < DATABASES; number++) {
      Keyspace database = databases.apply(number);
      NavigableMap<String, Value> live = new TreeMap<>(expected.get(number));
      live.values().removeIf(value -> hasExpired(value, nowMillis));
      List<String> names = new ArrayList<>();
      try (KeyCursor keys = database.keys(GlobPattern.ALL)) {
        while (keys.next()) {
          names.add(text(keys.key()));
        }
      }
      assertEquals(new ArrayList<>(live.keySet()), names);
      for (String name : names) {
        Header header = database.find(bytes(name));
        assertEquals(live.get(name).type, header.type());
        assertEquals(live.get(name).expiryMillis, header.expiryMillis());
        assertEquals(live.get(name).content, types.read(database, header), name);
      }
    }
  }

  private static boolean hasExpired(Value value, long nowMillis) {
    return value.expiryMillis != Header.NO_EXPIRY && value.expiryMillis < nowMillis;
  }

  private Value live(NavigableMap<String, Value> keys, String name) {
    Value value = keys.get(name);
    return value == null || hasExpired(value, test.nowMillis) ? null : value;
  }

  private String name() {
    return "k" + random.nextInt(30);
  }

  private long expiry() {
    return random.nextInt(3) == 0 ? test.nowMillis + random.nextInt(500) : Header.NO_EXPIRY;
  }
}

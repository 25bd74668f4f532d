package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on lists against lists in memory. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class ListsModelTest {
  private static final String[] KEYS = {"a", "b", "c"};

  @Parameter BackendType type;
  @TempDir Path directory;
  private Map<String, List<String>> model = new TreeMap<>();
  private Map<String, List<String>> committed = new TreeMap<>();
  private Random random;
  private TestStore test;
  private int packed = -2;
  private final Lists lists = new Lists(() -> packed);
  private int made;
  private int padding;

  private static Map<String, List<String>> copyOf(Map<String, List<String>> lists) {
    Map<String, List<String>> copy = new TreeMap<>();
    lists.forEach((key, list) -> copy.put(key, new ArrayList<>(list)));
    return copy;
  }

  @Test
  void everyStateIsTheModelsAndInOrder() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("ListsModelTest " + type.name() + " seed " + seed);
    random = new Random(seed);
    try (TestStore store = new TestStore(type, directory.resolve("data"))) {
      test = store;
      for (int round = 0; round < 50; round++) {
        packed = new int[] {-2, 5, 1, -1}[random.nextInt(4)];
        padding = random.nextInt(6) == 0 ? 3000 : 0;
        for (int i = random.nextInt(40); i >= 0; i--) {
          step();
        }
        end(round);
        compare(test.database(), model);
        test.check();
      }
    }
  }

  private void end(int round) {
    switch (random.nextInt(6)) {
      case 0 -> {
        test.store().rollback();
        model = copyOf(committed);
      }
      case 1 -> {
        commit();
        test.reopen();
      }
      case 2 -> {
        commit();
        test.store().collect(1 + random.nextInt(300));
      }
      case 3 -> {
        commit();
        test.collectAll();
      }
      case 4 -> readFromASnapshot(round);
      default -> commit();
    }
  }

  private void commit() {
    test.store().commit();
    committed = copyOf(model);
  }

  private void readFromASnapshot(int round) {
    commit();
    Map<String, List<String>> then = copyOf(model);
    try (StoreSnapshot snapshot = test.store().snapshot()) {
      for (int i = 0; i < 10 + round % 7; i++) {
        step();
      }
      commit();
      test.store().collect(1000);
      compare(snapshot.database(0), then);
    }
  }

  private void step() {
    if (random.nextInt(10) > 0) {
      operation();
      return;
    }
    Map<String, List<String>> before = copyOf(model);
    Savepoint savepoint = test.store().savepoint();
    for (int i = random.nextInt(4); i >= 0; i--) {
      operation();
    }
    if (random.nextBoolean()) {
      test.store().rollbackTo(savepoint);
      model = before;
    }
    test.store().release(savepoint);
  }

  private String value() {
    if (random.nextInt(4) == 0) {
      return "same" + random.nextInt(3);
    }
    return "v" + made++ + "x".repeat(random.nextInt(padding + 1));
  }

  private void operation() {
    String key = KEYS[random.nextInt(KEYS.length)];
    List<String> list = model.getOrDefault(key, new ArrayList<>());
    switch (random.nextInt(16)) {
      case 0, 1 -> push(key, list, 1 + random.nextInt(5));
      case 2 -> push(key, list, padding > 0 ? 40 : 1 + random.nextInt(600));
      case 3 -> pop(key, list);
      case 4, 5, 6, 7, 8 -> insertSome(key, list);
      case 9 -> set(key, list);
      case 10, 11 -> removeSome(key, list);
      case 12 -> trim(key, list);
      case 13 -> move(key);
      case 14 -> copyOrDelete(key);
      default -> pushOne(key, list);
    }
    model.values().removeIf(List::isEmpty);
  }

  private void push(String key, List<String> list, int count) {
    ListEnd end = end();
    byte[][] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      String value = value();
      values[i] = bytes(value);
      list.add(end == ListEnd.HEAD ? 0 : list.size(), value);
    }
    assertEquals(list.size(), lists.push(test.database(), bytes(key), end, values));
    model.put(key, list);
  }

  private ListEnd end() {
    return random.nextBoolean() ? ListEnd.HEAD : ListEnd.TAIL;
  }

  private void pushOne(String key, List<String> list) {
    String value = value();
    ListEnd end = end();
    boolean there = !list.isEmpty();
    if (there) {
      list.add(end == ListEnd.HEAD ? 0 : list.size(), value);
    }
    assertEquals(list.size(), lists.pushIfExists(test.database(), bytes(key), end, bytes(value)));
  }

  private void pop(String key, List<String> list) {
    ListEnd end = end();
    int count = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(4);
    List<byte[]> popped = lists.pop(test.database(), bytes(key), end, count);
    if (list.isEmpty()) {
      assertNull(popped);
      return;
    }
    assertEquals(Math.min(count, list.size()), popped.size());
    for (byte[] value : popped) {
      assertEquals(list.remove(end == ListEnd.HEAD ? 0 : list.size() - 1), text(value));
    }
  }

  private void insertSome(String key, List<String> list) {
    int near = list.isEmpty() ? 0 : random.nextInt(list.size());
    boolean spread = random.nextBoolean();
    for (int i = random.nextInt(40); i >= 0 && !list.isEmpty(); i--) {
      int index =
          Math.floorMod(spread ? random.nextInt() : near - 3 + random.nextInt(6), list.size());
      String pivot = list.get(index);
      boolean after = random.nextBoolean();
      String value = value();
      list.add(list.indexOf(pivot) + (after ? 1 : 0), value);
      assertEquals(
          list.size(),
          ListSteps.insert(lists, test.database(), bytes(key), after, bytes(pivot), bytes(value)));
    }
    long missing =
        ListSteps.insert(lists, test.database(), bytes(key), true, bytes("none"), bytes("x"));
    assertEquals(list.isEmpty() ? 0 : -1, missing);
  }

  private void set(String key, List<String> list) {
    if (!list.isEmpty()) {
      String value = value();
      int index = random.nextInt(list.size());
      list.set(index, value);
      int given = random.nextBoolean() ? index : index - list.size();
      lists.set(test.database(), bytes(key), given, bytes(value));
    }
  }

  private void removeSome(String key, List<String> list) {
    if (random.nextInt(5) == 0) {
      remove(key, list, "same" + random.nextInt(3), random.nextInt(7) - 3);
      return;
    }
    int near = list.isEmpty() ? 0 : random.nextInt(list.size());
    boolean spread = random.nextBoolean();
    for (int i = random.nextInt(60); i >= 0 && !list.isEmpty(); i--) {
      int index = Math.floorMod(spread ? random.nextInt() : near + random.nextInt(3), list.size());
      remove(key, list, list.get(index), random.nextBoolean() ? 1 : -1);
    }
  }

  private void remove(String key, List<String> list, String value, int count) {
    int removed = 0;
    if (count < 0) {
      Collections.reverse(list);
    }
    for (int i = 0; i < list.size() && (count == 0 || removed < Math.abs(count)); ) {
      if (list.get(i).equals(value)) {
        list.remove(i);
        removed++;
      } else {
        i++;
      }
    }
    if (count < 0) {
      Collections.reverse(list);
    }
    assertEquals(
        removed, ListSteps.remove(lists, test.database(), bytes(key), count, bytes(value)));
  }

  private void trim(String key, List<String> list) {
    int size = list.size();
    if (random.nextInt(3) > 0 || size == 0) {
      return;
    }
    int from = random.nextInt(size / (1 + random.nextInt(5)) + 1);
    int to = Math.max(from, size - random.nextInt(size / (1 + random.nextInt(5)) + 1));
    switch (random.nextInt(4)) {
      case 0 -> {
        to = size;
        drop(key, ListEnd.HEAD, from);
      }
      case 1 -> {
        from = 0;
        drop(key, ListEnd.TAIL, size - to);
      }
      case 2 -> lists.trim(test.database(), bytes(key), from, to == 0 ? -size - 1 : to - 1);
      default -> {
        int start = from == size ? from : from - size;
        lists.trim(test.database(), bytes(key), start, to - 1 - size);
      }
    }
    model.put(key, new ArrayList<>(list.subList(from, to)));
  }

  private void drop(String key, ListEnd end, long count) {
    ListValue list = lists.lookupForWrite(test.database(), bytes(key));
    lists.drop(test.database(), bytes(key), list, end, count);
  }

  private void move(String key) {
    String to = KEYS[random.nextInt(KEYS.length)];
    ListEnd fromEnd = end();
    ListEnd toEnd = end();
    byte[] moved = lists.move(test.database(), bytes(key), fromEnd, bytes(to), toEnd);
    List<String> source = model.get(key);
    if (source == null) {
      assertNull(moved);
      return;
    }
    String value = source.remove(fromEnd == ListEnd.HEAD ? 0 : source.size() - 1);
    assertEquals(value, text(moved));
    List<String> target = model.computeIfAbsent(to, none -> new ArrayList<>());
    target.add(toEnd == ListEnd.HEAD ? 0 : target.size(), value);
  }

  private void copyOrDelete(String key) {
    String to = KEYS[random.nextInt(KEYS.length)];
    if (random.nextBoolean()) {
      test.database().delete(bytes(key));
      model.remove(key);
    } else if (!key.equals(to) && test.database().copy(bytes(key), test.database(), bytes(to))) {
      model.put(to, new ArrayList<>(model.get(key)));
    }
  }

  private void compare(Keyspace keyspace, Map<String, List<String>> expected) {
    for (String key : KEYS) {
      List<String> list = expected.getOrDefault(key, List.of());
      assertEquals(list.size(), lists.length(keyspace, bytes(key)));
      ListValue value = lists.lookup(keyspace, bytes(key));
      if (list.isEmpty()) {
        assertNull(value);
        continue;
      }
      assertEquals(list, read(value.elements()));
      assertEquals(reversed(list), read(value.reversedElements()));
      for (int i = 0; i < 20; i++) {
        int start = random.nextInt(list.size());
        int end = Math.min(list.size(), start + 1 + random.nextInt(90));
        assertEquals(list.subList(start, end), read(value.range(start, end - 1)));
        assertEquals(list.get(start), text(value.get(start)));
        assertEquals(list.get(start), text(value.get(start - list.size())));
      }
      compareSearch(value, list);
    }
  }

  private static List<String> reversed(List<String> list) {
    List<String> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<String> read(ListCursor elements) {
    List<String> read = new ArrayList<>();
    try (ListCursor cursor = elements) {
      long last = -1;
      while (cursor.next()) {
        read.add(text(cursor.value()));
        assertTrue(last < 0 || Math.abs(cursor.index() - last) == 1);
        last = cursor.index();
      }
    }
    return read;
  }

  private void compareSearch(ListValue value, List<String> list) {
    int rank = random.nextBoolean() ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
    int most = random.nextBoolean() ? 0 : 1 + random.nextInt(list.size() * 2);
    List<Long> expected = new ArrayList<>();
    for (int i = 0, found = 0; i < list.size() && (most == 0 || i < most); i++) {
      int at = rank > 0 ? i : list.size() - 1 - i;
      if (list.get(at).equals("same1") && ++found >= Math.abs(rank)) {
        expected.add((long) at);
      }
    }
    List<Long> places = new ArrayList<>();
    try (ListSearch search = value.search(bytes("same1"), rank, most)) {
      for (long at; (at = search.next()) != ListSearch.NONE; ) {
        places.add(at);
      }
    }
    assertEquals(expected, places);
  }
}

package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.type.FieldStream;
import io.dredis.storage.type.HashValue;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.ListCursor;
import io.dredis.storage.type.ListEnd;
import io.dredis.storage.type.ListSteps;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSetEdit;
import io.dredis.storage.type.SortedSetEntries;
import io.dredis.storage.type.SortedSetValue.Ranks;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Random changes of a value of each type, made to a store and to what stands for it in a model: a
 * text for a string, a list, a set, a map of fields, and a map of scores. What stands in a model is
 * never changed but replaced.
 */
final class TypeModels {
  static final List<ValueType> TYPES =
      List.of(ValueType.STRING, ValueType.LIST, ValueType.SET, ValueType.ZSET, ValueType.HASH);

  private static final int MANY = 300;

  private final Random random;
  private final Strings strings = new Strings(() -> 512L << 20);
  private final Hashes hashes = new Hashes(() -> 12, () -> 40);
  private final Lists lists = new Lists(() -> 12);
  private final Sets sets = new Sets(() -> 12);
  private final SortedSets sortedSets = new SortedSets(() -> 12, () -> 40);

  TypeModels(Random random) {
    this.random = random;
  }

  /** Sets a key to a new string, whatever it held before, and returns what stands for that. */
  String overwrite(Database database, byte[] key, long expiryMillis) {
    String value = longText();
    strings.set(database, key, database.lookupForWrite(key), bytes(value), expiryMillis);
    return value;
  }

  /**
   * Changes the value of a key.
   *
   * @param contentOrNull what stands for it, of that type; null when there is no such key
   * @return what stands for it then; null when the key is gone
   * @throws io.dredis.storage.type.WrongTypeException when the key is of another type
   */
  Object change(Database database, byte[] key, ValueType type, Object contentOrNull) {
    return switch (type) {
      case STRING -> changeString(database, key, (String) contentOrNull);
      case LIST -> nullIfEmpty(changeList(database, key, listOf(contentOrNull)));
      case SET -> nullIfEmpty(changeSet(database, key, setOf(contentOrNull)));
      case ZSET -> changeSortedSet(database, key, mapOf(contentOrNull));
      case HASH -> changeHash(database, key, mapOf(contentOrNull));
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static Object nullIfEmpty(Collection<String> elements) {
    return elements.isEmpty() ? null : elements;
  }

  @SuppressWarnings("unchecked")
  private static List<String> listOf(Object contentOrNull) {
    return contentOrNull == null
        ? new ArrayList<>()
        : new ArrayList<>((List<String>) contentOrNull);
  }

  @SuppressWarnings("unchecked")
  private static Set<String> setOf(Object contentOrNull) {
    return contentOrNull == null ? new HashSet<>() : new HashSet<>((Set<String>) contentOrNull);
  }

  @SuppressWarnings("unchecked")
  private static <V> Map<String, V> mapOf(Object contentOrNull) {
    return contentOrNull == null ? new HashMap<>() : new HashMap<>((Map<String, V>) contentOrNull);
  }

  // ---- Strings

  private Object changeString(Database database, byte[] key, String beforeOrNull) {
    String before = beforeOrNull == null ? "" : beforeOrNull;
    String part = longText();
    if (random.nextBoolean()) {
      long length = strings.append(database, key, bytes(part));
      assertEquals(before.length() + part.length(), length);
      return before + part;
    }
    int offset = random.nextInt(random.nextBoolean() ? 100 : 40_000);
    long length = strings.setRange(database, key, offset, bytes(part));
    if (part.isEmpty()) {
      assertEquals(before.length(), length);
      return beforeOrNull;
    }
    StringBuilder after = new StringBuilder(before);
    after.setLength(Math.max(before.length(), offset + part.length()));
    after.replace(offset, offset + part.length(), part);
    assertEquals(after.length(), length);
    return after.toString();
  }

  private String longText() {
    int length =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> random.nextInt(40_000);
          case 2 -> 4080 * (1 + random.nextInt(5));
          default -> random.nextInt(60);
        };
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return text(bytes);
  }

  // ---- Lists

  private List<String> changeList(Database database, byte[] key, List<String> list) {
    ListEnd end = random.nextBoolean() ? ListEnd.HEAD : ListEnd.TAIL;
    switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> {
        List<String> pushed = texts(this::member);
        assertEquals(
            list.size() + pushed.size(),
            lists.push(database, key, end, arguments(pushed)),
            "length after a push");
        if (end == ListEnd.HEAD) {
          Collections.reverse(pushed);
        }
        list.addAll(end == ListEnd.HEAD ? 0 : list.size(), pushed);
      }
      case 4 -> {
        byte[] popped = lists.pop(database, key, end);
        int at = end == ListEnd.HEAD ? 0 : list.size() - 1;
        assertEquals(list.isEmpty() ? null : list.remove(at), text(popped));
      }
      case 5 -> trim(database, key, list);
      case 6 -> insertBeside(database, key, list);
      case 7 -> {
        String removed = list.isEmpty() ? member() : list.get(random.nextInt(list.size()));
        int before = list.size();
        list.removeIf(removed::equals);
        assertEquals(
            before - list.size(), ListSteps.remove(lists, database, key, 0, bytes(removed)));
      }
      default -> {
        if (!list.isEmpty()) {
          int at = random.nextInt(list.size());
          list.set(at, member());
          lists.set(database, key, at - (random.nextBoolean() ? 0 : list.size()), of(list, at));
        } else {
          lists.lookup(database, key);
        }
      }
    }
    return list;
  }

  private static byte[] of(List<String> list, int index) {
    return bytes(list.get(index));
  }

  private void trim(Database database, byte[] key, List<String> list) {
    int from = random.nextInt(list.size() + 1);
    int to = from + random.nextInt(list.size() + 1 - from);
    lists.trim(database, key, from, to - 1L - (to == 0 ? list.size() : 0));
    List<String> kept = new ArrayList<>(list.subList(from, to));
    list.clear();
    list.addAll(kept);
  }

  private void insertBeside(Database database, byte[] key, List<String> list) {
    String pivot = list.isEmpty() ? member() : list.get(random.nextInt(list.size()));
    String inserted = member();
    boolean after = random.nextBoolean();
    long length = ListSteps.insert(lists, database, key, after, bytes(pivot), bytes(inserted));
    if (!list.isEmpty()) {
      list.add(list.indexOf(pivot) + (after ? 1 : 0), inserted);
    }
    assertEquals(list.size(), length);
  }

  // ---- Sets

  private Set<String> changeSet(Database database, byte[] key, Set<String> set) {
    int before = set.size();
    List<String> members = texts(this::member);
    if (random.nextInt(3) > 0) {
      set.addAll(members);
      assertEquals(set.size() - before, sets.add(database, key, arguments(members), 0));
    } else {
      members.addAll(some(set));
      members.forEach(set::remove);
      assertEquals(before - set.size(), sets.remove(database, key, arguments(members), 0));
    }
    return set;
  }

  // ---- Sorted sets

  private Object changeSortedSet(Database database, byte[] key, Map<String, Double> scores) {
    SortedSetEdit edit = sortedSets.edit(database, key);
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        for (String member : texts(this::member)) {
          double score = random.nextInt(4) == 0 ? random.nextGaussian() : random.nextInt(20);
          edit.put(bytes(member), edit.score(bytes(member)), score);
          scores.put(member, score);
        }
      }
      case 2 -> {
        for (String member : some(scores.keySet())) {
          assertEquals(scores.remove(member) != null, edit.remove(bytes(member)));
        }
      }
      default -> {
        long from = random.nextInt(scores.size() + 1);
        Ranks range = new Ranks(from, from + random.nextInt((int) (scores.size() + 1 - from)));
        if (edit.existed()) {
          try (SortedSetEntries entries = edit.value().entries(range, random.nextBoolean())) {
            while (entries.next()) {
              scores.remove(text(entries.member()));
            }
          }
          edit.remove(range);
        }
      }
    }
    assertEquals(scores.size(), edit.count());
    edit.store();
    return scores.isEmpty() ? null : scores;
  }

  // ---- Hashes

  private Object changeHash(Database database, byte[] key, Map<String, String> fields) {
    int before = fields.size();
    if (random.nextInt(3) > 0) {
      List<byte[]> arguments = new ArrayList<>();
      for (String field : texts(this::member)) {
        String value = random.nextInt(20) == 0 ? longText() : member();
        arguments.addAll(List.of(bytes(field), bytes(value)));
        fields.put(field, value);
      }
      assertEquals(fields.size() - before, hashes.set(database, key, arguments));
    } else {
      List<String> deleted = texts(this::member);
      deleted.addAll(some(fields.keySet()));
      deleted.forEach(fields::remove);
      assertEquals(
          before - fields.size(), hashes.delete(database, key, List.of(arguments(deleted))));
    }
    return fields.isEmpty() ? null : fields;
  }

  // ---- Elements

  /** Returns a few texts, or now and then so many that no record holds them. */
  private List<String> texts(Supplier<String> source) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(12) == 0 ? MANY : 4); i >= 0; i--) {
      texts.add(source.get());
    }
    return texts;
  }

  private String member() {
    return switch (random.nextInt(10)) {
      case 0 -> "long " + "x".repeat(random.nextInt(300)) + random.nextInt(50);
      case 1, 2, 3 -> "m" + random.nextInt(1000);
      default -> Integer.toString(random.nextInt(1000) - 200);
    };
  }

  /** Returns some of the members, often most. */
  private List<String> some(Set<String> members) {
    List<String> some = new ArrayList<>(members);
    some.sort(null);
    int percent = random.nextInt(100);
    some.removeIf(each -> random.nextInt(100) < percent);
    return some;
  }

  private static byte[][] arguments(List<String> texts) {
    return texts.stream().map(TestStore::bytes).toArray(byte[][]::new);
  }

  // ---- Reading

  /** Returns what stands for the value that a header is of, after checks of what it counts. */
  Object read(Keyspace keyspace, Header header) {
    return switch (header.type()) {
      case STRING -> text(strings.valueOf(keyspace, header).bytes());
      case LIST -> readList(keyspace, header);
      case SET -> readSet(keyspace, header);
      case ZSET -> readSortedSet(keyspace, header);
      case HASH -> readHash(keyspace, header);
      default -> throw new IllegalArgumentException(header.type().toString());
    };
  }

  private List<String> readList(Keyspace keyspace, Header header) {
    List<String> list = new ArrayList<>();
    try (ListCursor elements = lists.valueOf(keyspace, header).elements()) {
      while (elements.next()) {
        list.add(text(elements.value()));
      }
    }
    int middle = list.size() / 2;
    assertEquals(list.get(middle), text(lists.valueOf(keyspace, header).get(middle)));
    return list;
  }

  private Set<String> readSet(Keyspace keyspace, Header header) {
    Set<String> set = new HashSet<>();
    try (MemberStream members = sets.valueOf(keyspace, header).members()) {
      while (members.next()) {
        set.add(text(members.member()));
      }
    }
    assertEquals(set.size(), sets.valueOf(keyspace, header).size());
    return set;
  }

  private Map<String, Double> readSortedSet(Keyspace keyspace, Header header) {
    Map<String, Double> scores = new HashMap<>();
    long rank = 0;
    try (SortedSetEntries entries = sortedSets.valueOf(keyspace, header).entries()) {
      for (; entries.next(); rank++) {
        scores.put(text(entries.member()), entries.score());
        if (rank % 50 == 0) {
          byte[] member = entries.member();
          assertEquals(rank, sortedSets.valueOf(keyspace, header).rank(member));
        }
      }
    }
    assertEquals(rank, scores.size());
    return scores;
  }

  private Map<String, String> readHash(Keyspace keyspace, Header header) {
    Map<String, String> fields = new HashMap<>();
    HashValue hash = hashes.valueOf(keyspace, header);
    try (FieldStream stream = hash.fields()) {
      while (stream.next()) {
        fields.put(text(stream.field()), text(stream.value()));
      }
    }
    assertEquals(fields.size(), hash.size());
    return fields;
  }

  // ---- Aside

  /** Begins a list that is written aside and never stored, and perhaps not even given up. */
  void abandon(Database database, boolean giveUp) {
    Lists.Builder builder = lists.builder(database.keyIds()::writeAside);
    for (int i = 0; i < 20_000; i++) {
      builder.add(bytes("an element of a list that nobody will ever see, number " + i));
    }
    if (giveUp) {
      builder.close();
    }
  }

  /** Stores the members of a list, set or sorted set as a list of another key, and returns that. */
  List<String> storeAside(Database database, byte[] key, Collection<String> elements) {
    try (Lists.Builder builder = lists.builder(database.keyIds()::writeAside)) {
      elements.forEach(element -> builder.add(bytes(element)));
      builder.store(database, key, database.lookupForWrite(key), Header.NO_EXPIRY);
    }
    return List.copyOf(elements);
  }
}

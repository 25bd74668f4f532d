package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.TestStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole hashes, sets and sorted sets written from elements in any order. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class WritersTest {
  private static final byte[] KEY = bytes("key");
  private static final int[] SIZES = {1, 100, 129, 1000, 50_000};

  @Parameter BackendType type;
  @TempDir Path directory;
  private final Hashes hashes = new Hashes(() -> 128, () -> 64);
  private final Sets sets = new Sets(() -> 512);
  private final SortedSets sortedSets = new SortedSets(() -> 128, () -> 64);
  private final Random random = new Random(Long.getLong("dredis.test.seed", 7));
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private AsideSource asides() {
    return test.store().keyIds()::writeAside;
  }

  private List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add((i % 3 == 0 ? "" : "name") + i);
    }
    Collections.shuffle(names, random);
    return names;
  }

  private Header stored() {
    test.store().commit();
    test.check();
    return test.database().find(KEY);
  }

  @Test
  void hashesOfAnySizeHaveEveryField() {
    for (int size : SIZES) {
      Map<String, String> model = new TreeMap<>();
      try (HashWriter writer = hashes.writer(asides())) {
        for (String name : names(size)) {
          writer.add(bytes(name), bytes(name + "!"));
          model.put(name, name + "!");
        }
        assertEquals(size, writer.complete());
        writer.store(test.database(), KEY, test.nowMillis + 1000);
      }
      Header header = stored();
      assertEquals(test.nowMillis + 1000, header.expiryMillis());
      assertEquals(size <= 128, header.kind() == Kind.HASH_LISTPACK);
      HashValue value = hashes.valueOf(test.database(), header);
      assertEquals(size, value.size());
      model.forEach((field, text) -> assertEquals(text, text(value.get(bytes(field)))));
    }
  }

  @Test
  void setsOfAnySizeHaveEveryMember() {
    for (int size : SIZES) {
      TreeSet<String> model = new TreeSet<>(names(size));
      try (SetWriter writer = sets.writer(asides())) {
        names(size).forEach(name -> writer.add(bytes(name)));
        assertEquals(size, writer.complete());
        writer.store(test.database(), KEY, Header.NO_EXPIRY);
      }
      SetValue value = sets.valueOf(test.database(), stored());
      assertEquals(size, value.size());
      TreeSet<String> found = new TreeSet<>();
      try (MemberStream members = value.members()) {
        while (members.next()) {
          found.add(text(members.member()));
        }
      }
      assertEquals(model, found);
    }
  }

  @Test
  void whatComesTwiceIsCounted() {
    for (int size : SIZES) {
      List<String> names = names(size);
      names.add(names.getFirst());
      try (HashWriter hash = hashes.writer(asides());
          SetWriter set = sets.writer(asides());
          SortedSetWriter sortedSet = sortedSets.writer(asides())) {
        for (String name : names) {
          hash.add(bytes(name), bytes(name));
          set.add(bytes(name));
          sortedSet.add(bytes(name), random.nextDouble());
        }
        assertEquals(size + 1, hash.added());
        assertEquals(size, hash.complete());
        assertEquals(size + 1, set.added());
        assertEquals(size, set.complete());
        assertEquals(size + 1, sortedSet.count());
        assertEquals(size, sortedSet.distinctCount());
      }
    }
    test.store().commit();
    test.collectAll();
    test.check();
    assertTrue(test.database().size() == 0);
  }
}

package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.type.HashWriter;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.SetWriter;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSetWriter;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that replace all others, written by way of a load. */
@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class KeyLoadTest {
  /** Nobody else wants the store. */
  private static final KeyLoad.Turns ALONE =
      new KeyLoad.Turns() {
        @Override
        public void stored(long records, long allRecords) {
          assertTrue(records <= allRecords);
        }

        @Override
        public void await(Runnable work) {
          work.run();
        }
      };

  private static final int[] SIZES = {1, 100, 600, 5000, 30_000};

  @Parameter BackendType type;
  @TempDir Path directory;
  private final Strings strings = new Strings(() -> 512L << 20);
  private final Lists lists = new Lists(() -> -2);
  private final Hashes hashes = new Hashes(() -> 128, () -> 64);
  private final Sets sets = new Sets(() -> 512);
  private final SortedSets sortedSets = new SortedSets(() -> 128, () -> 64);
  private final Random random = new Random(Long.getLong("dredis.test.seed", 5));
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static List<String> numbered(String name, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name + i);
    }
    return names;
  }

  private List<String> shuffled(int count) {
    List<String> names = numbered("name", count);
    Collections.shuffle(names, random);
    return names;
  }

  private static Header expiring(Header header, boolean expires) {
    return expires ? header.withExpiry(TestStore.START_MILLIS + 100_000) : header;
  }

  private void addStrings(KeyLoad load, int count) {
    List<String> names = shuffled(count);
    for (String name : names) {
      Header header = strings.newHeader(load::elements, bytes("value of " + name), -1);
      load.add(test.database(), bytes(name), expiring(header, name.endsWith("7")));
    }
  }

  private void addCollections(KeyLoad load, Database database) {
    for (int size : SIZES) {
      byte[] value = new byte[size];
      random.nextBytes(value);
      load.add(database, bytes("string" + size), strings.newHeader(load::elements, value, -1));
      Lists.Builder list = lists.builder(load::elements);
      numbered("element", size).forEach(each -> list.add(bytes(each)));
      load.add(database, bytes("list" + size), list.finish(-1));
      HashWriter hash = hashes.writer(load::elements);
      shuffled(size).forEach(each -> hash.add(bytes(each), bytes("value of " + each)));
      load.add(database, bytes("hash" + size), hash.finish(-1));
      SetWriter set = sets.writer(load::elements);
      shuffled(size).forEach(each -> set.add(bytes(each)));
      load.add(database, bytes("set" + size), set.finish(-1));
      SortedSetWriter sortedSet = sortedSets.writer(load::elements);
      shuffled(size).forEach(each -> sortedSet.add(bytes(each), random.nextInt(100)));
      load.add(database, bytes("zset" + size), sortedSet.finish(TestStore.START_MILLIS + 50_000));
    }
  }

  private void load(KeysToLoad keys) throws LoadedTwiceException, IOException {
    test.store().beginLoad();
    try (KeyLoad load = test.store().loadKeys()) {
      keys.addTo(load);
      load.store(ALONE);
    }
    test.store().endLoad();
    test.store().commit();
  }

  private interface KeysToLoad {
    void addTo(KeyLoad load);
  }

  @Test
  void everyKeyIsThereAndEveryCountIsRight() throws Exception {
    strings.set(test.database(), bytes("before"), null, bytes("value"), Header.NO_EXPIRY);
    test.store().commit();
    load(
        load -> {
          addStrings(load, 10_000);
          addCollections(load, test.database());
          addCollections(load, test.store().database(9));
        });
    assertStored();
    test.reopen();
    assertStored();
  }

  private void assertStored() {
    test.check();
    assertEquals(10_000 + 5L * SIZES.length, test.database().size());
    assertEquals(1000L + SIZES.length, test.database().expiresCount());
    assertEquals(5L * SIZES.length, test.store().database(9).size());
    assertNull(test.database().find(bytes("before")));
    Header seven = test.database().find(bytes("name77"));
    assertEquals(TestStore.START_MILLIS + 100_000, seven.expiryMillis());
    assertEquals("value of name77", text(strings.valueOf(test.database(), seven).bytes()));
    assertNotNull(test.database().randomKey());
    Database other = test.store().database(9);
    for (int size : SIZES) {
      assertEquals(size, strings.length(other, bytes("string" + size)));
      assertEquals(size, lists.length(other, bytes("list" + size)));
      assertEquals(size, hashes.valueOf(other, other.find(bytes("hash" + size))).size());
      assertEquals(size, sets.valueOf(other, other.find(bytes("set" + size))).size());
      assertEquals(size, sortedSets.valueOf(other, other.find(bytes("zset" + size))).count());
    }
  }

  @Test
  void expiredKeysAreFoundAfterwards() throws Exception {
    load(load -> addStrings(load, 2000));
    test.nowMillis += 200_000;
    assertEquals(200, test.store().expireDue(test.nowMillis, 1000));
    test.store().commit();
    assertEquals(1800, test.database().size());
    test.check();
  }

  @Test
  void aKeyThatComesTwiceIsNamed() {
    LoadedTwiceException twice =
        assertThrows(
            LoadedTwiceException.class,
            () ->
                load(
                    load -> {
                      addStrings(load, 5000);
                      load.add(
                          test.store().database(3),
                          bytes("name4321"),
                          strings.newHeader(load::elements, bytes("in another database"), -1));
                      load.add(
                          test.database(),
                          bytes("name4321"),
                          strings.newHeader(load::elements, bytes("again"), -1));
                    }));
    assertEquals("name4321", text(twice.key()));
    assertEquals(0, twice.database());
    assertEquals(false, twice.isElement());
    assertNothingLoaded();
  }

  @Test
  void aFieldOrMemberThatComesTwiceIsNamedByItsKey() {
    for (String kind : List.of("hash", "set", "zset")) {
      LoadedTwiceException twice =
          assertThrows(LoadedTwiceException.class, () -> load(load -> addDouble(load, kind)));
      assertEquals(kind, text(twice.key()));
      assertEquals(9, twice.database());
      assertTrue(twice.isElement());
      assertNothingLoaded();
    }
  }

  private void addDouble(KeyLoad load, String kind) {
    addStrings(load, 1000);
    List<String> elements = shuffled(30_000);
    elements.add(elements.get(random.nextInt(30_000)));
    Header header =
        switch (kind) {
          case "hash" -> {
            HashWriter hash = hashes.writer(load::elements);
            elements.forEach(each -> hash.add(bytes(each), bytes(each)));
            yield hash.finish(-1);
          }
          case "set" -> {
            SetWriter set = sets.writer(load::elements);
            elements.forEach(each -> set.add(bytes(each)));
            yield set.finish(-1);
          }
          default -> {
            SortedSetWriter sortedSet = sortedSets.writer(load::elements);
            elements.forEach(each -> sortedSet.add(bytes(each), random.nextInt()));
            yield sortedSet.finish(-1);
          }
        };
    load.add(test.store().database(9), bytes(kind), header);
  }

  private void assertNothingLoaded() {
    test.store().abandonLoad();
    assertEquals(0, test.database().size());
    assertEquals(0, test.store().database(9).size());
    test.check();
    while (test.store().collect(1000).more()) {
      test.check();
    }
    test.check();
  }

  @Test
  void whatACrashInterruptsIsReclaimed() throws Exception {
    strings.set(test.database(), bytes("before"), null, bytes("value"), Header.NO_EXPIRY);
    test.store().commit();
    test.store().beginLoad();
    try (KeyLoad load = test.store().loadKeys()) {
      addStrings(load, 2000);
      addCollections(load, test.database());
      load.store(ALONE);
    }
    if (!type.persistent()) {
      test.store().abandonLoad();
    }
    test.crash(directory.resolve("copy"));
    assertEquals(1, test.database().size());
    assertNotNull(test.database().find(bytes("before")));
    test.check();
    while (test.store().collect(10_000).more()) {
      test.check();
    }
    assertEquals(1, test.database().size());
  }
}

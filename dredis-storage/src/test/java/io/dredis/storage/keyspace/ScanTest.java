package io.dredis.storage.keyspace;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.put;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.encoding.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class ScanTest {
  @Parameter BackendType type;
  @TempDir Path directory;
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private ScanPage scan(long cursor, String pattern, int count) {
    return test.database().scan(cursor, GlobPattern.of(bytes(pattern)), null, count);
  }

  @Test
  void whatIsThereFromStartToEndIsReturnedWhateverIsWrittenMeanwhile() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("ScanTest " + type.name() + " seed " + seed);
    Random random = new Random(seed);
    Set<String> constant = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      constant.add("c" + Integer.toHexString(random.nextInt()));
    }
    constant.forEach(key -> put(test.database(), key, "v"));
    test.store().commit();
    for (int round = 0; round < 5; round++) {
      Set<String> found = new HashSet<>();
      long cursor = 0;
      do {
        ScanPage page = scan(cursor, "*", 1 + random.nextInt(20));
        page.keys().forEach(key -> found.add(text(key)));
        cursor = page.cursor();
        write(random);
      } while (cursor != 0);
      assertTrue(found.containsAll(constant));
    }
    test.check();
  }

  private void write(Random random) {
    for (int i = random.nextInt(30); i > 0; i--) {
      String key = "c" + Integer.toHexString(random.nextInt(1 << 12)) + "~";
      switch (random.nextInt(3)) {
        case 0 -> put(test.database(), key, "v");
        case 1 -> test.database().delete(bytes(key));
        default -> test.database().rename(bytes(key), bytes(key + "!"));
      }
    }
    if (random.nextInt(5) == 0) {
      test.store().commit();
    }
  }

  @Test
  void aCursorMayBeUsedAgain() {
    for (int i = 0; i < 30; i++) {
      put(test.database(), "k%02d".formatted(i), "v");
    }
    long cursor = scan(0, "*", 10).cursor();
    ScanPage once = scan(cursor, "*", 10);
    ScanPage twice = scan(cursor, "*", 10);
    assertEquals("k10", text(once.keys().getFirst()));
    assertEquals("k10", text(twice.keys().getFirst()));
    assertEquals("k20", text(scan(once.cursor(), "*", 10).keys().getFirst()));
    assertEquals("k20", text(scan(twice.cursor(), "*", 10).keys().getFirst()));
    assertEquals(0, scan(once.cursor(), "*", 10).cursor());
  }

  @Test
  void aForeignCursorIsAnErrorAndNeverAnEnd() {
    put(test.database(), "a", "v");
    UnknownCursorException e = assertThrows(UnknownCursorException.class, () -> scan(-1, "*", 10));
    assertEquals(-1, e.cursor());
    put(test.database(), "b", "v");
    test.store().commit();
    long cursor = scan(0, "*", 1).cursor();
    if (type.persistent()) {
      test.reopen();
      assertThrows(UnknownCursorException.class, () -> scan(cursor, "*", 10));
    }
  }

  @Test
  void onlyTheRangeOfALiteralPrefixIsLookedAt() {
    for (int i = 0; i < 100; i++) {
      put(test.database(), "a%02d".formatted(i), "v");
    }
    put(test.database(), "user:1:x", "v");
    put(test.database(), "user:2:x", "v");
    put(test.database(), "z", "v");
    ScanPage page = scan(0, "user:*", 2);
    assertEquals(List.of("user:1:x", "user:2:x"), texts(page));
    assertEquals(0, page.cursor());
    assertEquals(List.of("user:2:x"), texts(scan(0, "user:2*x", 1)));
    assertEquals(List.of(), texts(scan(0, "nobody*", 1)));
  }

  @Test
  void expiredKeysAndOtherTypesAreLeftOut() {
    put(test.database(), "gone", "v", test.nowMillis);
    put(test.database(), "kept", "v");
    test.nowMillis++;
    assertEquals(List.of("kept"), texts(scan(0, "*", 10)));
    assertEquals(List.of(), texts(test.database().scan(0, GlobPattern.ALL, ValueType.HASH, 10)));
    assertEquals(1, test.database().scan(0, GlobPattern.ALL, ValueType.STRING, 10).keys().size());
  }

  private static List<String> texts(ScanPage page) {
    List<String> texts = new ArrayList<>();
    page.keys().forEach(key -> texts.add(text(key)));
    return texts;
  }

  @Test
  void theEmptyKeyIsAKey() {
    put(test.database(), "", "v");
    put(test.database(), "a", "v");
    ScanPage first = scan(0, "*", 1);
    assertEquals(List.of(""), texts(first));
    assertEquals(List.of("a"), texts(scan(first.cursor(), "*", 1)));
  }
}

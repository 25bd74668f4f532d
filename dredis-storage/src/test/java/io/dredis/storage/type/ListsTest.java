package io.dredis.storage.type;

import static io.dredis.storage.keyspace.TestStore.bytes;
import static io.dredis.storage.keyspace.TestStore.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.TestStore;
import io.dredis.storage.transaction.Savepoint;
import io.dredis.storage.type.ValueException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.dredis.storage.backend.Backends#all")
class ListsTest {
  private static final byte[] KEY = bytes("key");

  @Parameter BackendType type;
  @TempDir Path directory;
  private int setting = -2;
  private final Lists lists = new Lists(() -> setting);
  private TestStore test;

  @BeforeEach
  void open() {
    test = new TestStore(type, directory.resolve("data"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private long push(byte[] key, ListEnd end, String... values) {
    byte[][] bytes = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = bytes(values[i]);
    }
    return lists.push(test.database(), key, end, bytes);
  }

  private void fill(int length) {
    push(
        KEY,
        ListEnd.TAIL,
        IntStream.range(0, length).mapToObj(i -> "v" + i).toArray(String[]::new));
  }

  private Kind kind() {
    return test.database().find(KEY).kind();
  }

  private List<String> elements(byte[] key) {
    List<String> elements = new ArrayList<>();
    try (ListCursor cursor = lists.lookup(test.database(), key).elements()) {
      while (cursor.next()) {
        elements.add(text(cursor.value()));
      }
    }
    return elements;
  }

  private int records(Space space) {
    int count = 0;
    try (Cursor cursor = test.backend().cursor()) {
      boolean on = cursor.seek(new byte[] {space.code()});
      for (; on && space.holds(cursor.key()); on = cursor.next()) {
        count++;
      }
    }
    return count;
  }

  @Test
  void aChangeFollowsOnFromWhatIsStoredNotFromOneThatWasUndone() {
    fill(400);
    List<String> expected = elements(KEY);
    test.store().commit();
    Savepoint savepoint = test.store().savepoint();
    push(KEY, ListEnd.HEAD, "undone");
    test.store().rollbackTo(savepoint);
    test.store().release(savepoint);
    push(KEY, ListEnd.HEAD, "a");
    expected.addFirst("a");
    assertEquals(expected, elements(KEY));
    test.store().commit();

    lists.pop(test.database(), KEY, ListEnd.HEAD);
    test.store().rollback();
    push(KEY, ListEnd.TAIL, "b");
    expected.addLast("b");
    assertEquals(expected, elements(KEY));

    Lists other = new Lists(() -> setting);
    other.pop(test.database(), KEY, ListEnd.HEAD);
    push(KEY, ListEnd.HEAD, "c");
    expected.set(0, "c");
    assertEquals(expected, elements(KEY));
    test.check();
  }

  @Test
  void theSettingDecidesHowLongAListIsPacked() {
    int[][] cases = {{-1, 1024}, {-2, 2048}, {-3, 4096}, {-4, 8192}, {-5, 16384}, {-9, 16384}};
    for (int[] one : cases) {
      setting = one[0];
      test.database().delete(KEY);
      push(KEY, ListEnd.TAIL, "x".repeat(one[1] - 12), "1234567");
      assertEquals(Kind.LIST_PACKED, kind(), "" + one[0]);
      push(KEY, ListEnd.HEAD, "12");
      assertEquals(Kind.LIST_LARGE, kind(), "" + one[0]);
      assertEquals("quicklist", kind().encoding());
      assertEquals(3, lists.length(test.database(), KEY));
    }
    for (int limit : new int[] {0, 1, 5}) {
      setting = limit;
      test.database().delete(KEY);
      fill(Math.max(1, limit));
      assertEquals(Kind.LIST_PACKED, kind());
      ListSteps.insert(lists, test.database(), KEY, true, bytes("v0"), bytes("new"));
      assertEquals(Kind.LIST_LARGE, kind());
    }
    setting = 1000;
    test.database().delete(KEY);
    push(KEY, ListEnd.TAIL, "x".repeat(8100));
    assertEquals(Kind.LIST_PACKED, kind());
    lists.set(test.database(), KEY, 0, new byte[8192]);
    assertEquals(Kind.LIST_LARGE, kind());
    test.check();
  }

  @Test
  void aLargeListsHeaderIsItsLengthAndOneRun() {
    setting = 1;
    push(KEY, ListEnd.TAIL, "a", "b", "c");
    push(KEY, ListEnd.HEAD, "z");
    Header header = test.database().find(KEY);
    byte[] record = header.record();
    // length 4, low -1, high 3, no block, none reusable, node 1 next, the head from -1 on with 4
    assertEquals(
        "18" + "0101" + "04" + "02" + "0c" + "00" + "00" + "01" + "02" + "04",
        HexFormat.of().formatHex(record));
    test.store().commit();
    byte[] key = HexFormat.of().parseHex("0301017fffffffffffffff");
    assertArrayEquals(bytes("z"), test.backend().get(key));
  }

  @Test
  void onlyAListIsAList() {
    TestStore.put(test.database(), "key", "v");
    assertThrows(WrongTypeException.class, () -> lists.lookup(test.database(), KEY));
    assertThrows(WrongTypeException.class, () -> lists.length(test.database(), KEY));
    assertThrows(WrongTypeException.class, () -> push(KEY, ListEnd.HEAD, "x"));
    assertThrows(WrongTypeException.class, () -> lists.pop(test.database(), KEY, ListEnd.HEAD, 1));
    push(bytes("list"), ListEnd.HEAD, "x");
    assertThrows(
        WrongTypeException.class,
        () -> lists.move(test.database(), bytes("list"), ListEnd.HEAD, KEY, ListEnd.HEAD));
    assertEquals(List.of("x"), elements(bytes("list")));
    assertNull(lists.move(test.database(), bytes("none"), ListEnd.HEAD, KEY, ListEnd.HEAD));
  }

  @Test
  void settingWhatIsNotThereSaysWhy() {
    assertEquals(Reason.NO_SUCH_KEY, reasonOfSet(0));
    for (int limit : new int[] {100, 1}) {
      setting = limit;
      fill(3);
      assertEquals(Reason.INDEX_OUT_OF_RANGE, reasonOfSet(3));
      assertEquals(Reason.INDEX_OUT_OF_RANGE, reasonOfSet(-4));
      assertEquals(Reason.INDEX_OUT_OF_RANGE, reasonOfSet(Long.MIN_VALUE));
      lists.set(test.database(), KEY, -3, bytes("first"));
      assertEquals(List.of("first", "v1", "v2"), elements(KEY));
      assertNull(lists.lookup(test.database(), KEY).get(3));
      assertNull(lists.lookup(test.database(), KEY).get(Long.MIN_VALUE));
      test.database().delete(KEY);
    }
  }

  private Reason reasonOfSet(long index) {
    return assertThrows(
            ValueException.class, () -> lists.set(test.database(), KEY, index, bytes("x")))
        .reason();
  }

  @Test
  void rangesAreThoseOfLrange() {
    long[][] cases = {
      {0, -1, 0, 5},
      {-3, -1, 2, 5},
      {1, 3, 1, 4},
      {3, 1, 0, 0},
      {5, 9, 0, 0},
      {-100, 0, 0, 1},
      {-100, -50, 0, 0},
      {4, Long.MAX_VALUE, 4, 5},
      {Long.MIN_VALUE, Long.MAX_VALUE, 0, 5},
      {0, Long.MIN_VALUE, 0, 0},
      {20, Long.MIN_VALUE, 0, 0},
      {Long.MAX_VALUE, Long.MIN_VALUE, 0, 0},
      {Long.MAX_VALUE, Long.MAX_VALUE, 0, 0}
    };
    for (int limit : new int[] {100, 1}) {
      setting = limit;
      fill(5);
      ListValue value = lists.lookup(test.database(), KEY);
      for (long[] one : cases) {
        assertEquals(one[3] - one[2], value.rangeLength(one[0], one[1]));
        try (ListCursor cursor = value.range(one[0], one[1])) {
          for (long i = one[2]; i < one[3]; i++) {
            assertTrue(cursor.next());
            assertEquals("v" + i, text(cursor.value()));
          }
          assertFalse(cursor.next());
          assertFalse(cursor.next());
        }
      }
      test.database().delete(KEY);
    }
  }

  @Test
  void changesKeepTheExpiryAndTheLastElementTakesTheKeyAlong() {
    for (int limit : new int[] {100, 1}) {
      setting = limit;
      fill(3);
      long expiryMillis = test.nowMillis + 1000;
      test.database().setExpiry(KEY, test.database().find(KEY), expiryMillis);
      push(KEY, ListEnd.HEAD, "x");
      lists.set(test.database(), KEY, 0, bytes("y"));
      ListSteps.insert(lists, test.database(), KEY, false, bytes("v1"), bytes("z"));
      ListSteps.remove(lists, test.database(), KEY, 0, bytes("v0"));
      lists.trim(test.database(), KEY, 1, -1);
      lists.move(test.database(), KEY, ListEnd.HEAD, KEY, ListEnd.TAIL);
      assertEquals(List.of("v1", "v2", "z"), elements(KEY));
      lists.pop(test.database(), KEY, ListEnd.TAIL, 2);
      lists.move(test.database(), KEY, ListEnd.HEAD, KEY, ListEnd.TAIL);
      assertEquals(expiryMillis, test.database().find(KEY).expiryMillis());
      lists.move(test.database(), KEY, ListEnd.HEAD, bytes("other"), ListEnd.TAIL);
      assertNull(test.database().find(KEY));
      assertEquals(1, ListSteps.remove(lists, test.database(), bytes("other"), 0, bytes("v1")));
      assertNull(test.database().find(bytes("other")));
      test.store().commit();
      test.check();
    }
    test.collectAll();
    assertEquals(0, records(Space.ELEMENT));
  }

  @Test
  void aTrimThatLeavesNothingDeletesTheKey() {
    for (int limit : new int[] {100, 1}) {
      setting = limit;
      fill(5);
      lists.trim(test.database(), KEY, 3, 1);
      assertNull(test.database().find(KEY));
      fill(5);
      ListValue list = lists.lookupForWrite(test.database(), KEY);
      lists.drop(test.database(), KEY, list, ListEnd.TAIL, 7);
      assertNull(test.database().find(KEY));
      lists.trim(test.database(), KEY, 0, 0);
    }
  }

  @Test
  void manyElementsAreRemovedInBoundedMemory() {
    for (int count : new int[] {0, 6000, -6000}) {
      byte[][] values = new byte[20_000][];
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes(i % 2 == 0 ? "drop" : "keep" + i);
      }
      lists.push(test.database(), KEY, ListEnd.TAIL, values);
      test.store().commit();
      int removed = count == 0 ? 10_000 : 6000;
      assertEquals(removed, ListSteps.remove(lists, test.database(), KEY, count, bytes("drop")));
      assertTrue(test.store().pendingBytes() < 1000, "the list was in memory");
      List<String> left = elements(KEY);
      assertEquals(20_000 - removed, left.size());
      // Of those that are left, the first "drop" stands behind 6000 others, or first of all.
      assertEquals(count == 0 ? -1 : count > 0 ? 6000 : 0, left.indexOf("drop"));
      test.database().delete(KEY);
      test.store().commit();
      test.check();
    }
    test.collectAll();
    assertEquals(0, records(Space.ELEMENT) + records(Space.INDEX) + records(Space.GARBAGE));
  }

  @Test
  void aRemovalWhoseKeyIsGoneMeanwhileLeavesNothing() {
    for (int last : new int[] {10, 6000}) {
      byte[][] values = new byte[6000][];
      Arrays.fill(values, bytes("drop"));
      values[last - 1] = bytes("keep");
      lists.push(test.database(), KEY, ListEnd.TAIL, values);
      test.store().commit();
      ListValue list = lists.lookup(test.database(), KEY);
      AsideSource asides = test.database().keyIds()::writeAside;
      try (ListRemoval removal = lists.removal(list, last, bytes("drop"), asides)) {
        test.database().delete(KEY);
        assertEquals(0, removal.apply(test.database(), KEY));
      }
      assertEquals(0, lists.insertAt(test.database(), KEY, 3, bytes("x")));
      assertNull(test.database().find(KEY));
      test.store().commit();
      test.check();
      test.collectAll();
      assertEquals(0, records(Space.ELEMENT) + records(Space.INDEX) + records(Space.GARBAGE));
    }
  }

  @Test
  void aListOfOneValueIsRemovedWhole() {
    byte[][] values = new byte[3000][];
    Arrays.fill(values, bytes("same"));
    lists.push(test.database(), KEY, ListEnd.TAIL, values);
    assertEquals(3000, ListSteps.remove(lists, test.database(), KEY, 0, bytes("same")));
    assertNull(test.database().find(KEY));
  }

  @Test
  void whatWasCutOffIsCollectedInStepsAndNothingElse() {
    fill(5000);
    for (int i = 100; i < 4900; i += 60) {
      ListSteps.insert(lists, test.database(), KEY, true, bytes("v" + i), bytes("new" + i));
    }
    test.store().commit();
    List<String> before = elements(KEY);
    lists.trim(test.database(), KEY, 3000, -1000);
    assertTrue(test.store().pendingBytes() < 20_000, () -> test.store().pendingBytes() + " bytes");
    assertEquals(before.subList(3000, before.size() - 999), elements(KEY));
    test.store().commit();
    for (int step = 0; test.store().collect(100).more(); step++) {
      assertTrue(step < 200, "it does not end");
      if (step % 7 == 0) {
        test.reopen();
        push(KEY, ListEnd.HEAD, "head" + step);
        push(KEY, ListEnd.TAIL, "tail" + step);
        ListSteps.insert(lists, test.database(), KEY, true, bytes("v3500"), bytes("in" + step));
        test.store().commit();
        test.check();
      }
    }
    test.check();
    assertEquals(0, records(Space.GARBAGE));
    assertEquals(lists.length(test.database(), KEY), records(Space.ELEMENT));
  }

  @Test
  void aListWithCutOffPartsIsRenamedCopiedAndDeleted() {
    fill(3000);
    for (int i = 100; i < 2900; i += 60) {
      ListSteps.insert(lists, test.database(), KEY, true, bytes("v" + i), bytes("new" + i));
    }
    lists.trim(test.database(), KEY, 2000, -1);
    test.store().commit();
    List<String> before = elements(KEY);
    assertTrue(test.database().copy(KEY, test.database(), bytes("copy")));
    test.store().commit();
    test.check();
    test.database().rename(KEY, bytes("new"));
    test.database().delete(bytes("copy"));
    test.store().commit();
    test.check();
    test.collectAll();
    test.check();
    assertEquals(before, elements(bytes("new")));
    assertEquals(before.size(), records(Space.ELEMENT));
    assertEquals(0, records(Space.GARBAGE));
  }

  @Test
  void anElementMayBeOfAnyLength() {
    String large = "x".repeat(2 << 20);
    push(KEY, ListEnd.TAIL, "", large, "", large + "y");
    ListSteps.insert(lists, test.database(), KEY, false, bytes(large + "y"), bytes(large + "z"));
    ListSteps.insert(lists, test.database(), KEY, false, bytes(""), bytes("first"));
    assertEquals(2, ListSteps.remove(lists, test.database(), KEY, 0, bytes("")));
    assertEquals(List.of("first", large, large + "z", large + "y"), elements(KEY));
    assertEquals(large + "y", text(lists.pop(test.database(), KEY, ListEnd.TAIL)));
    test.check();
  }

  @Test
  void aListIsBuiltAsideAndStoredOverAnything() {
    TestStore.put(test.database(), "key", "v");
    try (Lists.Builder builder = lists.builder(test.database().keyIds()::writeAside)) {
      for (int i = 0; i < 30_000; i++) {
        builder.add(bytes("element number " + i + " of a list that is longer than a batch"));
      }
      assertTrue(test.store().pendingBytes() < 1000);
      builder.store(test.database(), KEY, test.database().find(KEY), Header.NO_EXPIRY);
    }
    test.store().commit();
    test.check();
    assertEquals(30_000, elements(KEY).size());
    assertEquals(30_001, push(KEY, ListEnd.HEAD, "x"));
  }

  @Test
  void aShortListIsBuiltPackedAndAnEmptyOneDeletesTheKey() {
    for (int length : new int[] {3, 0}) {
      TestStore.put(test.database(), "key", "v");
      try (Lists.Builder builder = lists.builder(test.database().keyIds()::writeAside)) {
        for (int i = 0; i < length; i++) {
          builder.add(bytes("e" + i));
        }
        assertEquals(length, builder.length());
        builder.store(test.database(), KEY, test.database().find(KEY), Header.NO_EXPIRY);
      }
      Header header = test.database().find(KEY);
      assertEquals(length > 0, header != null);
      if (header != null) {
        assertEquals(Kind.LIST_PACKED, header.kind());
        assertEquals(List.of("e0", "e1", "e2"), elements(KEY));
      }
      test.check();
    }
  }
}

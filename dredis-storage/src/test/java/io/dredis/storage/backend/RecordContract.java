package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.deletes;
import static io.dredis.storage.backend.Records.keys;
import static io.dredis.storage.backend.Records.puts;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Puts, deletes and look-ups of keys and values of every shape. */
interface RecordContract extends ContractFixture {

  @Test
  default void aMissingKeyHasNoValue() {
    assertNull(backend().get(bytes("missing")));
    assertNull(backend().get(new byte[0]));
    backend().commit(puts("b", "1"));
    assertNull(backend().get(bytes("a")));
    assertNull(backend().get(bytes("b\0")));
    assertNull(backend().get(bytes("c")));
  }

  @Test
  default void aCommittedValueIsRead() {
    backend().commit(puts("a", "1", "b", "2"));
    assertEquals("1", text(backend().get(bytes("a"))));
    assertEquals("2", text(backend().get(bytes("b"))));
  }

  @Test
  default void getAllAnswersInTheOrderOfTheKeysAndRepeatsThem() {
    backend().commit(puts("a", "1", "b", "", "c", "3"));
    byte[][] values =
        backend().getAll(List.of(bytes("c"), bytes("x"), bytes("a"), bytes("c"), bytes("b")));
    assertEquals(
        Arrays.asList("3", null, "1", "3", ""), Arrays.stream(values).map(Records::text).toList());
    assertEquals(0, backend().getAll(List.of()).length);
    assertEquals("1", text(backend().getAll(List.of(bytes("a")))[0]));
    assertNull(backend().getAll(List.of(bytes("nothing")))[0]);
  }

  @Test
  default void anEmptyKeyAndAnEmptyValueAreStored() {
    Batch batch = new Batch();
    batch.put(new byte[0], bytes("of the empty key"));
    batch.put(bytes("k"), new byte[0]);
    backend().commit(batch);
    Backend again = reopened();
    assertEquals("of the empty key", text(again.get(new byte[0])));
    assertArrayEquals(new byte[0], again.get(bytes("k")));
    assertEquals(List.of("", "k"), keys(again));
    try (Cursor cursor = again.cursor()) {
      assertTrue(cursor.seek(bytes("k")));
      assertArrayEquals(new byte[0], cursor.value());
      assertTrue(cursor.previous());
      assertArrayEquals(new byte[0], cursor.key());
      assertEquals("of the empty key", text(cursor.value()));
    }
    again.commit(deletes(""));
    assertNull(again.get(new byte[0]));
    assertEquals(List.of("k"), keys(again));
  }

  @Test
  default void theEmptyKeyMayHaveTheEmptyValue() {
    backend().commit(puts("", ""));
    assertArrayEquals(new byte[0], reopened().get(new byte[0]));
    assertEquals(List.of(""), keys(backend()));
  }

  @Test
  default void everyByteValueIsOrderedUnsigned() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int first = 0; first < 256; first++) {
      model.put(new byte[] {(byte) first}, new byte[] {(byte) (255 - first)});
      model.put(new byte[] {(byte) first, 0}, new byte[] {0, (byte) first});
      model.put(new byte[] {(byte) first, (byte) 255}, new byte[] {(byte) first, 0, 0});
    }
    backend().commit(Records.putAll(model));
    Walks.assertSame(model, backend());
    Walks.assertSame(model, reopened());
  }

  @Test
  default void keysOfEveryLengthUpToTwoThousandBytesKeepTheirOrder() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int length = 0; length <= 2000; length++) {
      byte[] key = new byte[length];
      Arrays.fill(key, (byte) 'k');
      model.put(key, bytes("value " + length));
    }
    backend().commit(Records.putAll(model));
    Walks.assertSame(model, backend());
    Walks.assertSame(model, reopened());
  }

  @Test
  default void keysOfHundredKilobytesAreStored() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int i = 0; i < 8; i++) {
      byte[] key = new byte[100_000 + i % 2];
      Arrays.fill(key, (byte) 0xFF);
      key[i * 12_000] = (byte) i;
      model.put(key, bytes("value " + i));
    }
    model.put(bytes("short"), bytes("1"));
    backend().commit(Records.putAll(model));
    Walks.assertSame(model, backend());
    Walks.assertSame(model, reopened());
    byte[] absent = new byte[100_000];
    Arrays.fill(absent, (byte) 0xFF);
    assertNull(backend().get(absent));
  }

  @Test
  default void keysWithLongCommonPrefixesAndShortKeysKeepTheirOrder() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int prefixLength : new int[] {400, 500, 510, 511, 512, 513, 1000}) {
      byte[] prefix = new byte[prefixLength];
      Arrays.fill(prefix, (byte) 'm');
      model.put(prefix, bytes("the prefix " + prefixLength));
      for (int i = 0; i < 40; i++) {
        byte[] key = Arrays.copyOf(prefix, prefixLength + 1 + i % 3);
        key[prefixLength] = (byte) (i * 6);
        model.put(key, bytes(prefixLength + "." + i));
        byte[] inner = prefix.clone();
        inner[prefixLength - 1 - i] = (byte) (i % 2 == 0 ? 'a' : 0xE0);
        model.put(inner, bytes("inner " + i));
        model.put(Arrays.copyOf(prefix, 1 + i), bytes("short " + i));
      }
    }
    model.put(bytes("a"), bytes("before"));
    model.put(bytes("z"), bytes("behind"));
    backend().commit(Records.putAll(model));
    Walks.assertSame(model, backend());
    for (byte[] key : List.copyOf(model.keySet())) {
      if ((key.length & 3) == 0) {
        model.remove(key);
        Batch batch = new Batch();
        batch.delete(key);
        backend().commit(batch);
      }
    }
    Walks.assertSame(model, backend());
    Walks.assertSame(model, reopened());
  }

  @Test
  default void valuesOfTenMegabytesAreStoredAndReplaced() {
    byte[] large = new byte[10_000_000];
    new Random(7).nextBytes(large);
    byte[] shorter = Arrays.copyOf(large, 5_000_000);
    Batch batch = new Batch();
    batch.put(bytes("large"), large);
    batch.put(bytes("small"), bytes("1"));
    backend().commit(batch);
    assertArrayEquals(large, reopened().get(bytes("large")));
    Batch second = new Batch();
    second.put(bytes("large"), shorter);
    backend().commit(second);
    assertArrayEquals(shorter, backend().get(bytes("large")));
    try (Cursor cursor = backend().cursor()) {
      assertTrue(cursor.seek(bytes("large")));
      assertArrayEquals(shorter, cursor.value());
      assertTrue(cursor.next());
      assertEquals("1", text(cursor.value()));
    }
  }

  @Test
  default void theLaterOperationOfABatchWins() {
    backend().commit(puts("there", "old"));
    Batch batch = new Batch();
    batch.put(bytes("a"), bytes("1"));
    batch.put(bytes("a"), bytes("2"));
    batch.put(bytes("b"), bytes("1"));
    batch.delete(bytes("b"));
    batch.delete(bytes("c"));
    batch.put(bytes("c"), bytes("3"));
    batch.delete(bytes("there"));
    batch.put(bytes("there"), bytes("new"));
    batch.delete(bytes("never there"));
    backend().commit(batch);
    assertEquals("2", text(backend().get(bytes("a"))));
    assertNull(backend().get(bytes("b")));
    assertEquals("3", text(backend().get(bytes("c"))));
    assertEquals("new", text(backend().get(bytes("there"))));
    assertEquals(List.of("a", "c", "there"), keys(reopened()));
  }

  @Test
  default void anEmptyBatchChangesNothing() {
    backend().commit(new Batch());
    assertEquals(List.of(), keys(backend()));
    backend().commit(puts("a", "1"));
    backend().commit(new Batch());
    assertEquals(List.of("a"), keys(backend()));
  }

  @Test
  default void deletingEverythingLeavesAnEmptyStore() {
    NavigableMap<byte[], byte[]> model = Records.model();
    for (int i = 0; i < 5000; i++) {
      model.put(bytes("key " + i), bytes("value"));
    }
    backend().commit(Records.putAll(model));
    Batch batch = new Batch();
    model.keySet().forEach(batch::delete);
    backend().commit(batch);
    Walks.assertSame(Records.model(), backend());
    try (Cursor cursor = reopened().cursor()) {
      assertFalse(cursor.seek(new byte[0]));
      assertFalse(cursor.previous());
    }
  }

  @Test
  default void arraysHandedInAreNotKept() {
    byte[] wanted = bytes("a");
    backend().commit(puts("a", "1", "b", "2"));
    try (Cursor cursor = backend().cursor()) {
      assertTrue(cursor.seek(wanted));
      wanted[0] = 'z';
      assertEquals("a", text(cursor.key()));
      assertTrue(cursor.next());
      assertEquals("b", text(cursor.key()));
    }
  }
}

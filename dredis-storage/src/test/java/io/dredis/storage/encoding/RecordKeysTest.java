package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordKeysTest {
  private static final byte[] KEY = {'k'};

  private static void assertBytes(String hex, byte[] recordKey) {
    assertEquals(hex, HexFormat.of().formatHex(recordKey));
  }

  @Test
  void recordKeysHaveTheseBytes() {
    assertBytes("00666f726d6174", RecordKeys.meta("format"));
    assertBytes("0101056b", RecordKeys.directory(5, KEY));
    assertBytes("0201056b", RecordKeys.header(5, KEY));
    assertBytes("030203e86b", RecordKeys.element(1000, KEY));
    assertBytes("040203e86b", RecordKeys.index(1000, KEY));
    assertBytes("05010500000000000001006b", RecordKeys.expiry(5, 256, KEY));
    assertBytes("060001ff", RecordKeys.garbageKeyId(255));
    assertBytes("06010105", RecordKeys.garbageGeneration(5));
  }

  @Test
  void partsComeBack() {
    assertEquals("format", RecordKeys.metaName(RecordKeys.meta("format")));
    byte[] header = RecordKeys.header(70_000, KEY);
    assertEquals(70_000, RecordKeys.number(header));
    assertArrayEquals(KEY, RecordKeys.rest(header));
    byte[] expiry = RecordKeys.expiry(70_000, 1234, KEY);
    assertEquals(1234, RecordKeys.expiryMillis(expiry));
    assertArrayEquals(KEY, RecordKeys.expiryUserKey(expiry));
    assertTrue(RecordKeys.garbageIsGeneration(RecordKeys.garbageGeneration(9)));
    assertFalse(RecordKeys.garbageIsGeneration(RecordKeys.garbageKeyId(9)));
    assertEquals(9, RecordKeys.garbageNumber(RecordKeys.garbageKeyId(9)));
  }

  @Test
  void recordsAreOrderedByNumberThenByTimeThenByKey() {
    Random random = new Random(7);
    byte[] other = {'k', 0};
    for (int i = 0; i < 10_000; i++) {
      long one = random.nextLong() >>> (1 + random.nextInt(63));
      long two = random.nextLong() >>> (1 + random.nextInt(63));
      int order = Long.compare(one, two);
      assertOrder(order, RecordKeys.header(one, other), RecordKeys.header(two, KEY), 1);
      assertOrder(order, RecordKeys.expiry(3, one, other), RecordKeys.expiry(3, two, KEY), 1);
    }
  }

  private static void assertOrder(int order, byte[] one, byte[] two, int whenEqual) {
    int expected = order == 0 ? whenEqual : order;
    assertEquals(Integer.signum(expected), Integer.signum(Arrays.compareUnsigned(one, two)));
  }

  @Test
  void theNumbersEndIsThePrefixOfNoOtherNumber() {
    byte[] prefix = RecordKeys.prefix(Space.ELEMENT, 1);
    assertTrue(RecordKeys.startsWith(RecordKeys.element(1, KEY), prefix));
    assertFalse(RecordKeys.startsWith(RecordKeys.element(256 + 1, KEY), prefix));
    assertFalse(RecordKeys.startsWith(RecordKeys.index(1, KEY), prefix));
  }

  @Test
  void bucketCountsHaveTheseBytes() {
    assertBytes("d70403", new BucketCounts(599, 3).encode());
    assertEquals(new BucketCounts(599, 3), BucketCounts.decode(new BucketCounts(599, 3).encode()));
  }

  @Test
  void aGarbageRecordNamesAPartOfAKeyId() {
    byte[] range = RecordKeys.garbageRange(300, new byte[] {1, 2});
    assertEquals("06020201" + "2c" + "00" + "0102", HexFormat.of().formatHex(range));
    byte[] node = RecordKeys.garbageNode(300, new byte[] {1, 9});
    assertEquals("06020201" + "2c" + "01" + "0109", HexFormat.of().formatHex(node));
    for (byte[] part : new byte[][] {range, node}) {
      assertTrue(RecordKeys.garbageIsPart(part));
      assertFalse(RecordKeys.garbageIsGeneration(part));
      assertEquals(300, RecordKeys.garbageNumber(part));
      assertTrue(RecordKeys.startsWith(part, RecordKeys.garbageParts(300)));
    }
    assertTrue(RecordKeys.garbagePartIsNode(node));
    assertFalse(RecordKeys.garbagePartIsNode(range));
    assertArrayEquals(new byte[] {1, 2}, RecordKeys.garbagePart(range));
    assertArrayEquals(
        RecordKeys.garbageNode(5, new byte[] {1, 9}), RecordKeys.garbagePartOf(5, node));
    assertFalse(RecordKeys.garbageIsPart(RecordKeys.garbageKeyId(300)));
  }
}

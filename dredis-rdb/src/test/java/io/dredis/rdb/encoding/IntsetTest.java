package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.assertCorrupt;
import static io.dredis.rdb.encoding.Entries.assertNoOtherLength;
import static io.dredis.rdb.encoding.Entries.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntsetTest {
  private static final byte[] TWO_BYTES = hex("02000000 03000000 feff 0000 ff7f");

  @Test
  void integersOfTwoFourAndEightBytesAreRead() throws CorruptEncodingException {
    byte[] four = hex("04000000 02000000 00000080 ffffff7f");
    byte[] eight = hex("08000000 02000000 0000000000000080 ffffffffffffff7f");

    assertEquals(List.of("-2", "0", "32767"), Entries.of(new Intset(TWO_BYTES)));
    assertEquals(List.of("-2147483648", "2147483647"), Entries.of(new Intset(four)));
    assertEquals(
        List.of("-9223372036854775808", "9223372036854775807"), Entries.of(new Intset(eight)));
  }

  @Test
  void anEmptyOneHasNoEntries() throws CorruptEncodingException {
    assertEquals(List.of(), Entries.of(new Intset(hex("02000000 00000000"))));
  }

  @Test
  void anotherLengthIsRefused() {
    assertNoOtherLength(Intset::new, TWO_BYTES);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertCorrupt("no integer has 3 bytes", Intset::new, ZiplistTest.with(TWO_BYTES, 0, 3));
    assertCorrupt("does not hold 2 integers", Intset::new, ZiplistTest.with(TWO_BYTES, 4, 2));
    assertCorrupt("do not ascend", Intset::new, hex("02000000 02000000 0100 0100"));
    assertCorrupt("do not ascend", Intset::new, hex("02000000 02000000 0100 ffff"));
  }

  @Test
  void aCountThatWrapsAroundIsRefused() {
    assertCorrupt("does not hold", Intset::new, hex("08000000 00000020"));
  }
}

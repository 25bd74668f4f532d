package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.assertCorrupt;
import static io.dredis.rdb.encoding.Entries.assertNoOtherLength;
import static io.dredis.rdb.encoding.Entries.bytes;
import static io.dredis.rdb.encoding.Entries.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListpackTest {
  /** "a", 5, "bc" */
  private static final byte[] SMALL = hex("10000000 0300 8161 02 05 01 826263 03 ff");

  static {
    SMALL[0] = (byte) SMALL.length;
  }

  @Test
  void everyIntegerEncodingIsRead() throws CorruptEncodingException {
    byte[] listpack =
        hex(
            "00000000 0800"
                + "7f 01" // 127
                + "dfff 02" // -1 of 13 bits
                + "cfff 02" // 4095
                + "d000 02" // -4096
                + "f1 0080 03" // -32768
                + "f2 ffff7f 04" // 8388607
                + "f3 00000080 05" // -2147483648
                + "f4 ffffffffffffff7f 09" // the greatest of 64 bits
                + "ff");
    listpack[0] = (byte) listpack.length;

    assertEquals(
        List.of(
            "127",
            "-1",
            "4095",
            "-4096",
            "-32768",
            "8388607",
            "-2147483648",
            "9223372036854775807"),
        Entries.of(new Listpack(listpack)));
  }

  @Test
  void stringsWithLengthsOfSixTwelveAndThirtyTwoBitsAreRead() throws CorruptEncodingException {
    String six = "x".repeat(63);
    String twelve = "y".repeat(4095);
    String thirtyTwo = "z".repeat(5000);
    ByteArrayOutputStream listpack = new ByteArrayOutputStream();
    listpack.writeBytes(hex("f2230000 0300 bf"));
    listpack.writeBytes(bytes(six));
    listpack.writeBytes(hex("40 efff"));
    listpack.writeBytes(bytes(twelve));
    // 4097 and 5005, in bytes of seven bits.
    listpack.writeBytes(hex("2081 f0 88130000"));
    listpack.writeBytes(bytes(thirtyTwo));
    listpack.writeBytes(hex("278d ff"));
    byte[] bytes = listpack.toByteArray();
    bytes[0] = (byte) bytes.length;
    bytes[1] = (byte) (bytes.length >> 8);

    assertEquals(List.of(six, twelve, thirtyTwo), Entries.of(new Listpack(bytes)));
  }

  @Test
  void theLengthBehindAnEntryNeverUsesTheLastOfItsRange() {
    assertEquals(1, Listpack.backBytes(127));
    assertEquals(2, Listpack.backBytes(128));
    assertEquals(2, Listpack.backBytes(16382));
    assertEquals(3, Listpack.backBytes(16383));
    assertEquals(3, Listpack.backBytes(2097150));
    assertEquals(4, Listpack.backBytes(2097151));
    assertEquals(4, Listpack.backBytes(268435454));
    assertEquals(5, Listpack.backBytes(268435455));
  }

  @Test
  void anEmptyOneHasNoEntries() throws CorruptEncodingException {
    assertEquals(List.of(), Entries.of(new Listpack(hex("07000000 0000 ff"))));
  }

  @Test
  void aCountOf65535SaysNothing() throws CorruptEncodingException {
    byte[] listpack = ZiplistTest.with(ZiplistTest.with(SMALL, 4, 0xff), 5, 0xff);

    assertEquals(List.of("a", "5", "bc"), Entries.of(new Listpack(listpack)));
  }

  @Test
  void anotherLengthIsRefused() {
    assertNoOtherLength(Listpack::new, SMALL);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertCorrupt("has 3 entries and not 2", Listpack::new, ZiplistTest.with(SMALL, 4, 2));
    assertCorrupt("behind the entry is not 2", Listpack::new, ZiplistTest.with(SMALL, 8, 3));
    assertCorrupt("no entry starts with 0xf5", Listpack::new, ZiplistTest.with(SMALL, 6, 0xf5));
    assertCorrupt("ends before its last byte", Listpack::new, ZiplistTest.with(SMALL, 9, 0xff));
    assertCorrupt("bytes should follow", Listpack::new, ZiplistTest.with(SMALL, 6, 0xbf));
    assertCorrupt("bytes should follow", Listpack::new, ZiplistTest.with(SMALL, 6, 0xf0));
  }
}

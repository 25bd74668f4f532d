package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.assertCorrupt;
import static io.dredis.rdb.encoding.Entries.assertNoOtherLength;
import static io.dredis.rdb.encoding.Entries.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZiplistTest {
  /** "a", 10 as an immediate, "b" */
  private static final byte[] SMALL = hex("13000000 0f000000 0300 00 01 61 03 fb 02 01 62 ff");

  @Test
  void everyIntegerEncodingIsRead() throws CorruptEncodingException {
    byte[] ziplist =
        hex(
            "2f000000 23000000 0700"
                + "00 f1" // 0
                + "02 fd" // 12
                + "02 fe 80" // -128
                + "03 c0 ff7f" // 32767
                + "04 f0 000080" // -8388608
                + "05 d0 ffffff7f" // 2147483647
                + "06 e0 0000000000000080" // the smallest of 64 bits
                + "ff");
    ziplist[0] = (byte) ziplist.length;
    ziplist[4] = (byte) (ziplist.length - 11);

    assertEquals(
        List.of("0", "12", "-128", "32767", "-8388608", "2147483647", "-9223372036854775808"),
        Entries.of(new Ziplist(ziplist)));
  }

  @Test
  void stringsWithLengthsOfSixFourteenAndThirtyTwoBitsAreRead() throws CorruptEncodingException {
    String six = "x".repeat(63);
    String fourteen = "y".repeat(300);
    String thirtyTwo = "z".repeat(20000);
    byte[] ziplist = new ZiplistBytes().string(six).string(fourteen).string(thirtyTwo).build();

    assertEquals(List.of(six, fourteen, thirtyTwo), Entries.of(new Ziplist(ziplist)));
  }

  @Test
  void aShortPreviousLengthMayTakeFiveBytes() throws CorruptEncodingException {
    byte[] ziplist = hex("15000000 0d000000 0200 00 01 61 fe03000000 01 62 ff");

    assertEquals(List.of("a", "b"), Entries.of(new Ziplist(ziplist)));
  }

  @Test
  void aCountOf65535SaysNothing() throws CorruptEncodingException {
    byte[] ziplist = SMALL.clone();
    ziplist[8] = (byte) 0xff;
    ziplist[9] = (byte) 0xff;

    assertEquals(List.of("a", "10", "b"), Entries.of(new Ziplist(ziplist)));
  }

  @Test
  void anEmptyOneHasNoEntries() throws CorruptEncodingException {
    assertEquals(List.of(), Entries.of(new Ziplist(hex("0b000000 0a000000 0000 ff"))));
  }

  @Test
  void anotherLengthIsRefused() {
    assertNoOtherLength(Ziplist::new, SMALL);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertCorrupt("has 3 entries and not 4", Ziplist::new, with(SMALL, 8, 4));
    assertCorrupt("last entry is not at 13", Ziplist::new, with(SMALL, 4, 13));
    assertCorrupt("its length says 20", Ziplist::new, with(SMALL, 0, 20));
    assertCorrupt("has not 4 bytes", Ziplist::new, with(SMALL, 13, 4));
    assertCorrupt("no entry starts with 0xff", Ziplist::new, with(SMALL, 11, 0xff));
    assertCorrupt("ends before its last byte", Ziplist::new, with(SMALL, 15, 0xff));
    assertCorrupt("bytes should follow", Ziplist::new, with(SMALL, 11, 0x3f));
    assertCorrupt("bytes should follow", Ziplist::new, with(SMALL, 11, 0x80));
  }

  static byte[] with(byte[] value, int offset, int replacement) {
    byte[] changed = value.clone();
    changed[offset] = (byte) replacement;
    return changed;
  }
}

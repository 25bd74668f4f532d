package io.dredis.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every encoding of a value, put together by hand. */
class ValueDecoderTest {
  private static String value(RdbBytes payload) throws IOException {
    return Recording.ofPayload(payload.payload(10));
  }

  private static void assertRefused(String message, RdbBytes payload) {
    RdbException e = assertThrows(RdbException.class, () -> value(payload));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static RdbBytes hex(String digits) {
    return RdbBytes.nothing().hex(digits);
  }

  @Test
  void lengthsOfStringsHaveFourForms() throws IOException {
    String sixtyFour = "x".repeat(64);

    assertEquals("string abc", value(hex("00 03 616263")));
    assertEquals("string " + sixtyFour, value(hex("00").string(sixtyFour)));
    assertEquals("string abc", value(hex("00 80 00000003 616263")));
    assertEquals("string abc", value(hex("00 81 0000000000000003 616263")));
    assertEquals("string ", value(hex("00 00")));
    assertRefused("no length starts with 0x82", hex("00 82 00000003 616263"));
  }

  @Test
  void integersAreTheirDigits() throws IOException {
    assertEquals("string -128", value(hex("00 c0 80")));
    assertEquals("string -32768", value(hex("00 c1 0080")));
    assertEquals("string 65", value(hex("00 c1 4100")));
    assertEquals("string -2147483648", value(hex("00 c2 00000080")));
    assertRefused("no string starts with 0xc4", hex("00 c4 00"));
  }

  @Test
  void compressedStringsAreDecompressed() throws IOException {
    assertEquals("string " + "a".repeat(11), value(hex("00 c3 05 0b 0061 e00100")));
    assertRefused("LZF block", hex("00 c3 02 03 0061"));
    assertRefused("cannot stand for", hex("00 c3 02 80 10000000 0061"));
  }

  @Test
  void aStringOverTheLimitIsRefusedBeforeItIsRead() {
    assertRefused("over the limit of 536870912", hex("00 80 20000001 61"));
    assertRefused("over the limit", hex("00 81 7fffffffffffffff 61"));
    assertRefused("out of range", hex("00 81 ffffffffffffffff 61"));
    assertRefused("over the limit", hex("00 c3 02 80 7fffffff 0061"));
  }

  @Test
  void tablesAreReadEntryByEntry() throws IOException {
    assertEquals("list (LIST) a b a", value(hex("01 03 0161 0162 0161")));
    assertEquals("set (SET) a 12", value(hex("02 02 0161 c00c")));
    assertEquals("hash (HASH) a=b c=", value(hex("04 02 0161 0162 0163 00")));
    assertEquals(
        "zset (ZSET_2) a=1.5 b=-Infinity",
        value(hex("05 02 0161 000000000000f83f 0162 000000000000f0ff")));
  }

  @Test
  void scoresInDigitsHaveThreeSpecialLengths() throws IOException {
    assertEquals(
        "zset (ZSET) a=-1.5 b=Infinity c=-Infinity d=1.0E21",
        value(hex("03 04 0161 04 2d312e35 0162 fe 0163 ff 0164 04 31653231")));
    assertRefused("not a number", hex("03 01 0161 fd"));
    assertRefused("not a number", hex("03 01 0161 00"));
    assertRefused("not a number", hex("03 01 0161 02 3164"));
    assertRefused("not a number", hex("03 01 0161 03 6e616e"));
    assertRefused("not a number", hex("05 01 0161 000000000000f87f"));
  }

  @Test
  void packedCollectionsAreRead() throws IOException {
    String ziplist = "0f000000 0c000000 0200 00 f2 02 f3 ff";

    assertEquals("list (LIST_ZIPLIST) 1 2", value(hex("0a").hexString(ziplist)));
    assertEquals("hash (HASH_ZIPLIST) 1=2", value(hex("0d").hexString(ziplist)));
    assertEquals("zset (ZSET_ZIPLIST) 1=2.0", value(hex("0c").hexString(ziplist)));
    assertEquals("hash (HASH_ZIPMAP) a=b", value(hex("09").hexString("01 01 61 01 00 62 ff")));
    assertEquals("set (SET_INTSET) 1 2", value(hex("0b").hexString("02000000 02000000 0100 0200")));
    String listpack = "0b000000 0200 01 01 02 01 ff";
    assertEquals("hash (HASH_LISTPACK) 1=2", value(hex("10").hexString(listpack)));
    assertEquals("zset (ZSET_LISTPACK) 1=2.0", value(hex("11").hexString(listpack)));
    assertEquals("set (SET_LISTPACK) 1 2", value(hex("14").hexString(listpack)));
  }

  @Test
  void aPackedCollectionMayBeCompressed() throws IOException {
    // A listpack of 1 and eleven times 2, as a literal and a reference.
    assertEquals(
        "list (LIST_QUICKLIST_2) 1 2 2 2 2 2 2 2 2 2 2 2",
        value(hex("12 01 02 c3 10 1f 09 1f000000 0c00 01 01 02 01 e0 0b 01 00 ff")));
  }

  @Test
  void quicklistsMayHaveEmptyAndPlainNodes() throws IOException {
    String ziplist = "0f000000 0c000000 0200 00 f2 02 f3 ff";
    String empty = "0b000000 0a000000 0000 ff";
    assertEquals(
        "list (LIST_QUICKLIST) 1 2 1 2",
        value(hex("0e 03").hexString(ziplist).hexString(empty).hexString(ziplist)));

    String listpack = "0b000000 0200 01 01 02 01 ff";
    assertEquals(
        "list (LIST_QUICKLIST_2) plain 1 2",
        value(hex("12 02 01").string("plain").hex("02").hexString(listpack)));
    assertRefused("empty node", hex("12 01 01 00"));
    assertRefused("unknown kind 3", hex("12 01 03 00"));
  }

  @Test
  void entriesThatRepeatOrLackAPartnerAreRefused() {
    String twice = "0b000000 0200 01 01 01 01 ff";
    assertRefused("has been there before", hex("14").hexString(twice));
    String pairTwice = "0f000000 0400 01 01 02 01 01 01 03 01 ff";
    assertRefused("has been there before", hex("10").hexString(pairTwice));
    assertRefused("has been there before", hex("11").hexString(pairTwice));
    assertRefused("no partner", hex("10").hexString("09000000 0100 01 01 ff"));
    assertRefused("do not ascend", hex("0b").hexString("02000000 02000000 0200 0100"));
  }

  @Test
  void aScoreThatIsNoNumberIsRefused() {
    assertRefused("not a number", hex("11").hexString("0c000000 0200 01 01 81 78 02 ff"));
  }

  @Test
  void emptyCollectionsAreRefusedInPayloads() {
    assertRefused("has no elements", hex("02 00"));
    assertRefused("has no elements", hex("14").hexString("07000000 0000 ff"));
  }

  @Test
  void whatFollowsTheValueIsRefused() {
    assertRefused("1 bytes follow the value", hex("00 01 61 00"));
  }

  @Test
  void aPayloadIsVerifiedBeforeItIsRead() {
    byte[] good = hex("00 03 616263").payload(10);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 4;
      assertThrows(
          RdbException.class, () -> new DumpReader(bad, ReadOptions.DEFAULTS), "byte " + i);
    }
    for (int length = 0; length < good.length; length++) {
      byte[] bad = Arrays.copyOf(good, length);
      assertThrows(RdbException.class, () -> new DumpReader(bad, ReadOptions.DEFAULTS));
    }
  }

  @Test
  void payloadsOfLaterVersionsAndOtherTypesAreToldApart() {
    assertEquals(RdbException.Kind.TOO_NEW, kind(hex("00 01 61").payload(13)));
    assertEquals(RdbException.Kind.UNSUPPORTED, kind(hex("0f 01 61").payload(9)));
    assertEquals(RdbException.Kind.CORRUPT, kind(hex("f0 01 61").payload(9)));
    assertEquals(RdbException.Kind.TRUNCATED, kind(hex("00 05 61").payload(9)));
  }

  private static RdbException.Kind kind(byte[] payload) {
    return assertThrows(RdbException.class, () -> Recording.ofPayload(payload)).kind();
  }

  @Test
  void aPayloadIsNotChanged() throws IOException {
    byte[] payload = hex("05 02 0161 000000000000f83f 0162 000000000000f0ff").payload(8);
    byte[] before = payload.clone();

    Recording.ofPayload(payload);

    assertTrue(Arrays.equals(before, payload));
  }
}

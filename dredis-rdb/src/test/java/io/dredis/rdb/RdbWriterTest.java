package io.dredis.rdb;

import static io.dredis.rdb.RdbBytes.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdbWriterTest {
  private static final WriteOptions V7 = WriteOptions.DEFAULTS;
  private static final WriteOptions V10 = V7.withVersion(10);
  private static final WriteOptions V11 = V7.withVersion(11);

  @TempDir Path directory;

  /** What a value is made of. */
  private interface Telling {
    void tell(ValueVisitor visitor) throws IOException;
  }

  private static byte[] payload(WriteOptions options, Telling telling) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telling.tell(new DumpWriter(out, options));
    return out.toByteArray();
  }

  /** Returns type and value of a payload in hexadecimal digits, without its footer. */
  private static String hex(WriteOptions options, Telling telling) throws IOException {
    byte[] payload = payload(options, telling);
    return HexFormat.of().formatHex(payload, 0, payload.length - DumpFooter.BYTES);
  }

  private static String read(WriteOptions options, Telling telling) throws IOException {
    return Recording.ofPayload(payload(options, telling));
  }

  private static Telling of(RdbType type, long count, String... elements) {
    return visitor -> {
      visitor.beginValue(type, count);
      for (String element : elements) {
        switch (type.valueType()) {
          case HASH -> visitor.field(bytes(element), bytes("v"));
          case ZSET -> visitor.member(bytes(element), element.length());
          default -> visitor.element(bytes(element));
        }
      }
      visitor.endValue();
    };
  }

  private static String[] numbered(String prefix, int count) {
    String[] elements = new String[count];
    for (int i = 0; i < count; i++) {
      elements[i] = prefix + i;
    }
    return elements;
  }

  @Test
  void aFileIsWrittenByteForByte() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RdbWriter writer = new RdbWriter(out, V7);
    writer.start(12);
    writer.aux(bytes("redis-bits"), bytes("64"));
    writer.selectDatabase(0);
    writer.resizeDatabase(2, 1);
    writer.beginKey(bytes("k"), new KeyAttributes(0x0102030405L, 9, 9));
    writer.string(bytes("v"));
    writer.beginKey(bytes("1"), KeyAttributes.EMPTY);
    writer.string(bytes("300"));
    writer.end(99);

    byte[] expected =
        RdbBytes.file(7)
            .hex("fa")
            .string("redis-bits")
            .hex("c040")
            .hex("fe 00 fb 02 01")
            .hex("fc 0504030201000000 00 016b 0176")
            .hex("00 c001 c12c01")
            .end();
    assertArrayEquals(expected, out.toByteArray());
  }

  @Test
  void fromVersionNineOnAFileSaysHowKeysWereUsed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RdbWriter writer = new RdbWriter(out, V7.withVersion(9));
    writer.start(9);
    writer.beginKey(bytes("k"), new KeyAttributes(KeyAttributes.NONE, 100, 7));
    writer.string(bytes("v"));
    writer.end(0);

    assertArrayEquals(RdbBytes.file(9).hex("f8 4064 f9 07 00 016b 0176").end(), out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "0, c000",
    "-128, c080",
    "128, c18000",
    "-32768, c10080",
    "32768, c200800000",
    "-2147483648, c200000080",
    "2147483648, 0a32313437343833363438",
    "007, 03303037",
    "-0, 022d30"
  })
  void stringsThatAreIntegersAreWrittenAsSuch(String string, String expected) throws IOException {
    assertEquals("00" + expected, hex(V7, visitor -> visitor.string(bytes(string))));
  }

  @Test
  void stringsAreCompressedWhereThatSavesFourBytes() throws IOException {
    String twenty = "a".repeat(20);
    assertEquals("0014" + "61".repeat(20), hex(V7, visitor -> visitor.string(bytes(twenty))));
    // "a", 20 more from 1 before: five bytes.
    assertEquals("00c305150061e00b00", hex(V7, visitor -> visitor.string(bytes(twenty + "a"))));
    assertEquals(
        "0015" + "61".repeat(21),
        hex(V7.withCompress(false), visitor -> visitor.string(bytes(twenty + "a"))));
    String various = "abcdefghijklmnopqrstuvwxyz";
    assertTrue(hex(V7, visitor -> visitor.string(bytes(various))).startsWith("001a6162"));
  }

  @Test
  void lengthsTakeAsFewBytesAsTheyCan() throws IOException {
    WriteOptions plain = V7.withCompress(false);
    assertTrue(hex(plain, visitor -> visitor.string(new byte[63])).startsWith("003f00"));
    assertTrue(hex(plain, visitor -> visitor.string(new byte[64])).startsWith("00404000"));
    assertTrue(hex(plain, visitor -> visitor.string(new byte[16383])).startsWith("007fff00"));
    assertTrue(hex(plain, visitor -> visitor.string(new byte[16384])).startsWith("00800000400000"));
  }

  @Test
  void smallCollectionsArePackedAsTheVersionHasIt() throws IOException {
    String ziplist = "0f0000000c000000020000f202f3ff";
    assertEquals("0e010f" + ziplist, hex(V7, of(RdbType.LIST, 2, "1", "2")));
    assertEquals("1201020b0b0000000200" + "01010201ff", hex(V10, of(RdbType.LIST, 2, "1", "2")));
    assertEquals("0b0c02000000020000000100" + "0200", hex(V7, of(RdbType.SET, 2, "2", "1")));
    assertEquals("020201610162", hex(V10, of(RdbType.SET, 2, "a", "b")));
    assertEquals("140d0d0000000200" + "816102816202ff", hex(V11, of(RdbType.SET, 2, "a", "b")));
    assertEquals("hash (HASH_ZIPLIST) f=v", read(V7, of(RdbType.HASH, 1, "f")));
    assertEquals("hash (HASH_LISTPACK) f=v", read(V10, of(RdbType.HASH, 1, "f")));
    assertEquals("zset (ZSET_ZIPLIST) f=1.0", read(V7, of(RdbType.ZSET, 1, "f")));
    assertEquals("zset (ZSET_LISTPACK) f=1.0", read(V10, of(RdbType.ZSET, 1, "f")));
  }

  @ParameterizedTest
  @CsvSource({
    "7, HASH, 128, HASH_ZIPLIST", "7, HASH, 129, HASH", "10, HASH, 128, HASH_LISTPACK",
    "7, ZSET, 128, ZSET_ZIPLIST", "7, ZSET, 129, ZSET", "8, ZSET, 129, ZSET_2",
    "10, ZSET, 128, ZSET_LISTPACK", "11, SET, 128, SET_LISTPACK", "11, SET, 129, SET"
  })
  void limitsCountEntries(int version, RdbType type, int count, RdbType expected)
      throws IOException {
    WriteOptions options = V7.withVersion(version);
    assertWritten(expected, options, of(type, count, numbered("e", count)));
    assertWritten(expected, options, of(type, ValueVisitor.UNKNOWN_COUNT, numbered("e", count)));
  }

  private static void assertWritten(RdbType expected, WriteOptions options, Telling telling)
      throws IOException {
    assertEquals(expected, new DumpReader(payload(options, telling), ReadOptions.DEFAULTS).type());
  }

  @Test
  void limitsMeasureEntries() throws IOException {
    String fits = "x".repeat(64);
    assertWritten(RdbType.HASH_ZIPLIST, V7, of(RdbType.HASH, 1, fits));
    assertWritten(RdbType.HASH, V7, of(RdbType.HASH, 1, fits + "x"));
    assertWritten(RdbType.ZSET_ZIPLIST, V7, of(RdbType.ZSET, 1, fits));
    assertWritten(RdbType.ZSET, V7, of(RdbType.ZSET, 1, fits + "x"));
    assertWritten(RdbType.SET_LISTPACK, V11, of(RdbType.SET, 1, fits));
    assertWritten(RdbType.SET, V11, of(RdbType.SET, 1, fits + "x"));
  }

  @Test
  void limitsAreTheCallers() throws IOException {
    WriteOptions options = V11.withLimits(new PackingLimits(1, 2, 2, 3, 1, 2, 1, 2));
    assertWritten(RdbType.HASH, options, of(RdbType.HASH, 2, "a", "b"));
    assertWritten(RdbType.HASH, options, of(RdbType.HASH, 1, "abc"));
    assertWritten(RdbType.SET_INTSET, options, of(RdbType.SET, 3, "1", "2", "3"));
    assertWritten(RdbType.SET, options, of(RdbType.SET, 4, "1", "2", "3", "4"));
    assertWritten(RdbType.ZSET_2, options, of(RdbType.ZSET, 2, "a", "b"));
    assertTrue(hex(options, of(RdbType.LIST, 3, "a", "b", "c")).startsWith("120202"));
  }

  @Test
  void integersBecomeAnIntsetWhateverTheirOrder() throws IOException {
    assertEquals("set (SET_INTSET) -70000 1 5", read(V7, of(RdbType.SET, 3, "5", "-70000", "1")));
    assertWritten(RdbType.SET_INTSET, V7, of(RdbType.SET, 512, numbered("1", 512)));
    assertWritten(RdbType.SET, V7, of(RdbType.SET, 513, numbered("1", 513)));
    assertWritten(RdbType.SET, V7, of(RdbType.SET, 2, "1", "01"));
  }

  @Test
  void aPackedSortedSetIsInItsOrder() throws IOException {
    Telling telling =
        visitor -> {
          visitor.beginValue(RdbType.ZSET, 6);
          visitor.member(bytes("z"), Double.POSITIVE_INFINITY);
          visitor.member(bytes("\377"), 1);
          visitor.member(bytes("b"), 0.0);
          visitor.member(bytes("c"), -0.0);
          visitor.member(bytes("a"), 1);
          visitor.member(bytes("m"), -1.5);
          visitor.endValue();
        };
    assertEquals(
        "zset (ZSET_ZIPLIST) m=-1.5 b=0.0 c=-0.0 a=1.0 \377=1.0 z=Infinity", read(V7, telling));
    assertEquals(
        "zset (ZSET_LISTPACK) m=-1.5 b=0.0 c=-0.0 a=1.0 \377=1.0 z=Infinity", read(V10, telling));
  }

  @ParameterizedTest
  @CsvSource({"7", "8"})
  void scoresInTablesAreExact(int version) throws IOException {
    double[] scores = {
      0.0,
      -0.0,
      0.1,
      1e300,
      Double.MIN_VALUE,
      -Double.MAX_VALUE,
      1L << 53,
      (1L << 53) + 2.0,
      -9007199254740994.0,
      1e17,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1.0 / 3
    };
    StringBuilder expected = new StringBuilder("zset (ZSET" + (version == 7 ? ")" : "_2)"));
    byte[] payload =
        payload(
            V7.withVersion(version).withLimits(new PackingLimits(0, 0, -2, 0, 0, 0, 0, 0)),
            visitor -> {
              visitor.beginValue(RdbType.ZSET, scores.length);
              for (double score : scores) {
                visitor.member(bytes("m" + score), score);
                expected.append(" m").append(score).append("=").append(score);
              }
              visitor.endValue();
            });
    assertEquals(expected.toString(), Recording.ofPayload(payload));
  }

  @Test
  void nodesOfAListAreAtMostEightKibibytes() throws IOException {
    String element = "x".repeat(1000);
    Telling telling = of(RdbType.LIST, 9, numbered(element, 9));
    // Eight of a good thousand bytes fit.
    assertTrue(hex(V7.withCompress(false), telling).startsWith("0e025f"));
    assertTrue(hex(V10.withCompress(false), telling).startsWith("1202025f"));
    assertTrue(
        hex(V7, of(RdbType.LIST, 3, "x", "y".repeat(9000), "z")).startsWith("0e03"), "one alone");
  }

  @Test
  void aLargeListIsATableAlsoIfNobodyCountedIt() throws IOException {
    String[] elements = numbered("element", 50_000);
    String expected = "list (LIST) " + String.join(" ", elements);

    assertEquals(expected, read(V7, of(RdbType.LIST, elements.length, elements)));
    assertEquals(expected, read(V7.withSpoolDirectory(directory), of(RdbType.LIST, -1, elements)));
    assertArrayEquals(
        payload(V7, of(RdbType.LIST, elements.length, elements)),
        payload(V7.withSpoolDirectory(directory), of(RdbType.LIST, -1, elements)));
    try (var left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void oneWriterWritesManyValues() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RdbWriter writer = new RdbWriter(out, V7.withSpoolDirectory(directory));
    writer.start(7);
    String[] elements = numbered("element", 50_000);
    for (int i = 0; i < 3; i++) {
      writer.beginKey(bytes("list" + i), KeyAttributes.EMPTY);
      of(RdbType.LIST, -1, elements).tell(writer);
      writer.beginKey(bytes("set" + i), KeyAttributes.EMPTY);
      of(RdbType.SET, 2, "a", "b").tell(writer);
    }
    writer.end(0);

    Recording recording = Recording.of(out.toByteArray());
    assertEquals(6, recording.values.size());
    assertEquals("list (LIST) " + String.join(" ", elements), recording.values.get("0/list2"));
    assertEquals("set (SET) a b", recording.values.get("0/set2"));
  }

  @Test
  void whatCannotBeWrittenRightIsRefused() {
    assertThrows(IllegalStateException.class, () -> payload(V7, of(RdbType.LIST, 3, "a", "b")));
    assertThrows(IllegalStateException.class, () -> payload(V7, of(RdbType.LIST, -1)));
    assertThrows(
        IllegalStateException.class, () -> payload(V7, of(RdbType.SET, 200, numbered("e", 199))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            payload(
                V7,
                visitor -> {
                  visitor.beginValue(RdbType.ZSET, 1);
                  visitor.member(bytes("m"), Double.NaN);
                }));
    assertThrows(
        IllegalStateException.class,
        () -> new RdbWriter(new ByteArrayOutputStream(), V7).string(bytes("v")));
    assertThrows(IllegalArgumentException.class, () -> V7.withVersion(6));
    assertThrows(IllegalArgumentException.class, () -> V7.withVersion(12));
  }
}

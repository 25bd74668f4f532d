package io.dredis.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.dredis.rdb.checksum.Crc64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and payloads that somebody broke or made up yield an RdbException, and cost little. */
class HostileInputTest {
  private static final long SEED = Long.getLong("dredis.test.seed", System.nanoTime());
  private static final List<byte[]> VALUES = makeValues();

  /** Opcodes, starts of lengths and of encodings, and what is next to them. */
  private static final int[] ODD_BYTES = {
    0, 1, 2, 3, 10, 18, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0x82, 0xbf, 0xc0, 0xc1, 0xc3, 0xc4, 0xd0,
    0xe0, 0xf0, 0xf1, 0xf4, 0xf5, 0xf7, 0xfd, 0xfe, 0xff
  };

  private static final int MEMBERS_PER_PIECE = 10_000;
  private static final ReadOptions TOLERANT =
      ReadOptions.DEFAULTS.withSkipUnsupported(true).withVerifyChecksum(false);

  /** Returns a file with every opcode, and every type that can be read or skipped. */
  private static byte[] file() {
    String listpack = "0b000000 0200 01 01 02 01 ff";
    String ziplist = "0f000000 0c000000 0200 00 f2 02 f3 ff";
    return RdbBytes.file(12)
        .hex("fa")
        .string("redis-ver")
        .string("7.0.15")
        .hex(
            "f7 81 0000000000000401 02 02 01 05 02 4fff 03 0000803f 04 000000000000f03f 05 c001 00")
        .hex("f5")
        .string("#!lua")
        .hex("fe 00 fb 02 01 f4 05 02 00")
        .hex("fc 0102030405060000 f8 4fff 00")
        .string("s1")
        .hex("c3 05 0b 0061 e00100")
        .hex("fd 0f000000 f9 c8 00")
        .string("s2")
        .hex("c2 00000080")
        .hex("01")
        .string("l")
        .hex("02 0161 0162")
        .hex("02")
        .string("s")
        .hex("02 0161 0162")
        .hex("03")
        .string("z")
        .hex("03 0161 03 312e35 0162 fe 0163 ff")
        .hex("04")
        .string("h")
        .hex("02 0161 0162 0163 0164")
        .hex("05")
        .string("z2")
        .hex("01 0161 000000000000f83f")
        .hex("07")
        .string("m")
        .hex("81 0000000000000401 02 05 05 0161 00")
        .hex("09")
        .string("hm")
        .hexString("01 01 66 01 00 76 ff")
        .hex("0a")
        .string("lz")
        .hexString(ziplist)
        .hex("0b")
        .string("si")
        .hexString("02000000 02000000 0100 0200")
        .hex("0c")
        .string("zz")
        .hexString(ziplist)
        .hex("0d")
        .string("hz")
        .hexString(ziplist)
        .hex("0e")
        .string("lq")
        .hex("02")
        .hexString(ziplist)
        .hexString(ziplist)
        .hex("15")
        .string("x")
        .hex("01 10 00000000000000010000000000000001 03 616263 02")
        .hex("0101 0101 0101 02 01 0167 0101 01")
        .hex("01 00000000000000010000000000000001 0102030405060000 07")
        .hex("01 0163 0102030405060000 0102030405060000 01 00000000000000010000000000000001")
        .hex("10")
        .string("hl")
        .hexString(listpack)
        .hex("11")
        .string("zl")
        .hexString(listpack)
        .hex("12")
        .string("lq2")
        .hex("02 02")
        .hexString(listpack)
        .hex("01 0161")
        .hex("14")
        .string("sl")
        .hexString(listpack)
        .hex("18")
        .string("he")
        .hex("0102030405060000 01 05 0166 0176")
        .hex("19")
        .string("hle")
        .hex("0102030405060000 0161")
        .end();
  }

  /** Returns a payload of each kind of value, without its footer. */
  private static List<byte[]> makeValues() {
    String listpack = "0f000000 0400 01 01 02 01 03 01 04 01 ff";
    String ziplist = "13000000 10000000 0400 00 f2 02 f3 02 f4 02 f5 ff";
    return List.of(
        RdbBytes.nothing().hex("00 c3 05 0b 0061 e00100").build(),
        RdbBytes.nothing().hex("01 03 0161 0162 c2 00000080").build(),
        RdbBytes.nothing().hex("03 03 0161 03 312e35 0162 fe 0163 ff").build(),
        RdbBytes.nothing().hex("04 02 0161 0162 0163 0164").build(),
        RdbBytes.nothing().hex("05 01 0161 000000000000f83f").build(),
        RdbBytes.nothing().hex("09").hexString("02 01 66 01 01 76 00 01 67 00 00 ff").build(),
        RdbBytes.nothing().hex("0b").hexString("02000000 02000000 0100 0200").build(),
        RdbBytes.nothing().hex("0d").hexString(ziplist).build(),
        RdbBytes.nothing().hex("0e 02").hexString(ziplist).hexString(ziplist).build(),
        RdbBytes.nothing().hex("11").hexString(listpack).build(),
        RdbBytes.nothing().hex("12 02 02").hexString(listpack).hex("01 0161").build(),
        RdbBytes.nothing().hex("14").hexString(listpack).build());
  }

  private static byte[] payload(byte[] value) {
    return RdbBytes.nothing().raw(value).payload(10);
  }

  /** Reads a file that may be broken; says whether it was taken. */
  private static boolean isTaken(byte[] file, String what) {
    try {
      new RdbReader(new ByteArrayInputStream(file), TOLERANT).read(new Ignoring());
      return true;
    } catch (RdbException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= file.length, what + ": " + e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what + ", seed " + SEED, e);
    }
  }

  private static boolean isPayloadTaken(byte[] payload, String what) {
    try {
      new DumpReader(payload, TOLERANT).read(new Ignoring());
      return true;
    } catch (RdbException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= payload.length, what + ": " + e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(what + ", seed " + SEED, e);
    }
  }

  @Test
  void whatIsBrokenHereIsWhole() throws IOException {
    assertEquals(
        17, Recording.of(file(), ReadOptions.DEFAULTS.withSkipUnsupported(true)).values.size());
    for (byte[] value : VALUES) {
      Recording.ofPayload(payload(value));
    }
  }

  @Test
  void aFileThatEndsAnywhereTooEarlyIsTruncated() {
    byte[] file = file();
    for (int length = 0; length < file.length; length++) {
      byte[] start = Arrays.copyOf(file, length);
      RdbException e =
          assertThrows(
              RdbException.class,
              () -> new RdbReader(new ByteArrayInputStream(start), TOLERANT).read(new Ignoring()));
      assertEquals(RdbException.Kind.TRUNCATED, e.kind(), length + ": " + e.getMessage());
      assertEquals(length, e.offset());
    }
  }

  @Test
  void aPayloadThatEndsAnywhereTooEarlyIsRefused() {
    for (byte[] value : VALUES) {
      for (int length = 0; length < value.length; length++) {
        byte[] payload = payload(Arrays.copyOf(value, length));
        assertThrows(
            RdbException.class,
            () -> new DumpReader(payload, ReadOptions.DEFAULTS).read(new Ignoring()));
      }
    }
  }

  @Test
  void anotherByteAnywhereIsTakenOrRefused() {
    byte[] file = file();
    int taken = 0;
    int refused = 0;
    for (int at = 0; at < file.length; at++) {
      for (int value : ODD_BYTES) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        if (isTaken(changed, "byte " + at + " is " + value)) {
          taken++;
        } else {
          refused++;
        }
      }
    }
    assertTrue(taken > file.length && refused > file.length, taken + " and " + refused);
  }

  @Test
  void everyFlippedBitIsFoundByTheChecksum() {
    byte[] file = file();
    ReadOptions options = ReadOptions.DEFAULTS.withSkipUnsupported(true);
    // Behind the version: before 5, there was no checksum.
    for (int bit = Byte.SIZE * 9; bit < Byte.SIZE * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      assertThrows(
          RdbException.class,
          () -> new RdbReader(new ByteArrayInputStream(changed), options).read(new Ignoring()),
          "bit " + bit);
    }
  }

  @Test
  void changedPayloadsWithARightChecksumAreTakenOrRefused() {
    Random random = new Random(SEED);
    int taken = 0;
    int refused = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] value = VALUES.get(random.nextInt(VALUES.size())).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        value[random.nextInt(value.length)] =
            (byte) (random.nextBoolean() ? random.nextInt(256) : 255 - random.nextInt(3));
      }
      if (isPayloadTaken(payload(value), "round " + round)) {
        taken++;
      } else {
        refused++;
      }
    }
    assertTrue(taken > 100 && refused > 100, taken + " taken, " + refused + " refused");
  }

  @Test
  void whatIsTakenCanBeWrittenAndReadAgain() throws IOException {
    Random random = new Random(SEED);
    int taken = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] value = VALUES.get(random.nextInt(VALUES.size())).clone();
      value[random.nextInt(value.length)] = (byte) random.nextInt(256);
      byte[] payload = payload(value);
      if (!isPayloadTaken(payload, "round " + round)) {
        continue;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      WriteOptions options = WriteOptions.DEFAULTS.withVersion(7 + random.nextInt(5));
      Recording first = new Recording();
      new DumpReader(payload, ReadOptions.DEFAULTS).read(first);
      if (hasDistinct(first.values.get("0/payload"))) {
        new DumpReader(payload, ReadOptions.DEFAULTS).read(new DumpWriter(out, options));
        Recording.ofPayload(out.toByteArray());
        taken++;
      }
    }
    assertTrue(taken > 100, "taken " + taken + ", seed " + SEED);
  }

  /** Says whether nothing repeats; in tables, the visitor has to look for that. */
  private static boolean hasDistinct(String value) {
    List<String> words = new ArrayList<>(Arrays.asList(value.split(" ", -1)));
    words.replaceAll(word -> word.replaceFirst("=.*", ""));
    return words.stream().distinct().count() == words.size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 016b 80 1fffffff", // a string of 512 MiB
        "00 80 1fffffff", // a key of 512 MiB
        "00 016b c3 80 1fffffff 80 1fffffff", // a block of 512 MiB
        "00 016b c3 05 80 1fffffff 0061e00100", // five bytes for 512 MiB
        "01 016b 81 7fffffffffffffff", // 2^63 - 1 elements
        "04 016b 80 ffffffff 0161",
        "05 016b 81 7fffffffffffffff 0161",
        "0e 016b 81 7fffffffffffffff",
        "12 016b 81 7fffffffffffffff 01",
        "0d 016b 80 1fffffff",
        "15 016b 81 7fffffffffffffff",
        "0f 016b 00 00 00 00 81 7fffffffffffffff 0167 00 00 81 7fffffffffffffff",
        "07 016b 00 05 81 7fffffffffffffff",
        "fb 81 7fffffffffffffff 81 7fffffffffffffff",
        "fa 80 1fffffff",
      })
  void aHostileLengthAllocatesNothing(String hex) {
    byte[] file = RdbBytes.file(10).hex(hex).build();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    boolean taken = isTaken(file, hex);

    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 4 << 20, allocated + " bytes allocated");
    assertTrue(!taken);
  }

  @Test
  void aCollectionTakesNoMoreMemoryThanItsElements() throws IOException {
    int count = 3_000_000;
    CountingVisitor counting = new CountingVisitor();
    RdbReader reader = new RdbReader(new HugeSet(count), ReadOptions.DEFAULTS);

    reader.read(counting);

    assertEquals(count, counting.count);
    assertTrue(counting.mostKept < 64 << 20, counting.mostKept + " bytes kept");
  }

  /** A file with one set of many members, made as it is read. */
  private static final class HugeSet extends InputStream {
    private final Iterator<byte[]> pieces;
    private ByteArrayInputStream piece;

    HugeSet(int count) {
      byte[] start = RdbBytes.file(9).hex("02 016b 80").hex(String.format("%08x", count)).build();
      byte[] end = RdbBytes.nothing().hex("ff 0000000000000000").build();
      pieces =
          IntStream.rangeClosed(0, count / MEMBERS_PER_PIECE)
              .mapToObj(number -> number < count / MEMBERS_PER_PIECE ? members(number) : end)
              .iterator();
      piece = new ByteArrayInputStream(start);
    }

    private static byte[] members(int number) {
      RdbBytes members = RdbBytes.nothing();
      for (int i = 0; i < MEMBERS_PER_PIECE; i++) {
        members.string("m" + (number * MEMBERS_PER_PIECE + i));
      }
      return members.build();
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      int count = piece.read(to, offset, length);
      while (count < 0 && pieces.hasNext()) {
        piece = new ByteArrayInputStream(pieces.next());
        count = piece.read(to, offset, length);
      }
      return count;
    }
  }

  /** Counts elements and looks at the heap now and then. */
  private static final class CountingVisitor extends Ignoring {
    private long count;
    private long mostKept;
    private final long before = kept();

    @Override
    public void element(byte[] element) {
      if (++count % 1_000_000 == 0) {
        mostKept = Math.max(mostKept, kept() - before);
      }
    }

    private static long kept() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }

  @Test
  void aPayloadOfOnlyAFooterIsRefused() {
    byte[] footer = new byte[DumpFooter.BYTES];
    footer[0] = 7;
    long checksum = Crc64.update(0, footer, 0, Short.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      footer[Short.BYTES + i] = (byte) (checksum >>> (8 * i));
    }
    assertThrows(RdbException.class, () -> new DumpReader(footer, ReadOptions.DEFAULTS));
  }

  /** Listens to everything and keeps nothing. */
  private static class Ignoring implements RdbVisitor {
    @Override
    public void function(byte[] code) {}

    @Override
    public void selectDatabase(int database) {}

    @Override
    public void beginKey(byte[] key, KeyAttributes attributes) {}

    @Override
    public void skippedKey(byte[] key, RdbType type) {}

    @Override
    public void string(byte[] value) {}

    @Override
    public void beginValue(RdbType type, long count) {}

    @Override
    public void element(byte[] element) {}

    @Override
    public void field(byte[] field, byte[] value) {}

    @Override
    public void member(byte[] member, double score) {}

    @Override
    public void endValue() {}
  }
}

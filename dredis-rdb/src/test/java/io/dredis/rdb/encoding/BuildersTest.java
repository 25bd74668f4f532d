package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildersTest {
  @ParameterizedTest
  @CsvSource({
    "0, f1",
    "12, fd",
    "13, fe0d",
    "-1, feff",
    "127, fe7f",
    "128, c08000",
    "-32768, c00080",
    "32768, f0008000",
    "-8388608, f0000080",
    "8388608, d000008000",
    "-2147483648, d000000080",
    "2147483648, e00000008000000000",
    "00, 023030",
    "-0, 022d30",
    "a, 0161"
  })
  void aZiplistTakesTheSmallestEncoding(String entry, String content) {
    ZiplistBuilder builder = new ZiplistBuilder();
    builder.add(bytes(entry));
    byte[] ziplist = builder.build();

    assertEquals("00" + content + "ff", HexFormat.of().formatHex(ziplist, 10, ziplist.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0001",
    "127, 7f01",
    "128, c08002",
    "-1, dfff02",
    "4095, cfff02",
    "-4096, d00002",
    "4096, f1001003",
    "-32768, f1008003",
    "32768, f200800004",
    "-8388608, f200008004",
    "8388608, f30000800005",
    "2147483648, f4000000800000000009",
    "00, 82303003",
    "a, 816102"
  })
  void aListpackTakesTheSmallestEncoding(String entry, String content) {
    ListpackBuilder builder = new ListpackBuilder();
    builder.add(bytes(entry));
    byte[] listpack = builder.build();

    assertEquals(content + "ff", HexFormat.of().formatHex(listpack, 6, listpack.length));
  }

  @Test
  void anIntsetTakesTheBytesThatItsGreatestMemberNeeds() {
    assertEquals("0200000001000000ff7f", hex(32767));
    assertEquals("040000000200000001000000" + "00800000", hex(32768, 1));
    assertEquals("08000000010000000000008000000000", hex(2147483648L));
    assertEquals("0400000002000000ff7fffff" + "01000000", hex(1, -32769));
  }

  private static String hex(long... integers) {
    return HexFormat.of().formatHex(IntsetBuilder.of(integers));
  }

  @Test
  void whatIsBuiltIsReadAgain() throws CorruptEncodingException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<String> entries = new ArrayList<>();
      PackedBuilder ziplist = new ZiplistBuilder();
      PackedBuilder listpack = new ListpackBuilder();
      for (int i = random.nextInt(50); i > 0; i--) {
        String entry = entry(random);
        entries.add(entry);
        ziplist.add(bytes(entry));
        listpack.add(bytes(entry));
      }
      assertEquals(entries.size(), ziplist.count());
      int size = listpack.size();
      byte[] built = listpack.build();
      assertEquals(size, built.length);
      assertEquals(entries, Entries.of(new Listpack(built)), "seed " + seed);
      size = ziplist.size();
      built = ziplist.build();
      assertEquals(size, built.length);
      assertEquals(entries, Entries.of(new Ziplist(built)), "seed " + seed);
    }
  }

  private static String entry(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1 -> "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 400));
      default ->
          "x".repeat(new int[] {63, 64, 4095, 4096, 16382, 16383, 252, 253}[random.nextInt(8)]);
    };
  }

  @Test
  void moreEntriesThanTheCountCanSayAreFine() throws CorruptEncodingException {
    PackedBuilder ziplist = new ZiplistBuilder();
    PackedBuilder listpack = new ListpackBuilder();
    for (int i = 0; i < 70_000; i++) {
      ziplist.add(bytes("1"));
      listpack.add(bytes("1"));
    }
    assertEquals(70_000, Entries.of(new Ziplist(ziplist.build())).size());
    assertEquals(70_000, Entries.of(new Listpack(listpack.build())).size());
  }
}

package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dredis.storage.backend.CorruptDataException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  private static byte[] ordered(long number) {
    byte[] bytes = new byte[OrderedVarint.length(number)];
    assertEquals(bytes.length, OrderedVarint.write(bytes, 0, number));
    return bytes;
  }

  private static byte[] plain(long number) {
    byte[] bytes = new byte[Varint.length(number)];
    assertEquals(bytes.length, Varint.write(bytes, 0, number));
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 0101",
    "255, 01ff",
    "256, 020100",
    "65536, 03010000",
    "9223372036854775807, 087fffffffffffffff",
    "-1, 08ffffffffffffffff"
  })
  void orderedNumbersHaveTheseBytes(long number, String hex) {
    assertArrayEquals(HexFormat.of().parseHex(hex), ordered(number));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8001",
    "300, ac02",
    "16384, 808001",
    "9223372036854775807, ffffffffffffffff7f",
    "-1, ffffffffffffffffff01"
  })
  void plainNumbersHaveTheseBytes(long number, String hex) {
    assertArrayEquals(HexFormat.of().parseHex(hex), plain(number));
  }

  @Test
  void numbersComeBackAndAreOrderedAsTheirBytes() {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("NumbersTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long one = random.nextLong() >>> random.nextInt(64);
      long other =
          random.nextInt(4) == 0
              ? one + random.nextInt(3) - 1
              : random.nextLong() >>> random.nextInt(64);
      assertEquals(one, OrderedVarint.read(ordered(one), 0));
      assertEquals(one, Varint.read(plain(one), 0));
      assertEquals(
          Integer.signum(Long.compareUnsigned(one, other)),
          Integer.signum(Arrays.compareUnsigned(ordered(one), ordered(other))));
    }
  }

  @Test
  void numbersCutShortAreCorrupt() {
    assertThrows(CorruptDataException.class, () -> OrderedVarint.read(new byte[0], 0));
    assertThrows(CorruptDataException.class, () -> OrderedVarint.read(new byte[] {2, 1}, 0));
    assertThrows(
        CorruptDataException.class,
        () -> OrderedVarint.read(new byte[] {9, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0));
    assertThrows(CorruptDataException.class, () -> Varint.read(new byte[] {-1}, 0));
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) -1);
    assertThrows(CorruptDataException.class, () -> Varint.read(endless, 0));
  }
}

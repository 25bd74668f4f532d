package io.dredis.rdb.encoding;

import static io.dredis.rdb.encoding.Entries.bytes;
import static io.dredis.rdb.encoding.Entries.hex;
import static io.dredis.rdb.encoding.Entries.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfTest {
  @Test
  void literalsAndReferencesOfBothLengthsAreRead() throws CorruptEncodingException {
    // "abc", then 3 bytes from 3 before, then 3 + 6 + 4 bytes from 1 before.
    byte[] block = hex("02 616263 20 02 e0 04 00");

    assertEquals("abcabc" + "c".repeat(13), text(Lzf.decompress(block, 19)));
  }

  @Test
  void whatLeavesTheBlockIsRefused() {
    assertCorrupt("before its start", "00 61 20 01", 4);
    assertCorrupt("before its start", "20 00", 3);
    assertCorrupt("ends within", "02 6162", 3);
    assertCorrupt("ends within", "00 61 20", 4);
    assertCorrupt("ends within", "00 61 e0", 10);
    assertCorrupt("ends within", "00 61 e0 05", 15);
    assertCorrupt("too long", "02 616263", 2);
    assertCorrupt("too long", "00 61 e0 ff 00", 264);
    assertCorrupt("stands for 3 bytes and not 4", "02 616263", 4);
    assertCorrupt("cannot stand for", "02 616263", 4 * Lzf.GREATEST_EXPANSION + 1);
  }

  private static void assertCorrupt(String message, String block, int length) {
    CorruptEncodingException e =
        assertThrows(CorruptEncodingException.class, () -> Lzf.decompress(hex(block), length));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void whatDoesNotGetShortEnoughIsNotCompressed() {
    byte[] random = new byte[1000];
    new Random(1).nextBytes(random);

    assertNull(new Lzf().compress(random, random.length - 4));
    assertNull(new Lzf().compress(bytes("abcabcabcabcabcabcabc"), 5));
    assertNotNull(new Lzf().compress(bytes("abcabcabcabcabcabcabc"), 17));
  }

  @Test
  void repetitionTakesLittle() {
    assertTrue(new Lzf().compress(new byte[1 << 20], 1 << 20).length < 13_000);
  }

  @Test
  void whatWasCompressedIsReadAgain() throws CorruptEncodingException {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    Lzf lzf = new Lzf();
    for (int round = 0; round < 2000; round++) {
      byte[] string = repetitive(random, random.nextInt(round % 100 == 0 ? 40_000 : 400));
      byte[] block = lzf.compress(string, 2 * string.length + 2);
      assertArrayEquals(string, Lzf.decompress(block, string.length), "seed " + seed);
    }
  }

  /** Returns bytes of few kinds, with repetitions near and far. */
  private static byte[] repetitive(Random random, int length) {
    byte[] bytes = new byte[length];
    int kinds = 1 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(kinds);
    }
    for (int i = 0; i < 5 && length > 0; i++) {
      int from = random.nextInt(length);
      int to = random.nextInt(length);
      System.arraycopy(bytes, from, bytes, to, random.nextInt(length - Math.max(from, to)) + 1);
    }
    return bytes;
  }

  @Test
  void noBlockOfAnyBytesMakesTroubleOtherThanItsException() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    int taken = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] block = new byte[random.nextInt(20)];
      random.nextBytes(block);
      try {
        Lzf.decompress(block, random.nextInt(60));
        taken++;
      } catch (CorruptEncodingException expected) {
        // Only this one may come.
      }
    }
    assertTrue(taken < 20_000, "seed " + seed);
  }
}

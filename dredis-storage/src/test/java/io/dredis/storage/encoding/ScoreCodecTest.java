package io.dredis.storage.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scores as bytes: exact, and ordered as the numbers are. */
class ScoreCodecTest {
  private static final double[] ASCENDING = {
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1e17,
    -1.0000000000000002,
    -1,
    -Double.MIN_NORMAL,
    -Double.MIN_NORMAL / 3,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Double.MIN_NORMAL / 3,
    Double.MIN_NORMAL,
    0.1,
    1,
    1.0000000000000002,
    9007199254740992.0,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY
  };

  private static byte[] bytes(double score) {
    byte[] bytes = new byte[ScoreCodec.LENGTH + 1];
    assertEquals(bytes.length, ScoreCodec.write(bytes, 1, score));
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  @Test
  void keepsScoresInOrder() {
    for (int i = 1; i < ASCENDING.length; i++) {
      assertTrue(
          Arrays.compareUnsigned(bytes(ASCENDING[i - 1]), bytes(ASCENDING[i])) < 0,
          ASCENDING[i - 1] + " before " + ASCENDING[i]);
    }
  }

  @Test
  void keepsEveryScoreExactly() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double score =
          i < ASCENDING.length ? ASCENDING[i] : Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(score)) {
        long bits = Double.doubleToRawLongBits(score);
        assertEquals(bits, Double.doubleToRawLongBits(ScoreCodec.read(bytes(score), 0)));
        assertEquals(score + 0.0, ScoreCodec.ofOrder(ScoreCodec.order(score)));
      }
    }
  }

  @Test
  void ordersNegativeZeroAsZero() {
    assertEquals(ScoreCodec.order(0.0), ScoreCodec.order(-0.0));
    assertTrue(Long.compareUnsigned(ScoreCodec.order(-Double.MIN_VALUE), ScoreCodec.order(0)) < 0);
  }

  @Test
  void bytesArePinned() {
    assertArrayEquals(HexFormat.of().parseHex("bff0000000000000"), bytes(1));
    assertArrayEquals(HexFormat.of().parseHex("400fffffffffffff"), bytes(-1));
    assertArrayEquals(HexFormat.of().parseHex("8000000000000000"), bytes(0));
    assertArrayEquals(HexFormat.of().parseHex("7fffffffffffffff"), bytes(-0.0));
  }
}

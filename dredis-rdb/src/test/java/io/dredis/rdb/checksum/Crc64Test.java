package io.dredis.rdb.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
  @Test
  void theChecksumIsTheOneOfRedis() {
    byte[] digits = "123456789".getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(0xe9c6d914c4b8d9caL, Crc64.update(0, digits, 0, digits.length));
  }

  @Test
  void nothingHasTheChecksumZero() {
    assertEquals(0, Crc64.update(0, new byte[0], 0, 0));
  }

  @Test
  void piecesOfAnyLengthGiveWhatTheWholeGives() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] bytes = new byte[1000];
    random.nextBytes(bytes);

    long crc = 0;
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(random.nextInt(40), bytes.length - at);
      crc = Crc64.update(crc, bytes, at, length);
      at += length;
    }

    assertEquals(Crc64.update(0, bytes, 0, bytes.length), crc, "seed " + seed);
  }
}

package io.dredis.server.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The expected digests are those of a Redis 7.0.15 with the same data. */
class DigestTest {

  @Test
  void aStringHasTheDigestItHasInRedis() {
    assertEquals("b4fc66738120fba0b5aa500ab5c2bf89cea1c5da", value("1").toString());
    assertEquals("36b23a1456b2dce2c3ed252c456761301dba8060", value("hello").toString());
    assertEquals("0".repeat(40), new Digest().toString());
  }

  @Test
  void aDatasetHasTheDigestItHasInRedis() {
    Digest all = new Digest();
    all.mix(0);
    all.xor(key("a", "1"));
    all.xor(key("b", "hello"));
    assertEquals("2539797405e828ad7a3aa48c536b3eaf2803a421", all.toString());
  }

  @Test
  void dataInPiecesCountAsTheSameDataWhole() {
    long seed = Long.getLong("dredis.test.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] data = new byte[random.nextInt(10_000)];
    random.nextBytes(data);
    Digest whole = new Digest();
    whole.mix(data);
    Digest inPieces = new Digest();
    Digest.Mixing mixing = inPieces.mixing();
    for (int from = 0; from < data.length; ) {
      int length = Math.min(data.length - from, 1 + random.nextInt(999));
      mixing.add(data, from, length);
      from += length;
    }
    mixing.finish();
    assertEquals(whole.toString(), inPieces.toString(), "seed " + seed);
  }

  private static Digest key(String name, String content) {
    Digest digest = new Digest();
    digest.mix(bytes(name));
    digest.mix(0);
    digest.mix(bytes(content));
    return digest;
  }

  private static Digest value(String content) {
    Digest digest = new Digest();
    digest.mix(0);
    digest.mix(bytes(content));
    return digest;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

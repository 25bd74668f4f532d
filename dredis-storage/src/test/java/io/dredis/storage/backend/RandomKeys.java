package io.dredis.storage.backend;

import java.util.Arrays;
import java.util.Random;

/**
 * Random byte strings of the shapes that break orders: few letters, shared prefixes of every
 * length, all bytes.
 */
final class RandomKeys {
  private static final byte[] LONG_PREFIX = new byte[1000];

  static {
    Arrays.fill(LONG_PREFIX, (byte) 'p');
  }

  private RandomKeys() {}

  /** Returns the next byte string, of 0 to about 1030 bytes. */
  static byte[] next(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> tail(random, new byte[0], 4, 3);
      case 1 -> tail(random, new byte[0], 24, 256);
      case 2 -> tail(random, Arrays.copyOf(LONG_PREFIX, random.nextInt(480, 540)), 24, 4);
      default -> tail(random, LONG_PREFIX, 30, 256);
    };
  }

  private static byte[] tail(Random random, byte[] prefix, int maxTailBytes, int letters) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + random.nextInt(maxTailBytes + 1));
    for (int i = prefix.length; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(letters) * (256 / letters));
    }
    return key;
  }
}

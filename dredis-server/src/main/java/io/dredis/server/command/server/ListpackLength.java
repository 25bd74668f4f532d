package io.dredis.server.command.server;

import io.dredis.storage.type.Integers;

/**
 * How many bytes entries would take in one of Redis's listpacks.
 *
 * <pre>
 * listpack = bytes(4) · entries(2) · entry* · ff
 * entry    = encoding and content · length of these, seven bits to a byte
 * </pre>
 */
final class ListpackLength {
  private static final int FRAME_BYTES = 7;
  private static final int BACKWARD_BITS = 7;

  private long bytes = FRAME_BYTES;

  /** Adds an entry. */
  void add(byte[] entry) {
    long content =
        Integers.isCanonical(entry)
            ? integerBytes(Integers.parse(entry))
            : stringBytes(entry.length);
    bytes += content + backwardBytes(content);
  }

  /** Returns how many bytes the listpack takes with what was added so far. */
  long bytes() {
    return bytes;
  }

  private static int integerBytes(long value) {
    if (value >= 0 && value < 1 << 7) {
      return 1;
    }
    int bits = Long.SIZE + 1 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    if (bits <= 13) {
      return 2;
    }
    return bits <= 32 ? 1 + (bits + 7) / 8 : 9;
  }

  private static long stringBytes(long length) {
    if (length < 1 << 6) {
      return 1 + length;
    }
    return length < 1 << 12 ? 2 + length : 5 + length;
  }

  private static int backwardBytes(long content) {
    int count = 1;
    // Redis counts the longest number of each width to the next one.
    while (count < 5 && content >= (1L << (BACKWARD_BITS * count)) - (count > 1 ? 1 : 0)) {
      count++;
    }
    return count;
  }
}

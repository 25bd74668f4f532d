package io.dredis.rdb.encoding;

import java.util.Arrays;

/** Makes an intset; {@link Intset} has the grammar. */
public final class IntsetBuilder {
  private IntsetBuilder() {}

  /** Returns an intset of distinct integers, which get sorted. */
  public static byte[] of(long[] integers) {
    Arrays.sort(integers);
    int integerBytes = Short.BYTES;
    if (integers.length > 0) {
      // Whichever of the two needs more.
      integerBytes = Math.max(bytes(integers[0]), bytes(integers[integers.length - 1]));
    }
    ByteBuilder bytes = new ByteBuilder();
    bytes.addLittleEndian(integerBytes, Integer.BYTES);
    bytes.addLittleEndian(integers.length, Integer.BYTES);
    for (long integer : integers) {
      bytes.addLittleEndian(integer, integerBytes);
    }
    return bytes.build();
  }

  private static int bytes(long integer) {
    if (integer == (short) integer) {
      return Short.BYTES;
    }
    return integer == (int) integer ? Integer.BYTES : Long.BYTES;
  }
}

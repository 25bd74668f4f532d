package io.dredis.storage.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Scores of sorted sets as eight bytes that are ordered as the scores are.
 *
 * <pre>
 * score = sign and magnitude(8)      ; the bits of the IEEE 754 double, the top one inverted for a positive
 *                                    ; score, all of them for a negative one
 * </pre>
 *
 * All scores are exact: infinities, denormals, and -0, which comes right before 0. Where both are
 * the same, as in the order of a sorted set, {@link #order} gives the number.
 */
public final class ScoreCodec {
  /** How many bytes a score takes. */
  public static final int LENGTH = Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ScoreCodec() {}

  /** Returns the number that orders a score among others as unsigned ones; -0 is 0. */
  public static long order(double score) {
    // Adding 0 makes 0 of -0 and changes nothing else.
    return sortable(score + 0.0);
  }

  private static long sortable(double score) {
    long bits = Double.doubleToRawLongBits(score);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  /** Returns the score whose order is a number. */
  public static double ofOrder(long order) {
    return Double.longBitsToDouble(order < 0 ? order ^ Long.MIN_VALUE : ~order);
  }

  /** Writes a score as it is, and returns the offset behind it. */
  public static int write(byte[] to, int offset, double score) {
    LONG.set(to, offset, sortable(score));
    return offset + LENGTH;
  }

  /** Writes the number that orders a score, and returns the offset behind it. */
  public static int writeOrder(byte[] to, int offset, long order) {
    LONG.set(to, offset, order);
    return offset + LENGTH;
  }

  /** Reads a score. */
  public static double read(byte[] from, int offset) {
    return ofOrder((long) LONG.get(from, offset));
  }
}

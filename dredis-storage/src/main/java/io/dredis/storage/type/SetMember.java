package io.dredis.storage.type;

import io.dredis.storage.backend.CorruptDataException;
import java.util.Arrays;

/**
 * A set's member in bytes that have the order of sets: integers first, as numbers, then all other
 * members by their bytes.
 *
 * <p>Redis answers a set of integers in their order, and any other set in none. So one order serves
 * every set, whether Redis would keep an intset or a hash table, and a set turns from one into the
 * other without its members being touched.
 *
 * <pre>
 * ordered member = tag(1) · number        ; the canonical decimal form of a 64-bit integer n
 *                | 20 · bytes             ; any other member
 * tag            = 10 + length(number)    ; n of 0 or more
 *                | 0f - length(number)    ; n below 0
 * number         = the lowest bytes of n, as few as tell it from others of its sign; none for 0
 *                  and -1
 * </pre>
 */
final class SetMember {
  private static final int TEXT = 0x20;
  private static final int POSITIVE = 0x10;
  private static final int NEGATIVE = 0x0f;

  /** What comes behind every integer, and before every other member or at the empty one. */
  static final byte[] FIRST_TEXT = {TEXT};

  private SetMember() {}

  /** Returns the ordered form of a member. */
  static byte[] encode(byte[] member) {
    if (Integers.isCanonical(member)) {
      return encode(Integers.parse(member));
    }
    byte[] ordered = new byte[1 + member.length];
    ordered[0] = TEXT;
    System.arraycopy(member, 0, ordered, 1, member.length);
    return ordered;
  }

  /** Returns the ordered form of an integer. */
  static byte[] encode(long number) {
    long magnitude = number < 0 ? ~number : number;
    int length = (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 7) >>> 3;
    byte[] ordered = new byte[1 + length];
    ordered[0] = (byte) (number < 0 ? NEGATIVE - length : POSITIVE + length);
    long left = number;
    for (int i = length; i > 0; i--) {
      ordered[i] = (byte) left;
      left >>= Byte.SIZE;
    }
    return ordered;
  }

  /** Returns whether an ordered member is an integer. */
  static boolean isInteger(byte[] ordered) {
    return ordered[0] != TEXT;
  }

  /**
   * Returns the member of an ordered form.
   *
   * @throws CorruptDataException when it is none
   */
  static byte[] decode(byte[] ordered) {
    if (ordered.length > 0 && ordered[0] == TEXT) {
      return Arrays.copyOfRange(ordered, 1, ordered.length);
    }
    int length = ordered.length - 1;
    boolean positive = length >= 0 && ordered[0] == POSITIVE + length;
    if (length < 0 || length > Long.BYTES || !(positive || ordered[0] == NEGATIVE - length)) {
      throw new CorruptDataException("A set holds " + Arrays.toString(ordered) + ", no member");
    }
    long number = positive ? 0 : -1;
    for (int i = 1; i <= length; i++) {
      number = number << Byte.SIZE | (ordered[i] & 0xff);
    }
    return Integers.format(number);
  }
}

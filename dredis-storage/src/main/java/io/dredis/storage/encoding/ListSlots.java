package io.dredis.storage.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The slots that the elements of a large list lie in: numbers from which the keys of the elements
 * are made, ordered as the numbers are.
 *
 * <pre>
 * element key = element · key id · slot(8)        ; with its sign bit turned around
 * slot code   = varint                            ; in headers and nodes:
 *                                                 ;   (slot · 2, or -slot · 2 - 1 below 0) · 2
 *                                                 ;   (slot - 2^61) · 2 + 1 from 2^61 on
 * </pre>
 *
 * <p>What is pushed lies around 0. What is inserted further in lies from 2^61 on, in blocks of 1024
 * slots, each of which is given out once.
 */
public final class ListSlots {
  /** How many slots a block has. */
  public static final int BLOCK_SLOTS = 1024;

  private static final long FIRST_OF_BLOCKS = 1L << 61;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ListSlots() {}

  /** Returns a slot as the keys of elements have it. */
  public static byte[] bytes(long slot) {
    byte[] bytes = new byte[Long.BYTES];
    LONG.set(bytes, 0, slot ^ Long.MIN_VALUE);
    return bytes;
  }

  /**
   * Returns the key of the element in a slot.
   *
   * @param prefix what the keys of all the list's elements begin with
   */
  public static byte[] elementKey(byte[] prefix, long slot) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + Long.BYTES);
    LONG.set(key, prefix.length, slot ^ Long.MIN_VALUE);
    return key;
  }

  /** Returns the slot that stands at an offset. */
  public static long read(byte[] from, int offset) {
    return (long) LONG.get(from, offset) ^ Long.MIN_VALUE;
  }

  /** Returns whether a slot lies in a block. */
  public static boolean inBlock(long slot) {
    return slot >= FIRST_OF_BLOCKS;
  }

  /** Returns the number of the block that a slot lies in. */
  public static long blockOf(long slot) {
    return (slot - FIRST_OF_BLOCKS) / BLOCK_SLOTS;
  }

  /** Returns the first slot of a block. */
  public static long firstOfBlock(long block) {
    return FIRST_OF_BLOCKS + block * BLOCK_SLOTS;
  }

  /** Returns the number that stands for a slot in headers and nodes. */
  public static long code(long slot) {
    return inBlock(slot)
        ? ((slot - FIRST_OF_BLOCKS) << 1) | 1
        : ((slot << 1) ^ (slot >> (Long.SIZE - 1))) << 1;
  }

  /** Returns the slot that a number stands for. */
  public static long ofCode(long code) {
    long number = code >>> 1;
    return (code & 1) != 0 ? number + FIRST_OF_BLOCKS : (number >>> 1) ^ -(number & 1);
  }
}

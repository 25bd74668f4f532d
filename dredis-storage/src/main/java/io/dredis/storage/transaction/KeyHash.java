package io.dredis.storage.transaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Hashes of record keys. */
final class KeyHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The golden ratio in 64 bits: a product with it spreads neighbours. */
  private static final long ODD = 0x9e3779b97f4a7c15L;

  private KeyHash() {}

  /**
   * Returns a hash in which every bit of a key tells. Keys of a collection's elements differ in a
   * few bytes at their end, often by one; {@link Arrays#hashCode(byte[])} gives eight of such keys
   * the same value, and more if they differ in more bytes.
   */
  static int of(byte[] key) {
    long hash = key.length;
    int at = 0;
    for (; at <= key.length - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(key, at));
    }
    long rest = 0;
    for (; at < key.length; at++) {
      rest = (rest << Byte.SIZE) | (key[at] & 0xff);
    }
    return (int) mixed(hash ^ rest);
  }

  /** Returns a product whose low bits depend on all bits of the factor. */
  private static long mixed(long bits) {
    long product = bits * ODD;
    return product ^ (product >>> Integer.SIZE);
  }
}

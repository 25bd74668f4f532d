package io.dredis.rdb.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Walks over a packed value whole, before anything is told of it: counts its entries, and finds
 * those that should be distinct and are not.
 *
 * <p>A packed value may be large and hostile, so nothing is kept per entry but a hash of eight
 * bytes, less than a tenth of what a set of byte strings takes. Equal hashes are looked at in a
 * second walk.
 */
public final class DistinctEntries {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Unknown outside, or a payload could be made of entries that all have one hash. */
  private static final long SEED = new Random().nextLong();

  private final PackedEntries entries;
  private final int step;
  private long[] hashes = new long[16];
  private int hashCount;

  private DistinctEntries(PackedEntries entries, int step) {
    this.entries = entries;
    this.step = step;
  }

  /**
   * Returns how many entries there are.
   *
   * @param step 1 if all entries must be distinct, 2 if every second one must, from the first on,
   *     and there must be one behind each; 0 if none must
   */
  public static long count(PackedEntries entries, int step) throws CorruptEncodingException {
    return new DistinctEntries(entries, step).count();
  }

  private long count() throws CorruptEncodingException {
    long count = 0;
    for (; entries.next(); count++) {
      if (step > 0 && count % step == 0) {
        add(hash(entries.bytes()));
      }
    }
    if (step == 2 && count % 2 != 0) {
      throw new CorruptEncodingException("an entry of " + count + " has no partner");
    }
    Arrays.sort(hashes, 0, hashCount);
    if (hasEqualHashes()) {
      requireDistinct();
    }
    entries.rewind();
    return count;
  }

  private void add(long hash) {
    if (hashCount == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashCount);
    }
    hashes[hashCount++] = hash;
  }

  private boolean hasEqualHashes() {
    for (int i = 1; i < hashCount; i++) {
      if (hashes[i] == hashes[i - 1]) {
        return true;
      }
    }
    return false;
  }

  private void requireDistinct() throws CorruptEncodingException {
    Set<ByteBuffer> suspects = new HashSet<>();
    entries.rewind();
    for (long i = 0; entries.next(); i++) {
      if (i % step != 0) {
        continue;
      }
      byte[] entry = entries.bytes();
      if (isShared(hash(entry)) && !suspects.add(ByteBuffer.wrap(entry))) {
        throw new CorruptEncodingException("entry " + i + " has been there before");
      }
    }
  }

  private boolean isShared(long hash) {
    int at = Arrays.binarySearch(hashes, 0, hashCount, hash);
    return (at > 0 && hashes[at - 1] == hash) || (at + 1 < hashCount && hashes[at + 1] == hash);
  }

  private static long hash(byte[] entry) {
    long hash = SEED ^ entry.length;
    int at = 0;
    for (; at + Long.BYTES <= entry.length; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(entry, at));
    }
    long rest = 0;
    for (; at < entry.length; at++) {
      rest = (rest << Byte.SIZE) | (entry[at] & 0xff);
    }
    return mix(hash ^ rest);
  }

  /** Spreads every bit over all others, as the finalizer of MurmurHash3 does. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}

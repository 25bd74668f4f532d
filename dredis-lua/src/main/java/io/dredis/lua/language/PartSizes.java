package io.dredis.lua.language;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/**
 * How large the parts of a {@link Table} become when it is laid out anew: the array part as large
 * as it can be with more than half of it in use, and the hash part for the rest.
 */
final class PartSizes {

  /** How many positive integers are keys from 2^(i-1), itself left out, to 2^i. */
  private final int[] counts = new int[HashPart.MAX_BITS + 1];

  private int candidates;
  private int total;

  private int arraySize;
  private int hashSize;

  /** The exponent of the least power of two that is not less than a value. */
  static int ceilLog2(int value) {
    return 32 - Integer.numberOfLeadingZeros(value - 1);
  }

  /** Counts a key that is there, or is to come. */
  void count(LuaValue key) {
    total++;
    if (key instanceof LuaInteger integer && integer.v > 0 && integer.v <= 1 << HashPart.MAX_BITS) {
      counts[ceilLog2(integer.v)]++;
      candidates++;
    }
  }

  /** Counts the elements of an array part. */
  void countArray(LuaValue[] elements) {
    for (int i = 0; i < elements.length; i++) {
      if (!elements[i].isnil()) {
        counts[ceilLog2(i + 1)]++;
        candidates++;
        total++;
      }
    }
  }

  /** Works out the sizes, when everything has been counted. */
  PartSizes computed() {
    int accumulated = 0;
    int inArray = 0;
    for (int bits = 0; bits <= HashPart.MAX_BITS && (1 << bits) / 2 < candidates; bits++) {
      accumulated += counts[bits];
      if (accumulated > (1 << bits) / 2) {
        arraySize = 1 << bits;
        inArray = accumulated;
      }
    }
    hashSize = total - inArray;
    return this;
  }

  int arraySize() {
    return arraySize;
  }

  int hashSize() {
    return hashSize;
  }
}

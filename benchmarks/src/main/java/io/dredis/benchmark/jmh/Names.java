package io.dredis.benchmark.jmh;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The names of elements, all of eleven bytes and in order, and a way to draw from them. */
public final class Names {
  private static final long SEED = 20261122;
  private static final int FIRST = 1_000_000_000;

  private final byte[][] names;
  private final SplittableRandom random = new SplittableRandom(SEED);

  /** So many names, beginning with {@code prefix}, which is one character. */
  public Names(char prefix, int count) {
    names = new byte[count][];
    for (int i = 0; i < count; i++) {
      names[i] = (prefix + Integer.toString(FIRST + i)).getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Returns how many there are. */
  public int count() {
    return names.length;
  }

  /** Returns one of them. */
  public byte[] get(int index) {
    return names[index];
  }

  /** Returns any of them. */
  public byte[] any() {
    return names[anyIndex()];
  }

  /** Returns the index of any of them. */
  public int anyIndex() {
    return random.nextInt(names.length);
  }
}

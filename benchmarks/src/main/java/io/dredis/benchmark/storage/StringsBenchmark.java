package io.dredis.benchmark.storage;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.type.Strings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reads and changes ten bytes anywhere in a string, which is in chunks when it is long. */
public class StringsBenchmark extends StoreBenchmark {
  private static final long SEED = 20261122;
  private static final int PART_BYTES = 10;

  private final Strings strings = new Strings(() -> 512L << 20);
  private final SplittableRandom random = new SplittableRandom(SEED);

  /** How long the string is. */
  @Param({"32", "1000", "10000", "100000", "1000000"})
  public int bytes;

  @Override
  protected void fill() {
    strings.set(database(), KEY, null, filled(bytes, 'a'), Header.NO_EXPIRY);
  }

  /** GETRANGE. */
  @Benchmark
  public byte[] getRange() {
    int offset = anyOffset();
    return strings.lookup(database(), KEY).range(offset, offset + PART_BYTES);
  }

  /** SETRANGE within the string. */
  @Benchmark
  public void setRange() {
    strings.setRange(database(), KEY, anyOffset(), filled(PART_BYTES, 'b'));
    commit();
  }

  private int anyOffset() {
    return random.nextInt(bytes - PART_BYTES);
  }

  private static byte[] filled(int length, char letter) {
    byte[] filled = new byte[length];
    Arrays.fill(filled, (byte) letter);
    return filled;
  }
}

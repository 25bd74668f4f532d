package io.dredis.rdb.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-64 as Redis computes it: the polynomial by David Jones, reflected, starting at 0 and without
 * a final inversion. The checksum of nothing is therefore 0.
 */
public final class Crc64 {
  /** The polynomial 0xad93d23594c935a9 with its bits reversed. */
  private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** In row n, what a byte contributes when n zero bytes follow it. */
  private static final long[][] CONTRIBUTIONS = contributions();

  private Crc64() {}

  private static long[][] contributions() {
    long[][] rows = new long[Long.BYTES][256];
    for (int value = 0; value < 256; value++) {
      long crc = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED_POLYNOMIAL;
      }
      rows[0][value] = crc;
    }
    for (int row = 1; row < rows.length; row++) {
      for (int value = 0; value < 256; value++) {
        long crc = rows[row - 1][value];
        rows[row][value] = (crc >>> Byte.SIZE) ^ rows[0][(int) crc & 0xff];
      }
    }
    return rows;
  }

  /** Returns the checksum of what had the checksum {@code crc}, followed by these bytes. */
  public static long update(long crc, byte[] bytes, int from, int length) {
    long result = crc;
    int at = from;
    int end = from + length;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      result = ofWord(result ^ (long) LONG.get(bytes, at));
    }
    for (; at < end; at++) {
      result = (result >>> Byte.SIZE) ^ CONTRIBUTIONS[0][((int) result ^ bytes[at]) & 0xff];
    }
    return result;
  }

  /** Eight bytes at once: the table look-ups do not wait for each other. */
  private static long ofWord(long word) {
    return CONTRIBUTIONS[7][(int) word & 0xff]
        ^ CONTRIBUTIONS[6][(int) (word >>> 8) & 0xff]
        ^ CONTRIBUTIONS[5][(int) (word >>> 16) & 0xff]
        ^ CONTRIBUTIONS[4][(int) (word >>> 24) & 0xff]
        ^ CONTRIBUTIONS[3][(int) (word >>> 32) & 0xff]
        ^ CONTRIBUTIONS[2][(int) (word >>> 40) & 0xff]
        ^ CONTRIBUTIONS[1][(int) (word >>> 48) & 0xff]
        ^ CONTRIBUTIONS[0][(int) (word >>> 56)];
  }
}

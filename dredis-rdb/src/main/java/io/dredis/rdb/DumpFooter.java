package io.dredis.rdb;

import io.dredis.rdb.checksum.Crc64;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What DUMP and FUNCTION DUMP end with.
 *
 * <pre>
 * footer = version(2) checksum(8)                  ; little-endian; the sum is of all before it
 * </pre>
 */
final class DumpFooter {
  static final int BYTES = Short.BYTES + Long.BYTES;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private DumpFooter() {}

  /**
   * Checks the footer of a payload that is long enough to have one.
   *
   * @param in what reads the payload, and knows the offset for errors
   */
  static void verify(byte[] payload, RdbInput in) throws RdbException {
    int start = payload.length - BYTES;
    int version = (payload[start] & 0xff) | ((payload[start + 1] & 0xff) << Byte.SIZE);
    if (version > RdbReader.NEWEST_VERSION) {
      throw in.failure(
          RdbException.Kind.TOO_NEW,
          "RDB version "
              + version
              + " is newer than "
              + RdbReader.NEWEST_VERSION
              + ", the newest known");
    }
    int summed = payload.length - Long.BYTES;
    if ((long) LITTLE_ENDIAN_LONG.get(payload, summed) != Crc64.update(0, payload, 0, summed)) {
      throw in.corrupt("the checksum of a DUMP payload is wrong");
    }
  }

  static void write(RdbOutput out, int version) throws IOException {
    out.littleEndian(version, Short.BYTES);
    out.littleEndianLong(out.checksum());
    out.flush();
  }
}

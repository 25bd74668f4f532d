package io.dredis.rdb;

import io.dredis.rdb.encoding.Decimal;
import io.dredis.rdb.encoding.Lzf;
import java.io.IOException;

/** Writes lengths and strings as short as possible; {@link StringDecoder} has the grammar. */
final class StringEncoder {
  /** Longer strings are no integers of 32 bits. */
  private static final int LONGEST_INTEGER = 11;

  /** Redis does not try to compress shorter strings, nor keeps a block that saves less. */
  private static final int SHORTEST_COMPRESSED = 21;

  private static final int LEAST_SAVED = 4;

  private final boolean compress;

  /** Made when the first string is to be compressed: its table is large for a short payload. */
  private Lzf lzf;

  StringEncoder(boolean compress) {
    this.compress = compress;
  }

  void length(RdbOutput out, long length) throws IOException {
    if (length < 1 << 6) {
      out.unsignedByte((int) length);
    } else if (length < 1 << 14) {
      out.bigEndian((1 << 14) | length, Short.BYTES);
    } else if (length <= 0xffffffffL) {
      out.unsignedByte(0x80);
      out.bigEndian(length, Integer.BYTES);
    } else {
      out.unsignedByte(0x81);
      out.bigEndian(length, Long.BYTES);
    }
  }

  void string(RdbOutput out, byte[] string) throws IOException {
    if (string.length <= LONGEST_INTEGER && Decimal.isInteger(string)) {
      long value = Decimal.parse(string);
      if (value == (int) value) {
        integer(out, value);
        return;
      }
    }
    if (compress && string.length >= SHORTEST_COMPRESSED && compressed(out, string)) {
      return;
    }
    length(out, string.length);
    out.bytes(string);
  }

  private static void integer(RdbOutput out, long value) throws IOException {
    if (value == (byte) value) {
      out.unsignedByte(0xc0);
      out.littleEndian(value, Byte.BYTES);
    } else if (value == (short) value) {
      out.unsignedByte(0xc1);
      out.littleEndian(value, Short.BYTES);
    } else {
      out.unsignedByte(0xc2);
      out.littleEndian(value, Integer.BYTES);
    }
  }

  private boolean compressed(RdbOutput out, byte[] string) throws IOException {
    if (lzf == null) {
      lzf = new Lzf();
    }
    byte[] block = lzf.compress(string, string.length - LEAST_SAVED);
    if (block == null) {
      return false;
    }
    out.unsignedByte(0xc3);
    length(out, block.length);
    length(out, string.length);
    out.bytes(block);
    return true;
  }
}

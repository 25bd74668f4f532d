package io.dredis.rdb;

import io.dredis.rdb.encoding.CorruptEncodingException;
import io.dredis.rdb.encoding.Decimal;
import io.dredis.rdb.encoding.Lzf;
import java.io.IOException;

/**
 * Takes lengths and strings.
 *
 * <pre>
 * length = 00 number(6 bits)
 *        / 01 number(14 bits)                        ; big-endian, as all numbers in lengths
 *        / 0x80 number(4) / 0x81 number(8)
 * string = length bytes
 *        / 0xc0 integer(1) / 0xc1 integer(2) / 0xc2 integer(4)
 *                                                    ; its digits; little-endian, signed
 *        / 0xc3 length length LZF block              ; of the block, of what it stands for
 * </pre>
 */
final class StringDecoder {
  private static final int ENCODED = 3;
  private static final int INT8 = 0xc0;
  private static final int INT16 = 0xc1;
  private static final int INT32 = 0xc2;
  private static final int LZF = 0xc3;

  private final RdbInput in;
  private final int maxStringBytes;

  StringDecoder(RdbInput in, int maxStringBytes) {
    this.in = in;
    this.maxStringBytes = maxStringBytes;
  }

  /** Takes a length, which is not negative. */
  long length() throws IOException {
    return length(in.unsignedByte());
  }

  private long length(int first) throws IOException {
    long length = unsignedLength(first);
    if (length < 0) {
      throw in.corrupt("length " + Long.toUnsignedString(length) + " is out of range");
    }
    return length;
  }

  /** Takes a number that may need all 64 bits. */
  long unsignedLength() throws IOException {
    return unsignedLength(in.unsignedByte());
  }

  private long unsignedLength(int first) throws IOException {
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> ((first & 0x3f) << 8) | in.unsignedByte();
      default ->
          switch (first) {
            case 0x80 -> in.bigEndianInt() & 0xffffffffL;
            case 0x81 -> in.bigEndianLong();
            default -> throw in.corrupt("no length starts with 0x" + Integer.toHexString(first));
          };
    };
  }

  /** Takes a string. */
  byte[] string() throws IOException {
    int first = in.unsignedByte();
    if (first >> 6 != ENCODED) {
      return in.bytes(checked(length(first)));
    }
    return first == LZF ? compressed() : Decimal.of(integer(first));
  }

  private int integer(int first) throws IOException {
    return switch (first) {
      case INT8 -> (byte) in.unsignedByte();
      case INT16 -> (short) (in.unsignedByte() | (in.unsignedByte() << 8));
      case INT32 -> in.littleEndianInt();
      default -> throw in.corrupt("no string starts with 0x" + Integer.toHexString(first));
    };
  }

  private byte[] compressed() throws IOException {
    int blockBytes = checked(length());
    int length = checked(length());
    byte[] block = in.bytes(blockBytes);
    try {
      return Lzf.decompress(block, length);
    } catch (CorruptEncodingException e) {
      throw in.corrupt(e.getMessage());
    }
  }

  private int checked(long length) throws RdbException {
    if (length > maxStringBytes) {
      throw in.corrupt("a string of " + length + " bytes is over the limit of " + maxStringBytes);
    }
    return (int) length;
  }

  /** Passes over a string of any length. */
  void skipString() throws IOException {
    int first = in.unsignedByte();
    if (first == LZF) {
      long blockBytes = length();
      length();
      in.skip(blockBytes);
    } else if (first >> 6 == ENCODED) {
      integer(first);
    } else {
      in.skip(length(first));
    }
  }
}

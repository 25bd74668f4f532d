package io.dredis.rdb.encoding;

/**
 * A walk over a listpack, in which Redis from 7.0 on keeps small collections.
 *
 * <pre>
 * listpack = total bytes(4) count(2) *entry 0xff
 *                                             ; numbers little-endian; count 65535: too many to say
 * entry    = content back                     ; back: the length of content, for walks backwards
 * content  = 0 integer(7 bits)                ; not negative
 *          / 10 length(6 bits) bytes          ; a string
 *          / 110 integer(13 bits)             ; signed, big-endian
 *          / 1110 length(12 bits) bytes       ; big-endian
 *          / 0xf0 length(4) bytes
 *          / 0xf1 integer(2) / 0xf2 integer(3) / 0xf3 integer(4) / 0xf4 integer(8)
 * back     = 1*5 seven bits                   ; the highest come first; all but the first byte have
 *                                             ; their top bit set
 * </pre>
 */
public final class Listpack implements PackedEntries {
  static final int HEADER_BYTES = 6;

  private final PackedBytes bytes;
  private final int declaredCount;

  private int count;
  private int entryEnd;
  private int contentStart;
  private int contentBytes;
  private boolean isInteger;
  private long integer;

  /** A walk before the first entry of a value. */
  public Listpack(byte[] value) throws CorruptEncodingException {
    bytes = new PackedBytes("a listpack", value, HEADER_BYTES + 1);
    if (bytes.littleEndianUnsignedInt(0) != value.length) {
      throw bytes.corrupt(0, "its length says " + bytes.littleEndianUnsignedInt(0));
    }
    declaredCount = bytes.littleEndianShort(4);
    rewind();
  }

  @Override
  public void rewind() {
    count = 0;
    entryEnd = HEADER_BYTES;
  }

  @Override
  public boolean next() throws CorruptEncodingException {
    int start = entryEnd;
    int first = bytes.unsignedByte(start);
    if (first == EntriesBuilder.END) {
      requireEnd();
      return false;
    }
    int end = readContent(start, first);
    requireBack(end, end - start);
    count++;
    return true;
  }

  private void requireEnd() throws CorruptEncodingException {
    if (entryEnd != bytes.length() - 1) {
      throw bytes.corrupt(entryEnd, "it ends before its last byte");
    }
    if (declaredCount != EntriesBuilder.UNKNOWN_COUNT && declaredCount != count) {
      throw bytes.corrupt(4, "it has " + count + " entries and not " + declaredCount);
    }
  }

  private int readContent(int at, int first) throws CorruptEncodingException {
    if (first < 0x80) {
      return integer(first, at + 1);
    }
    if (first < 0xc0) {
      return string(at + 1, first & 0x3f);
    }
    if (first < 0xe0) {
      int unsigned = ((first & 0x1f) << 8) | bytes.unsignedByte(at + 1);
      // The top one of 13 bits is the sign.
      return integer(unsigned << 19 >> 19, at + 2);
    }
    if (first < 0xf0) {
      return string(at + 2, ((first & 0x0f) << 8) | bytes.unsignedByte(at + 1));
    }
    return switch (first) {
      case 0xf0 -> string(at + 5, bytes.littleEndianUnsignedInt(at + 1));
      case 0xf1 -> integer(bytes.littleEndian(at + 1, 2), at + 3);
      case 0xf2 -> integer(bytes.littleEndian(at + 1, 3), at + 4);
      case 0xf3 -> integer(bytes.littleEndian(at + 1, 4), at + 5);
      case 0xf4 -> integer(bytes.littleEndian(at + 1, 8), at + 9);
      default -> throw bytes.corrupt(at, "no entry starts with 0x" + Integer.toHexString(first));
    };
  }

  private int string(int start, long length) throws CorruptEncodingException {
    bytes.require(start, length);
    isInteger = false;
    contentStart = start;
    contentBytes = (int) length;
    return start + contentBytes;
  }

  private int integer(long value, int end) {
    isInteger = true;
    integer = value;
    return end;
  }

  private void requireBack(int start, int length) throws CorruptEncodingException {
    int count = backBytes(length);
    bytes.require(start, count);
    for (int i = 0; i < count; i++) {
      if (bytes.unsignedByte(start + i) != backByte(length, count, i)) {
        throw bytes.corrupt(start, "the length behind the entry is not " + length);
      }
    }
    entryEnd = start + count;
  }

  /** How many bytes the length of an entry takes behind it; Redis does not use the last of each. */
  static int backBytes(int length) {
    if (length <= 0x7f) {
      return 1;
    }
    if (length < (1 << 14) - 1) {
      return 2;
    }
    if (length < (1 << 21) - 1) {
      return 3;
    }
    return length < (1 << 28) - 1 ? 4 : 5;
  }

  /** One of the bytes that tell the length of an entry behind it. */
  static int backByte(int length, int count, int index) {
    int bits = (length >>> (7 * (count - 1 - index))) & 0x7f;
    return index == 0 ? bits : bits | 0x80;
  }

  @Override
  public byte[] bytes() {
    return isInteger ? Decimal.of(integer) : bytes.copy(contentStart, contentBytes);
  }
}

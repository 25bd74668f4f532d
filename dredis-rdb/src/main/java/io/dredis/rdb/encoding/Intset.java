package io.dredis.rdb.encoding;

/**
 * A walk over an intset, in which Redis keeps small sets of integers.
 *
 * <pre>
 * intset = integer bytes(4) count(4) *integer      ; little-endian; 2, 4 or 8 bytes each, ascending
 * </pre>
 */
public final class Intset implements PackedEntries {
  static final int HEADER_BYTES = 8;

  private final PackedBytes bytes;
  private final int integerBytes;
  private int at;
  private long integer;

  /** A walk before the first entry of a value. */
  public Intset(byte[] value) throws CorruptEncodingException {
    bytes = new PackedBytes("an intset", value, HEADER_BYTES);
    long encoding = bytes.littleEndianUnsignedInt(0);
    if (encoding != Short.BYTES && encoding != Integer.BYTES && encoding != Long.BYTES) {
      throw bytes.corrupt(0, "no integer has " + encoding + " bytes");
    }
    integerBytes = (int) encoding;
    long count = bytes.littleEndianUnsignedInt(4);
    if (HEADER_BYTES + count * integerBytes != value.length) {
      throw bytes.corrupt(4, "it does not hold " + count + " integers");
    }
    rewind();
  }

  @Override
  public void rewind() {
    at = HEADER_BYTES;
  }

  @Override
  public boolean next() throws CorruptEncodingException {
    if (at == bytes.length()) {
      return false;
    }
    long previous = integer;
    integer = bytes.littleEndian(at, integerBytes);
    if (at > HEADER_BYTES && integer <= previous) {
      throw bytes.corrupt(at, "its integers do not ascend");
    }
    at += integerBytes;
    return true;
  }

  @Override
  public byte[] bytes() {
    return Decimal.of(integer);
  }
}

package io.dredis.rdb.encoding;

/**
 * A walk over a zipmap, in which Redis before 2.6 kept small hashes: fields and values by turns.
 *
 * <pre>
 * zipmap = count(1) *(field value) 0xff      ; count of pairs; 254 and 255: too many to say
 * field  = length bytes
 * value  = length free(1) bytes unused       ; free: how many unused bytes follow
 * length = byte                              ; up to 253
 *        / 0xfe length(4)                    ; little-endian
 * </pre>
 */
public final class Zipmap implements PackedEntries {
  private static final int UNKNOWN_COUNT = 0xfe;
  private static final int LONG_LENGTH = 0xfe;
  private static final int END = 0xff;

  private final PackedBytes bytes;
  private int count;
  private int at;
  private int contentStart;
  private int contentBytes;

  /** A walk before the first entry of a value. */
  public Zipmap(byte[] value) throws CorruptEncodingException {
    bytes = new PackedBytes("a zipmap", value, 2);
    rewind();
  }

  @Override
  public void rewind() {
    count = 0;
    at = 1;
  }

  @Override
  public boolean next() throws CorruptEncodingException {
    boolean isValue = count % 2 == 1;
    int first = bytes.unsignedByte(at);
    if (first == END) {
      requireEnd(isValue);
      return false;
    }
    long length = first;
    int start = at + 1;
    if (first == LONG_LENGTH) {
      length = bytes.littleEndianUnsignedInt(start);
      start += Integer.BYTES;
    }
    int unused = isValue ? bytes.unsignedByte(start++) : 0;
    bytes.require(start, length + unused);
    contentStart = start;
    contentBytes = (int) length;
    at = start + contentBytes + unused;
    count++;
    return true;
  }

  private void requireEnd(boolean inPair) throws CorruptEncodingException {
    if (inPair) {
      throw bytes.corrupt(at, "its last field has no value");
    }
    if (at != bytes.length() - 1) {
      throw bytes.corrupt(at, "it ends before its last byte");
    }
    int declared = bytes.unsignedByte(0);
    if (declared < UNKNOWN_COUNT && declared != count / 2) {
      throw bytes.corrupt(0, "it has " + count / 2 + " pairs and not " + declared);
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.copy(contentStart, contentBytes);
  }
}

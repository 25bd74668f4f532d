package io.dredis.rdb.encoding;

/**
 * A walk over a ziplist, in which Redis before 7.0 kept small lists, hashes and sorted sets.
 *
 * <pre>
 * ziplist  = total bytes(4) offset of the last entry(4) count(2) *entry 0xff
 *                                             ; numbers little-endian; count 65535: too many to say
 * entry    = previous content
 * previous = length(1)                        ; of the previous entry, up to 253; 0 before the first
 *          / 0xfe length(4)
 * content  = 00 length(6 bits) bytes          ; a string; lengths big-endian
 *          / 01 length(14 bits) bytes
 *          / 10 unused(6 bits) length(4) bytes
 *          / 0xc0 integer(2) / 0xd0 integer(4) / 0xe0 integer(8) / 0xf0 integer(3) / 0xfe integer(1)
 *          / 0xf1 to 0xfd                     ; the integers 0 to 12
 * </pre>
 *
 * Lengths of previous entries and the offset of the last one are checked though nobody here walks
 * backwards: Redis would.
 */
public final class Ziplist implements PackedEntries {
  private static final int HEADER_BYTES = 10;
  private static final int LONG_PREVIOUS = 0xfe;

  private final PackedBytes bytes;
  private final long lastEntryOffset;
  private final int declaredCount;

  private int count;
  private int entryStart;
  private int entryEnd;
  private int contentStart;
  private int contentBytes;
  private boolean isInteger;
  private long integer;

  /** A walk before the first entry of a value. */
  public Ziplist(byte[] value) throws CorruptEncodingException {
    bytes = new PackedBytes("a ziplist", value, HEADER_BYTES + 1);
    if (bytes.littleEndianUnsignedInt(0) != value.length) {
      throw bytes.corrupt(0, "its length says " + bytes.littleEndianUnsignedInt(0));
    }
    lastEntryOffset = bytes.littleEndianUnsignedInt(4);
    declaredCount = bytes.littleEndianShort(8);
    rewind();
  }

  @Override
  public void rewind() {
    count = 0;
    entryStart = HEADER_BYTES;
    entryEnd = HEADER_BYTES;
  }

  @Override
  public boolean next() throws CorruptEncodingException {
    int previousBytes = entryEnd - entryStart;
    if (bytes.unsignedByte(entryEnd) == EntriesBuilder.END) {
      requireEnd();
      return false;
    }
    entryStart = entryEnd;
    readContent(readPrevious(previousBytes));
    count++;
    return true;
  }

  private void requireEnd() throws CorruptEncodingException {
    if (entryEnd != bytes.length() - 1) {
      throw bytes.corrupt(entryEnd, "it ends before its last byte");
    }
    if (declaredCount != EntriesBuilder.UNKNOWN_COUNT && declaredCount != count) {
      throw bytes.corrupt(8, "it has " + count + " entries and not " + declaredCount);
    }
    if (count > 0 && lastEntryOffset != entryStart) {
      throw bytes.corrupt(4, "its last entry is not at " + lastEntryOffset);
    }
  }

  private int readPrevious(int previousBytes) throws CorruptEncodingException {
    int at = entryStart;
    long declared = bytes.unsignedByte(at++);
    if (declared == LONG_PREVIOUS) {
      declared = bytes.littleEndianUnsignedInt(at);
      at += Integer.BYTES;
    }
    if (declared != previousBytes) {
      throw bytes.corrupt(entryStart, "the previous entry has not " + declared + " bytes");
    }
    return at;
  }

  private void readContent(int at) throws CorruptEncodingException {
    int first = bytes.unsignedByte(at);
    switch (first >> 6) {
      case 0 -> string(at + 1, first & 0x3f);
      case 1 -> string(at + 2, ((first & 0x3f) << 8) | bytes.unsignedByte(at + 1));
      case 2 -> string(at + 5, bytes.bigEndianUnsignedInt(at + 1));
      default -> readInteger(at + 1, first);
    }
  }

  private void readInteger(int at, int first) throws CorruptEncodingException {
    switch (first) {
      case 0xc0 -> integer(at, Short.BYTES);
      case 0xd0 -> integer(at, Integer.BYTES);
      case 0xe0 -> integer(at, Long.BYTES);
      case 0xf0 -> integer(at, 3);
      case 0xfe -> integer(at, Byte.BYTES);
      default -> {
        if (first < 0xf1 || first > 0xfd) {
          throw bytes.corrupt(at - 1, "no entry starts with 0x" + Integer.toHexString(first));
        }
        isInteger = true;
        integer = first - 0xf1L;
        entryEnd = at;
      }
    }
  }

  private void string(int start, long length) throws CorruptEncodingException {
    bytes.require(start, length);
    isInteger = false;
    contentStart = start;
    contentBytes = (int) length;
    entryEnd = start + contentBytes;
  }

  private void integer(int start, int length) throws CorruptEncodingException {
    isInteger = true;
    integer = bytes.littleEndian(start, length);
    entryEnd = start + length;
  }

  @Override
  public byte[] bytes() {
    return isInteger ? Decimal.of(integer) : bytes.copy(contentStart, contentBytes);
  }
}

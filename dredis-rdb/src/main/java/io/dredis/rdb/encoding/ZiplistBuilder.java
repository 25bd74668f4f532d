package io.dredis.rdb.encoding;

/** Makes a ziplist; {@link Ziplist} has the grammar. */
public final class ZiplistBuilder extends EntriesBuilder {
  private static final int HEADER_BYTES = 10;
  private static final int LONG_PREVIOUS = 0xfe;

  /** Redis does not look for an integer in longer entries. */
  private static final int LONGEST_INTEGER = 31;

  private int lastStart = HEADER_BYTES;

  /** A ziplist without entries. */
  public ZiplistBuilder() {
    super(HEADER_BYTES);
  }

  @Override
  void addEntry(byte[] entry) {
    int start = bytes.size();
    int previousBytes = start - lastStart;
    if (previousBytes < LONG_PREVIOUS) {
      bytes.add(previousBytes);
    } else {
      bytes.add(LONG_PREVIOUS);
      bytes.addLittleEndian(previousBytes, Integer.BYTES);
    }
    if (entry.length <= LONGEST_INTEGER && Decimal.isInteger(entry)) {
      addInteger(Decimal.parse(entry));
    } else {
      addString(entry);
    }
    lastStart = start;
  }

  private void addInteger(long value) {
    if (value >= 0 && value <= 12) {
      bytes.add(0xf1 + (int) value);
    } else if (value == (byte) value) {
      addInteger(0xfe, value, Byte.BYTES);
    } else if (value == (short) value) {
      addInteger(0xc0, value, Short.BYTES);
    } else if (value >= -(1 << 23) && value < 1 << 23) {
      addInteger(0xf0, value, 3);
    } else if (value == (int) value) {
      addInteger(0xd0, value, Integer.BYTES);
    } else {
      addInteger(0xe0, value, Long.BYTES);
    }
  }

  private void addString(byte[] entry) {
    if (entry.length < 1 << 6) {
      bytes.add(entry.length);
    } else if (entry.length < 1 << 14) {
      bytes.addBigEndian(1 << 14 | entry.length, Short.BYTES);
    } else {
      bytes.add(0x80);
      bytes.addBigEndian(entry.length, Integer.BYTES);
    }
    bytes.add(entry);
  }

  @Override
  void fillHeader(int countField) {
    bytes.setLittleEndian(4, lastStart, Integer.BYTES);
    bytes.setLittleEndian(8, countField, Short.BYTES);
  }
}

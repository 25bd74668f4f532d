package io.dredis.rdb.encoding;

/** Makes a listpack; {@link Listpack} has the grammar. */
public final class ListpackBuilder extends EntriesBuilder {
  /** A listpack without entries. */
  public ListpackBuilder() {
    super(Listpack.HEADER_BYTES);
  }

  @Override
  void addEntry(byte[] entry) {
    int start = bytes.size();
    if (Decimal.isInteger(entry)) {
      addInteger(Decimal.parse(entry));
    } else {
      addString(entry);
    }
    int length = bytes.size() - start;
    int backBytes = Listpack.backBytes(length);
    for (int i = 0; i < backBytes; i++) {
      bytes.add(Listpack.backByte(length, backBytes, i));
    }
  }

  private void addInteger(long value) {
    if (value >= 0 && value < 1 << 7) {
      bytes.add((int) value);
    } else if (value >= -(1 << 12) && value < 1 << 12) {
      bytes.addBigEndian(0xc000 | (value & 0x1fff), Short.BYTES);
    } else if (value == (short) value) {
      addInteger(0xf1, value, Short.BYTES);
    } else if (value >= -(1 << 23) && value < 1 << 23) {
      addInteger(0xf2, value, 3);
    } else if (value == (int) value) {
      addInteger(0xf3, value, Integer.BYTES);
    } else {
      addInteger(0xf4, value, Long.BYTES);
    }
  }

  private void addString(byte[] entry) {
    if (entry.length < 1 << 6) {
      bytes.add(0x80 | entry.length);
    } else if (entry.length < 1 << 12) {
      bytes.addBigEndian(0xe000 | entry.length, Short.BYTES);
    } else {
      bytes.add(0xf0);
      bytes.addLittleEndian(entry.length, Integer.BYTES);
    }
    bytes.add(entry);
  }

  @Override
  void fillHeader(int countField) {
    bytes.setLittleEndian(4, countField, Short.BYTES);
  }
}

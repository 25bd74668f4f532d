package io.dredis.rdb.encoding;

/** Makes a listpack; {@link Listpack} has the grammar. */
public final class ListpackBuilder implements PackedBuilder {
  private final ByteBuilder bytes = new ByteBuilder();
  private int count;

  /** A listpack without entries. */
  public ListpackBuilder() {
    bytes.add(new byte[Listpack.HEADER_BYTES]);
  }

  @Override
  public void add(byte[] entry) {
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
    count++;
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

  private void addInteger(int encoding, long value, int valueBytes) {
    bytes.add(encoding);
    bytes.addLittleEndian(value, valueBytes);
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
  public int size() {
    return bytes.size() + 1;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public byte[] build() {
    bytes.add(Listpack.END);
    bytes.setLittleEndian(0, bytes.size(), Integer.BYTES);
    bytes.setLittleEndian(4, Math.min(count, Listpack.UNKNOWN_COUNT), Short.BYTES);
    return bytes.build();
  }
}

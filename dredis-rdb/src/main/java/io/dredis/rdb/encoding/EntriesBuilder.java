package io.dredis.rdb.encoding;

/** What a ziplist and a listpack are both made with: entries in a row behind a header. */
abstract class EntriesBuilder implements PackedBuilder {
  /** The byte behind the last entry. */
  static final int END = 0xff;

  /** A count that does not fit its field; readers then count the entries. */
  static final int UNKNOWN_COUNT = 0xffff;

  final ByteBuilder bytes = new ByteBuilder();
  private int count;

  EntriesBuilder(int headerBytes) {
    bytes.add(new byte[headerBytes]);
  }

  @Override
  public final void add(byte[] entry) {
    addEntry(entry);
    count++;
  }

  /** Adds an entry with what tells its length. */
  abstract void addEntry(byte[] entry);

  final void addInteger(int encoding, long value, int valueBytes) {
    bytes.add(encoding);
    bytes.addLittleEndian(value, valueBytes);
  }

  @Override
  public final int size() {
    return bytes.size() + 1;
  }

  @Override
  public final int count() {
    return count;
  }

  @Override
  public final byte[] build() {
    bytes.add(END);
    bytes.setLittleEndian(0, bytes.size(), Integer.BYTES);
    fillHeader(Math.min(count, UNKNOWN_COUNT));
    return bytes.build();
  }

  /** Fills in what the header says behind the size of the whole. */
  abstract void fillHeader(int countField);
}

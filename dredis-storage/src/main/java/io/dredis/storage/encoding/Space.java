package io.dredis.storage.encoding;

/**
 * The parts of a store, told apart by the first byte of a record's key. A code is never given to
 * another space.
 *
 * <pre>
 * record key = space(1) · bytes
 * </pre>
 */
public enum Space {
  /** What concerns the whole store. */
  META(0x00),
  /** The key directory: how many keys lie where. */
  DIRECTORY(0x01),
  /** One header for each key. */
  HEADER(0x02),
  /** The elements of large values. */
  ELEMENT(0x03),
  /** What finds elements by rank, index or score. */
  INDEX(0x04),
  /** The keys that will expire, soonest first. */
  EXPIRY(0x05),
  /** Key ids and generations whose records are still to be deleted. */
  GARBAGE(0x06);

  private final byte code;

  Space(int code) {
    this.code = (byte) code;
  }

  /** Returns the first byte of the space's keys. */
  public byte code() {
    return code;
  }

  /** Returns whether a record key lies in this space. */
  public boolean holds(byte[] recordKey) {
    return recordKey.length > 0 && recordKey[0] == code;
  }
}

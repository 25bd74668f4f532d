package io.dredis.rdb.encoding;

/**
 * A walk over the entries of a packed value, first to last. Integers appear as their decimal
 * digits.
 *
 * <p>A walk that came to its end has checked every byte, so a second one over the same value cannot
 * fail.
 */
public interface PackedEntries {
  /**
   * Goes to the next entry, at first to the first one.
   *
   * @return whether there is one
   * @throws CorruptEncodingException when the value does not follow its grammar, at the latest
   *     where its last entry ends
   */
  boolean next() throws CorruptEncodingException;

  /** Returns a copy of the entry that the walk stands on. */
  byte[] bytes();

  /** Goes back to before the first entry. */
  void rewind();
}

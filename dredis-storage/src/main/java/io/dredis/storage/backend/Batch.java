package io.dredis.storage.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts and deletes that a {@link Backend} applies as one, in the order they were added.
 *
 * <p>A batch keeps the arrays it is given: the caller must not change them afterwards. It is not
 * thread-safe.
 */
public final class Batch {

  /** Receives the operations of a batch in order. */
  public interface Visitor {
    /** Called for each put. */
    void put(byte[] key, byte[] value);

    /** Called for each delete; deleting a key that does not exist is not an error. */
    void delete(byte[] key);
  }

  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> valuesOrNull = new ArrayList<>();
  private long bytes;
  private long keyBytes;
  private int longestKey;

  /** Adds the storing of {@code value} under {@code key}. */
  public void put(byte[] key, byte[] value) {
    keys.add(key);
    valuesOrNull.add(value);
    bytes += key.length + value.length;
    keyBytes += key.length;
    longestKey = Math.max(longestKey, key.length);
  }

  /** Adds the removal of {@code key}. */
  public void delete(byte[] key) {
    keys.add(key);
    valuesOrNull.add(null);
    bytes += key.length;
    keyBytes += key.length;
    longestKey = Math.max(longestKey, key.length);
  }

  /** Returns how many operations the batch holds. */
  public int size() {
    return keys.size();
  }

  /** Returns whether the batch holds no operation. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Returns the sum of the lengths of all keys and values, in bytes. */
  public long byteSize() {
    return bytes;
  }

  /** Returns the sum of the lengths of all keys, in bytes. */
  public long keyByteSize() {
    return keyBytes;
  }

  /** Returns the length of the longest key, in bytes. */
  public int longestKeyLength() {
    return longestKey;
  }

  /** Returns whether each key is behind a given one, and behind that of the operation before it. */
  public boolean ascendsFrom(byte[] before) {
    byte[] last = before;
    for (byte[] key : keys) {
      if (Arrays.compareUnsigned(key, last) <= 0) {
        return false;
      }
      last = key;
    }
    return true;
  }

  /** Shows every operation to the visitor, in the order they were added. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = valuesOrNull.get(i);
      if (value == null) {
        visitor.delete(keys.get(i));
      } else {
        visitor.put(keys.get(i), value);
      }
    }
  }
}

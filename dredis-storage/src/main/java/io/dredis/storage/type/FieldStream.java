package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import java.util.Arrays;

/**
 * Fields of a hash with their values, one after the other in bounded memory: a packed hash's in the
 * order in which they were added, a large one's in the order of their bytes.
 *
 * <p>It stands before the first field until {@link #next} is called. It is valid until the next
 * write to the hash, or as long as its snapshot, and must be closed before the next commit.
 */
public abstract class FieldStream implements AutoCloseable {
  FieldStream() {}

  /** Moves to the next field and returns true; returns false when there is none. */
  public abstract boolean next();

  /** Returns the field it stands on. */
  public abstract byte[] field();

  /** Returns the value of the field it stands on. */
  public abstract byte[] value();

  @Override
  public void close() {}

  /** Returns the stream of a packed hash. */
  static FieldStream of(PackedList list) {
    return new Packed(list.walk());
  }

  /**
   * Returns the stream of elements of a large hash.
   *
   * @param fieldOffset where in an element's key the field begins
   * @param prefix what the keys of the elements begin with
   * @param start the key at or after which the first one lies
   */
  static FieldStream of(Reader records, int fieldOffset, byte[] prefix, byte[] start) {
    return new Elements(records.cursor(), fieldOffset, prefix, start);
  }

  /** The pairs of a packed hash. */
  private static final class Packed extends FieldStream {
    private final PackedList.Walk walk;
    private byte[] field;

    Packed(PackedList.Walk walk) {
      this.walk = walk;
    }

    @Override
    public boolean next() {
      if (!walk.next()) {
        return false;
      }
      field = walk.bytes();
      walk.require();
      return true;
    }

    @Override
    public byte[] field() {
      return field;
    }

    @Override
    public byte[] value() {
      return walk.bytes();
    }
  }

  /** The elements of a large hash. */
  private static final class Elements extends FieldStream {
    private final Cursor cursor;
    private final int fieldOffset;
    private final byte[] prefix;
    private byte[] startOrNull;

    Elements(Cursor cursor, int fieldOffset, byte[] prefix, byte[] start) {
      this.cursor = cursor;
      this.fieldOffset = fieldOffset;
      this.prefix = prefix;
      this.startOrNull = start;
    }

    @Override
    public boolean next() {
      boolean on = startOrNull == null ? cursor.next() : cursor.seek(startOrNull);
      startOrNull = null;
      return on && RecordKeys.startsWith(cursor.key(), prefix);
    }

    @Override
    public byte[] field() {
      byte[] key = cursor.key();
      return Arrays.copyOfRange(key, fieldOffset, key.length);
    }

    @Override
    public byte[] value() {
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}

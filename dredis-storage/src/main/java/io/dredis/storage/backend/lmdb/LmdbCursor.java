package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/**
 * A position in the records of one state, in the order of their keys.
 *
 * <p>One cursor of LMDB does it all, because all layers of {@link Layout} are in one database. A
 * stack holds the pointers that led to the layer it is in; where the layer ends, the cursor goes
 * back to the pointer and on from there.
 */
final class LmdbCursor implements Cursor {
  private enum Place {
    NOWHERE,
    BEFORE_FIRST,
    ON_RECORD,
    BEHIND_LAST,
    CLOSED
  }

  /** A pointer that led into a layer: its physical key, the layer it is in. */
  private record Pointer(long layer, byte[] physical) {}

  /** One step of LMDB's cursor. */
  private interface Step {
    boolean move();
  }

  private final Readers readers;
  private final ReadTransaction transaction;
  private final List<Pointer> pointers = new ArrayList<>(0);

  // Set before the map can move under this.
  private CursorHandle handle;
  private org.lmdbjava.Cursor<NativeBytes> cursor;

  private long layer = Layout.ROOT;
  private Place place = Place.NOWHERE;

  /** The physical key of the record it stands on, while the map moves. */
  private byte[] notedOrNull;

  /** A cursor over a state; it gives the state back when it is closed. */
  LmdbCursor(Readers readers, ReadTransaction transaction) {
    this.readers = readers;
    this.transaction = transaction;
    readers.openCursor(transaction, this);
  }

  /** Takes what it works with. The caller has the state's lock. */
  void opened(CursorHandle opened) {
    handle = opened;
    cursor = opened.cursor();
  }

  @Override
  public boolean seek(byte[] key) {
    assertOpen();
    return moved(() -> descend(key), Place.BEHIND_LAST);
  }

  @Override
  public boolean next() {
    assertSought();
    return switch (place) {
      case BEFORE_FIRST -> moved(() -> descend(new byte[0]), Place.BEHIND_LAST);
      case ON_RECORD -> moved(() -> settleForward(cursor.next()), Place.BEHIND_LAST);
      default -> false;
    };
  }

  @Override
  public boolean previous() {
    assertSought();
    return switch (place) {
      case BEHIND_LAST -> moved(this::last, Place.BEFORE_FIRST);
      case ON_RECORD -> moved(() -> settleBackward(cursor.prev()), Place.BEFORE_FIRST);
      default -> false;
    };
  }

  @Override
  public byte[] key() {
    assertOnRecord();
    transaction.lock();
    try {
      transaction.handle();
      NativeBytes physical = cursor.key();
      int header = Layout.headerLength(layer);
      int part = (int) physical.size() - header;
      boolean isLong = physical.size() == Layout.PHYSICAL_MAX;
      int before = lengthAbove();
      int rest = isLong ? Layout.restLength(cursor.val()) : 0;
      byte[] key = new byte[Math.addExact(before + part, rest)];
      copyAbove(key);
      physical.copyTo(header, key, before, part);
      if (isLong) {
        Layout.copyRest(cursor.val(), key, before + part);
      }
      return key;
    } finally {
      transaction.unlock();
    }
  }

  @Override
  public byte[] value() {
    assertOnRecord();
    transaction.lock();
    try {
      transaction.handle();
      boolean isLong = cursor.key().size() == Layout.PHYSICAL_MAX;
      return isLong ? Layout.singleValue(cursor.val()) : cursor.val().copy();
    } finally {
      transaction.unlock();
    }
  }

  @Override
  public void close() {
    if (place != Place.CLOSED) {
      place = Place.CLOSED;
      readers.closeCursor(transaction, this, handle);
      readers.release(transaction);
    }
  }

  /** Notes where it stands, before the map moves. The caller has the state's lock. */
  void noteRecord() {
    notedOrNull = place == Place.ON_RECORD ? cursor.key().copy() : null;
  }

  /**
   * Stands where it stood, after the map moved: LMDB's cursor forgets its pages and looks for the
   * record anew. The caller has the state's lock.
   */
  void restore(Txn<NativeBytes> txn) {
    try {
      handle.renew(txn);
      if (notedOrNull != null) {
        cursor.get(handle.scratch().setPhysical(notedOrNull), GetOp.MDB_SET_KEY);
      }
    } catch (LmdbException e) {
      // Whoever uses it next is told to seek, and what is wrong if that fails too.
      place = Place.NOWHERE;
    } finally {
      notedOrNull = null;
    }
  }

  /** Moves as told; where there is no record, stands where told. */
  private boolean moved(Step step, Place otherwise) {
    transaction.lock();
    try {
      transaction.handle();
      boolean found = step.move();
      place = found ? Place.ON_RECORD : otherwise;
      return found;
    } catch (LmdbException e) {
      place = Place.NOWHERE;
      throw LmdbErrors.reading("cannot read the lmdb store", e);
    } finally {
      transaction.unlock();
    }
  }

  private boolean descend(byte[] key) {
    pointers.clear();
    layer = Layout.ROOT;
    int from = 0;
    while (true) {
      int chunk = Layout.chunkLength(layer);
      int left = key.length - from;
      NativeBytes wanted = handle.scratch().setKey(layer, key, from, Math.min(left, chunk));
      if (left < chunk) {
        return settleForward(cursor.get(wanted, GetOp.MDB_SET_RANGE));
      }
      if (!cursor.get(wanted, GetOp.MDB_SET_KEY)) {
        return settleForward(cursor.get(wanted, GetOp.MDB_SET_RANGE));
      }
      from += chunk;
      if (!Layout.isPointer(cursor.val())) {
        boolean atOrAfter = Layout.compareRest(cursor.val(), key, from) >= 0;
        return atOrAfter || settleForward(cursor.next());
      }
      push();
    }
  }

  /** Goes on forward until LMDB's cursor stands on a record of this or an outer layer. */
  private boolean settleForward(boolean stepped) {
    boolean found = stepped;
    while (true) {
      if (!found || !Layout.isIn(layer, cursor.key())) {
        if (!pop()) {
          return false;
        }
        found = cursor.next();
      } else if (standsOnPointer()) {
        push();
        found = cursor.get(handle.scratch().setHeader(layer), GetOp.MDB_SET_RANGE);
      } else {
        return true;
      }
    }
  }

  /** Goes on backward until LMDB's cursor stands on a record of this or an outer layer. */
  private boolean settleBackward(boolean stepped) {
    boolean found = stepped;
    while (true) {
      if (!found || !Layout.isIn(layer, cursor.key())) {
        if (!pop()) {
          return false;
        }
        found = cursor.prev();
      } else if (standsOnPointer()) {
        push();
        found = stepBefore(handle.scratch().setHeader(layer + 1));
      } else {
        return true;
      }
    }
  }

  private boolean last() {
    pointers.clear();
    layer = Layout.ROOT;
    return settleBackward(stepBefore(handle.scratch().setPhysical(Layout.BEHIND_ROOT)));
  }

  /** Moves to the last physical key before one. */
  private boolean stepBefore(NativeBytes physical) {
    return cursor.get(physical, GetOp.MDB_SET_RANGE) ? cursor.prev() : cursor.seek(SeekOp.MDB_LAST);
  }

  private boolean standsOnPointer() {
    return cursor.key().size() == Layout.PHYSICAL_MAX && Layout.isPointer(cursor.val());
  }

  /** Enters the layer that the pointer under the cursor leads to. */
  private void push() {
    pointers.add(new Pointer(layer, cursor.key().copy()));
    layer = Layout.layer(cursor.val());
  }

  /**
   * Goes back to the pointer that led here; returns false in the root, which no pointer leads to.
   */
  private boolean pop() {
    if (pointers.isEmpty()) {
      return false;
    }
    Pointer pointer = pointers.remove(pointers.size() - 1);
    layer = pointer.layer();
    return cursor.get(handle.scratch().setPhysical(pointer.physical()), GetOp.MDB_SET_KEY);
  }

  private int lengthAbove() {
    long length = 0;
    for (Pointer pointer : pointers) {
      length += Layout.chunkLength(pointer.layer());
    }
    return Math.toIntExact(length);
  }

  private void copyAbove(byte[] key) {
    int at = 0;
    for (Pointer pointer : pointers) {
      int chunk = Layout.chunkLength(pointer.layer());
      System.arraycopy(pointer.physical(), Layout.headerLength(pointer.layer()), key, at, chunk);
      at += chunk;
    }
  }

  private void assertOnRecord() {
    assertOpen();
    if (place != Place.ON_RECORD) {
      throw new IllegalStateException("the cursor stands on no record");
    }
  }

  private void assertSought() {
    assertOpen();
    if (place == Place.NOWHERE) {
      throw new IllegalStateException("the cursor stands nowhere; seek first");
    }
  }

  private void assertOpen() {
    if (place == Place.CLOSED) {
      throw new BackendException("the cursor is closed");
    }
  }
}

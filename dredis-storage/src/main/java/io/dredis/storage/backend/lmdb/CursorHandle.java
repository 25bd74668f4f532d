package io.dredis.storage.backend.lmdb;

import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** A cursor of LMDB with memory for keys, used again and again. Not thread-safe. */
final class CursorHandle {
  private final Cursor<NativeBytes> cursor;
  private final NativeBytes scratch = NativeBytes.forKeys();

  /** Opens a cursor in a transaction that is begun. */
  CursorHandle(Dbi<NativeBytes> records, Txn<NativeBytes> txn) {
    this.cursor = records.openCursor(txn);
  }

  /** Makes it a cursor of another transaction that is begun. */
  void renew(Txn<NativeBytes> txn) {
    cursor.renew(txn);
  }

  /** Returns the cursor. */
  Cursor<NativeBytes> cursor() {
    return cursor;
  }

  /** Returns memory for keys, for the use of one call. */
  NativeBytes scratch() {
    return scratch;
  }

  /** Frees the cursor; its transaction may have ended. */
  void close() {
    cursor.close();
  }
}

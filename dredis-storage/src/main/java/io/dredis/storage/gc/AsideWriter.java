package io.dredis.storage.gc;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.transaction.Transaction;

/**
 * Writes the records of a large value under a fresh key id in bounded batches, before anything
 * refers to them.
 *
 * <p>The first batch also says that the id is garbage; {@link #finish} takes that back in the
 * transaction that stores the header. A crash, a failed batch or {@link #close} without {@link
 * #finish} leaves garbage and nothing else. The batches go straight to the backend: other pending
 * writes stay pending.
 */
public final class AsideWriter implements ElementWriter {
  private static final long BATCH_BYTES = 1 << 20;

  /** Smaller, for the commits of others come in between. */
  private static final long UNLOCKED_BATCH_BYTES = 1 << 17;

  private static final byte[] NOTHING = new byte[0];

  private final KeyIds keyIds;
  private final Transaction transaction;
  private final long keyId;
  private final boolean locked;
  private Batch batch = new Batch();
  private boolean finished;

  /**
   * A writer under an id.
   *
   * @param locked whether it is only used under the store's lock
   */
  AsideWriter(KeyIds keyIds, Transaction transaction, long keyId, boolean locked) {
    this.keyIds = keyIds;
    this.transaction = transaction;
    this.keyId = keyId;
    this.locked = locked;
    batch.put(RecordKeys.garbageKeyId(keyId), NOTHING);
  }

  @Override
  public long keyId() {
    return keyId;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    batch.put(key, value);
    if (batch.byteSize() >= batchBytes()) {
      flush();
    }
  }

  @Override
  public void putCounted(byte[] key, byte[] value, int prefixLength) {
    put(key, value);
  }

  @Override
  public boolean countsLater() {
    return false;
  }

  private long batchBytes() {
    return locked ? BATCH_BYTES : UNLOCKED_BATCH_BYTES;
  }

  @Override
  public Reader flushed() {
    return transaction.backend();
  }

  /** Adds copies of the records of another key id as a reader sees them. */
  public void copy(Reader source, long sourceKeyId) {
    copy(source, Space.ELEMENT, sourceKeyId);
    copy(source, Space.INDEX, sourceKeyId);
    copyGarbageParts(source, sourceKeyId);
  }

  /** Notes what was copied along although it waits to be deleted. */
  private void copyGarbageParts(Reader source, long sourceKeyId) {
    byte[] prefix = RecordKeys.garbageParts(sourceKeyId);
    try (Cursor cursor = source.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        batch.put(RecordKeys.garbagePartOf(keyId, cursor.key()), cursor.value());
      }
    }
  }

  private void copy(Reader source, Space space, long sourceKeyId) {
    byte[] prefix = RecordKeys.prefix(space, sourceKeyId);
    byte[] from = copyPiece(source, space, prefix, prefix);
    while (from != null) {
      flush();
      from = copyPiece(source, space, prefix, from);
    }
  }

  /** Adds copies until the batch is full; returns the key to go on from, or null at the end. */
  private byte[] copyPiece(Reader source, Space space, byte[] prefix, byte[] from) {
    // The cursor is closed before the batch is committed: a backend may have to wait for readers.
    try (Cursor cursor = source.cursor()) {
      boolean on = cursor.seek(from);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        if (batch.byteSize() >= batchBytes()) {
          return cursor.key();
        }
        byte[] rest = RecordKeys.rest(cursor.key());
        batch.put(RecordKeys.numbered(space, keyId, rest), cursor.value());
      }
      return null;
    }
  }

  /** {@inheritDoc} Called under the store's lock. */
  @Override
  public void finish() {
    flush();
    transaction.delete(RecordKeys.garbageKeyId(keyId));
    finished = true;
    close();
  }

  @Override
  public void flush() {
    if (finished) {
      throw new IllegalStateException("The value is finished");
    }
    if (batch.isEmpty()) {
      return;
    }
    if (locked) {
      // The ids handed out so far must stay used after a crash even if the transaction that
      // reserved their block never commits; later ones too, for their values may be on disk
      // already.
      batch.put(KeyIds.limitKey(), keyIds.limitRecord());
    } else {
      if (keyIds.unlockedWritingEnded()) {
        throw new BackendException("the store is being closed");
      }
      Capacity.await(transaction.backend());
    }
    transaction.backend().commit(batch);
    batch = new Batch();
  }

  /**
   * Ends the writing; without {@link #finish} what was written is garbage. Closing twice is
   * harmless.
   */
  @Override
  public void close() {
    keyIds.written(keyId);
  }
}

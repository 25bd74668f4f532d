package io.dredis.storage.transaction;

/** Is told that pending writes were undone, so that what was remembered of them is put right. */
public interface UndoListener {

  /**
   * A record is again as it was before; the listener reads it if it matters. Called once everything
   * is put back.
   */
  void restored(byte[] key);

  /** Any pending write may have been undone: everything remembered has to be read again. */
  void forgotten();
}

package io.dredis.storage.backend.lmdb;

import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Txn;

/**
 * A read transaction of LMDB that is begun and ended many times, as it keeps its slot in LMDB's
 * table of readers and its memory. Not thread-safe.
 */
final class TransactionHandle {
  private final Txn<NativeBytes> txn;
  private final NativeBytes scratch = NativeBytes.forKeys();
  private boolean active = true;
  private long commit;

  /** Takes a slot in the table of readers; the transaction is begun. */
  TransactionHandle(Env<NativeBytes> env) {
    this.txn = env.txnRead();
    this.commit = txn.getId();
  }

  /** Returns the transaction; it must be begun. */
  Txn<NativeBytes> txn() {
    return txn;
  }

  /**
   * Returns the number of the last commit the transaction shows, as LMDB counts; it must be begun.
   */
  long commit() {
    return commit;
  }

  /** Returns memory for keys, for the use of one call. */
  NativeBytes scratch() {
    return scratch;
  }

  /** Begins the transaction on what is committed now, unless it is begun. */
  void begin() {
    if (!active) {
      try {
        txn.renew();
      } catch (LmdbException e) {
        // lmdbjava takes no second renewal without this.
        txn.reset();
        throw e;
      }
      active = true;
      commit = txn.getId();
    }
  }

  /** Ends the transaction, so that LMDB may reuse the pages it kept; harmless when it is ended. */
  void end() {
    if (active) {
      active = false;
      txn.reset();
    }
  }

  /** Gives the slot and the memory back. */
  void close() {
    try {
      // lmdbjava frees only what is begun.
      begin();
      txn.close();
    } catch (LmdbException e) {
      // The environment is closed next, and takes the slot with it.
      active = false;
    }
  }
}

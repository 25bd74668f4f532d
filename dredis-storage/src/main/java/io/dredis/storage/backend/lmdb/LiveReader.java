package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import java.util.concurrent.locks.ReentrantLock;
import org.lmdbjava.Env;

/**
 * A read transaction for reads that need no snapshot. It stays begun until the next commit, so that
 * a read costs one call into LMDB and no more.
 */
final class LiveReader {
  private final ReentrantLock lock = new ReentrantLock();
  private final Env<NativeBytes> env;
  private TransactionHandle handle;
  private String refusal;

  LiveReader(Env<NativeBytes> env) {
    this.env = env;
  }

  /** Takes the reader if nobody has it. */
  boolean tryLock() {
    return lock.tryLock();
  }

  /** Waits for the reader. */
  void lock() {
    lock.lock();
  }

  /** Gives the reader back. */
  void unlock() {
    lock.unlock();
  }

  /** Returns a transaction that shows every commit that returned. The caller has the lock. */
  TransactionHandle begun() {
    if (refusal != null) {
      throw new BackendException(refusal);
    }
    if (handle == null) {
      handle = Readers.newHandle(env);
    }
    handle.begin();
    return handle;
  }

  /** Ends the transaction, so that the next read sees the newest state. The caller has the lock. */
  void end() {
    if (handle != null) {
      handle.end();
    }
  }

  /** Lets no read happen any more, for a reason. The caller has the lock. */
  void refuse(String reason) {
    refusal = reason;
  }

  /** Ends the transaction for good. The caller has the lock. */
  void close() {
    refusal = Readers.CLOSED;
    if (handle != null) {
      handle.close();
      handle = null;
    }
  }
}

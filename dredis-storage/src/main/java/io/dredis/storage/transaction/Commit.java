package io.dredis.storage.transaction;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import java.util.concurrent.CountDownLatch;

/**
 * Writes on their way from a {@link Transaction} into its backend, as one batch in the order of
 * keys. It is begun and ended by the transaction; in between any one thread writes it, while the
 * transaction goes on.
 */
public final class Commit {
  private final Backend backend;
  private final PendingWrites writes;
  private final CountDownLatch written = new CountDownLatch(1);

  /** Why it failed, or null. */
  private CommitException failureOrNull;

  /** A commit of writes that do not change until it is ended. */
  Commit(Backend backend, PendingWrites writes) {
    this.backend = backend;
    this.writes = writes;
  }

  /** Writes it, once; how that went is told to who ends it. */
  public void write() {
    try {
      backend.commit(batch());
    } catch (CommitException e) {
      failureOrNull = e;
    } catch (Throwable e) {
      // An error too: who ends it waits for this thread.
      failureOrNull =
          new CommitException(Outcome.IN_DOUBT, "the store could not write: " + e.getMessage(), e);
    } finally {
      written.countDown();
    }
  }

  private Batch batch() {
    Batch batch = new Batch();
    for (PendingWrites.Write write : writes.sorted()) {
      if (Transaction.isDeletion(write.value())) {
        batch.delete(write.key());
      } else {
        batch.put(write.key(), write.value());
      }
    }
    return batch;
  }

  /** Returns whether it is written, or has failed. Any thread may ask. */
  public boolean isWritten() {
    return written.getCount() == 0;
  }

  /** Waits until it is written, or has failed; an interrupt has to wait too. */
  void awaitWritten() {
    boolean interrupted = false;
    while (!isWritten()) {
      try {
        written.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns why it failed, or null when it did not. It is written. */
  public CommitException failureOrNull() {
    return failureOrNull;
  }
}

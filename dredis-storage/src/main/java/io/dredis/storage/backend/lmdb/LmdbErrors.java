package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.CommitException.Outcome;
import io.dredis.storage.backend.CorruptDataException;
import jnr.constants.platform.Errno;
import org.lmdbjava.Env.FileInvalidException;
import org.lmdbjava.Env.ReadersFullException;
import org.lmdbjava.Env.VersionMismatchException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.LmdbNativeException.PageCorruptedException;
import org.lmdbjava.LmdbNativeException.PageNotFoundException;
import org.lmdbjava.LmdbNativeException.PanicException;
import org.lmdbjava.Txn.TxFullException;

/** Turns what lmdbjava throws into what the contract names, with a line that says what to do. */
final class LmdbErrors {
  private LmdbErrors() {}

  /** Returns the error for a read, a sync or an open that failed. */
  static BackendException reading(String what, RuntimeException cause) {
    if (cause instanceof BackendException known) {
      return known;
    }
    if (cause instanceof FileInvalidException
        || cause instanceof VersionMismatchException
        || cause instanceof PageCorruptedException
        || cause instanceof PageNotFoundException) {
      return new CorruptDataException(what + ": the lmdb file is corrupt: " + reason(cause), cause);
    }
    if (cause instanceof ReadersFullException) {
      return new BackendException(
          what + ": all of LMDB's reader slots are taken; raise max_readers", cause);
    }
    return new BackendException(what + ": " + reason(cause), cause);
  }

  /**
   * Returns the error for a batch that failed.
   *
   * @param shows whether the batch shows in the map all the same, as far as not written to the disk
   */
  static CommitException committing(boolean shows, RuntimeException cause) {
    if (cause instanceof CommitException known) {
      return known;
    }
    if (cause instanceof TxFullException) {
      return new CommitException(
          Outcome.NOT_APPLIED, "the batch is too large for one LMDB transaction", cause);
    }
    if (isDiskFull(cause)) {
      return diskFull(cause);
    }
    Outcome outcome = shows ? Outcome.IN_DOUBT : Outcome.NOT_APPLIED;
    return new CommitException(outcome, "lmdb cannot write: " + reason(cause), cause);
  }

  /** Returns the error for a batch that found no room on the disk. */
  static CommitException diskFull(Exception cause) {
    return new CommitException(
        Outcome.NOT_APPLIED, "disk full: free some space, then write again", cause);
  }

  /** Returns the same error once more, with the stack of this moment. */
  static BackendException again(BackendException error) {
    return new BackendException(error.getMessage());
  }

  private static boolean isDiskFull(RuntimeException cause) {
    int code = resultCode(cause);
    return code == Errno.ENOSPC.intValue() || code == Errno.EDQUOT.intValue();
  }

  private static int resultCode(RuntimeException cause) {
    return cause instanceof LmdbNativeException known ? known.getResultCode() : 0;
  }

  private static String reason(RuntimeException cause) {
    if (cause instanceof PanicException) {
      return "an earlier write failed for good; restart the server";
    }
    if (resultCode(cause) == Errno.EIO.intValue()) {
      // LMDB says so, too, when a write ended early.
      return "an I/O error, or the disk is full";
    }
    if (cause instanceof LmdbException && cause.getMessage() != null) {
      return cause.getMessage();
    }
    return cause.toString();
  }
}

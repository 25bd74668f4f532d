package io.dredis.storage.transaction;

/**
 * A moment within a transaction to which it can be rolled back; made by {@link
 * Transaction#savepoint}.
 */
public final class Savepoint {
  final long commitCount;
  final int undoSize;

  Savepoint(long commitCount, int undoSize) {
    this.commitCount = commitCount;
    this.undoSize = undoSize;
  }
}

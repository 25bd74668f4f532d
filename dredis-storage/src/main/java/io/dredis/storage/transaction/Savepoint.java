package io.dredis.storage.transaction;

/**
 * A moment within a transaction to which it can be rolled back; made by {@link
 * Transaction#savepoint}.
 */
public final class Savepoint {
  final int depth;
  final long commitCount;
  final int undoSize;

  Savepoint(int depth, long commitCount, int undoSize) {
    this.depth = depth;
    this.commitCount = commitCount;
    this.undoSize = undoSize;
  }
}

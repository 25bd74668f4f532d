package io.dredis.storage.transaction;

/**
 * A moment within a transaction to which it can be rolled back; made by {@link
 * Transaction#savepoint}.
 */
public final class Savepoint {
  final int undoSize;

  Savepoint(int undoSize) {
    this.undoSize = undoSize;
  }
}

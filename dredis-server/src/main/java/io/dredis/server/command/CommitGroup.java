package io.dredis.server.command;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.keyspace.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The batches that wait for one commit, those of several clients under load.
 *
 * <p>A batch belongs to the group from the first reply on that is true only if the pending writes
 * are committed, be they its own or those of another batch. Whoever comes first commits for all of
 * them, and when that fails, all of them learn it: the replies of each become that error from the
 * first on that is no longer true.
 *
 * <p>Used under the execution lock, but for {@link #awaitSynced}.
 */
public final class CommitGroup {
  /** What a group may have written, and how long it may last, before it is committed at once. */
  private static final long MAX_BYTES = 1 << 20;

  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Store store;
  private final Durability durability;
  private final BlockedClients blocked;
  private final List<RequestBatch> members = new ArrayList<>();
  private long firstJoinedNanos;

  /** A group without batches. */
  public CommitGroup(Store store, Durability durability, BlockedClients blocked) {
    this.store = store;
    this.durability = durability;
    this.blocked = blocked;
  }

  /** Adds a batch, which is told how the next commit ended. */
  void join(RequestBatch batch) {
    if (members.isEmpty()) {
      firstJoinedNanos = System.nanoTime();
    }
    members.add(batch);
  }

  /** Returns whether another batch than this one waits for the commit. */
  boolean isSharedWith(RequestBatch batch) {
    return members.size() > 1 || (members.size() == 1 && members.getFirst() != batch);
  }

  /**
   * Notes that a batch has been executed: what is pending may wait for others unless it is much.
   */
  void executed() {
    if (!store.hasPendingWrites()
        || store.pendingBytes() >= MAX_BYTES
        || System.nanoTime() - firstJoinedNanos >= MAX_NANOS) {
      commitOrFail();
    }
  }

  /**
   * Commits what is pending.
   *
   * @throws CommitException when the store refuses; the batches know
   */
  void commit() {
    if (!store.hasPendingWrites()) {
      settle(Durability.NOTHING);
      return;
    }
    try {
      store.commit();
    } catch (CommitException e) {
      durability.failed(e);
      fail(e);
      throw e;
    }
    settle(durability.committed());
  }

  /** Commits what is pending; when the store refuses, the batches know. */
  void commitOrFail() {
    try {
      commit();
    } catch (CommitException e) {
      // Logged, and said to the clients.
    }
  }

  /** Drops what is pending, because of a defect, with all that the batches of the group wrote. */
  void abandon() {
    store.rollback();
    fail(new BackendException("the write was undone, because another one failed half-way"));
  }

  private void settle(long commitNumber) {
    members.forEach(batch -> batch.committed(commitNumber));
    members.clear();
    blocked.committed(() -> durability.awaitSynced(commitNumber));
  }

  private void fail(BackendException why) {
    blocked.rolledBack();
    members.forEach(batch -> batch.failed(why));
    members.clear();
  }

  /**
   * Waits until a commit is on the disk, if the server promises that. Called without the lock.
   *
   * @throws BackendException when the disk refused
   */
  void awaitSynced(long commitNumber) {
    durability.awaitSynced(commitNumber);
  }
}

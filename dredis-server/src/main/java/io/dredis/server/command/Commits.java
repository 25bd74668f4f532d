package io.dredis.server.command;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.keyspace.Store;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that what batches write is committed, in groups of those that were ready at the same
 * time ({@link CommitGroup}). Much is written by a thread of its own while the next group gathers:
 * its batches are executed over writes that are not committed yet, and fail with them.
 *
 * <p>Used under the execution lock, but for {@link #awaitSettled} and {@link #awaitSynced}.
 */
public final class Commits implements AutoCloseable {
  /** What a group may have written before no other batch is executed. */
  private static final long MAX_BYTES = 1 << 20;

  /** How long a group gathers at most while nothing is being written. */
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ExecutionLock lock;
  private final Store store;
  private final Durability durability;
  private final BlockedClients blocked;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("dredis-commit").daemon().factory());

  /** The batches that wait for the next commit, or null while there is none. */
  private CommitGroup gatheringOrNull;

  /** The batches whose commit is being written, or null. */
  private CommitGroup writingOrNull;

  /** Nothing to commit yet. */
  public Commits(ExecutionLock lock, Store store, Durability durability, BlockedClients blocked) {
    this.lock = lock;
    this.store = store;
    this.durability = durability;
    this.blocked = blocked;
  }

  /** Adds a batch to those that are told how the next commit ended, and returns their group. */
  CommitGroup join(RequestBatch batch) {
    if (gatheringOrNull == null) {
      gatheringOrNull = new CommitGroup(batch);
    } else {
      gatheringOrNull.add(batch);
    }
    return gatheringOrNull;
  }

  /** Returns whether another batch than this one waits for a commit. */
  boolean isSharedWith(RequestBatch batch) {
    return writingOrNull != null || (gatheringOrNull != null && !gatheringOrNull.isOnly(batch));
  }

  /**
   * Notes that a batch has been executed: what is pending may wait for others unless it is much.
   */
  void executed() {
    advance();
    if (store.pendingBytes() >= MAX_BYTES) {
      endWriting();
      if (store.hasPendingWrites()) {
        begin();
      }
    }
  }

  /** Ends a commit that has been written, and begins the next if it is time to. */
  private void advance() {
    if (writingOrNull != null && writingOrNull.isWritten()) {
      endWriting();
    }
    if (writingOrNull == null) {
      if (!store.hasPendingWrites()) {
        settleGathering();
      } else if (gatheringOrNull != null
          && (gatheringOrNull.isDue(MAX_NANOS) || isWorthAThread())) {
        begin();
      }
    }
  }

  /** Commits what is pending, or lets another thread do it; nothing is being written. */
  private void begin() {
    boolean handOver = isWorthAThread();
    CommitGroup group = beginGroup();
    if (handOver) {
      writer.execute(group::write);
    } else {
      group.write();
      endWriting();
    }
  }

  /** Returns whether others can be executed while another thread writes what is pending. */
  private boolean isWorthAThread() {
    return gatheringOrNull != null && gatheringOrNull.isShared() && store.isCommitWorthAThread();
  }

  private CommitGroup beginGroup() {
    CommitGroup group = gatheringOrNull == null ? new CommitGroup() : gatheringOrNull;
    gatheringOrNull = null;
    writingOrNull = group;
    group.begin(store.beginCommit(), blocked.takeServed());
    return group;
  }

  /**
   * Waits until what is being written is, and tells the batches; returns why it failed, or null.
   */
  private CommitException endWriting() {
    CommitGroup group = writingOrNull;
    if (group == null) {
      return null;
    }
    try {
      store.endCommit();
    } catch (CommitException e) {
      // The group knows too, also when somebody else has ended it.
    }
    writingOrNull = null;
    CommitException failure = group.failureOrNull();
    if (failure == null) {
      long commitNumber = durability.committed();
      group.settle(commitNumber, () -> durability.awaitSynced(commitNumber));
    } else {
      durability.failed(failure);
      blocked.rolledBack(group.served());
      group.fail(failure);
      // They rely on it.
      failGathering(failure);
    }
    return failure;
  }

  /**
   * Commits what is pending.
   *
   * @throws CommitException when the store refuses, or refused what was pending before and is being
   *     written; the batches know
   */
  void commit() {
    CommitException failure = endWriting();
    if (failure == null && store.hasPendingWrites()) {
      beginGroup().write();
      failure = endWriting();
    } else if (failure == null) {
      settleGathering();
    }
    if (failure != null) {
      throw failure;
    }
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
    blocked.rolledBack(List.of());
    failGathering(
        new BackendException("the write was undone, because another one failed half-way"));
  }

  private void failGathering(BackendException why) {
    if (gatheringOrNull != null) {
      gatheringOrNull.fail(why);
      gatheringOrNull = null;
    }
  }

  /** Lets be answered who waits for a commit though nothing is pending or being written. */
  private void settleGathering() {
    if (gatheringOrNull != null) {
      gatheringOrNull.settle(Durability.NOTHING, () -> {});
      gatheringOrNull = null;
    }
    blocked.takeServed().forEach(client -> client.answer(() -> {}));
  }

  /** Returns when the replies of a batch are true, or errors. Called without the lock. */
  void awaitSettled(RequestBatch batch) {
    if (batch.settled()) {
      return;
    }
    CommitGroup group = batch.group();
    if (group.isLedBy(batch)) {
      letOthersExecute();
      lock.run(
          () -> {
            group.setDue();
            advance();
          });
    }
    batch.awaitSettled(() -> lock.run(this::advance));
  }

  /**
   * Lets those who are ready execute their batches too before this one is committed and answered:
   * one commit then serves them all, and their replies leave one after the other, the first of
   * which wakes up who reads them. A lone client finds that nobody is ready.
   */
  static void letOthersExecute() {
    if (Thread.currentThread().isVirtual()) {
      Thread.yield();
    }
  }

  /**
   * Waits until a commit is on the disk, if the server promises that. Called without the lock.
   *
   * @throws BackendException when the disk refused
   */
  void awaitSynced(long commitNumber) {
    durability.awaitSynced(commitNumber);
  }

  /** Ends the thread when it has written what it is writing. Nothing is executed any more. */
  @Override
  public void close() {
    writer.close();
  }
}

package io.dredis.server.command;

import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.transaction.Commit;
import java.util.ArrayList;
import java.util.List;

/**
 * The batches that wait for one commit, those of several clients under load.
 *
 * <p>A batch belongs to a group from the first reply on that is true only if the writes that are
 * not committed yet will be, be they its own or those of another batch. When the commit fails, all
 * of them learn it: the replies of each become that error from the first on that is no longer true.
 *
 * <p>The batch that came first leads: its thread sees to it that the commit is begun and ended.
 * Used under the execution lock unless a method says otherwise.
 */
final class CommitGroup {
  private final RequestBatch leaderOrNull;
  private final List<RequestBatch> members = new ArrayList<>();
  private final long beganNanos = System.nanoTime();
  private List<BlockedClients.Served> served = List.of();

  /** Whether those who were ready have been executed. */
  private boolean due;

  /** Also looked at by the leader without the lock. */
  private volatile Commit commitOrNull;

  /** A group without batches, for what is no client's. */
  CommitGroup() {
    leaderOrNull = null;
  }

  /** A group with one batch, which leads. */
  CommitGroup(RequestBatch leader) {
    leaderOrNull = leader;
    members.add(leader);
  }

  void add(RequestBatch batch) {
    members.add(batch);
  }

  boolean isShared() {
    return members.size() > 1;
  }

  boolean isOnly(RequestBatch batch) {
    return members.size() == 1 && leaderOrNull == batch;
  }

  /** Returns whether a batch leads. Any thread may ask. */
  boolean isLedBy(RequestBatch batch) {
    return leaderOrNull == batch;
  }

  /** Says that nothing is to be waited for any more before the commit is begun. */
  void setDue() {
    due = true;
  }

  /** Returns whether the commit is to be begun, which it is after a time in any case. */
  boolean isDue(long maxNanos) {
    return due || System.nanoTime() - beganNanos >= maxNanos;
  }

  /** Notes how it is committed, and who is answered with it. */
  void begin(Commit commit, List<BlockedClients.Served> alsoServed) {
    commitOrNull = commit;
    served = alsoServed;
  }

  /** Returns who is answered with it. */
  List<BlockedClients.Served> served() {
    return served;
  }

  /** Writes the commit and wakes up who ends it. Called by any thread. */
  void write() {
    commitOrNull.write();
    if (leaderOrNull != null) {
      leaderOrNull.wakeUp();
    }
  }

  /** Returns whether the commit has been written, or has failed. Any thread may ask. */
  boolean isWritten() {
    Commit commit = commitOrNull;
    return commit != null && commit.isWritten();
  }

  /** Returns why the commit failed, or null. It is written. */
  CommitException failureOrNull() {
    return commitOrNull.failureOrNull();
  }

  /** Lets all be answered. */
  void settle(long commitNumber, Runnable awaitDurable) {
    members.forEach(batch -> batch.committed(commitNumber));
    served.forEach(client -> client.answer(awaitDurable));
  }

  /** Tells the batches that what they rely on never happened. */
  void fail(BackendException why) {
    members.forEach(batch -> batch.failed(why));
  }
}

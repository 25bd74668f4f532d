package io.dredis.server.command;

import io.dredis.server.command.LaterReply.Continuation;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.keyspace.Store;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One client's requests on their way through the lock, and what becomes of their replies when the
 * store refuses.
 *
 * <p>A batch is one transaction for the disk, not for the client, often with those of others
 * ({@link CommitGroup}). When the commit fails, every reply from the first on that stands on those
 * writes becomes that error, because what those commands did or saw never happened.
 */
final class RequestBatch {
  private static final int NONE = -1;

  private final Session session;
  private final List<byte[][]> requests;
  private final ReplyBatch replies;
  private final Store store;
  private final Commits commits;
  private final BlockedClients blocked;

  /** Index of the first reply that stands on writes that are not committed, or NONE. */
  private int firstUncommitted = NONE;

  /** Index of the first reply to a command that wrote, or NONE. */
  private int firstWrite = NONE;

  /** How many writes there had been when the running command began. */
  private long writesBefore;

  /** Whether it wrote since the last commit, and the number of the last commit of its writes. */
  private boolean wrote;

  private long commitNumber = Durability.NOTHING;

  /** The group whose commit the replies wait for, or waited for last. */
  private CommitGroup group;

  /** Whether no reply stands on writes that are not committed. Also looked at without the lock. */
  private volatile boolean settled = true;

  /** Who waits until it is settled, or null. */
  private volatile Thread waiting;

  private final Deferral deferral = new Deferral();

  /** The wait for the reply to the last request that ran, or null. */
  private PendingReply pending;

  RequestBatch(
      Session session,
      List<byte[][]> requests,
      ReplyBatch replies,
      Store store,
      Commits commits,
      BlockedClients blocked) {
    this.session = session;
    this.requests = requests;
    this.replies = replies;
    this.store = store;
    this.commits = commits;
    this.blocked = blocked;
  }

  Session session() {
    return session;
  }

  int size() {
    return requests.size();
  }

  byte[][] request(int index) {
    return requests.get(index);
  }

  /** Executes one request and adds its reply, if there is one now and the client wants replies. */
  void run(Dispatcher dispatcher, Command command, int index, Continuation continuation) {
    session.beginReply();
    deferral.begin(continuation);
    int replyIndex = replies.size();
    writesBefore = store.writeCount();
    Reply reply = dispatcher.execute(session, command, requests.get(index), deferral);
    noteWrites(replyIndex);
    boolean repliesWanted = session.endReply();
    boolean wanted = repliesWanted || reply instanceof PartReplies;
    LaterReply later = deferral.take();
    if (later == null) {
      add(reply, wanted);
    } else if (reply instanceof Reply.None) {
      pending = new PendingReply(session, later, continuation, wanted);
    } else {
      later.close();
      add(reply, wanted);
    }
    blocked.serve(dispatcher, store);
  }

  /** Executes one request while a script is busy, and adds its reply. */
  void runWhileBusy(Dispatcher dispatcher, Command command, int index, String refusal) {
    session.beginReply();
    Reply reply = dispatcher.executeWhileBusy(session, command, requests.get(index), refusal);
    add(reply, session.endReply());
  }

  private void add(Reply reply, boolean wanted) {
    if (wanted) {
      replies.add(reply, session.protocol());
    } else if (reply instanceof Reply.Streamed streamed) {
      streamed.close();
    }
  }

  /** Executes the rest of a request that is answered later, and adds its reply. */
  void resume(Dispatcher dispatcher, Command command, int index, Handler part) {
    int replyIndex = replies.size();
    writesBefore = store.writeCount();
    Reply reply = dispatcher.resume(session, command, requests.get(index), part);
    noteWrites(replyIndex);
    add(reply, true);
    blocked.serve(dispatcher, store);
  }

  private void noteWrites(int replyIndex) {
    if (!store.hasUncommittedWrites()) {
      return;
    }
    if (firstUncommitted == NONE) {
      firstUncommitted = replyIndex;
      settled = false;
      group = commits.join(this);
    }
    if (store.writeCount() != writesBefore) {
      wrote = true;
      firstWrite = firstWrite == NONE ? replyIndex : firstWrite;
    }
  }

  /** Returns the wait for the reply to the last request that ran, or null. */
  PendingReply pending() {
    return pending;
  }

  /**
   * Commits what was written so far, by the running command too, for which no reply stands yet.
   *
   * @throws io.dredis.storage.backend.CommitException when the store refuses; the replies that are
   *     no longer true say so
   */
  void commit() {
    noteWrites(replies.size());
    commits.commit();
  }

  /** Notes that what it wrote or saw is committed. */
  void committed(long number) {
    if (wrote) {
      commitNumber = number;
    }
    settle();
  }

  /** Notes that what it wrote or saw never happened. */
  void failed(BackendException why) {
    failFrom(firstUncommitted, why);
    if (pending != null) {
      pending.fail(failure(why));
    }
    settle();
  }

  private void settle() {
    firstUncommitted = NONE;
    wrote = false;
    settled = true;
    wakeUp();
  }

  /**
   * Returns whether its replies are true whatever becomes of the writes that are not committed. Any
   * thread may ask.
   */
  boolean settled() {
    return settled;
  }

  /** Returns the group whose commit its replies wait for. Asked by its own thread. */
  CommitGroup group() {
    return group;
  }

  /**
   * Waits until it is settled. Called by its own thread, without the lock.
   *
   * @param endCommit run by the batch that leads its group when the commit is written
   */
  void awaitSettled(Runnable endCommit) {
    waiting = Thread.currentThread();
    boolean interrupted = false;
    while (!settled) {
      if (group.isLedBy(this) && group.isWritten()) {
        endCommit.run();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets its thread look again whether it is settled. Called by any thread. */
  void wakeUp() {
    LockSupport.unpark(waiting);
  }

  /**
   * Waits until what was committed is on the disk, if the server promises that. Called without the
   * lock.
   */
  void awaitDurable() {
    try {
      commits.awaitSynced(commitNumber);
    } catch (BackendException e) {
      failFrom(firstWrite, e);
    }
  }

  private void failFrom(int first, BackendException e) {
    Reply failure = failure(e);
    // The client may have been told so of its MULTI, or of what it queued.
    session.queue().refuse();
    for (int i = first; i < replies.size(); i++) {
      if (!(replies.get(i) instanceof Reply.Push)) {
        replies.replace(i, failure);
      }
    }
  }

  private static Reply failure(BackendException e) {
    return new Reply.Failure(Errors.storage(e.getMessage()));
  }
}

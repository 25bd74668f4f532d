package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Session;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Executes batches of requests: takes the execution lock once, runs each request through the {@link
 * Dispatcher}, releases the lock, sees to it that all their writes are committed as one, with those
 * of other clients that were ready too, and, where the server promises it, waits for the disk.
 */
public final class CommandExecutor implements RequestExecutor, SnapshotSource {
  /**
   * How long the requests of one client may take before others have their turn. A commit and a
   * change of threads cost some tens of microseconds.
   */
  public static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Requests with more arguments than this at once are a load, which gives way to others. */
  private static final int LOAD_ARGUMENTS = 256;

  /** How long the first script stands back at most. */
  private static final long GIVE_WAY_MILLIS = 1000;

  private final ExecutionLock lock;
  private final Store store;
  private final CommandClock clock;
  private final Dispatcher dispatcher;
  private final Commits commits;
  private final ClientPause pause;
  private final HeldKeys heldKeys;
  private final BlockedClients blocked;
  private final WatchedKeys watched;
  private final RunningScript script;
  private final long turnNanos;

  /** The batch under way, for {@link #snapshot}; touched under the lock only. */
  private RequestBatch running;

  /**
   * Makes the executor; there is one per store.
   *
   * @param turnNanos how long requests of one client are executed in a row
   */
  public CommandExecutor(
      ExecutionLock lock,
      Store store,
      CommandClock clock,
      Dispatcher dispatcher,
      Commits commits,
      ClientPause pause,
      HeldKeys heldKeys,
      BlockedClients blocked,
      WatchedKeys watched,
      RunningScript script,
      long turnNanos) {
    this.lock = lock;
    this.store = store;
    this.clock = clock;
    this.dispatcher = dispatcher;
    this.commits = commits;
    this.pause = pause;
    this.heldKeys = heldKeys;
    this.blocked = blocked;
    this.watched = watched;
    this.script = script;
    this.turnNanos = turnNanos;
  }

  @Override
  public Progress execute(Session session, List<byte[][]> requests, int from, ReplyBatch replies) {
    RequestBatch batch = new RequestBatch(session, requests, replies, store, commits, blocked);
    if (isLoad(requests, from) && !store.hasCapacity() && writes(batch, from)) {
      store.awaitCapacity();
    }
    while (!acquire()) {
      Progress progress = executeWhileBusy(batch, from);
      if (progress != null) {
        return progress;
      }
    }
    return transactHolding(batch, () -> runAll(batch, from));
  }

  /** Takes the lock; returns false when a script holds it that is busy. */
  private boolean acquire() {
    if (script.isExpected()) {
      return lock.acquireUnless(script::isBusy);
    }
    lock.acquire();
    return true;
  }

  /** Runs requests between the calls of a busy script; returns null when there is none any more. */
  private Progress executeWhileBusy(RequestBatch batch, int from) {
    if (!script.enterIfBusy()) {
      return null;
    }
    try {
      String refusal = script.current().kind().refusal();
      for (int i = from; i < batch.size(); i++) {
        batch.runWhileBusy(dispatcher, dispatcher.find(batch.request(i)), i, refusal);
        if (batch.session().closeAfterReply()) {
          return new Progress.Close();
        }
      }
      return new Progress.Done();
    } finally {
      script.leave();
    }
  }

  /** Runs something as one transaction. */
  private <T> T transact(RequestBatch batch, Supplier<T> work) {
    lock.acquire();
    return transactHolding(batch, work);
  }

  /**
   * Runs something as one transaction or a part of one, with the lock that is held, and releases
   * it. Returns when its replies may be written.
   */
  private <T> T transactHolding(RequestBatch batch, Supplier<T> work) {
    T result;
    boolean executed = false;
    try {
      running = batch;
      clock.begin();
      result = work.get();
      commits.executed();
      executed = true;
    } finally {
      running = null;
      if (!executed) {
        commits.abandon();
      }
      lock.release();
    }
    if (!batch.settled()) {
      commits.awaitSettled(batch);
    } else if (batch.size() > 1) {
      Commits.letOthersExecute();
    }
    batch.awaitDurable();
    return result;
  }

  private static boolean isLoad(List<byte[][]> requests, int from) {
    int arguments = 0;
    for (int i = from; i < requests.size() && arguments <= LOAD_ARGUMENTS; i++) {
      arguments += requests.get(i).length;
    }
    return arguments > LOAD_ARGUMENTS;
  }

  private boolean writes(RequestBatch batch, int from) {
    for (int i = from; i < batch.size(); i++) {
      Command command = dispatcher.find(batch.request(i));
      if (command != null && command.writes()) {
        return true;
      }
    }
    return false;
  }

  private static boolean writes(Session session, Command command, byte[][] request) {
    return command.heldByPauseOfWrites(request)
        || (command.executesQueue() && session.queue().writes());
  }

  private Progress runAll(RequestBatch batch, int from) {
    for (int i = from; i < batch.size(); i++) {
      Command command = dispatcher.find(batch.request(i));
      if (command != null
          && pause.active()
          && dispatcher.accepts(batch.session(), command, batch.request(i))
          && pause.holds(writes(batch.session(), command, batch.request(i)))) {
        return new Progress.Wait(i, hold(batch.session(), command));
      }
      if (command != null && command.runsScripts() && script.expect()) {
        // Who waits already does not look for a busy script, so they go first.
        return new Progress.Wait(i, replies -> lock.awaitUnawaited(GIVE_WAY_MILLIS));
      }
      if (command != null && command.runsScripts() && commits.isSharedWith(batch)) {
        // A script may take long, and others are not to wait for it.
        commits.commitOrFail();
      }
      byte[][] request = batch.request(i);
      try {
        batch.run(dispatcher, command, i, part -> resume(batch.session(), command, request, part));
      } catch (HeldKeyException e) {
        blocked.undone();
        return new Progress.Wait(i, replies -> heldKeys.awaitRelease(e));
      }
      if (batch.pending() != null) {
        return new Progress.Wait(i + 1, batch.pending());
      }
      if (batch.session().closeAfterReply()) {
        return new Progress.Close();
      }
      if (i + 1 < batch.size() && clock.sinceBegin() > turnNanos) {
        return new Progress.Yield(i + 1);
      }
    }
    return new Progress.Done();
  }

  /**
   * Lets a client wait for the end of a pause; it is shown as one that is blocked in the command.
   */
  private Waiter hold(Session session, Command command) {
    session.began(command.spec().fullName(), session.lastInteractionMillis());
    session.setBlocked(true, false);
    return new Waiter() {
      @Override
      public void await(ReplyBatch replies) throws InterruptedException {
        pause.await();
      }

      @Override
      public void close() {
        session.setBlocked(false, false);
      }
    };
  }

  /** Runs the rest of a command that is answered later, as a transaction of its own. */
  private Reply resume(Session session, Command command, byte[][] request, Handler part) {
    ReplyBatch replies = new ReplyBatch();
    RequestBatch batch =
        new RequestBatch(session, List.<byte[][]>of(request), replies, store, commits, blocked);
    return transact(
            batch,
            () -> {
              batch.resume(dispatcher, command, 0, part);
              return replies;
            })
        .get(0);
  }

  @Override
  public StoreSnapshot snapshot() {
    if (running != null) {
      running.commit();
    }
    return store.snapshot();
  }

  @Override
  public void disconnected(Session session) {
    // Every wait has been ended by the connection, which closes its waiters.
    if (session.queue().watching()) {
      lock.run(() -> watched.unwatch(session));
    }
  }
}

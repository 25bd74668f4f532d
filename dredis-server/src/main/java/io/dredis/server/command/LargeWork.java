package io.dredis.server.command;

import io.dredis.server.command.LaterReply.Continuation;
import io.dredis.server.resp.Reply;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.AsideWriter;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Runs commands that may work on many elements at once, as SUNIONSTORE and COPY, in two parts: the
 * first works out the result and writes it aside, the second shows it, which takes a moment.
 *
 * <p>With few elements both parts run at once. With many, and where the command may be answered
 * later, the first part reads a snapshot on a thread of its own, without the execution lock, so
 * that no other client waits for it; what it reads is held meanwhile ({@link HeldKeys}). A client
 * that goes away does not end its command, as in Redis.
 */
public final class LargeWork implements AutoCloseable {
  /** The most elements that are worked on under the execution lock. */
  private static final long IN_PLACE_ELEMENTS = 4096;

  /** Each needs some megabytes, and a core while it runs. Others wait their turn. */
  private static final int MOST_AT_ONCE = 4;

  /** The first part of a command. */
  @FunctionalInterface
  public interface Task {
    /**
     * Works out the result.
     *
     * @param databases what it reads, by number
     * @param asides what it writes with
     */
    Result workOut(IntFunction<? extends Keyspace> databases, AsideSource asides);
  }

  /** What was worked out. Closed without {@link #show}, it becomes garbage. */
  public interface Result extends AutoCloseable {
    /** Stores the result and returns the reply; called under the execution lock. */
    Reply show();

    @Override
    void close();
  }

  private final Store store;
  private final SnapshotSource snapshots;
  private final HeldKeys heldKeys;
  private final StoreWork storeWork;
  private final ExecutorService threads;

  /** Runs the large work on a store. */
  public LargeWork(Store store, SnapshotSource snapshots, HeldKeys heldKeys, StoreWork storeWork) {
    this.store = store;
    this.snapshots = snapshots;
    this.heldKeys = heldKeys;
    this.storeWork = storeWork;
    // Not virtual threads: they would take the connections' carriers for as long as they compute.
    this.threads =
        Executors.newFixedThreadPool(
            MOST_AT_ONCE, Thread.ofPlatform().name("dredis-large-work-", 1).daemon().factory());
  }

  /** Returns a result that is shown and closed by these. */
  public static Result result(Supplier<Reply> show, Runnable close) {
    return new Result() {
      @Override
      public Reply show() {
        return show.get();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /**
   * Runs a command that waits for others while it works, as MIGRATE; called by its handler as
   * {@link #run}. Where it may be answered later, it never runs under the execution lock, whatever
   * its size, nor on the threads of other large work.
   *
   * @param threads where it runs
   * @param keys what it reads and then changes; nobody else does meanwhile
   * @param ifBroken answers when one of them was written all the same; the result is not shown
   */
  public Reply runBeside(
      Invocation call, Executor threads, List<HeldKeys.Key> keys, Handler ifBroken, Task task) {
    if (call.canWait()) {
      HeldKeys.Hold hold = heldKeys.hold(keys, keys);
      return call.answerLater(begin(call, hold, threads, ifBroken, task));
    }
    return doNow(task);
  }

  /**
   * Runs a command; called by its handler, which has made every check and written nothing yet.
   *
   * @param elements how many elements it works on, about
   * @param reads the keys it reads
   * @param writeOrNull the key its result goes to, if any
   */
  public Reply run(
      Invocation call,
      long elements,
      List<HeldKeys.Key> reads,
      HeldKeys.Key writeOrNull,
      Task task) {
    if (elements > IN_PLACE_ELEMENTS && call.canWait()) {
      List<HeldKeys.Key> writes = writeOrNull == null ? List.of() : List.of(writeOrNull);
      HeldKeys.Hold hold = heldKeys.hold(reads, writes);
      return call.answerLater(begin(call, hold, threads, LargeWork::again, task));
    }
    return doNow(task);
  }

  private Reply doNow(Task task) {
    try (Result result = task.workOut(store::database, store.keyIds()::writeAside)) {
      return result.show();
    }
  }

  /** Executes a command from its beginning, at once, for what it had worked out is true no more. */
  private static Reply again(Invocation call) {
    return call.command().handler().execute(call);
  }

  private LaterReply begin(
      Invocation call, HeldKeys.Hold hold, Executor executor, Handler ifBroken, Task task) {
    StoreSnapshot snapshotOrNull = null;
    boolean begun = false;
    try {
      StoreSnapshot snapshot = snapshots.snapshot();
      snapshotOrNull = snapshot;
      WorkReply reply = new WorkReply();
      Continuation continuation = call.continuation();
      executor.execute(
          () -> reply.complete(() -> work(continuation, hold, snapshot, ifBroken, task)));
      begun = true;
      return reply;
    } finally {
      if (!begun) {
        hold.release();
        if (snapshotOrNull != null) {
          snapshotOrNull.close();
        }
      }
    }
  }

  /** Does both parts of a command; whatever happens, the keys are released. */
  private Reply work(
      Continuation continuation,
      HeldKeys.Hold hold,
      StoreSnapshot snapshot,
      Handler ifBroken,
      Task task) {
    Result result = null;
    Throwable failure = null;
    try (snapshot) {
      result = task.workOut(snapshot::database, this::openAside);
    } catch (Throwable e) {
      // Out of memory too: the keys must not stay held.
      failure = e;
    }
    try (Result made = result) {
      Throwable thrown = failure;
      return continuation.run(
          call -> {
            hold.release();
            call.session().setReplyDue(true);
            return hold.broken() ? ifBroken.execute(call) : show(made, thrown);
          });
    }
  }

  private static Reply show(Result result, Throwable failureOrNull) {
    if (failureOrNull instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (failureOrNull != null) {
      throw new IllegalStateException("Work outside the lock failed", failureOrNull);
    }
    return result.show();
  }

  private AsideWriter openAside() {
    return storeWork.call(store.keyIds()::writeAsideUnlocked);
  }

  /** Waits for the work under way, which fails when it writes next. */
  @Override
  public void close() {
    store.keyIds().endUnlockedWriting();
    threads.close();
  }
}

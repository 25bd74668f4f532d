package io.dredis.server.command;

import io.dredis.server.resp.Reply;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Runs commands that may work on many elements at once, as SUNIONSTORE and COPY, in two parts: the
 * first works out the result and writes it aside, the second shows it, which takes a moment.
 */
public final class LargeWork {

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

  /** Runs the large work on a store. */
  public LargeWork(Store store) {
    this.store = store;
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
    try (Result result = task.workOut(store::database, store.keyIds()::writeAside)) {
      return result.show();
    }
  }
}

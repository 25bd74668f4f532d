package io.dredis.server.migrate;

import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.LargeWork;
import io.dredis.server.migrate.Transfer.Outcome;
import io.dredis.server.rdb.ValueSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.Store;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * MIGRATE. The keys are sent from a snapshot, without the execution lock; unless they stay here,
 * nobody writes to them until the target has answered and those that it stored are deleted.
 */
public final class MigrateCommand implements AutoCloseable {
  private static final String BROKEN =
      "IOERR a key was written while it was sent; the keys may be on both instances";
  private static final Reply NO_KEY = new Reply.Status("NOKEY");

  /** Others wait their turn; each may wait for a target that says nothing. */
  private static final int MOST_AT_ONCE = 64;

  private static final long THREAD_IDLE_SECONDS = 10;

  private final Store store;
  private final ValueSource values;
  private final LargeWork largeWork;
  private final Supplier<WriteOptions> format;
  private final LongSupplier clockMillis;
  private final TargetConnections connections = new TargetConnections();
  private final ThreadPoolExecutor threads;

  /**
   * The command over a store.
   *
   * @param format how payloads are written, asked each time
   * @param clockMillis the time in milliseconds since the epoch
   */
  public MigrateCommand(
      Store store,
      DataTypes types,
      LargeWork largeWork,
      Supplier<WriteOptions> format,
      LongSupplier clockMillis) {
    this.store = store;
    this.values = new ValueSource(types);
    this.largeWork = largeWork;
    this.format = format;
    this.clockMillis = clockMillis;
    // Not virtual threads: they would take the connections' carriers while they compute or wait for
    // the name of a host. Not those of other large work, which is not to wait for silent targets.
    this.threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("dredis-migrate-", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Binds the handler. */
  public void bind(CommandTable.Builder table) {
    table.bind("migrate", this::migrate);
  }

  private Reply migrate(Invocation call) {
    MigrateOptions options = MigrateOptions.of(call);
    Database database = store.database(call.session().database());
    List<byte[]> keys =
        options.keys().stream().filter(key -> database.lookup(key) != null).toList();
    if (keys.isEmpty()) {
      return NO_KEY;
    }
    // A copy is what the keys are now, whoever writes them meanwhile.
    List<HeldKeys.Key> held =
        options.copy() ? List.of() : HeldKeys.Key.listOf(database.number(), keys);
    return largeWork.runBeside(
        call,
        threads,
        held,
        MigrateCommand::broken,
        (databases, asides) -> transfer(databases.apply(database.number()), database, options));
  }

  /** Nothing is deleted here, so that what was written is not lost. */
  private static Reply broken(Invocation call) {
    throw new CommandException(BROKEN);
  }

  private LargeWork.Result transfer(Keyspace from, Database database, MigrateOptions options) {
    Transfer.Source source = new Transfer.Source(from, values, format.get(), clockMillis);
    Outcome outcome = Transfer.run(options, source, connections);
    return LargeWork.result(() -> end(database, options, outcome), () -> {});
  }

  private static Reply end(Database database, MigrateOptions options, Outcome outcome) {
    if (!options.copy()) {
      outcome.stored().forEach(database::delete);
    }
    return outcome.errorOrNull() == null ? Reply.OK : new Reply.Failure(outcome.errorOrNull());
  }

  /** Returns how many connections to targets are kept for further use. */
  public int keptConnections() {
    return connections.keptCount();
  }

  /** Closes connections that have not been used for a while; called now and then. */
  public void closeUnusedConnections() {
    connections.closeUnused();
  }

  /**
   * Ends the conversations under way, as if the targets had gone, and waits until the keys that
   * they have stored are deleted.
   */
  @Override
  public void close() {
    connections.close();
    threads.close();
  }
}

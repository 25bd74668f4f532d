package io.dredis.server;

import io.dredis.rdb.PackingLimits;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.background.BackgroundLoop;
import io.dredis.server.background.Expirer;
import io.dredis.server.background.GarbageCollection;
import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandClock;
import io.dredis.server.command.CommandExecutor;
import io.dredis.server.command.CommandSpec;
import io.dredis.server.command.CommandSpecs;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Commits;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.Dispatcher;
import io.dredis.server.command.Durability;
import io.dredis.server.command.ErrorStatistics;
import io.dredis.server.command.ExecutionLock;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.KeyspaceListeners;
import io.dredis.server.command.LargeWork;
import io.dredis.server.command.NestedExecution;
import io.dredis.server.command.RequestExecutor;
import io.dredis.server.command.RunningScript;
import io.dredis.server.command.StoreWork;
import io.dredis.server.command.WatchedKeys;
import io.dredis.server.command.connection.ConnectionCommands;
import io.dredis.server.command.generic.DatabaseCommands;
import io.dredis.server.command.generic.ExpiryCommands;
import io.dredis.server.command.generic.KeyCommands;
import io.dredis.server.command.generic.ObjectCommand;
import io.dredis.server.command.generic.ScanCommand;
import io.dredis.server.command.hash.HashCommands;
import io.dredis.server.command.introspection.CommandCommands;
import io.dredis.server.command.list.ListCommands;
import io.dredis.server.command.script.Scripting;
import io.dredis.server.command.server.CommandCounts;
import io.dredis.server.command.server.LinuxProcessFigures;
import io.dredis.server.command.server.ProcessFigures;
import io.dredis.server.command.server.ServerCommands;
import io.dredis.server.command.server.ServerContext;
import io.dredis.server.command.server.ServerControl;
import io.dredis.server.command.server.ServerIdentity;
import io.dredis.server.command.server.ServerStatistics;
import io.dredis.server.command.set.SetCommands;
import io.dredis.server.command.sort.SortCommands;
import io.dredis.server.command.sortedset.SortedSetCommands;
import io.dredis.server.command.string.StringCommands;
import io.dredis.server.command.transaction.TransactionCommands;
import io.dredis.server.config.CollectionParameters;
import io.dredis.server.config.Configuration;
import io.dredis.server.config.RdbParameters;
import io.dredis.server.migrate.MigrateCommand;
import io.dredis.server.net.Listener;
import io.dredis.server.net.ListeningSockets;
import io.dredis.server.rdb.ChangeCount;
import io.dredis.server.rdb.DumpCommands;
import io.dredis.server.rdb.Loading;
import io.dredis.server.rdb.RdbLoadException;
import io.dredis.server.rdb.RdbSaver;
import io.dredis.server.rdb.SaveCommands;
import io.dredis.server.rdb.Saves;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Traffic;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A running server: the one place where the parts are put together, started and ended.
 *
 * <p>Several may run in one process, each with a store of its own.
 */
public final class DredisServer implements AutoCloseable {
  /** What is there before the store, because the store tells it of changes. */
  private record Foundation(
      Configuration configuration,
      CommandClock clock,
      ExecutionLock lock,
      HeldKeys heldKeys,
      BlockedClients blocked,
      WatchedKeys watched,
      ChangeCount changes) {
    static Foundation of(Configuration configuration) {
      ExecutionLock lock = new ExecutionLock();
      return new Foundation(
          configuration,
          new CommandClock(System::currentTimeMillis, System::nanoTime),
          lock,
          new HeldKeys(),
          new BlockedClients(lock),
          new WatchedKeys(),
          new ChangeCount());
    }
  }

  /** How often is looked for connections of MIGRATE that nobody uses. */
  private static final long MIGRATE_CHECK_MILLIS = 1000;

  /** How much of the heap the scripts of EVAL may take; SCRIPT LOAD is the client's choice. */
  private static final long SCRIPT_CACHE_BYTES = Runtime.getRuntime().maxMemory() / 16;

  /** How long a script that runs may go on when the server ends. */
  private static final long LAST_SCRIPT_MILLIS = 1000;

  private final Configuration configuration;
  private final Sessions sessions = new Sessions();
  private final Traffic traffic = new Traffic();
  private final ErrorStatistics errors = new ErrorStatistics();
  private final ClientPause pause = new ClientPause(System::currentTimeMillis);
  private final ProcessFigures figures = new LinuxProcessFigures();

  private final ExecutionLock lock;
  private final BlockedClients blocked;
  private final WatchedKeys watched;
  private final Store store;
  private final Durability durability;
  private final Commits commits;
  private final NestedExecution snapshots;
  private final RunningScript script;
  private final ConfiguredGatekeeper gatekeeper;
  private final Scripting scripting;
  private final LargeWork largeWork;
  private final MigrateCommand migrate;
  private final Saves saves;
  private final Loading loading;
  private final InitialData data;
  private final ChangeCount changes;
  private final CommandTable table;
  private final Dispatcher dispatcher;
  private final CommandExecutor executor;
  private final ServerStatistics statistics;
  private final Listener listener;
  private final Expirer expirer;
  private final GarbageCollection collection;
  private final BackgroundLoop sampler;
  private final BackgroundLoop savePoints;
  private final BackgroundLoop migrateConnections;

  private DredisServer(Foundation foundation, Store store, InitialData data, Runnable stop) {
    this.configuration = foundation.configuration();
    this.data = data;
    this.changes = foundation.changes();
    this.lock = foundation.lock();
    this.blocked = foundation.blocked();
    this.watched = foundation.watched();
    this.store = store;
    this.durability = new Durability(store::sync, configuration::appendFsync);
    this.commits = new Commits(lock, store, durability, blocked);
    StoreWork work = new StoreWork(lock, store, commits, foundation.clock());
    this.statistics =
        new ServerStatistics(this::executedCommands, traffic, figures::usedMemoryBytes);
    this.snapshots =
        new NestedExecution(
            store, this::committedSnapshot, foundation.heldKeys(), this::dispatcher);
    this.script = new RunningScript(configuration::busyReplyThresholdMillis);
    this.largeWork = new LargeWork(store, snapshots, foundation.heldKeys(), work);
    this.migrate =
        new MigrateCommand(
            store, dataTypes(configuration), largeWork, this::rdbFormat, System::currentTimeMillis);
    this.saves = saves(work, foundation.changes());
    this.loading = new Loading(lock, store, System::currentTimeMillis, data.rdbOrNull() != null);
    this.gatekeeper = new ConfiguredGatekeeper(configuration, loading::inProgress);
    this.scripting =
        new Scripting(
            store.libraries(), snapshots, script, gatekeeper, this::rdbFormat, SCRIPT_CACHE_BYTES);
    this.table = table(stop);
    this.dispatcher = new Dispatcher(table, store, watched, gatekeeper, foundation.clock(), errors);
    this.executor =
        new CommandExecutor(
            lock,
            store,
            foundation.clock(),
            dispatcher,
            commits,
            pause,
            foundation.heldKeys(),
            blocked,
            watched,
            script,
            CommandExecutor.TURN_NANOS);
    this.listener =
        new Listener(configuration, sessions, executor, traffic, System::currentTimeMillis);
    this.expirer = new Expirer(store, work, configuration::hz);
    this.collection =
        new GarbageCollection(
            store, work, configuration::gcIntervalMillis, configuration::gcBatchSize);
    this.sampler =
        new BackgroundLoop(
            "sampler", () -> ServerStatistics.SAMPLE_INTERVAL_MILLIS, this::sampleStatistics);
    this.savePoints =
        new BackgroundLoop("save-points", () -> 1000 / configuration.hz(), this::saveIfDue);
    this.migrateConnections =
        new BackgroundLoop(
            "migrate-connections", () -> MIGRATE_CHECK_MILLIS, this::closeUnusedConnections);
  }

  /**
   * {@link #open Opens} a server and {@link #load loads} what it begins with.
   *
   * @throws RdbLoadException when the file to begin with was not loaded; the keys are as before,
   *     and the server is closed
   */
  public static DredisServer start(Configuration configuration, InitialData data, Runnable stop)
      throws IOException {
    DredisServer server = open(configuration, data, stop);
    try {
      server.load();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Listens, opens the store and serves clients; the port in use is noted in the configuration. If
   * there is a file to begin with, most commands are refused until {@link #load} has ended.
   *
   * @param data what is done to the store before the first client may use it
   * @param stop what ends the process when a client asks for it; must return at once
   * @throws BackendException when the store cannot be opened; nothing was touched
   * @throws IOException when it cannot listen; nothing was touched
   */
  public static DredisServer open(Configuration configuration, InitialData data, Runnable stop)
      throws IOException {
    ListeningSockets sockets = ListeningSockets.bind(configuration);
    configuration.notePort(sockets.port());
    try {
      Foundation foundation = Foundation.of(configuration);
      DredisServer server = over(open(foundation), foundation, data, stop);
      server.listener.start(sockets);
      return server;
    } catch (RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  /**
   * Loads the file to begin with, if there is one; called once.
   *
   * @return false when the server is being ended instead; the keys are as before
   * @throws RdbLoadException when the file was not loaded; the keys are as before
   * @throws BackendException when the store failed meanwhile
   */
  public boolean load() throws RdbLoadException {
    if (data.rdbOrNull() == null) {
      return true;
    }
    boolean loaded = false;
    changes.setCounting(false);
    try {
      loaded = data.rdbOrNull().load(store, dataTypes(configuration), data.flushAll(), loading);
      return loaded;
    } finally {
      changes.setCounting(true);
      if (!loaded) {
        // It might replace the very file that was to be loaded.
        saves.endWithoutSave();
      }
    }
  }

  /**
   * Returns what executes requests, for a client within the process: without a socket, under the
   * same lock and with the same promises.
   */
  public RequestExecutor executor() {
    return executor;
  }

  /** Returns a server that does not listen yet; when there will be none, the store is closed. */
  private static DredisServer over(
      Store store, Foundation foundation, InitialData data, Runnable stop) {
    try {
      if (data.rdbOrNull() == null && data.flushAll()) {
        store.flushAll();
        store.commit();
      }
      return new DredisServer(foundation, store, data, stop);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Store open(Foundation foundation) {
    Configuration configuration = foundation.configuration();
    return Store.open(
        new StoreOptions(
            Path.of(configuration.directory()),
            Backends.named(configuration.backend()),
            configuration.backendOptions(),
            configuration.readOnly(),
            configuration.databases(),
            foundation.clock(),
            new KeyspaceListeners(
                List.of(
                    foundation.heldKeys(),
                    foundation.blocked(),
                    foundation.watched(),
                    foundation.changes()))));
  }

  private CommandTable table(Runnable stop) {
    List<CommandSpec> specs = CommandSpecs.load();
    CommandTable.Builder builder = new CommandTable.Builder();
    new StringCommands(store, snapshots, configuration::protoMaxBulkLength).bind(builder);
    new SetCommands(
            store,
            snapshots,
            largeWork,
            configuration.collections()::setMaxIntsetEntries,
            new SplittableRandom())
        .bind(builder);
    new HashCommands(store, hashes(configuration), snapshots, new SplittableRandom()).bind(builder);
    new SortedSetCommands(
            store, snapshots, largeWork, blocked, sortedSets(configuration), new SplittableRandom())
        .bind(builder);
    new ListCommands(store, lists(configuration), snapshots, largeWork, blocked).bind(builder);
    Supplier<Path> directory = () -> Path.of(configuration.directory());
    new SortCommands(store, dataTypes(configuration), snapshots, largeWork, directory)
        .bind(builder);
    new KeyCommands(store, snapshots, largeWork).bind(builder);
    new DumpCommands(store, dataTypes(configuration), snapshots, largeWork, this::rdbFormat)
        .bind(builder);
    migrate.bind(builder);
    new SaveCommands(saves, snapshots).bind(builder);
    new ExpiryCommands(store).bind(builder);
    new ScanCommand(store).bind(builder);
    new ObjectCommand(store).bind(builder);
    new DatabaseCommands(store).bind(builder);
    new ConnectionCommands(
            Version.REDIS,
            configuration::password,
            store::databaseCount,
            sessions,
            pause,
            blocked,
            watched)
        .bind(builder);
    new TransactionCommands(store, snapshots, watched).bind(builder);
    scripting.bind(builder);
    new CommandCommands(specs).bind(builder);
    ServerCommands.bind(builder, context(stop));
    return builder.build(specs);
  }

  private static SortedSets sortedSets(Configuration configuration) {
    CollectionParameters limits = configuration.collections();
    return new SortedSets(limits::zsetMaxListpackEntries, limits::zsetMaxListpackValueBytes);
  }

  private static Lists lists(Configuration configuration) {
    return new Lists(configuration.collections()::listMaxListpackSize);
  }

  private static Hashes hashes(Configuration configuration) {
    CollectionParameters limits = configuration.collections();
    return new Hashes(limits::hashMaxListpackEntries, limits::hashMaxListpackValueBytes);
  }

  private static DataTypes dataTypes(Configuration configuration) {
    return new DataTypes(
        new Strings(configuration::protoMaxBulkLength),
        hashes(configuration),
        lists(configuration),
        new Sets(configuration.collections()::setMaxIntsetEntries),
        sortedSets(configuration));
  }

  private WriteOptions rdbFormat() {
    CollectionParameters limits = configuration.collections();
    PackingLimits packing =
        new PackingLimits(
            toInt(limits.hashMaxListpackEntries()),
            toInt(limits.hashMaxListpackValueBytes()),
            limits.listMaxListpackSize(),
            toInt(limits.setMaxIntsetEntries()),
            PackingLimits.DEFAULTS.setMaxListpackEntries(),
            PackingLimits.DEFAULTS.setMaxListpackValueBytes(),
            toInt(limits.zsetMaxListpackEntries()),
            toInt(limits.zsetMaxListpackValueBytes()));
    RdbParameters rdb = configuration.rdb();
    return WriteOptions.DEFAULTS
        .withVersion(rdb.version())
        .withCompress(rdb.compression())
        .withChecksum(rdb.checksum())
        .withLimits(packing);
  }

  private Saves saves(StoreWork work, ChangeCount changes) {
    Supplier<Path> file =
        () -> Path.of(configuration.directory()).resolve(configuration.rdb().fileName());
    return new Saves(
        store,
        work,
        new RdbSaver(dataTypes(configuration), figures::usedMemoryBytes),
        changes,
        new Saves.Settings(file, this::rdbFormat, configuration.rdb()::savePoints),
        this::executedCommands,
        System::currentTimeMillis);
  }

  private static int toInt(long limit) {
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }

  private ServerContext context(Runnable stop) {
    long nowMillis = System.currentTimeMillis();
    return new ServerContext(
        ServerIdentity.of(new SecureRandom(), nowMillis),
        configuration,
        () -> table,
        errors,
        sessions,
        traffic,
        statistics,
        figures,
        store,
        durability,
        snapshots,
        control(stop),
        saves,
        loading,
        migrate::keptConnections,
        script,
        scripting::figures,
        () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  private ServerControl control(Runnable stop) {
    return new ServerControl() {
      @Override
      public void stop() {
        loading.callOff();
        stop.run();
      }

      @Override
      public void setActiveExpire(boolean active) {
        expirer.setActive(active);
      }

      @Override
      public void setIgnoreNoscript(boolean ignored) {
        gatekeeper.setIgnoresNoscript(ignored);
      }
    };
  }

  private StoreSnapshot committedSnapshot() {
    return executor.snapshot();
  }

  private Dispatcher dispatcher() {
    return dispatcher;
  }

  private long executedCommands() {
    return CommandCounts.executed(table);
  }

  private boolean sampleStatistics() {
    statistics.sample(System.currentTimeMillis());
    return false;
  }

  private boolean closeUnusedConnections() {
    migrate.closeUnusedConnections();
    return false;
  }

  private boolean saveIfDue() {
    if (!loading.inProgress()) {
      saves.beginIfDue();
    }
    return false;
  }

  /**
   * Lets what runs end and be answered, then syncs and closes the store. A load is called off: the
   * keys are as before.
   */
  @Override
  public void close() {
    if (loading.inProgress()) {
      saves.endWithoutSave();
    }
    loading.callOff();
    script.endWithin(LAST_SCRIPT_MILLIS);
    listener.close();
    loading.awaitEnd();
    migrate.close();
    migrateConnections.close();
    largeWork.close();
    sampler.close();
    savePoints.close();
    collection.close();
    expirer.close();
    saves.close();
    durability.close();
    lock.run(
        () -> {
          commits.close();
          store.close();
        });
  }
}

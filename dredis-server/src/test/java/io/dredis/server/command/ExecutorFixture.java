package io.dredis.server.command;

import io.dredis.rdb.WriteOptions;
import io.dredis.server.Version;
import io.dredis.server.command.connection.ConnectionCommands;
import io.dredis.server.command.generic.ExpiryCommands;
import io.dredis.server.command.generic.KeyCommands;
import io.dredis.server.command.list.ListCommands;
import io.dredis.server.command.script.Scripting;
import io.dredis.server.command.string.StringCommands;
import io.dredis.server.command.transaction.TransactionCommands;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Session;
import io.dredis.server.session.Sessions;
import io.dredis.server.session.Transport;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import io.dredis.storage.keyspace.StoreSnapshot;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.Strings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An executor with real commands over a {@link FaultyBackend}, without network, and with a clock
 * that moves when a test says so.
 */
final class ExecutorFixture implements AutoCloseable {
  private static final Set<String> COMMANDS =
      Set.of(
          "get set setnx setex psetex getset getdel getex mget mset msetnx append strlen getrange",
          "substr setrange incr decr incrby decrby incrbyfloat lcs",
          "del unlink exists touch type keys randomkey rename renamenx copy move",
          "expire pexpire expireat pexpireat ttl pttl expiretime pexpiretime persist",
          "auth echo hello ping quit reset select client",
          "lpush rpush lpushx rpushx lpop rpop llen lindex lrange lset linsert ltrim lrem lpos",
          "lmpop blmpop blpop brpop lmove rpoplpush blmove brpoplpush",
          "multi exec discard watch unwatch",
          "eval evalsha eval_ro evalsha_ro script fcall fcall_ro function",
          "time lolwut migrate");

  final FaultyBackend backend = new FaultyBackend();
  final AtomicLong nowMillis = new AtomicLong(1_700_000_000_000L);
  final AtomicLong nowNanos = new AtomicLong();
  final CommandClock clock = new CommandClock(nowMillis::get, nowNanos::get);
  final ExecutionLock lock = new ExecutionLock();
  final HeldKeys heldKeys = new HeldKeys();
  final BlockedClients blocked = new BlockedClients(lock);
  final WatchedKeys watched = new WatchedKeys();
  final Store store =
      Store.open(
          new StoreOptions(
              null,
              backend,
              Map.of(),
              false,
              16,
              clock,
              new KeyspaceListeners(List.of(heldKeys, blocked, watched))));
  final ClientPause pause = new ClientPause(nowMillis::get);
  final Durability durability;
  final Commits commits;
  final CommandExecutor executor;
  final NestedExecution snapshots;
  final Dispatcher dispatcher;
  final LargeWork largeWork;
  final RunningScript script = new RunningScript(() -> 0);
  final ErrorStatistics errors = new ErrorStatistics();
  final Lists lists = new Lists(() -> 4);
  final Strings strings = new Strings(() -> 1 << 29);

  /** What LOLWUT does. */
  Handler lolwut = call -> Reply.OK;

  /** What MIGRATE does. */
  Handler migrate = call -> Reply.OK;

  private CommandTable table;
  private byte[] password;
  final Sessions sessions = new Sessions();

  ExecutorFixture(FsyncMode fsync) {
    this(fsync, Long.MAX_VALUE);
  }

  /** A fixture in which requests of one client run so long in a row. */
  ExecutorFixture(FsyncMode fsync, long turnNanos) {
    durability = new Durability(store::sync, () -> fsync);
    snapshots = new NestedExecution(store, this::snapshot, heldKeys, this::dispatcher, 1 << 20);
    commits = new Commits(lock, store, durability, blocked);
    largeWork =
        new LargeWork(store, snapshots, heldKeys, new StoreWork(lock, store, commits, clock));
    table = table();
    dispatcher = new Dispatcher(table, store, watched, new OpenGate(), clock, errors);
    executor =
        new CommandExecutor(
            lock,
            store,
            clock,
            dispatcher,
            commits,
            pause,
            heldKeys,
            blocked,
            watched,
            script,
            turnNanos);
    backend.forgetCommits();
  }

  private record OpenGate() implements Gatekeeper {
    @Override
    public boolean loading() {
      return false;
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public boolean allowsProtected(Session session) {
      return false;
    }
  }

  private CommandTable table() {
    CommandTable.Builder builder = new CommandTable.Builder();
    new StringCommands(store, snapshots, () -> 1 << 29).bind(builder);
    new KeyCommands(store, snapshots, largeWork).bind(builder);
    new ListCommands(store, lists, snapshots, largeWork, blocked).bind(builder);
    new ExpiryCommands(store).bind(builder);
    new ConnectionCommands(
            Version.REDIS, () -> password, store::databaseCount, sessions, pause, blocked, watched)
        .bind(builder);
    new TransactionCommands(store, snapshots, watched).bind(builder);
    new Scripting(
            store.libraries(),
            snapshots,
            script,
            new OpenGate(),
            () -> WriteOptions.DEFAULTS,
            1 << 20)
        .bind(builder);
    builder
        .bind("time", this::failHalfWay)
        .bind("lolwut", call -> lolwut.execute(call))
        .bind("migrate", call -> migrate.execute(call));
    List<String> names = COMMANDS.stream().flatMap(line -> Arrays.stream(line.split(" "))).toList();
    return builder.build(
        CommandSpecs.load().stream().filter(spec -> names.contains(spec.name())).toList());
  }

  private StoreSnapshot snapshot() {
    return executor.snapshot();
  }

  private Dispatcher dispatcher() {
    return dispatcher;
  }

  /** A command with a defect. */
  private Reply failHalfWay(Invocation call) {
    store.database(0).delete(bytes("key"));
    throw new IllegalStateException("a defect, for the test");
  }

  /** Returns what is counted about a command. */
  CommandStatistics statistics(String name) {
    return table.find(bytes(name)).statistics();
  }

  /** Demands a password from the sessions opened from now on. */
  void demandPassword() {
    password = bytes("secret");
  }

  /** Connects a client. */
  Session connect() {
    Session session =
        new Session(sessions.nextId(), new NoTransport(), nowMillis.get(), password == null);
    sessions.add(session);
    return session;
  }

  /** Executes requests as one batch and returns the replies as they would go over the wire. */
  String run(Session session, String... lines) throws IOException {
    try (ReplyBatch replies = new ReplyBatch()) {
      execute(session, 0, replies, lines);
      return text(replies);
    }
  }

  /** Executes requests as one batch, from an index on. */
  RequestExecutor.Progress execute(Session session, int from, ReplyBatch replies, String... lines) {
    List<byte[][]> requests = new ArrayList<>();
    for (String line : lines) {
      requests.add(
          Arrays.stream(line.split(" ")).map(ExecutorFixture::bytes).toArray(byte[][]::new));
    }
    return executor.execute(session, requests, from, replies);
  }

  static String text(ReplyBatch replies) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RespWriter writer = new RespWriter(out);
    replies.writeTo(writer);
    writer.flush();
    return out.toString(StandardCharsets.ISO_8859_1).replace("\r\n", " ").trim();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    commits.close();
    durability.close();
    store.close();
  }

  private record NoTransport() implements Transport {
    @Override
    public void push(Reply message) {}

    @Override
    public void disconnect() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public String remoteAddress() {
      return "127.0.0.1:1";
    }

    @Override
    public String localAddress() {
      return "127.0.0.1:2";
    }

    @Override
    public int queryBufferBytes() {
      return 0;
    }

    @Override
    public int queryBufferFreeBytes() {
      return 0;
    }

    @Override
    public int outputQueueLength() {
      return 0;
    }

    @Override
    public long outputQueueBytes() {
      return 0;
    }
  }
}

package io.dredis.server.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandClock;
import io.dredis.server.command.CommandExecutor;
import io.dredis.server.command.CommandSpecs;
import io.dredis.server.command.CommandTable;
import io.dredis.server.command.Commits;
import io.dredis.server.command.Dispatcher;
import io.dredis.server.command.Durability;
import io.dredis.server.command.ErrorStatistics;
import io.dredis.server.command.ExecutionLock;
import io.dredis.server.command.Gatekeeper;
import io.dredis.server.command.HeldKeys;
import io.dredis.server.command.ReplyBatch;
import io.dredis.server.command.RunningScript;
import io.dredis.server.command.WatchedKeys;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.RespWriter;
import io.dredis.server.session.ClientPause;
import io.dredis.server.session.Session;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.keyspace.KeyspaceListener;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the string commands answer for a key of another type, compared with a real Redis. The key is
 * put into the store past the commands, so that no other family is needed.
 */
class WrongTypeTest {
  private static final byte[] LIST_KEY = RespConnection.bytes("list");

  private static final List<String> CALLS =
      List.of(
          "GET list",
          "SET list v NX",
          "SET list v NX GET",
          "SET list v GET",
          "SET list v EX 0 GET",
          "SETNX list v",
          "GETSET list v",
          "GETDEL list",
          "GETEX list",
          "GETEX list EX 0",
          "GETEX list PERSIST EX 1",
          "MGET list none list",
          "MSETNX new v list v",
          "GET new",
          "APPEND list v",
          "STRLEN list",
          "GETRANGE list 0 1",
          "GETRANGE list x 1",
          "SUBSTR list 0 -1",
          "SETRANGE list 0 v",
          "SETRANGE list -1 v",
          "INCR list",
          "DECR list",
          "INCRBY list 1",
          "INCRBY list x",
          "DECRBY list 1",
          "DECRBY list -9223372036854775808",
          "INCRBYFLOAT list 1",
          "INCRBYFLOAT list x",
          "LCS list none",
          "LCS none list JUNK",
          "LCS list list IDX LEN");

  /** Those that replace a value of any type; each finds the list anew. */
  private static final List<String> OVERWRITES =
      List.of(
          "SET list v",
          "SET list v XX KEEPTTL",
          "SETEX list 10 v",
          "PSETEX list 10000 v",
          "MSET list v");

  private final CommandClock clock = new CommandClock(System::currentTimeMillis, System::nanoTime);
  private final Session session = new Session(1, null, 0, true);
  private Store store;
  private Durability durability;
  private CommandExecutor executor;

  @BeforeEach
  void open() {
    store =
        Store.open(
            new StoreOptions(
                null, Backends.named("memory"), Map.of(), false, 1, clock, KeyspaceListener.NONE));
    durability = new Durability(store::sync, () -> FsyncMode.NO);
    CommandTable.Builder table = new CommandTable.Builder();
    new StringCommands(store, this::snapshot, () -> 512L << 20).bind(table);
    var strings =
        CommandSpecs.load().stream()
            .filter(spec -> "string".equals(spec.documentation().get("group")))
            .toList();
    Dispatcher dispatcher =
        new Dispatcher(
            table.build(strings),
            store,
            new WatchedKeys(),
            new AllowingAll(),
            clock,
            new ErrorStatistics());
    ClientPause noPause = new ClientPause(System::currentTimeMillis);
    ExecutionLock lock = new ExecutionLock();
    BlockedClients blocked = new BlockedClients(lock);
    executor =
        new CommandExecutor(
            lock,
            store,
            clock,
            dispatcher,
            new Commits(lock, store, durability, blocked),
            noPause,
            new HeldKeys(),
            blocked,
            new WatchedKeys(),
            new RunningScript(() -> 0),
            Long.MAX_VALUE);
    putList();
  }

  @AfterEach
  void close() {
    durability.close();
    store.close();
  }

  @Test
  void isAnsweredAsRedisAnswersIt() throws IOException {
    try (RedisServerProcess redis = RedisServerProcess.start();
        RespConnection connection = redis.connect()) {
      connection.call("RPUSH", "list", "element");
      for (String call : CALLS) {
        assertEquals(RespConnection.text(connection.call(call.split(" ", -1))), reply(call), call);
        assertFalse(store.hasPendingWrites(), call);
        assertEquals(Kind.LIST_PACKED, store.database(0).find(LIST_KEY).kind(), call);
      }
      for (String call : OVERWRITES) {
        putList();
        connection.call("DEL", "list");
        connection.call("RPUSH", "list", "element");
        assertEquals(RespConnection.text(connection.call(call.split(" ", -1))), reply(call), call);
        assertEquals("$1\r\nv\r\n", reply("GET list"), call);
      }
    }
  }

  private void putList() {
    Header list = Header.small(Kind.LIST_PACKED, Header.NO_EXPIRY, new byte[] {1});
    store.database(0).store(LIST_KEY, list, store.database(0).find(LIST_KEY));
    store.commit();
  }

  private String reply(String call) throws IOException {
    byte[][] request =
        Arrays.stream(call.split(" ", -1)).map(RespConnection::bytes).toArray(byte[][]::new);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ReplyBatch replies = new ReplyBatch()) {
      executor.execute(session, List.<byte[][]>of(request), 0, replies);
      RespWriter out = new RespWriter(bytes);
      replies.writeTo(out);
      out.flush();
    }
    return RespConnection.text(bytes.toByteArray());
  }

  private StoreSnapshot snapshot() {
    return executor.snapshot();
  }

  private static final class AllowingAll implements Gatekeeper {
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
      return true;
    }
  }
}

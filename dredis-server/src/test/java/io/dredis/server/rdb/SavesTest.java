package io.dredis.server.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.rdb.WriteOptions;
import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandClock;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Commits;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.Durability;
import io.dredis.server.command.ExecutionLock;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.StoreWork;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.config.SavePoints;
import io.dredis.server.resp.Reply;
import io.dredis.server.testing.RedisServerProcess;
import io.dredis.server.testing.RespConnection;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When saves begin and end. Each stops in the middle until the test lets it go on. */
@Timeout(60)
class SavesTest {
  private static final int RETRY_MILLIS = 5001;

  @TempDir private Path directory;

  private final Semaphore goOn = new Semaphore(0);
  private final AtomicLong nowMillis = new AtomicLong(1_700_000_000_000L);
  private final ChangeCount changes = new ChangeCount();
  private final CommandClock clock = new CommandClock(nowMillis::get, () -> 0);
  private final Strings strings = new Strings(() -> 1 << 29);
  private final Store store =
      Store.open(
          new StoreOptions(null, Backends.named("memory"), Map.of(), false, 16, clock, changes));
  private final Durability durability = new Durability(store::sync, () -> FsyncMode.NO);
  private final ExecutionLock lock = new ExecutionLock();
  private final StoreWork work =
      new StoreWork(
          lock, store, new Commits(lock, store, durability, new BlockedClients(lock)), clock);
  private SavePoints points = SavePoints.NONE;
  private String fileName = "dump.rdb";
  private final Saves saves =
      new Saves(
          store,
          work,
          new RdbSaver(types(), this::stop),
          changes,
          new Saves.Settings(
              () -> directory.resolve(fileName), () -> WriteOptions.DEFAULTS, () -> points),
          () -> 0,
          nowMillis::get);

  private DataTypes types() {
    return new DataTypes(
        strings,
        new Hashes(() -> 512, () -> 64),
        new Lists(() -> -2),
        new Sets(() -> 512),
        new SortedSets(() -> 128, () -> 64));
  }

  /** Is asked by the save after it has begun its file. */
  private long stop() {
    goOn.acquireUninterruptibly();
    return 1;
  }

  @AfterEach
  void close() {
    goOn.release(100);
    saves.endWithoutSave();
    saves.close();
    durability.close();
    store.close();
  }

  private void set(String key) {
    byte[] bytes = RespConnection.bytes(key);
    work.call(
        () -> {
          strings.set(store.database(0), bytes, null, bytes, Header.NO_EXPIRY);
          return null;
        });
  }

  private CompletableFuture<Boolean> begin(boolean background) {
    return work.call(() -> saves.begin(store.snapshot(), background));
  }

  private boolean isSaving() {
    return saves.status().backgroundRunning();
  }

  private void awaitIdle() throws InterruptedException {
    while (isSaving()) {
      Thread.sleep(1);
    }
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aScheduledSaveBeginsWhenNoneIsUnderWay() throws Exception {
    CompletableFuture<Boolean> first = begin(true);
    saves.schedule();
    saves.beginIfDue();
    goOn.release();
    assertTrue(first.join());
    awaitIdle();
    assertEquals(1, saves.status().saves());
    saves.beginIfDue();
    assertTrue(isSaving());
    goOn.release();
    awaitIdle();
    assertEquals(2, saves.status().saves());
    saves.beginIfDue();
    assertFalse(isSaving(), "scheduled once, begun twice");
  }

  /** Returns the reply of a command that has to answer now, as in a transaction. */
  private String answerAtOnce(String... request) {
    SaveCommands commands = new SaveCommands(saves, store::snapshot);
    byte[][] arguments = Stream.of(request).map(RespConnection::bytes).toArray(byte[][]::new);
    Invocation call = new Invocation(null, null, arguments, nowMillis.get(), null);
    try {
      Reply reply =
          work.call(() -> request[0].equals("SAVE") ? commands.save(call) : commands.bgsave(call));
      return "+" + ((Reply.Status) reply).text() + "\r\n";
    } catch (CommandException e) {
      return "-" + e.getMessage() + "\r\n";
    }
  }

  @Test
  void whatComesDuringABackgroundSaveIsAnsweredAsByRedis() throws Exception {
    CompletableFuture<Boolean> first = begin(true);
    try (RedisServerProcess redis = RedisServerProcess.start("--rdb-key-save-delay", "10000000");
        RespConnection client = redis.connect()) {
      client.call("SET", "key", "value");
      assertEquals("+Background saving started\r\n", RespConnection.text(client.call("BGSAVE")));
      for (String[] request :
          List.of(
              new String[] {"SAVE"},
              new String[] {"BGSAVE"},
              new String[] {"BGSAVE", "SCHEDULE"})) {
        assertEquals(RespConnection.text(client.call(request)), answerAtOnce(request));
      }
    }
    goOn.release();
    assertTrue(first.join());
  }

  @Test
  void aSaveInATransactionIsScheduledAsByRedis() throws Exception {
    try (RedisServerProcess redis = RedisServerProcess.start();
        RespConnection client = redis.connect()) {
      client.call("MULTI");
      client.call("BGSAVE");
      String reply = RespConnection.text(client.call("EXEC"));
      assertEquals(reply, "*1\r\n" + answerAtOnce("BGSAVE"));
    }
    assertFalse(isSaving());
    saves.beginIfDue();
    assertTrue(isSaving());
    goOn.release();
    awaitIdle();
    assertEquals(1, saves.status().saves());
  }

  @Test
  void theEndCallsASaveOffAndTheFileIsAsItWas() throws Exception {
    goOn.release();
    assertTrue(begin(false).join());
    byte[] file = Files.readAllBytes(directory.resolve(fileName));
    set("key");
    CompletableFuture<Boolean> save = begin(true);
    saves.endWithoutSave();
    Thread end = Thread.ofPlatform().start(saves::close);
    // It has called the save off when it waits for the save's thread.
    while (end.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    goOn.release();
    end.join();
    assertFalse(save.join());
    assertEquals(List.of(fileName), files());
    assertEquals(file.length, Files.readAllBytes(directory.resolve(fileName)).length);
    assertTrue(saves.status().lastBackgroundGood(), "called off is not failed");
    assertEquals(1, saves.status().saves());
  }

  @Test
  void aSaveForShutdownCallsOffTheBackgroundSaveAndIsWritten() {
    set("key");
    CompletableFuture<Boolean> background = begin(true);
    CompletableFuture<Boolean> last = work.call(() -> saves.saveForShutdown(store.snapshot()));
    goOn.release(2);
    assertFalse(background.join());
    assertTrue(last.join());
    assertEquals(1, saves.status().saves());
    assertEquals(0, saves.status().changes());
  }

  @Test
  void afterAFailureTheServerTriesAgainInFiveSeconds() throws Exception {
    points = new SavePoints(List.of(new SavePoints.Point(1, 1)));
    Files.createDirectories(directory.resolve("taken").resolve("inside"));
    fileName = "taken";
    set("key");
    nowMillis.addAndGet(2000);
    goOn.release(100);
    saves.beginIfDue();
    awaitIdle();
    assertFalse(saves.status().lastBackgroundGood());
    nowMillis.addAndGet(RETRY_MILLIS - 1);
    saves.beginIfDue();
    assertFalse(isSaving());
    assertEquals(0, saves.status().saves());
    fileName = "dump.rdb";
    nowMillis.addAndGet(1);
    saves.beginIfDue();
    awaitIdle();
    assertEquals(1, saves.status().saves());
    assertTrue(saves.status().lastBackgroundGood());
    assertEquals(List.of("dump.rdb", "taken"), files());
  }

  @Test
  void savePointsCountAFlushAsOneWriteForEachDatabase() throws Exception {
    points = new SavePoints(List.of(new SavePoints.Point(1, 4)));
    set("a");
    set("b");
    set("c");
    goOn.release(100);
    nowMillis.addAndGet(2000);
    saves.beginIfDue();
    assertFalse(isSaving());
    assertEquals(3, saves.status().changes());
    work.call(
        () -> {
          store.flushAll();
          return null;
        });
    assertTrue(saves.status().changes() > 3, "a flush counts");
    saves.beginIfDue();
    awaitIdle();
    assertEquals(1, saves.status().saves());
    assertEquals(0, saves.status().changes());
  }
}

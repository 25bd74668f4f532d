package io.dredis.server.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.BlockedClients;
import io.dredis.server.command.CommandClock;
import io.dredis.server.command.Commits;
import io.dredis.server.command.Durability;
import io.dredis.server.command.ExecutionLock;
import io.dredis.server.command.StoreWork;
import io.dredis.server.config.FsyncMode;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.Cursor;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.KeyspaceListener;
import io.dredis.storage.keyspace.Store;
import io.dredis.storage.keyspace.StoreOptions;
import io.dredis.storage.type.Strings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Expiring and collecting on a store of their own, with a clock that moves when told. */
@ParameterizedClass
@ValueSource(strings = {"leveldb", "lmdb", "memory"})
@Timeout(60)
class BackgroundWorkTest {
  private static final int KEYS = 1000;
  private static final int LARGE_BYTES = 1 << 20;
  private static final int LOOKS = 5;

  /** Of its chunks there are more than MANY; what remains of a deleted key are fewer than FEW. */
  private static final int MANY = 100;

  private static final int FEW = 10;
  private static final int COLLECTED_AT_ONCE = 10;

  @Parameter String backend;
  @TempDir Path directory;

  private final AtomicLong nowMillis = new AtomicLong(1_700_000_000_000L);
  private final ExecutionLock lock = new ExecutionLock();
  private final Strings strings = new Strings(() -> 1 << 29);
  private CommandClock clock;
  private Store store;
  private Durability durability;
  private StoreWork work;

  @BeforeEach
  void open() {
    clock = new CommandClock(nowMillis::get, () -> 0);
    store =
        Store.open(
            new StoreOptions(
                directory.resolve("data"),
                Backends.named(backend),
                Map.of(),
                false,
                16,
                clock,
                KeyspaceListener.NONE));
    durability = new Durability(store::sync, () -> FsyncMode.NO);
    Commits commits = new Commits(lock, store, durability, new BlockedClients(lock));
    work = new StoreWork(lock, store, commits, clock);
  }

  @AfterEach
  void close() {
    durability.close();
    store.close();
  }

  @Test
  void keysWhoseTimeHasComeAreDeletedThoughNobodyAsks() throws Exception {
    fill(nowMillis.get() + 10);
    try (Expirer expirer = new Expirer(store, work, () -> 500)) {
      expirer.setActive(true);
      nowMillis.addAndGet(11);
      await(() -> keys() == 1);
    }
    assertEquals(KEYS, store.statistics().expired());
    assertEquals(0, store.database(0).expiresCount());
  }

  @Test
  void keysStayToTheLastMillisecond() throws Exception {
    fill(nowMillis.get() + 10);
    AtomicInteger looks = new AtomicInteger();
    try (Expirer expirer = new Expirer(store, work, () -> counting(looks, 500))) {
      expirer.setActive(true);
      nowMillis.addAndGet(10);
      awaitMore(looks);
      assertEquals(KEYS + 1, keys());
    }
  }

  @Test
  void nothingIsDeletedWhileExpiringIsSwitchedOff() throws Exception {
    fill(nowMillis.get() + 10);
    AtomicInteger looks = new AtomicInteger();
    try (Expirer expirer = new Expirer(store, work, () -> counting(looks, 500))) {
      expirer.setActive(false);
      nowMillis.addAndGet(11);
      awaitMore(looks);
      assertEquals(KEYS + 1, keys());
      expirer.setActive(true);
      await(() -> keys() == 1);
    }
  }

  @Test
  void theElementsOfDeletedKeysAreReclaimed() throws Exception {
    long before = records();
    put("large", new byte[LARGE_BYTES], Header.NO_EXPIRY);
    work.call(() -> store.database(0).delete(bytes("large")));
    assertTrue(records() > before + MANY, "the elements are still there");
    GarbageCollection collection =
        new GarbageCollection(store, work, () -> 1, () -> COLLECTED_AT_ONCE);
    await(() -> records() < before + FEW);
    collection.close();
    assertEquals(0, work.call(() -> store.collect(MANY)).records());
  }

  @Test
  void workThatFailsLeavesNothingPending() {
    assertThrows(
        StackOverflowError.class,
        () ->
            work.call(
                () -> {
                  strings.set(store.database(0), bytes("half"), null, bytes("v"), Header.NO_EXPIRY);
                  throw new StackOverflowError("an error, for the test");
                }));
    assertEquals(false, work.call(store::hasPendingWrites));
    assertEquals(0, keys());
  }

  private void fill(long expiryMillis) {
    for (int i = 0; i < KEYS; i++) {
      put("key" + i, bytes("v"), expiryMillis);
    }
    put("lasting", bytes("v"), Header.NO_EXPIRY);
  }

  private void put(String key, byte[] value, long expiryMillis) {
    work.call(
        () -> {
          Database database = store.database(0);
          strings.set(database, bytes(key), null, value, expiryMillis);
          return null;
        });
  }

  private long keys() {
    return work.call(() -> store.database(0).size());
  }

  /** Waits until a loop has rested often enough to have stepped in between. */
  private static void awaitMore(AtomicInteger looks) throws InterruptedException {
    int before = looks.get();
    await(() -> looks.get() >= before + LOOKS);
  }

  private static int counting(AtomicInteger counter, int result) {
    counter.incrementAndGet();
    return result;
  }

  private long records() {
    return work.call(
        () -> {
          long records = 0;
          try (Cursor cursor = store.transaction().cursor()) {
            for (boolean on = cursor.seek(new byte[0]); on; on = cursor.next()) {
              records++;
            }
          }
          return records;
        });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

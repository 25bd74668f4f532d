package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** EXEC is one transaction of the store, and what it answers is true. */
@Timeout(60)
class TransactionTest {
  private static final String NO_SPACE = "-ERR storage: no space left";
  private static final String LARGE = "x".repeat(200_000);
  private static final String LARGE_REPLY = "$200000 " + LARGE;

  private ExecutorFixture fixture;
  private Session client;
  private Session other;

  @BeforeEach
  void open() {
    // Every request is a turn of its own, if it may be one.
    fixture = new ExecutorFixture(FsyncMode.NO, 0);
    client = fixture.connect();
    other = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void queue(String... lines) throws Exception {
    assertEquals("+OK", fixture.run(client, "MULTI"));
    for (String line : lines) {
      assertEquals("+QUEUED", fixture.run(client, line));
    }
  }

  @Test
  void itIsOneCommitHoweverLongItTakes() throws Exception {
    queue("SET a 1", "SET b 1", "INCR a", "DEL b", "RPUSH list 1 2 3");
    assertEquals(0, fixture.backend.commits());
    assertEquals("*5 +OK +OK :2 :1 :3", fixture.run(client, "EXEC"));
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void whenTheCommitFailsNothingHasHappened() throws Exception {
    fixture.run(client, "SET a before");
    queue("SET a after", "RPUSH list 1", "SELECT 3");
    fixture.backend.failCommits(true);
    assertEquals(NO_SPACE, fixture.run(client, "EXEC"));
    fixture.backend.failCommits(false);
    assertEquals("$6 before", fixture.run(other, "GET a"));
    assertEquals(":0", fixture.run(other, "EXISTS list"));
    assertEquals("-ERR EXEC without MULTI", fixture.run(client, "EXEC"));
  }

  @Test
  void largeRepliesShowTheStateAtTheirMoment() throws Exception {
    fixture.run(client, "SET s " + LARGE);
    fixture.backend.forgetCommits();
    queue("GET s", "SET other 1", "GET s", "GETSET s small", "GET s", "SET s " + LARGE, "GETDEL s");
    assertEquals(
        String.join(
            " ",
            List.of(
                "*7",
                LARGE_REPLY,
                "+OK",
                LARGE_REPLY,
                LARGE_REPLY,
                "$5 small",
                "+OK",
                LARGE_REPLY)),
        fixture.run(client, "EXEC"));
    assertEquals(1, fixture.backend.commits(), "no reply has committed the first half");
  }

  @Test
  void aLargePopIsAnsweredWithWhatWasThere() throws Exception {
    String[] elements = new String[3000];
    Arrays.fill(elements, "element");
    fixture.run(client, "RPUSH list " + String.join(" ", elements));
    String expected = fixture.run(client, "LRANGE list 0 -1");
    queue("SET a 1", "LPOP list 3000", "EXISTS list");
    fixture.backend.forgetCommits();
    assertEquals("*3 +OK " + expected + " :0", fixture.run(client, "EXEC"));
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void whatTheBatchWroteBeforeIsSeen() throws Exception {
    fixture.close();
    fixture = new ExecutorFixture(FsyncMode.NO);
    client = fixture.connect();
    assertEquals(
        "+OK +OK +QUEUED +QUEUED *2 " + LARGE_REPLY + " +OK $1 1",
        fixture.run(client, "SET s " + LARGE, "MULTI", "GET s", "SET a 1", "EXEC", "GET a"));
  }

  @Test
  void whenTheCommitForAReplyFailsNothingOfItHappens() throws Exception {
    fixture.close();
    fixture = new ExecutorFixture(FsyncMode.NO);
    client = fixture.connect();
    fixture.run(client, "SET s " + LARGE);
    fixture.backend.failCommits(true);
    assertEquals(
        String.join(" ", NO_SPACE, NO_SPACE, NO_SPACE, NO_SPACE, NO_SPACE),
        fixture.run(client, "SET b 1", "MULTI", "GET s", "SET a 1", "EXEC"));
    fixture.backend.failCommits(false);
    assertEquals(":0", fixture.run(client, "EXISTS a b"));
  }

  @Test
  void whatWasQueuedWithAnErrorIsNotExecuted() throws Exception {
    fixture.close();
    fixture = new ExecutorFixture(FsyncMode.NO);
    client = fixture.connect();
    fixture.backend.failCommits(true);
    assertEquals(
        String.join(" ", NO_SPACE, NO_SPACE, NO_SPACE),
        fixture.run(client, "SET b 1", "MULTI", "SET a 1"));
    fixture.backend.failCommits(false);
    assertEquals("-" + Errors.EXEC_ABORTED, fixture.run(client, "EXEC"));
  }

  @Test
  void repliesBeyondTheBudgetAreErrorsAndTheBudgetComesBack() throws Exception {
    fixture.run(client, "SET s " + LARGE);
    for (int i = 0; i < 2; i++) {
      queue("SET a 1", "GET s", "GET s", "GET s", "GET s", "GET s", "GETDEL s", "EXISTS s");
      assertEquals(
          String.join(
              " ",
              "*8 +OK",
              LARGE_REPLY,
              LARGE_REPLY,
              LARGE_REPLY,
              LARGE_REPLY,
              LARGE_REPLY,
              "-" + Errors.REPLIES_TOO_LARGE,
              ":1"),
          fixture.run(client, "EXEC"));
    }
  }

  @Test
  void itWaitsWholeForAKeyThatLargeWorkReads() throws Exception {
    HeldKeys.Hold hold =
        fixture.heldKeys.hold(
            List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("held"))), List.of());
    queue("SET a 1", "SELECT 3", "SELECT 0", "SELECT 5", "SELECT 0", "SET held 1", "SELECT 7");
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress.Wait wait =
          assertInstanceOf(Progress.Wait.class, fixture.execute(client, 0, replies, "EXEC"));
      assertEquals(0, wait.next());
      assertEquals(0, client.database());
      assertEquals(":0", fixture.run(other, "EXISTS a"));
      fixture.lock.run(hold::release);
      wait.waiter().await(replies);
      fixture.execute(client, 0, replies, "EXEC");
      assertEquals("*7 +OK +OK +OK +OK +OK +OK +OK", ExecutorFixture.text(replies));
      assertEquals(7, client.database());
    }
    assertEquals(":2", fixture.run(other, "EXISTS a held"));
  }

  @Test
  void aWatchedKeyThatChangesWhileItWaitsEndsIt() throws Exception {
    HeldKeys.Hold hold =
        fixture.heldKeys.hold(
            List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("held"))), List.of());
    fixture.run(client, "WATCH seen");
    queue("SET seen mine", "SET held 1");
    try (ReplyBatch replies = new ReplyBatch()) {
      assertInstanceOf(Progress.Wait.class, fixture.execute(client, 0, replies, "EXEC"));
    }
    assertFalse(client.queue().touched(), "its own writes are undone");
    fixture.run(other, "SET seen theirs");
    fixture.lock.run(hold::release);
    assertEquals("*-1", fixture.run(client, "EXEC"));
    assertEquals(":0", fixture.run(other, "EXISTS held"));
  }

  @Test
  void largeWorkOfOthersEndsAWatchWhenItIsShown() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    fixture.run(other, "SET from 1");
    fixture.lolwut =
        call ->
            fixture.largeWork.run(
                call,
                1_000_000,
                List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("from"))),
                HeldKeys.Key.of(0, ExecutorFixture.bytes("to")),
                (databases, asides) -> {
                  awaitQuietly(mayEnd);
                  return LargeWork.result(
                      () -> {
                        fixture
                            .store
                            .database(0)
                            .rename(ExecutorFixture.bytes("from"), ExecutorFixture.bytes("to"));
                        return Reply.OK;
                      },
                      () -> {});
                });
    fixture.run(client, "WATCH to");
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress.Wait work =
          assertInstanceOf(Progress.Wait.class, fixture.execute(other, 0, replies, "LOLWUT"));
      assertFalse(client.queue().touched());
      mayEnd.countDown();
      work.waiter().await(replies);
      assertEquals("+OK", ExecutorFixture.text(replies));
    }
    assertTrue(client.queue().touched());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void largeWorkInItHappensAtOnce() throws Exception {
    fixture.lolwut =
        call ->
            fixture.largeWork.run(
                call,
                1_000_000,
                List.of(),
                null,
                (databases, asides) ->
                    LargeWork.result(
                        () -> Reply.flag(databases.apply(0).exists(ExecutorFixture.bytes("a"))),
                        () -> {}));
    queue("LOLWUT", "SET a 1", "LOLWUT");
    assertEquals("*3 :0 +OK :1", fixture.run(client, "EXEC"));
  }

  @Test
  void aCommandThatFailsEndsNoWatch() throws Exception {
    fixture.run(other, "SET key 1");
    fixture.run(client, "WATCH key");
    assertEquals("-ERR internal error", fixture.run(other, "TIME"));
    assertFalse(client.queue().touched());
    assertEquals(
        "+OK +QUEUED +QUEUED *2 -ERR internal error +PONG",
        String.join(
            " ",
            fixture.run(other, "MULTI"),
            fixture.run(other, "TIME"),
            fixture.run(other, "PING"),
            fixture.run(other, "EXEC")));
    assertFalse(client.queue().touched());
    assertEquals("$1 1", fixture.run(other, "GET key"));
  }

  @Test
  void pausedWritesAreQueuedAndExecutedAfterThePause() throws Exception {
    queue("SET a 1");
    fixture.pause.pause(fixture.nowMillis.get() + 1000, true);
    try (ReplyBatch replies = new ReplyBatch()) {
      assertInstanceOf(Progress.Wait.class, fixture.execute(client, 0, replies, "SET b 1"));
      assertInstanceOf(Progress.Wait.class, fixture.execute(client, 0, replies, "EXEC"));
    }
    assertEquals("+OK +QUEUED", fixture.run(other, "MULTI") + " " + fixture.run(other, "GET a"));
    assertEquals("*1 $-1", fixture.run(other, "EXEC"));
    fixture.pause.unpause();
    assertEquals("*1 +OK", fixture.run(client, "EXEC"));
  }

  @Test
  void aClientThatHasGoneWatchesNothing() throws Exception {
    fixture.run(client, "WATCH a b");
    assertTrue(client.queue().watching());
    fixture.executor.disconnected(client);
    assertFalse(client.queue().watching());
  }
}

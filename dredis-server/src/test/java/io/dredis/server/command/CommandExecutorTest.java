package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a batch of requests, when all goes well and when not. */
@Timeout(60)
class CommandExecutorTest {
  private static final String NO_SPACE = "-ERR storage: no space left";
  private static final String UNSYNCED =
      "-ERR storage: written, but the disk did not confirm it: disk on fire";

  private ExecutorFixture fixture;
  private Session session;

  @BeforeEach
  void open() {
    fixture = new ExecutorFixture(FsyncMode.ALWAYS);
    session = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aBatchIsOneCommit() throws Exception {
    assertEquals("+OK :1 :2", fixture.run(session, "SET a 1", "APPEND b x", "INCR a"));
    assertEquals(1, fixture.backend.commits());
    assertEquals("$1 2", fixture.run(session, "GET a"));
    assertEquals(1, fixture.backend.commits(), "reading commits nothing");
  }

  @Test
  void whenTheCommitFailsEveryReplyFromTheFirstWriteOnIsTheError() throws Exception {
    fixture.run(session, "SET key before");
    fixture.backend.failCommits(true);
    assertEquals(
        String.join(" ", "$6 before", "+PONG", NO_SPACE, NO_SPACE, NO_SPACE),
        fixture.run(session, "GET key", "PING", "SET key after", "GET key", "PING"));
    assertTrue(fixture.durability.failing());
    fixture.backend.failCommits(false);
    assertEquals(
        "$6 before +OK $5 after", fixture.run(session, "GET key", "SET key after", "GET key"));
    assertFalse(fixture.durability.failing());
  }

  @Test
  void aCommandThatChangesNothingDoesNotFailWithTheCommit() throws Exception {
    fixture.backend.failCommits(true);
    assertEquals(
        ":0 $-1 " + NO_SPACE, fixture.run(session, "DEL key", "SET key v XX", "SET key v"));
  }

  @Test
  void aCommitInTheMiddleOfABatchStandsThoughTheNextFails() throws Exception {
    // KEYS commits what came before it, to read from a snapshot.
    assertEquals(
        "+OK *1 $1 a +OK :2", fixture.run(session, "SET a 1", "KEYS *", "SET b 1", "EXISTS a b"));
    assertEquals(2, fixture.backend.commits());
    fixture.backend.failCommits(true);
    assertEquals(
        String.join(" ", "$1 1", NO_SPACE, NO_SPACE, "$1 1", NO_SPACE),
        fixture.run(session, "GET a", "SET c 1", "KEYS *", "GET a", "DEL a"));
    fixture.backend.failCommits(false);
    assertEquals(":2", fixture.run(session, "EXISTS a b c"));
  }

  @Test
  void aValueTooLargeToBeWrittenIsAnErrorOfThatCommandAlone() throws Exception {
    // A value of this size is written before the commit of the batch.
    String large = "x".repeat(2 << 20);
    fixture.backend.failCommitsOver(1 << 19);
    assertEquals(
        String.join(" ", "+OK", NO_SPACE, ":2", "$1 1"),
        fixture.run(session, "SET a 1", "MSET b 2 c " + large, "INCRBY n 2", "GET a"));
    assertEquals("$1 1 :2", fixture.run(session, "GET a", "EXISTS a b c n"));
  }

  @Test
  void aFailingHandlerIsUndoneAlone() throws Exception {
    assertEquals(
        "+OK -ERR internal error $5 value :6",
        fixture.run(session, "SET key value", "TIME", "GET key", "APPEND key x"));
    assertEquals("$6 valuex", fixture.run(session, "GET key"));
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void aClientThatDoesNotTouchLeavesAccessTimesAloneButForTouchItself() throws Exception {
    byte[] key = "key".getBytes(StandardCharsets.US_ASCII);
    fixture.run(session, "SET key value", "CLIENT NO-TOUCH ON");
    fixture.nowMillis.addAndGet(5000);
    fixture.run(session, "GET key", "APPEND key x");
    assertEquals(5, fixture.store.database(0).idleSeconds(key));
    fixture.run(session, "TOUCH key");
    assertEquals(0, fixture.store.database(0).idleSeconds(key));
    fixture.nowMillis.addAndGet(5000);
    fixture.run(fixture.connect(), "GET key");
    assertEquals(0, fixture.store.database(0).idleSeconds(key));
  }

  @Test
  void aFailingReadIsAnErrorOfThatCommand() throws Exception {
    fixture.run(session, "SET key value");
    fixture.backend.failReads(true);
    assertEquals("-ERR storage: unreadable +PONG", fixture.run(session, "GET key", "PING"));
    fixture.backend.failReads(false);
    assertEquals("$5 value", fixture.run(session, "GET key"));
  }

  @Test
  void aFailingSyncIsAnErrorFromTheFirstWriteOnAndWhatWasWrittenStays() throws Exception {
    fixture.backend.failSyncs(true);
    assertEquals(
        String.join(" ", "$-1", UNSYNCED, UNSYNCED),
        fixture.run(session, "GET key", "SET key value", "PING"));
    assertEquals("$5 value +PONG", fixture.run(session, "GET key", "PING"));
    fixture.backend.failSyncs(false);
    assertEquals("+OK", fixture.run(session, "SET key other"));
  }

  @Test
  void aTextWithoutAShortFirstWordCountsAsTheGeneralError() {
    ErrorStatistics errors = new ErrorStatistics();
    errors.count("");
    errors.count("x".repeat(31) + " y");
    errors.count("NOWORDS");
    errors.count("x".repeat(30) + " y");
    assertEquals(Map.of("ERR", 3L, "x".repeat(30), 1L), errors.countByCode());
  }

  @Test
  void errorsAreCountedByTheirFirstWord() throws Exception {
    fixture.run(session, "SET key value", "INCR key", "NOSUCH", "GET", "TIME");
    assertEquals(Map.of("ERR", 4L), fixture.errors.countByCode());
  }

  @Test
  void clientReplyOffAndSkipKeepRepliesBack() throws Exception {
    assertEquals(
        "+PONG $1 b",
        fixture.run(
            session,
            "PING",
            "CLIENT REPLY SKIP",
            "ECHO a",
            "ECHO b",
            "CLIENT REPLY OFF",
            "ECHO c"));
    assertEquals(
        "+OK $1 e",
        fixture.run(
            session, "NOSUCH", "CLIENT REPLY SKIP", "SET key v", "CLIENT REPLY ON", "ECHO e"));
    assertEquals("$1 v", fixture.run(session, "GET key"));
  }

  @Test
  void aFailingCommitReachesTheRepliesBehindOnesKeptBack() throws Exception {
    fixture.backend.failCommits(true);
    assertEquals(
        "+PONG " + NO_SPACE,
        fixture.run(session, "PING", "CLIENT REPLY SKIP", "SET key v", "GET key"));
  }

  @Test
  void aPauseOfWritesHoldsTheFirstWriteAndAllBehindIt() throws Exception {
    fixture.run(session, "CLIENT PAUSE 1000 WRITE");
    try (ReplyBatch replies = new ReplyBatch()) {
      String[] lines = {"PING", "GET key", "SET key v", "PING"};
      Progress held = fixture.execute(session, 0, replies, lines);
      assertEquals(2, assertInstanceOf(Progress.Wait.class, held).next());
      assertEquals("+PONG $-1", ExecutorFixture.text(replies));
      replies.clear();
      fixture.nowMillis.addAndGet(1000);
      assertInstanceOf(Progress.Done.class, fixture.execute(session, 2, replies, lines));
      assertEquals("+OK +PONG", ExecutorFixture.text(replies));
    }
  }

  @Test
  void aPauseOfAllHoldsEverythingUntilItsEndAlone() throws Exception {
    fixture.run(session, "CLIENT PAUSE 1000");
    // A later, weaker pause changes nothing.
    fixture.pause.pause(fixture.nowMillis.get() + 10, true);
    try (ReplyBatch replies = new ReplyBatch()) {
      fixture.nowMillis.addAndGet(999);
      assertInstanceOf(Progress.Wait.class, fixture.execute(session, 0, replies, "PING"));
      fixture.nowMillis.addAndGet(1);
      assertInstanceOf(Progress.Done.class, fixture.execute(session, 0, replies, "PING"));
    }
  }

  @Test
  void unpausingWakesWhoWaits() throws Exception {
    fixture.pause.pause(Long.MAX_VALUE, false);
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress.Wait held =
          assertInstanceOf(Progress.Wait.class, fixture.execute(session, 0, replies, "SET key v"));
      Thread waiter = Thread.ofVirtual().start(() -> await(held, replies));
      fixture.pause.unpause();
      // Had it begun to wait only after the end of the pause, it would not have waited at all.
      waiter.join();
      fixture.execute(session, held.next(), replies, "SET key v");
      assertEquals("+OK", ExecutorFixture.text(replies));
    }
  }

  private static void await(Progress.Wait held, ReplyBatch replies) {
    try {
      held.waiter().await(replies);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsRefusedAnywayIsAnsweredDuringAPause() throws Exception {
    fixture.demandPassword();
    Session stranger = fixture.connect();
    fixture.pause.pause(Long.MAX_VALUE, false);
    List<String> refused = List.of("GET key", "GET", "NOSUCH");
    for (String line : refused) {
      assertTrue(fixture.run(stranger, line).startsWith("-"), line);
    }
  }

  @Test
  void aKeyExpiresAfterTheLastMillisecondOfItsLife() throws Exception {
    fixture.run(session, "SET key v PX 10", "SET at v");
    fixture.run(session, "PEXPIREAT at " + (fixture.nowMillis.get() + 10));
    fixture.nowMillis.addAndGet(10);
    assertEquals(
        "$1 v $1 v :0 :0", fixture.run(session, "GET key", "GET at", "PTTL key", "TTL at"));
    fixture.nowMillis.incrementAndGet();
    assertEquals(
        "$-1 :0 :-2 :-2", fixture.run(session, "GET key", "EXISTS at", "PTTL key", "TTL at"));
    assertEquals(2, fixture.store.statistics().expired());
  }

  @Test
  void timePassesWithinABatchByWhatItsCommandsTake() throws Exception {
    fixture.lolwut =
        call -> {
          fixture.nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(11));
          return Reply.OK;
        };
    assertEquals(
        "+OK :10 +OK $-1",
        fixture.run(session, "SET key v PX 10", "PTTL key", "LOLWUT", "GET key"));
    assertEquals(11_000, fixture.statistics("lolwut").micros());
    assertEquals(0, fixture.statistics("get").micros());
  }

  @Test
  void whatExpiredWhileACommitFailedIsGoneAllTheSame() throws Exception {
    fixture.run(session, "SET key v PX 10");
    fixture.nowMillis.addAndGet(11);
    fixture.backend.failCommits(true);
    fixture.run(session, "GET key");
    fixture.backend.failCommits(false);
    assertEquals("$-1 :0", fixture.run(session, "GET key", "EXISTS key"));
    assertEquals(0, fixture.store.database(0).size());
  }

  @Test
  void aCommandThatEndsTheConnectionEndsTheBatch() throws Exception {
    try (ReplyBatch replies = new ReplyBatch()) {
      assertInstanceOf(
          Progress.Close.class, fixture.execute(session, 0, replies, "PING", "QUIT", "SET key v"));
      assertEquals("+PONG +OK", ExecutorFixture.text(replies));
    }
    assertEquals(":0", fixture.run(fixture.connect(), "EXISTS key"));
  }

  @Test
  void whoTakesLongGivesOthersTheirTurn() throws Exception {
    try (ExecutorFixture slow = new ExecutorFixture(FsyncMode.EVERYSEC, -1);
        ReplyBatch replies = new ReplyBatch()) {
      Session session = slow.connect();
      Progress progress = slow.execute(session, 0, replies, "SET a 1", "SET a 2", "GET a");
      assertEquals(1, assertInstanceOf(Progress.Yield.class, progress).next());
      assertEquals("+OK", ExecutorFixture.text(replies));
      assertEquals("$1 1", slow.run(slow.connect(), "GET a"));
      replies.clear();
      progress = slow.execute(session, 2, replies, "SET a 1", "SET a 2", "GET a");
      assertInstanceOf(Progress.Done.class, progress);
      assertEquals("$1 1", ExecutorFixture.text(replies));
    }
  }
}

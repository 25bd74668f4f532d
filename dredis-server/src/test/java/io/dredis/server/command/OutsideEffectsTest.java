package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What transactions and scripts do outside the store, they do once, also when they write a key that
 * a large command reads. Here that command copies {@code from} to {@code to}, and MIGRATE only
 * counts how often it was done.
 */
@Timeout(60)
class OutsideEffectsTest {
  private static final String COUNT = "redis.call('migrate','h',1,'other',0,1)";

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private ExecutorFixture fixture;
  private Session client;
  private Session worker;
  private Session other;
  private int sent;
  private int workedOut;

  @BeforeEach
  void open() throws Exception {
    fixture = new ExecutorFixture(FsyncMode.EVERYSEC);
    client = fixture.connect();
    worker = fixture.connect();
    other = fixture.connect();
    fixture.migrate =
        call -> {
          sent++;
          return Reply.OK;
        };
    fixture.lolwut = this::copy;
    fixture.run(other, "SET from 1", "SELECT 1", "SET new 2", "SELECT 0");
    // The first script of a server lets go first who waits for the lock.
    while (!fixture.run(other, "EVAL return(0) 0").equals(":0")) {
      // Once more.
    }
  }

  @AfterEach
  void close() {
    mayEnd.countDown();
    fixture.largeWork.close();
    fixture.close();
  }

  private Reply copy(Invocation call) {
    byte[] from = ExecutorFixture.bytes("from");
    byte[] to = ExecutorFixture.bytes("to");
    return fixture.largeWork.run(
        call,
        1_000_000,
        List.of(HeldKeys.Key.of(0, from)),
        HeldKeys.Key.of(0, to),
        (databases, asides) -> {
          Header header = databases.apply(0).find(from);
          workedOut++;
          begun.countDown();
          awaitEnd();
          return LargeWork.result(
              () -> {
                Database database = fixture.store.database(0);
                database.store(to, header, database.find(to));
                return Reply.OK;
              },
              () -> {});
        });
  }

  private void awaitEnd() {
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Progress.Wait beginWork() throws Exception {
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(worker, 0, replies, "LOLWUT");
      begun.await();
      return assertInstanceOf(Progress.Wait.class, progress);
    }
  }

  private String end(Progress.Wait work) throws Exception {
    mayEnd.countDown();
    try (ReplyBatch replies = new ReplyBatch();
        RequestExecutor.Waiter waiter = work.waiter()) {
      waiter.await(replies);
      return ExecutorFixture.text(replies);
    }
  }

  /** Says that a request waits until the work has ended, and what it answers then. */
  private void assertWaits(Progress.Wait work, String reply, String request) throws Exception {
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(client, 0, replies, request);
      Progress.Wait wait = assertInstanceOf(Progress.Wait.class, progress);
      assertEquals("", ExecutorFixture.text(replies));
      assertEquals("+OK", end(work));
      wait.waiter().await(replies);
      assertEquals(0, wait.next());
      fixture.execute(client, 0, replies, request);
      assertEquals(reply, ExecutorFixture.text(replies));
    }
    assertEquals(1, workedOut);
  }

  private void queue(String... requests) throws Exception {
    fixture.run(client, "MULTI");
    fixture.run(client, requests);
  }

  @Test
  void aTransactionWaitsBeforeItsFirstCommand() throws Exception {
    Progress.Wait work = beginWork();
    queue("MIGRATE h 1 other 0 1", "SELECT 1", "SELECT 0", "SET from 2");
    assertWaits(work, "*4 +OK +OK +OK +OK", "EXEC");
    assertEquals(1, sent);
    assertEquals("$1 2 $1 1", fixture.run(other, "GET from", "GET to"));
  }

  @Test
  void aTransactionThatOnlyWritesWaitsWhereItMeetsTheKey() throws Exception {
    Progress.Wait work = beginWork();
    queue("SELECT 1", "COPY new from DB 0 REPLACE");
    assertWaits(work, "*2 +OK :1", "EXEC");
    assertEquals("$1 2 $1 1", fixture.run(other, "GET from", "GET to"));
  }

  @Test
  void aTransactionThatCannotGoBackBreaksTheHold() throws Exception {
    Progress.Wait work = beginWork();
    queue("SELECT 1", "MIGRATE h 1 other 0 1", "COPY new from DB 0 REPLACE");
    assertEquals("*3 +OK +OK :1", fixture.run(client, "EXEC"));
    assertEquals(1, sent);
    assertEquals("$1 2 $-1", fixture.run(other, "GET from", "GET to"));
    assertEquals("+OK", end(work));
    assertEquals(2, workedOut);
    assertEquals("$1 2", fixture.run(other, "GET to"));
  }

  @Test
  void afterATransactionThatBrokeAHoldOthersWaitAgain() throws Exception {
    Progress.Wait work = beginWork();
    queue("MIGRATE h 1 other 0 1", "SET more 1");
    assertEquals("*2 +OK +OK", fixture.run(client, "EXEC"));
    assertWaits(work, "+OK", "SET from 3");
  }

  @Test
  void aScriptThatOnlyWritesWaitsWhereItMeetsTheKey() throws Exception {
    Progress.Wait work = beginWork();
    assertWaits(work, ":1", "EVAL redis.call('ping')redis.call('set','from',2)return(1) 0");
    assertEquals("$1 2 $1 1", fixture.run(other, "GET from", "GET to"));
  }

  @Test
  void aScriptThatCannotGoBackBreaksTheHold() throws Exception {
    Progress.Wait work = beginWork();
    assertEquals(
        ":1", fixture.run(client, "EVAL " + COUNT + "redis.call('set','from',2)return(1) 0"));
    assertEquals(1, sent);
    assertEquals("+OK", end(work));
    assertEquals("$1 2 $1 2", fixture.run(other, "GET from", "GET to"));
  }

  @Test
  void aFunctionWaitsForItsKeysBeforeItsFirstStep() throws Exception {
    loadFunction();
    Progress.Wait work = beginWork();
    assertWaits(work, ":1", "FCALL count 1 from");
    assertEquals(":2", fixture.run(client, "FCALL count 1 from"));
  }

  @Test
  void aFunctionThatWritesWhatItDidNotDeclareBreaksTheHold() throws Exception {
    loadFunction();
    Progress.Wait work = beginWork();
    assertEquals(":1", fixture.run(client, "FCALL count 0 from"));
    assertEquals("+OK", end(work));
    assertEquals(2, workedOut);
    assertEquals("$1 x :2", fixture.run(client, "GET to", "FCALL count 0 from"));
  }

  /** Its variable is not undone with the store. */
  private void loadFunction() throws Exception {
    String library =
        "#!lua\tname=l\nlocal\tn=0\nredis.register_function('count',function(k,a)n=n+1\n"
            + "redis.call('set',k[1]or(a[1]),'x')return(n)end)";
    assertEquals("$1 l", fixture.run(client, "FUNCTION LOAD " + library));
  }

  @Test
  void workBesideThatIsBrokenSaysSo() throws Exception {
    byte[] from = ExecutorFixture.bytes("from");
    fixture.lolwut =
        call ->
            fixture.largeWork.runBeside(
                call,
                task -> Thread.ofPlatform().start(task),
                List.of(HeldKeys.Key.of(0, from)),
                broken -> new Reply.Failure("BROKEN"),
                (databases, asides) -> {
                  begun.countDown();
                  awaitEnd();
                  return LargeWork.result(
                      () -> Reply.flag(fixture.store.database(0).delete(from)), () -> {});
                });
    Progress.Wait work = beginWork();
    fixture.run(client, "EVAL " + COUNT + "redis.call('set','from',2) 0");
    assertEquals("-BROKEN", end(work));
    assertEquals("$1 2", fixture.run(other, "GET from"));
  }
}

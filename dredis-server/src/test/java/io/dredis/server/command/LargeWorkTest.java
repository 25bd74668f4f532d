package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.AsideWriter;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.Keyspace;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Commands that work outside the lock, and what others may do meanwhile. Here the work is to copy
 * the string {@code from} to {@code to}, as if it were a large one.
 */
@Timeout(60)
class LargeWorkTest {
  private static final long MANY = 1_000_000;

  private ExecutorFixture fixture;
  private Session worker;
  private Session other;
  private CountDownLatch begun;
  private CountDownLatch mayEnd;
  private RuntimeException failure;
  private AsideWriter aside;
  private int closed;

  @BeforeEach
  void open() {
    fixture = new ExecutorFixture(FsyncMode.EVERYSEC);
    worker = fixture.connect();
    other = fixture.connect();
    begun = new CountDownLatch(1);
    mayEnd = new CountDownLatch(1);
    fixture.lolwut = call -> work(call, "from", "to");
  }

  @AfterEach
  void close() {
    mayEnd.countDown();
    fixture.largeWork.close();
    fixture.close();
  }

  private Reply work(Invocation call, String from, String to) {
    return fixture.largeWork.run(
        call,
        MANY,
        List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes(from))),
        HeldKeys.Key.of(0, ExecutorFixture.bytes(to)),
        (databases, asides) -> copy(databases, asides, from, to));
  }

  private LargeWork.Result copy(
      IntFunction<? extends Keyspace> databases, AsideSource asides, String from, String to) {
    Header header = databases.apply(0).find(ExecutorFixture.bytes(from));
    aside = asides.open();
    begun.countDown();
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
    return LargeWork.result(
        () -> {
          Database database = fixture.store.database(0);
          byte[] key = ExecutorFixture.bytes(to);
          database.store(key, header, database.find(key));
          return Reply.OK;
        },
        () -> {
          aside.close();
          closed++;
        });
  }

  private Progress.Wait begin(Session session) throws Exception {
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(session, 0, replies, "LOLWUT");
      begun.await();
      return assertInstanceOf(Progress.Wait.class, progress);
    }
  }

  private static String end(Progress.Wait wait) throws Exception {
    try (ReplyBatch replies = new ReplyBatch();
        RequestExecutor.Waiter waiter = wait.waiter()) {
      waiter.await(replies);
      return ExecutorFixture.text(replies);
    }
  }

  /** Says that a request has to wait until the work has ended, and what it answers then. */
  private void assertWaits(Progress.Wait work, String line, String reply) throws Exception {
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(other, 0, replies, "SET before 1", line);
      Progress.Wait wait = assertInstanceOf(Progress.Wait.class, progress);
      assertEquals(1, wait.next());
      assertEquals("+OK", ExecutorFixture.text(replies));
      mayEnd.countDown();
      assertEquals("+OK", end(work));
      assertEquals("", end(wait));
      replies.clear();
      fixture.execute(other, 1, replies, "SET before 1", line);
      assertEquals(reply, ExecutorFixture.text(replies));
    }
  }

  @Test
  void othersReadAndWriteWhatTheWorkDoesNotRead() throws Exception {
    fixture.run(other, "SET from 1");
    Progress.Wait work = begin(worker);
    assertEquals(
        "$1 1 $-1 +OK +OK", fixture.run(other, "GET from", "GET to", "SET to 0", "SET more 1"));
    mayEnd.countDown();
    assertEquals("+OK", end(work));
    assertEquals("$1 1 $1 1", fixture.run(other, "GET to", "GET more"));
    assertEquals(1, closed);
    assertEquals(1, fixture.statistics("lolwut").calls());
  }

  @Test
  void whatTheWorkReadsIsWrittenAfterIt() throws Exception {
    fixture.run(other, "SET from 1");
    assertWaits(begin(worker), "SET from 2", "+OK");
    assertEquals("$1 2 $1 1", fixture.run(other, "GET from", "GET to"));
    // The one before the work, the one in the same batch, and the one that waited.
    assertEquals(3, fixture.statistics("set").calls());
  }

  @Test
  void aKeyThatWasMissingComesIntoBeingAfterIt() throws Exception {
    fixture.lolwut =
        call ->
            fixture.largeWork.run(
                call,
                MANY,
                List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("missing"))),
                null,
                (databases, asides) -> {
                  aside = asides.open();
                  begun.countDown();
                  mayEndAwait();
                  return LargeWork.result(() -> Reply.OK, aside::close);
                });
    assertWaits(begin(worker), "APPEND missing 1", ":1");
  }

  private void mayEndAwait() {
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void severalKeysAreDeletedAfterIt() throws Exception {
    fixture.run(other, "SET from 1");
    assertWaits(begin(worker), "DEL from to", ":2");
    assertEquals("$-1", fixture.run(other, "GET to"));
  }

  private Reply exclusive(Invocation call, Executor threads) {
    return fixture.largeWork.runBeside(
        call,
        threads,
        List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("from"))),
        broken -> new Reply.Status("BROKEN"),
        (databases, asides) -> {
          begun.countDown();
          mayEndAwait();
          return LargeWork.result(
              () -> {
                fixture.store.database(0).delete(ExecutorFixture.bytes("from"));
                return Reply.OK;
              },
              () -> {});
        });
  }

  @Test
  void whatTheWorkReadsAndChangesIsReadByNoOtherWorkMeanwhile() throws Exception {
    fixture.run(other, "SET from 1");
    fixture.lolwut = call -> exclusive(call, task -> Thread.ofPlatform().start(task));
    Progress.Wait first = begin(worker);
    fixture.lolwut = call -> work(call, "from", "to");
    Session second = fixture.connect();
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(second, 0, replies, "LOLWUT");
      Progress.Wait wait = assertInstanceOf(Progress.Wait.class, progress);
      assertEquals(0, wait.next());
      assertEquals("$1 1", fixture.run(other, "GET from"));
      mayEnd.countDown();
      assertEquals("+OK", end(first));
      assertEquals("", end(wait));
    }
    assertEquals("$-1", fixture.run(other, "GET from"));
  }

  @Test
  void whereThereMustBeAReplyTheWorkIsDoneAtOnce() throws Exception {
    fixture.run(other, "SET from 1");
    mayEnd.countDown();
    fixture.lolwut =
        call ->
            exclusive(
                new Invocation(
                    call.session(), call.command(), call.arguments(), call.nowMillis(), null),
                task -> {
                  throw new AssertionError("on another thread");
                });
    assertEquals("+OK", fixture.run(worker, "LOLWUT"));
    assertEquals("$-1", fixture.run(other, "GET from"));
  }

  @Test
  void workThatReadsWhatOtherWorkWillWriteBeginsAfterIt() throws Exception {
    fixture.run(other, "SET from 1");
    Progress.Wait first = begin(worker);
    fixture.lolwut = call -> work(call, "to", "third");
    Session second = fixture.connect();
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(second, 0, replies, "LOLWUT");
      Progress.Wait wait = assertInstanceOf(Progress.Wait.class, progress);
      assertEquals(0, wait.next());
      mayEnd.countDown();
      assertEquals("+OK", end(first));
      assertEquals("", end(wait));
    }
    assertEquals("+OK", end(begin(second)));
    assertEquals("$1 1", fixture.run(other, "GET third"));
  }

  @Test
  void workThatComesBehindAWriteThatWaitsBeginsAfterIt() throws Exception {
    fixture.run(other, "SET from 1");
    Progress.Wait first = begin(worker);
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress write = fixture.execute(other, 0, replies, "SET from 2");
      assertInstanceOf(Progress.Wait.class, write);
      fixture.lolwut = call -> work(call, "from", "third");
      Session second = fixture.connect();
      Progress behind = fixture.execute(second, 0, replies, "LOLWUT");
      assertEquals(0, assertInstanceOf(Progress.Wait.class, behind).next());
      mayEnd.countDown();
      assertEquals("+OK", end(first));
      assertEquals("+OK", fixture.run(other, "SET from 2"));
      assertEquals("+OK", end(begin(second)));
    }
    assertEquals("$1 1 $1 2", fixture.run(other, "GET to", "GET third"));
  }

  @Test
  void workMayJoinOtherWorkThatReadsTheSame() throws Exception {
    fixture.run(other, "SET from 1");
    Progress.Wait first = begin(worker);
    fixture.lolwut = call -> work(call, "from", "third");
    Progress.Wait second = begin(fixture.connect());
    assertEquals("$1 1", fixture.run(other, "GET from"));
    mayEnd.countDown();
    assertEquals("+OK", end(first));
    assertEquals("+OK", end(second));
    assertEquals("$1 1 $1 1 +OK", fixture.run(other, "GET to", "GET third", "SET from 2"));
  }

  @Test
  void workThatFailsLetsGoOfItsKeys() throws Exception {
    fixture.run(other, "SET from 1");
    failure = new CommandException("ERR refused");
    Progress.Wait work = begin(worker);
    mayEnd.countDown();
    assertEquals("-ERR refused", end(work));
    assertEquals("+OK $-1", fixture.run(other, "SET from 2", "GET to"));
    assertEquals(1, fixture.statistics("lolwut").failedCalls());
  }

  @Test
  void aClientThatGoesAwayDoesNotEndItsCommand() throws Exception {
    fixture.run(other, "SET from 1");
    Progress.Wait work = begin(worker);
    assertTrue(work.waiter().interruptible());
    work.waiter().close();
    mayEnd.countDown();
    fixture.largeWork.close();
    assertEquals("$1 1", fixture.run(other, "GET to"));
    assertEquals(1, closed);
  }

  @Test
  void smallWorkIsDoneAtOnce() throws Exception {
    fixture.run(other, "SET from 1");
    mayEnd.countDown();
    fixture.lolwut =
        call ->
            fixture.largeWork.run(
                call,
                1,
                List.of(HeldKeys.Key.of(0, ExecutorFixture.bytes("from"))),
                HeldKeys.Key.of(0, ExecutorFixture.bytes("to")),
                (databases, asides) -> copy(databases, asides, "from", "to"));
    assertEquals("+OK $1 1", fixture.run(worker, "LOLWUT", "GET to"));
  }

  @Test
  void anExpiredKeyIsReadAllTheSame() throws Exception {
    fixture.run(other, "SET from 1 PX 100");
    Progress.Wait work = begin(worker);
    fixture.nowMillis.addAndGet(1000);
    assertEquals("$-1", fixture.run(other, "GET from"));
    mayEnd.countDown();
    assertEquals("+OK", end(work));
    assertEquals("+OK", fixture.run(other, "SET from 2"));
  }

  @Test
  void workThatWritesOnWhileTheServerStopsFails() throws Exception {
    fixture.run(other, "SET from 1");
    fixture.lolwut =
        call ->
            fixture.largeWork.run(
                call,
                MANY,
                List.of(),
                HeldKeys.Key.of(0, ExecutorFixture.bytes("to")),
                (databases, asides) -> writeOn(asides));
    Progress.Wait work = begin(worker);
    Thread closing = Thread.ofPlatform().start(fixture.largeWork::close);
    while (!fixture.store.keyIds().unlockedWritingEnded()) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    closing.join();
    assertEquals("-ERR storage: the store is being closed", end(work));
  }

  private LargeWork.Result writeOn(AsideSource asides) {
    try (AsideWriter writer = asides.open()) {
      begun.countDown();
      mayEndAwait();
      writer.flush();
      throw new AssertionError("written though the store is being closed");
    }
  }
}

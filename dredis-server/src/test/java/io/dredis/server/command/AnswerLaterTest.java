package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a command whose handler says that its reply comes later. */
@Timeout(60)
class AnswerLaterTest {
  private static final String NO_SPACE = "-ERR storage: no space left";

  private ExecutorFixture fixture;
  private Session session;
  private boolean awaited;
  private int closed;

  @BeforeEach
  void open() {
    fixture = new ExecutorFixture(FsyncMode.ALWAYS);
    session = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @FunctionalInterface
  private interface Later {
    Reply await(LaterReply.Continuation continuation) throws InterruptedException;
  }

  /** Lets LOLWUT be answered later. */
  private void answerLater(Later later) {
    fixture.lolwut = call -> call.answerLater(laterReply(later));
  }

  private LaterReply laterReply(Later later) {
    return new LaterReply() {
      @Override
      public Reply await(Continuation continuation) throws InterruptedException {
        awaited = true;
        return later.await(continuation);
      }

      @Override
      public boolean interruptible() {
        return false;
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  /** Executes a batch as a connection does, and returns the replies between bars at each wait. */
  private String run(String... lines) throws Exception {
    StringBuilder text = new StringBuilder();
    try (ReplyBatch replies = new ReplyBatch()) {
      int next = 0;
      while (next < lines.length) {
        Progress progress = fixture.execute(session, next, replies, lines);
        next = lines.length;
        if (progress instanceof Progress.Wait wait) {
          text.append(ExecutorFixture.text(replies)).append(" | ");
          replies.clear();
          next = wait.next();
          try (RequestExecutor.Waiter waiter = wait.waiter()) {
            waiter.await(replies);
          }
        }
      }
      return text.append(ExecutorFixture.text(replies)).toString();
    }
  }

  @Test
  void theReplyComesAfterWhatWasDoneBeforeIsCommittedAndAnswered() throws Exception {
    answerLater(
        continuation -> {
          assertEquals(1, fixture.backend.commits());
          return new Reply.Int(7);
        });
    assertEquals("+OK | :7 $1 1", run("SET a 1", "LOLWUT", "GET a"));
    assertEquals(1, closed);
    assertEquals(1, fixture.statistics("lolwut").calls());
  }

  @Test
  void theRestOfTheCommandRunsUnderTheLockAndIsCommitted() throws Exception {
    answerLater(continuation -> continuation.run(call -> set(call, "rest")));
    assertEquals("+OK | +OK $4 rest", run("SET key before", "LOLWUT", "GET key"));
    assertEquals(2, fixture.backend.commits());
    assertEquals(1, fixture.statistics("lolwut").calls());
    assertEquals(0, fixture.statistics("lolwut").failedCalls());
  }

  private Reply set(Invocation call, String value) {
    assertFalse(call.canWait());
    Database database = fixture.store.database(call.session().database());
    byte[] key = ExecutorFixture.bytes("key");
    fixture.strings.set(
        database, key, database.find(key), ExecutorFixture.bytes(value), Header.NO_EXPIRY);
    return Reply.OK;
  }

  @Test
  void whatThrowsInTheRestIsUndoneAnsweredAndCounted() throws Exception {
    answerLater(
        continuation ->
            continuation.run(
                call -> {
                  set(call, "half");
                  throw new CommandException(Errors.SYNTAX);
                }));
    assertEquals(" | -ERR syntax error $-1", run("LOLWUT", "GET key"));
    assertEquals(Map.of("ERR", 1L), fixture.errors.countByCode());
    assertEquals(1, fixture.statistics("lolwut").failedCalls());
  }

  @Test
  void whatTheWaitThrowsIsAnsweredAndCounted() throws Exception {
    answerLater(
        continuation -> {
          throw new CommandException(Errors.NO_SUCH_KEY);
        });
    assertEquals(" | -ERR no such key +PONG", run("LOLWUT", "PING"));
    answerLater(
        continuation -> {
          throw new AssertionError("a defect, for the test");
        });
    assertEquals(" | -ERR internal error +PONG", run("LOLWUT", "PING"));
    assertEquals(Map.of("ERR", 2L), fixture.errors.countByCode());
    assertEquals(2, fixture.statistics("lolwut").failedCalls());
    assertEquals(2, closed);
  }

  @Test
  void whenTheCommitBeforeFailsTheCommandHasFailedToo() throws Exception {
    answerLater(continuation -> Reply.OK);
    fixture.backend.failCommits(true);
    assertEquals(NO_SPACE + " | " + NO_SPACE + " +PONG", run("SET a 1", "LOLWUT", "PING"));
    assertFalse(awaited);
    assertEquals(1, closed);
  }

  @Test
  void whenTheCommitOfTheRestFailsThatIsTheReply() throws Exception {
    answerLater(
        continuation -> {
          fixture.backend.failCommits(true);
          Reply reply = continuation.run(call -> set(call, "rest"));
          fixture.backend.failCommits(false);
          return reply;
        });
    assertEquals("+OK | " + NO_SPACE + " $6 before", run("SET key before", "LOLWUT", "GET key"));
  }

  @Test
  void theRestIsOnTheDiskBeforeItIsAnswered() throws Exception {
    answerLater(
        continuation -> {
          fixture.backend.failSyncs(true);
          return continuation.run(call -> set(call, "rest"));
        });
    assertEquals(
        " | -ERR storage: written, but the disk did not confirm it: disk on fire", run("LOLWUT"));
  }

  @Test
  void aClientThatWantsNoReplyGetsNone() throws Exception {
    answerLater(continuation -> Reply.OK);
    assertEquals(" | +PONG", run("CLIENT REPLY SKIP", "LOLWUT", "PING"));
    assertEquals(" | ", run("CLIENT REPLY OFF", "LOLWUT", "PING"));
    assertTrue(awaited);
  }

  @Test
  void theReplyIsInTheProtocolOfTheClient() throws Exception {
    answerLater(continuation -> Reply.NULL_ARRAY);
    assertEquals(" | *-1", run("LOLWUT"));
    session.setProtocol(3);
    assertEquals(" | _", run("LOLWUT"));
  }

  @Test
  void aHandlerThatFailsAfterAllIsAnsweredAtOnce() throws Exception {
    fixture.lolwut =
        call -> {
          call.answerLater(laterReply(continuation -> Reply.OK));
          throw new CommandException(Errors.SYNTAX);
        };
    assertEquals("-ERR syntax error", run("LOLWUT"));
    assertEquals(1, closed);
  }

  @Test
  void aWaitThatNeverBeginsIsEnded() {
    answerLater(continuation -> Reply.OK);
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(session, 0, replies, "LOLWUT");
      assertInstanceOf(Progress.Wait.class, progress).waiter().close();
    }
    assertFalse(awaited);
    assertEquals(1, closed);
  }

  @Test
  void whereACommandMustReplyNowItCannotBeAnsweredLater() {
    Invocation call = new Invocation(session, null, new byte[0][], 0, null);
    assertFalse(call.canWait());
    assertThrows(RuntimeException.class, () -> call.answerLater(laterReply(rest -> Reply.OK)));
  }
}

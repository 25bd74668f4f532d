package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.command.RequestExecutor.Waiter;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.type.ListEnd;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of clients that wait when the transaction that served them does not end well. */
@Timeout(60)
class BlockingTest {
  private static final String NO_SPACE = "-ERR storage: no space left";

  private ExecutorFixture fixture;
  private Session pusher;

  @BeforeEach
  void open() {
    fixture = new ExecutorFixture(FsyncMode.ALWAYS);
    pusher = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A client in a blocking command, with what its connection does on its thread. */
  private final class Waiting {
    final Session session = fixture.connect();
    final CompletableFuture<String> reply = new CompletableFuture<>();
    final Thread thread;

    Waiting(String command) {
      ReplyBatch replies = new ReplyBatch();
      Progress progress = fixture.execute(session, 0, replies, command);
      Waiter waiter = assertInstanceOf(Progress.Wait.class, progress).waiter();
      thread = Thread.ofVirtual().start(() -> await(waiter, replies));
    }

    private void await(Waiter waiter, ReplyBatch replies) {
      try (waiter;
          replies) {
        waiter.await(replies);
        reply.complete(ExecutorFixture.text(replies));
      } catch (Throwable e) {
        reply.completeExceptionally(e);
      }
    }

    String reply() throws Exception {
      return reply.get(30, TimeUnit.SECONDS);
    }
  }

  private String run(String... lines) throws Exception {
    return fixture.run(pusher, lines);
  }

  @Test
  void aClientIsServedAndCommittedWithTheCommandThatServesIt() throws Exception {
    Waiting client = new Waiting("BLPOP k 0");
    assertTrue(client.session.blocked());
    assertEquals(":1 :0", run("RPUSH k v", "LLEN k"));
    assertEquals("*2 $1 k $1 v", client.reply());
    assertFalse(client.session.blocked());
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void whenTheCommitFailsClientsWaitOnInTheirOldPlaces() throws Exception {
    Waiting first = new Waiting("BLMOVE k other LEFT LEFT 0");
    Waiting second = new Waiting("BLPOP k 0");
    Waiting third = new Waiting("BLPOP k 0");
    fixture.backend.failCommits(true);
    assertEquals(NO_SPACE, run("RPUSH k lost1 lost2"));
    fixture.backend.failCommits(false);
    assertTrue(first.session.blocked() && second.session.blocked() && third.session.blocked());
    assertEquals(":0 :0", run("LLEN k", "LLEN other"));
    run("RPUSH k 1 2 3");
    assertEquals("$1 1", first.reply());
    assertEquals("*2 $1 k $1 2", second.reply());
    assertEquals("*2 $1 k $1 3", third.reply());
    assertEquals("*1 $1 1", run("LRANGE other 0 -1"));
  }

  @Test
  void unblockingFailsWithTheCommitToo() throws Exception {
    Waiting client = new Waiting("BLPOP k 0");
    String unblock = "CLIENT UNBLOCK " + client.session.id();
    fixture.backend.failCommits(true);
    assertEquals(NO_SPACE + " " + NO_SPACE, run("SET a 1", unblock));
    fixture.backend.failCommits(false);
    assertTrue(client.session.blocked());
    assertEquals(":1 :0", run(unblock, unblock));
    assertEquals("*-1", client.reply());
  }

  @Test
  void aClientWhoseOwnCommitFailsDoesNotWaitForWhatItSaw() throws Exception {
    run("RPUSH k v");
    Session session = fixture.connect();
    fixture.backend.failCommits(true);
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(session, 0, replies, "DEL k", "BLPOP k 0");
      fixture.backend.failCommits(false);
      assertFalse(session.blocked());
      Waiter waiter = assertInstanceOf(Progress.Wait.class, progress).waiter();
      waiter.await(replies);
      waiter.close();
      assertEquals(NO_SPACE + " " + NO_SPACE, ExecutorFixture.text(replies));
    }
    assertEquals(":2", run("RPUSH k w"));
  }

  @Test
  void whenTheDiskDoesNotConfirmTheClientIsToldToo() throws Exception {
    Waiting client = new Waiting("BLPOP k 0");
    fixture.backend.failSyncs(true);
    String failure = "-ERR storage: written, but the disk did not confirm it: disk on fire";
    assertEquals(failure, run("RPUSH k v"));
    assertEquals(failure, client.reply());
    assertEquals(":0", run("LLEN k"));
  }

  @Test
  void aCommandThatFailsAfterAllServesNobody() throws Exception {
    Waiting client = new Waiting("BLPOP k 0");
    fixture.lolwut =
        call -> {
          fixture.lists.push(
              fixture.store.database(0),
              ExecutorFixture.bytes("k"),
              ListEnd.TAIL,
              ExecutorFixture.bytes("undone"));
          throw new CommandException(Errors.SYNTAX);
        };
    assertEquals("-ERR syntax error :0", run("LOLWUT", "LLEN k"));
    assertTrue(client.session.blocked());
    run("RPUSH k v");
    assertEquals("*2 $1 k $1 v", client.reply());
  }

  @Test
  void aLargeReplyThatCommitsHalfWayFailsOnItsOwn() throws Exception {
    String thousands = " 12345678".repeat(5000);
    Waiting client = new Waiting("BLMPOP 0 1 k LEFT COUNT 5000");
    fixture.backend.failCommits(true);
    assertEquals(NO_SPACE, run("RPUSH k" + thousands));
    fixture.backend.failCommits(false);
    assertTrue(client.session.blocked());
    assertEquals(":5000 :0", run("RPUSH k" + thousands, "LLEN k"));
    assertTrue(client.reply().startsWith("*2 $1 k *5000 $8 12345678"));
  }

  @Test
  void aClientWhoseDestinationIsHeldWaitsUntilItIsNot() throws Exception {
    Waiting client = new Waiting("BLMOVE k d LEFT LEFT 0");
    HeldKeys.Key destination = HeldKeys.Key.of(0, ExecutorFixture.bytes("d"));
    HeldKeys.Hold hold = fixture.heldKeys.hold(List.of(destination), List.of());
    assertEquals(":1 :1 :0", run("RPUSH k v", "LLEN k", "LLEN d"));
    assertTrue(client.session.blocked());
    fixture.lolwut =
        call -> {
          hold.release();
          return Reply.OK;
        };
    assertEquals("+OK :0 :1", run("LOLWUT", "LLEN k", "LLEN d"));
    assertEquals("$1 v", client.reply());
  }

  @Test
  void aClientThatIsGoneTakesNothing() throws Exception {
    Waiting gone = new Waiting("BLPOP k j 0");
    gone.thread.interrupt();
    gone.thread.join();
    assertTrue(gone.reply.isCompletedExceptionally());
    assertFalse(gone.session.blocked());
    assertEquals(":1 :1", run("RPUSH k v", "RPUSH j v"));
  }

  @Test
  void aTimeoutOfCenturiesIsNone() throws Exception {
    Waiting client = new Waiting("BLPOP k 9223372036854775");
    run("RPUSH k v");
    assertEquals("*2 $1 k $1 v", client.reply());
  }

  @Test
  void afterTheTimeoutTheClientWaitsForNothing() throws Exception {
    Waiting client = new Waiting("BLPOP k j 0.001");
    assertEquals("*-1", client.reply());
    client.thread.join();
    assertFalse(client.session.blocked());
    assertEquals(":1", run("RPUSH k v"));
  }

  @Test
  void aReplyThatIsDueHoldsBackPushedMessages() throws Exception {
    Waiting client = new Waiting("BLPOP k 0");
    client.session.answered();
    assertFalse(client.session.answering());
    run("RPUSH k v");
    client.reply();
    assertTrue(client.session.answering());
    client.session.answered();
    assertFalse(client.session.answering());
  }

  @Test
  void whatMustBeAnsweredNowDoesNotWait() {
    Invocation call = new Invocation(pusher, null, new byte[0][], 0, null);
    assertEquals(
        "NullArray[]",
        fixture
            .blocked
            .takeOrWait(
                call, ValueType.LIST, List.of(), BlockingTimeout.FOREVER, (again, key) -> null)
            .toString());
    assertNull(call.deferralOrNull());
  }
}

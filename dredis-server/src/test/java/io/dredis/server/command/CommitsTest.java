package io.dredis.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.server.command.RequestExecutor.Progress;
import io.dredis.server.command.RequestExecutor.Waiter;
import io.dredis.server.config.FsyncMode;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches of several clients that are committed together, step by step. */
@Timeout(60)
class CommitsTest {
  private static final String NO_SPACE = "-ERR storage: no space left";

  private ExecutorFixture fixture;
  private final List<Executed> batches = new ArrayList<>();

  @BeforeEach
  void open() {
    fixture = new ExecutorFixture(FsyncMode.ALWAYS);
  }

  @AfterEach
  void close() {
    fixture.backend.releaseCommits();
    batches.forEach(batch -> batch.replies.close());
    fixture.close();
  }

  /** A batch of a client of its own that has been executed and goes on no further by itself. */
  private final class Executed {
    private final ReplyBatch replies = new ReplyBatch();
    private final RequestBatch batch;

    Executed(String... lines) {
      List<byte[][]> requests =
          Arrays.stream(lines)
              .map(
                  line ->
                      Arrays.stream(line.split(" "))
                          .map(ExecutorFixture::bytes)
                          .toArray(byte[][]::new))
              .toList();
      Session session = fixture.connect();
      batch =
          new RequestBatch(
              session, requests, replies, fixture.store, fixture.commits, fixture.blocked);
      batches.add(this);
      fixture.lock.run(
          () -> {
            for (int i = 0; i < batch.size(); i++) {
              Command command = fixture.dispatcher.find(batch.request(i));
              batch.run(fixture.dispatcher, command, i, null);
            }
            fixture.commits.executed();
          });
    }

    String replies() throws Exception {
      batch.awaitDurable();
      return ExecutorFixture.text(replies);
    }
  }

  private void commit() {
    fixture.lock.run(fixture.commits::commitOrFail);
  }

  @Test
  void batchesThatAreExecutedBeforeTheCommitAreOneCommit() throws Exception {
    Executed first = new Executed("SET a 1", "GET a");
    Executed second = new Executed("INCR a");
    Executed reader = new Executed("GET a");
    assertFalse(first.batch.settled() || second.batch.settled() || reader.batch.settled());
    assertEquals(0, fixture.backend.commits());
    commit();
    assertTrue(first.batch.settled() && second.batch.settled() && reader.batch.settled());
    assertEquals(1, fixture.backend.commits());
    assertEquals(
        List.of("+OK $1 1", ":2", "$1 2"),
        List.of(first.replies(), second.replies(), reader.replies()));
  }

  @Test
  void whatWasReadBeforeAnythingWasPendingWaitsForNothing() {
    assertTrue(new Executed("GET a", "PING").batch.settled());
  }

  @Test
  void whenTheCommitFailsEveryBatchIsToldFromWhatItSawOn() throws Exception {
    fixture.run(fixture.connect(), "SET a before");
    fixture.backend.failCommits(true);
    Executed first = new Executed("GET a", "SET a after");
    Executed second = new Executed("GET a", "PING");
    commit();
    fixture.backend.failCommits(false);
    assertTrue(first.batch.settled() && second.batch.settled());
    assertEquals("$6 before " + NO_SPACE, first.replies());
    assertEquals(NO_SPACE + " " + NO_SPACE, second.replies());
    assertEquals("$6 before", fixture.run(fixture.connect(), "GET a"));
  }

  @Test
  void whoOnlyReadDoesNotWaitForTheDisk() throws Exception {
    fixture.backend.failSyncs(true);
    Executed writer = new Executed("SET a 1");
    Executed reader = new Executed("GET a");
    commit();
    assertEquals("$1 1", reader.replies());
    assertEquals(
        "-ERR storage: written, but the disk did not confirm it: disk on fire", writer.replies());
  }

  @Test
  void aSnapshotCommitsForAll() throws Exception {
    Executed writer = new Executed("SET a 1");
    assertEquals("*1 $1 a", fixture.run(fixture.connect(), "KEYS *"));
    assertTrue(writer.batch.settled());
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void nobodyWaitsForAScriptOfAnotherClient() throws Exception {
    Executed writer = new Executed("SET a 1");
    fixture.lolwut = call -> new Reply.Status("settled: " + writer.batch.settled());
    fixture.script.expect();
    assertEquals(
        "+settled: true", fixture.run(fixture.connect(), "EVAL return(redis.call('LOLWUT')) 0"));
  }

  @Test
  void muchIsCommittedAtOnce() {
    String large = "x".repeat(1 << 19);
    assertFalse(new Executed("SET a " + large).batch.settled());
    assertTrue(new Executed("SET b " + large).batch.settled());
    assertEquals(1, fixture.backend.commits());
  }

  @Test
  void workOfTheServerDoesNotShareTheFateOfWhatClientsWrote() throws Exception {
    Executed writer = new Executed("SET a 1");
    StoreWork work = new StoreWork(fixture.lock, fixture.store, fixture.commits, fixture.clock);
    try {
      work.call(
          () -> {
            fixture.store.database(0).delete(ExecutorFixture.bytes("a"));
            throw new IllegalStateException("a defect, for the test");
          });
    } catch (IllegalStateException expected) {
      assertTrue(writer.batch.settled());
    }
    assertEquals("$1 1", fixture.run(fixture.connect(), "GET a"));
  }

  @Test
  void aDefectThatLeavesHalfABatchUndoesTheGroup() throws Exception {
    Executed writer = new Executed("SET a 1");
    fixture.lock.run(fixture.commits::abandon);
    assertTrue(writer.batch.settled());
    assertEquals(
        "-ERR storage: the write was undone, because another one failed half-way",
        writer.replies());
    assertEquals("$-1", fixture.run(fixture.connect(), "GET a"));
  }

  @Test
  void aClientThatWasServedGetsThatThoughItsTimeEndsBeforeTheCommit() throws Exception {
    Session waiting = fixture.connect();
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(waiting, 0, replies, "BLPOP k 0.001");
      Executed pusher = new Executed("RPUSH k v");
      CompletableFuture<Void> awaited = new CompletableFuture<>();
      try (Waiter waiter = assertInstanceOf(Progress.Wait.class, progress).waiter()) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    waiter.await(replies);
                    awaited.complete(null);
                  } catch (InterruptedException e) {
                    awaited.completeExceptionally(e);
                  }
                });
        TimeUnit.MILLISECONDS.sleep(20);
        assertFalse(awaited.isDone());
        commit();
        awaited.join();
      }
      assertEquals("*2 $1 k $1 v", ExecutorFixture.text(replies));
      assertEquals(":1", pusher.replies());
    }
  }

  @Test
  void aClientThatWentAwayAfterItWasServedIsForgotten() throws Exception {
    Session waiting = fixture.connect();
    try (ReplyBatch replies = new ReplyBatch()) {
      Progress progress = fixture.execute(waiting, 0, replies, "BLPOP k 0");
      fixture.backend.failCommits(true);
      new Executed("RPUSH k v");
      assertInstanceOf(Progress.Wait.class, progress).waiter().close();
      commit();
      fixture.backend.failCommits(false);
    }
    assertFalse(waiting.blocked());
    assertEquals(":1 :1", fixture.run(fixture.connect(), "RPUSH k w", "LLEN k"));
  }

  /** Two batches whose commit is being written by another thread, for as long as it is held. */
  private List<Executed> beingWritten() {
    fixture.backend.forgetCommits();
    fixture.backend.letOtherThreadsCommit();
    fixture.backend.holdCommits();
    List<Executed> group = List.of(new Executed("SET a 1"), new Executed("SET b 1"));
    assertEquals(0, fixture.backend.commits());
    return group;
  }

  /** Returns when a batch has what it waits for, as the thread of its client does. */
  private void awaitSettled(Executed batch) {
    fixture.commits.awaitSettled(batch.batch);
    assertTrue(batch.batch.settled());
  }

  @Test
  void whileACommitIsWrittenOthersAreExecutedOverIt() throws Exception {
    List<Executed> group = beingWritten();
    Executed reader = new Executed("GET a");
    Executed writer = new Executed("INCR a");
    assertFalse(group.get(0).batch.settled() || reader.batch.settled() || writer.batch.settled());
    fixture.backend.releaseCommits();
    List<Thread> clients = new ArrayList<>();
    for (Executed batch : List.of(group.get(1), writer, reader, group.get(0))) {
      clients.add(Thread.ofVirtual().start(() -> awaitSettled(batch)));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertEquals(2, fixture.backend.commits());
    assertEquals(
        List.of("+OK", "+OK", "$1 1", ":2"),
        List.of(
            group.get(0).replies(), group.get(1).replies(), reader.replies(), writer.replies()));
  }

  @Test
  void whoOnlyReadWhatIsBeingWrittenIsAnsweredWithThat() throws Exception {
    List<Executed> group = beingWritten();
    Executed reader = new Executed("GET a");
    fixture.backend.releaseCommits();
    awaitSettled(group.get(0));
    assertTrue(reader.batch.settled());
    assertEquals(1, fixture.backend.commits());
    assertEquals("$1 1", reader.replies());
  }

  @Test
  void whenACommitFailsWhatWasExecutedOverItFailsToo() throws Exception {
    fixture.run(fixture.connect(), "SET a before");
    List<Executed> group = beingWritten();
    Executed reader = new Executed("GET a");
    Executed writer = new Executed("SET c 1");
    fixture.backend.failCommits(true);
    fixture.backend.releaseCommits();
    awaitSettled(group.get(0));
    fixture.backend.failCommits(false);
    for (Executed batch : List.of(group.get(0), group.get(1), reader, writer)) {
      assertTrue(batch.batch.settled());
      assertEquals(NO_SPACE, batch.replies());
    }
    assertEquals("$6 before $-1 $-1", fixture.run(fixture.connect(), "GET a", "GET b", "GET c"));
  }

  @Test
  void aSnapshotWaitsForWhatIsBeingWritten() throws Exception {
    List<Executed> group = beingWritten();
    CompletableFuture<String> keys =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return fixture.run(fixture.connect(), "KEYS *");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    TimeUnit.MILLISECONDS.sleep(20);
    assertFalse(keys.isDone());
    fixture.backend.releaseCommits();
    assertEquals("*2 $1 a $1 b", keys.get());
    assertTrue(group.get(0).batch.settled() && group.get(1).batch.settled());
  }

  @Test
  void aDefectDoesNotUndoWhatIsBeingWritten() throws Exception {
    List<Executed> group = beingWritten();
    Executed writer = new Executed("SET c 1");
    fixture.lock.run(fixture.commits::abandon);
    assertTrue(writer.batch.settled());
    fixture.backend.releaseCommits();
    awaitSettled(group.get(0));
    assertEquals("$1 1 $-1", fixture.run(fixture.connect(), "GET a", "GET c"));
  }

  @Test
  void muchWaitsForWhatIsBeingWritten() throws Exception {
    List<Executed> group = beingWritten();
    fixture.backend.releaseCommits();
    Executed much = new Executed("SET c " + "x".repeat(1 << 20));
    assertTrue(group.get(0).batch.settled());
    assertTrue(much.batch.settled());
    assertEquals(2, fixture.backend.commits());
  }

  @Test
  void aClientThatIsServedWhileACommitIsWrittenWaitsOnWhenThatFails() throws Exception {
    Session waiting = fixture.connect();
    try (ReplyBatch replies = new ReplyBatch()) {
      fixture.backend.letOtherThreadsCommit();
      Progress progress = fixture.execute(waiting, 0, replies, "BLPOP k l 0");
      fixture.backend.holdCommits();
      Executed pusher = new Executed("RPUSH k v");
      new Executed("SET a 1");
      assertFalse(pusher.batch.settled());
      fixture.backend.failCommits(true);
      fixture.backend.releaseCommits();
      awaitSettled(pusher);
      fixture.backend.failCommits(false);
      assertTrue(waiting.blocked());
      assertEquals(":1", fixture.run(fixture.connect(), "RPUSH l w"));
      try (Waiter waiter = assertInstanceOf(Progress.Wait.class, progress).waiter()) {
        waiter.await(replies);
      }
      assertEquals("*2 $1 l $1 w", ExecutorFixture.text(replies));
    }
  }
}

package io.dredis.server.command;

import io.dredis.server.command.KeyQueues.KeyQueue;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.KeyspaceListener;
import io.dredis.storage.keyspace.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The clients that wait in blocking commands, and how they are served.
 *
 * <p>A key becomes ready when a command writes it, whichever that is. After that command, before
 * the next one, those who wait for the key take from it in the order in which they began to wait,
 * as long as it is there and of the type they wait for; what they do may make other keys ready.
 * They are part of the transaction of the command that served them: they are answered when it is
 * committed, and wait on in their old places when it is not.
 *
 * <p>Used under the execution lock, but for {@link #stopWaiting} and {@link #leave}.
 */
public final class BlockedClients implements KeyspaceListener {

  /** A client and its reply, which it gets when the transaction is committed. */
  record Served(BlockedClient client, Reply reply) {

    /**
     * Answers the client, because what it was served is committed.
     *
     * @param awaitDurable returns once that is on the disk, if the server promises it; run by the
     *     client's own thread
     */
    void answer(Runnable awaitDurable) {
      client.answer(reply, awaitDurable);
    }
  }

  private final ExecutionLock lock;
  private final KeyQueues queues = new KeyQueues();
  private final Map<Session, BlockedClient> bySession = new HashMap<>();

  /** Those who were served since the last commit was begun. */
  private List<Served> served = new ArrayList<>();

  /** Clients that CLIENT UNBLOCK names, with what they are answered. */
  private final Map<BlockedClient, Handler> unblocked = new HashMap<>();

  /** Keys whose next client met one that is held by another command. */
  private final List<KeyQueue> held = new ArrayList<>();

  private long lastOrder;
  private long rollbacks;

  /**
   * Nobody waits.
   *
   * @param lock the execution lock, taken when a wait ends by itself
   */
  public BlockedClients(ExecutionLock lock) {
    this.lock = lock;
  }

  // ---- Waiting

  /**
   * Takes from the first key that exists, or lets the client wait until one does; the reply after
   * the timeout is a null array.
   *
   * @param type the type that the keys must have
   * @param timeoutMillis as {@link BlockingTimeout} has it
   */
  public Reply takeOrWait(
      Invocation call, ValueType type, List<byte[]> keys, long timeoutMillis, KeyTake take) {
    Reply reply = take.takeFirst(call, keys);
    if (reply != null) {
      return reply;
    }
    if (!call.canWait()) {
      return Reply.NULL_ARRAY;
    }
    BlockedClient client =
        new BlockedClient(this, call, ++lastOrder, type, keys, timeoutMillis, take);
    enter(client);
    return call.answerLater(client);
  }

  private void enter(BlockedClient client) {
    queues.add(client);
    bySession.put(client.session(), client);
    client.session().setBlocked(true, client.hasTimeout());
  }

  private void remove(BlockedClient client) {
    queues.remove(client);
    bySession.remove(client.session());
    client.session().setBlocked(false, false);
  }

  /**
   * Ends the wait of a client, unless it was served. Called with or without the lock.
   *
   * @return whether it was waiting
   */
  boolean stopWaiting(BlockedClient client) {
    lock.acquire();
    try {
      boolean waiting = bySession.get(client.session()) == client;
      if (waiting) {
        remove(client);
      }
      return waiting;
    } finally {
      lock.release();
    }
  }

  /** Lets a client go; if it was served, its reply is dropped. Called with or without the lock. */
  void leave(BlockedClient client) {
    lock.run(
        () -> {
          if (!stopWaiting(client)) {
            client.setGone();
          }
        });
  }

  /**
   * Ends the wait of a client after the running command, as CLIENT UNBLOCK does.
   *
   * @param withError whether it is answered with an error, not as after its timeout
   * @return whether the client was waiting
   */
  public boolean unblock(Session session, boolean withError) {
    BlockedClient client = bySession.get(session);
    return client != null
        && unblocked.putIfAbsent(client, call -> unblockedReply(withError)) == null;
  }

  private static Reply unblockedReply(boolean withError) {
    if (withError) {
      throw new CommandException(Errors.UNBLOCKED);
    }
    return Reply.NULL_ARRAY;
  }

  // ---- Serving

  @Override
  public void changed(int database, byte[] key) {
    if (!bySession.isEmpty()) {
      queues.signal(database, key);
    }
  }

  @Override
  public void expired(int database, byte[] key) {
    // There is nothing to take.
  }

  @Override
  public void replaced(int database) {
    queues.signalAll(database);
  }

  /** Serves those for whom the command that just ran has left something. */
  void serve(Dispatcher dispatcher, Store store) {
    if (bySession.isEmpty()) {
      return;
    }
    unblocked.forEach((client, reply) -> answer(client, resume(dispatcher, client, reply)));
    unblocked.clear();
    held.forEach(queues::signal);
    held.clear();
    for (KeyQueue key = queues.nextReady(); key != null; key = queues.nextReady()) {
      serve(key, dispatcher, store);
    }
  }

  private void serve(KeyQueue key, Dispatcher dispatcher, Store store) {
    long rollbacksBefore = rollbacks;
    BlockedClient client = key.after(null);
    while (client != null && rollbacks == rollbacksBefore) {
      Attempt attempt = new Attempt(store, key, client);
      int readyBefore = queues.readyCount();
      if (client.session().transport().isOpen()) {
        try {
          attempt.reply = resume(dispatcher, client, attempt);
        } catch (HeldKeyException e) {
          // What it wrote is undone, so that nothing became ready by it, least of all this key.
          queues.forgetReadyBeyond(readyBefore);
          held.add(key);
          return;
        }
      }
      // A command that commits in the middle may have failed to, and then nothing has happened.
      if (attempt.reply != null && rollbacks == rollbacksBefore) {
        answer(client, attempt.reply);
      }
      client = attempt.nothingLeft ? null : key.after(client);
    }
  }

  /** One client's attempt to take from a key, which may be gone again or be of another type. */
  private static final class Attempt implements Handler {
    private final Store store;
    private final KeyQueue key;
    private final BlockedClient client;
    private boolean nothingLeft;
    private Reply reply;

    Attempt(Store store, KeyQueue key, BlockedClient client) {
      this.store = store;
      this.key = key;
      this.client = client;
    }

    @Override
    public Reply execute(Invocation call) {
      Header header = store.database(key.database()).find(key.key());
      nothingLeft = header == null;
      return nothingLeft || header.type() != client.type()
          ? null
          : client.take().take(call, key.key());
    }
  }

  private static Reply resume(Dispatcher dispatcher, BlockedClient client, Handler part) {
    Invocation call = client.call();
    return dispatcher.resume(call.session(), call.command(), call.arguments(), part);
  }

  private void answer(BlockedClient client, Reply reply) {
    remove(client);
    client.session().setReplyDue(true);
    served.add(new Served(client, reply));
  }

  /** Forgets what became ready by a command that was undone. */
  void undone() {
    queues.forgetReadyBeyond(0);
  }

  // ---- The end of the transaction

  /** Returns those who were served since this was called last, who are answered by the caller. */
  List<Served> takeServed() {
    if (served.isEmpty()) {
      return List.of();
    }
    List<Served> taken = served;
    served = new ArrayList<>();
    return taken;
  }

  /**
   * Lets those who were served and not answered wait on, because it did not happen.
   *
   * @param before those who were {@link #takeServed taken} and served before the others
   */
  void rolledBack(List<Served> before) {
    rollbacks++;
    queues.forgetReadyBeyond(0);
    unblocked.clear();
    before.forEach(this::waitOn);
    takeServed().forEach(this::waitOn);
  }

  private void waitOn(Served each) {
    if (each.reply() instanceof Reply.Streamed streamed) {
      streamed.close();
    }
    each.client().session().setReplyDue(false);
    if (!each.client().gone()) {
      enter(each.client());
    }
  }
}

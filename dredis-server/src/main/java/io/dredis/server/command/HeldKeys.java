package io.dredis.server.command;

import io.dredis.storage.keyspace.KeyspaceListener;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys that commands work on outside the execution lock ({@link LargeWork}).
 *
 * <p>Such a command reads a snapshot and shows its result later, all at once. For everybody else it
 * happens at that later moment, because until then nobody can change what it has read: a write to
 * such a key, by whatever command, ends in a {@link HeldKeyException}, and the client waits and
 * tries again. The key that the result goes to may be written meanwhile, which then came before;
 * only other such commands keep away from it, so that no two wait for each other. A key may expire
 * all the while: the command began before that.
 *
 * <p>Once a write waits for a key, no further command may begin to read it so, or commands that
 * overlap would make the write wait for ever.
 *
 * <p>A command that cannot be executed again, because it has done what is not undone with the store
 * ({@link NestedExecution}), does not wait: it breaks the hold, and the command that held the key
 * finds that out when it wants to show its result.
 *
 * <p>Keys are held, asked for and released under the execution lock; clients wait outside it.
 */
public final class HeldKeys implements KeyspaceListener {

  /** A key of a database. */
  public record Key(int database, ByteBuffer name) {
    /** The key of that name. */
    public static Key of(int database, byte[] name) {
      return new Key(database, ByteBuffer.wrap(name));
    }

    /** The keys of those names. */
    public static List<Key> listOf(int database, List<byte[]> names) {
      return names.stream().map(name -> of(database, name)).toList();
    }
  }

  /** Keys that are held for one command, until it is released. */
  public final class Hold {
    private final List<Key> reads;
    private final List<Key> writes;
    private boolean released;
    private boolean broken;

    private Hold(List<Key> reads, List<Key> writes) {
      this.reads = reads;
      this.writes = writes;
    }

    /** Lets go of the keys; those who wait try again. Called under the execution lock. */
    public void release() {
      if (!released) {
        released = true;
        HeldKeys.this.release(this);
      }
    }

    /** Returns whether a key that it reads was written all the same. */
    boolean broken() {
      return broken;
    }
  }

  private final Set<Hold> holds = new HashSet<>();
  private final Map<Key, Integer> readers = new HashMap<>();
  private final Set<Key> toWrite = new HashSet<>();

  /** Those of the keys that are read which somebody waits to write. */
  private final Set<Key> wanted = new HashSet<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final AtomicLong releases = new AtomicLong();

  /** Whether the running command breaks holds instead of waiting. */
  private boolean breaking;

  /**
   * Holds keys for a command.
   *
   * @param reads what it reads, keys that are missing included
   * @param writes where its result goes, if anywhere; a key that is read too is nobody else's
   *     meanwhile
   * @throws HeldKeyException when one of them is held for another command in a way that excludes it
   */
  public Hold hold(List<Key> reads, List<Key> writes) {
    for (Key key : reads) {
      if (toWrite.contains(key) || wanted.contains(key)) {
        throw held();
      }
    }
    for (Key key : writes) {
      if (toWrite.contains(key)) {
        throw held();
      }
      requireNoReader(key);
    }
    toWrite.addAll(writes);
    reads.forEach(key -> readers.merge(key, 1, Integer::sum));
    Hold hold = new Hold(reads, writes);
    holds.add(hold);
    return hold;
  }

  private void release(Hold hold) {
    holds.remove(hold);
    if (!hold.broken) {
      forgetReads(hold);
    }
    hold.writes.forEach(toWrite::remove);
    noteRelease();
  }

  private void forgetReads(Hold hold) {
    for (Key key : hold.reads) {
      if (readers.merge(key, -1, HeldKeys::sumOrNull) == null) {
        wanted.remove(key);
      }
    }
  }

  private void noteRelease() {
    lock.lock();
    try {
      releases.incrementAndGet();
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Integer sumOrNull(int one, int other) {
    return one + other == 0 ? null : one + other;
  }

  private void requireNoReader(Key key) {
    if (!readers.containsKey(key)) {
      return;
    }
    if (breaking) {
      breakHolds(key);
      return;
    }
    wanted.add(key);
    throw held();
  }

  private void breakHolds(Key key) {
    for (Hold hold : holds) {
      if (!hold.broken && hold.reads.contains(key)) {
        hold.broken = true;
        forgetReads(hold);
      }
    }
    noteRelease();
  }

  /** Says whether the running command breaks the holds of the keys that it writes. */
  void setBreaking(boolean value) {
    breaking = value;
  }

  /**
   * Requires that keys may be written.
   *
   * @throws HeldKeyException when one of them may not
   */
  void requireWritable(Iterable<Key> keys) {
    if (!readers.isEmpty()) {
      keys.forEach(this::requireNoReader);
    }
  }

  /** Returns whether any key is held against being written. */
  boolean any() {
    return !readers.isEmpty();
  }

  private HeldKeyException held() {
    return new HeldKeyException(releases.get());
  }

  /**
   * Waits until a hold was released since a command met one.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  void awaitRelease(HeldKeyException met) throws InterruptedException {
    lock.lock();
    try {
      while (releases.get() == met.releases()) {
        released.await();
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- Writes

  /** {@inheritDoc} A key that is held is not written. */
  @Override
  public void changed(int database, byte[] key) {
    if (!readers.isEmpty()) {
      requireNoReader(Key.of(database, key));
    }
  }

  @Override
  public void expired(int database, byte[] key) {
    // It was there when the command that holds it began.
  }

  /** {@inheritDoc} A database with a key that is held is not. */
  @Override
  public void replaced(int database) {
    List<Key> held = readers.keySet().stream().filter(key -> key.database() == database).toList();
    if (!held.isEmpty() && !breaking) {
      wanted.addAll(held);
      throw held();
    }
    held.forEach(this::breakHolds);
  }
}

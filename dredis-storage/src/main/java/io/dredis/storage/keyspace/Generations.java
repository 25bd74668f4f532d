package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.StoreRefusedException;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.transaction.Transaction;
import io.dredis.storage.transaction.UndoListener;
import java.util.HashMap;
import java.util.Map;

/**
 * Which generation of keys each database number stands for, and the key directory of each.
 *
 * <p>All keys of a database share a generation, so emptying a database is forgetting its
 * generation, and swapping two is swapping theirs. A database without keys may have none. No
 * generation is used twice.
 *
 * <pre>
 * meta record "generation:N"     = generation (varint)       ; of database N
 * meta record "generation-next"  = generation (varint)       ; the next to be used
 * </pre>
 */
final class Generations implements UndoListener {
  /** The generation of a database without one. */
  static final long NONE = 0;

  private static final String OF_DATABASE = "generation:";
  private static final byte[] NEXT_KEY = RecordKeys.meta("generation-next");

  private final Transaction transaction;
  private final long[] ofDatabase;
  private final Map<Long, KeyDirectory> directories = new HashMap<>();
  private boolean loaded;

  Generations(Transaction transaction, int databases) {
    this.transaction = transaction;
    this.ofDatabase = new long[databases];
    transaction.addUndoListener(this);
  }

  /** Returns the generation of a database, {@link #NONE} when it has none. */
  long of(int database) {
    if (!loaded) {
      load();
    }
    return ofDatabase[database];
  }

  /** Returns the generation of a database, a new one when it had none. */
  long ofOrNew(int database) {
    long generation = of(database);
    if (generation == NONE) {
      byte[] next = transaction.get(NEXT_KEY);
      generation = next == null ? 1 : Varint.read(next, 0);
      transaction.put(NEXT_KEY, Varint.encode(generation + 1));
      assign(database, generation);
    }
    return generation;
  }

  /** Makes the generation of a database garbage. */
  void drop(int database) {
    long generation = of(database);
    if (generation != NONE) {
      transaction.put(RecordKeys.garbageGeneration(generation), new byte[0]);
      directories.remove(generation);
      assign(database, NONE);
    }
  }

  /** Swaps the generations of two databases. */
  void swap(int one, int other) {
    long generation = of(one);
    assign(one, of(other));
    assign(other, generation);
  }

  /** Returns the directory of a generation in use. */
  KeyDirectory directory(long generation) {
    KeyDirectory directory = directories.get(generation);
    if (directory == null) {
      directory = KeyDirectory.load(transaction, generation);
      directories.put(generation, directory);
    }
    return directory;
  }

  /**
   * Checks that no database beyond those that were asked for holds a key.
   *
   * @throws StoreRefusedException when one does
   */
  void requireNoMoreDatabases() {
    byte[] prefix = RecordKeys.meta(OF_DATABASE);
    try (Cursor cursor = transaction.cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        int number =
            Integer.parseInt(RecordKeys.metaName(cursor.key()).substring(OF_DATABASE.length()));
        if (number >= ofDatabase.length
            && KeyDirectory.load(transaction, Varint.read(cursor.value(), 0)).keys() > 0) {
          throw new StoreRefusedException(
              "Database "
                  + number
                  + " holds keys, but only "
                  + ofDatabase.length
                  + " databases were asked for");
        }
      }
    }
  }

  private void assign(int database, long generation) {
    ofDatabase[database] = generation;
    if (generation == NONE) {
      transaction.delete(key(database));
    } else {
      transaction.put(key(database), Varint.encode(generation));
    }
  }

  private void load() {
    for (int database = 0; database < ofDatabase.length; database++) {
      byte[] record = transaction.get(key(database));
      ofDatabase[database] = record == null ? NONE : Varint.read(record, 0);
    }
    loaded = true;
  }

  private static byte[] key(int database) {
    return RecordKeys.meta(OF_DATABASE + database);
  }

  @Override
  public void restored(byte[] key) {
    if (Space.META.holds(key)) {
      loaded = false;
    } else if (Space.DIRECTORY.holds(key) || Space.EXPIRY.holds(key)) {
      KeyDirectory directory = directories.get(RecordKeys.number(key));
      if (directory != null) {
        directory.restored(key);
      }
    }
  }

  @Override
  public void forgotten() {
    loaded = false;
    directories.clear();
  }
}

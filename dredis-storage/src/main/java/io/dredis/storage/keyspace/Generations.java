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
 * meta record "loading"          = nothing                   ; while all databases are replaced
 * meta record "loaded-over:N"    = generation (varint)       ; of database N before that
 * </pre>
 *
 * <p>While all databases are replaced, their new generations are written like any others; until
 * {@link #endLoad} nothing of that counts, and whoever opens the store anew finds the old ones.
 */
final class Generations implements UndoListener {
  /** The generation of a database without one. */
  static final long NONE = 0;

  private static final String OF_DATABASE = "generation:";
  private static final String LOADED_OVER = "loaded-over:";
  private static final byte[] LOADING_KEY = RecordKeys.meta("loading");
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] NEXT_KEY = RecordKeys.meta("generation-next");

  private final Transaction transaction;
  private final long[] ofDatabase;
  private final Map<Long, KeyDirectory> directories = new HashMap<>();
  private boolean loaded;
  private boolean showsBefore;

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
      transaction.put(RecordKeys.garbageGeneration(generation), NOTHING);
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

  // ---- Replacing all

  /** Begins to replace the keys of all databases, which are without keys until {@link #endLoad}. */
  void beginLoad() {
    transaction.put(LOADING_KEY, NOTHING);
    for (int database = 0; database < ofDatabase.length; database++) {
      long before = of(database);
      if (before != NONE) {
        transaction.put(RecordKeys.meta(LOADED_OVER + database), Varint.encode(before));
        assign(database, NONE);
      }
    }
  }

  /** Makes the new generations count, and garbage of those before. */
  void endLoad() {
    for (int database = 0; database < ofDatabase.length; database++) {
      long before = loadedOver(database);
      if (before != NONE) {
        transaction.put(RecordKeys.garbageGeneration(before), NOTHING);
        directories.remove(before);
        transaction.delete(RecordKeys.meta(LOADED_OVER + database));
      }
    }
    transaction.delete(LOADING_KEY);
  }

  /** Goes back to the generations before, and makes garbage of the new ones. */
  void abandonLoad() {
    for (int database = 0; database < ofDatabase.length; database++) {
      drop(database);
      long before = loadedOver(database);
      if (before != NONE) {
        assign(database, before);
        transaction.delete(RecordKeys.meta(LOADED_OVER + database));
      }
    }
    transaction.delete(LOADING_KEY);
  }

  /** Returns whether a replacement was begun and has not ended. */
  boolean loading() {
    return transaction.get(LOADING_KEY) != null;
  }

  private long loadedOver(int database) {
    return generation(RecordKeys.meta(LOADED_OVER + database));
  }

  private long generation(byte[] key) {
    byte[] record = transaction.get(key);
    return record == null ? NONE : Varint.read(record, 0);
  }

  // ---- Directories

  /** Returns the directory of a generation in use. */
  KeyDirectory directory(long generation) {
    KeyDirectory directory = directories.get(generation);
    if (directory == null) {
      directory = KeyDirectory.load(transaction, generation);
      directories.put(generation, directory);
    }
    return directory;
  }

  /** Forgets the directories that are in memory, because their records were written by others. */
  void forgetDirectories() {
    directories.clear();
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

  /** Shows the databases as they were before the replacement under way, and changes nothing. */
  void showBefore() {
    showsBefore = true;
    loaded = false;
  }

  private void load() {
    for (int database = 0; database < ofDatabase.length; database++) {
      ofDatabase[database] = showsBefore ? loadedOver(database) : generation(key(database));
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

package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.gc.ElementWriter;
import io.dredis.storage.sort.RecordSorter;
import io.dredis.storage.sort.SecondThread;
import io.dredis.storage.sort.SortedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Keys on their way into a store between {@link Store#beginLoad} and {@link Store#endLoad}, in any
 * order and of any number, in bounded memory.
 *
 * <p>Nothing is looked up: all records are sorted first, in temporary files if they are many, and
 * then written in order, which every backend does at its best. Nothing of it is in the store before
 * {@link #store}, and the headers come before the elements; so what an interrupted load has written
 * is found by its headers, and reclaimed.
 */
public final class KeyLoad implements AutoCloseable {
  /** How a load shares the store with others while it writes. */
  public interface Turns {
    /** Called after each record; may let others have the store. */
    void stored(long records, long allRecords) throws IOException;

    /** Has something done that only waits; others may have the store meanwhile. */
    void await(Runnable work) throws IOException;
  }

  private static final byte[] NOTHING = new byte[0];

  /** The part of the heap that is used to sort, and the part of that for what counts. */
  private static final int HEAP_SHARE = 4;

  private static final int COUNTS_SHARE = 8;
  private static final long MOST_MEMORY_BYTES = 256L << 20;

  /** An element is marked with the length of the prefix of those that are counted with it. */
  static final int PLAIN = 0;

  private static final int EXPIRING = 1;

  private final Store store;
  private final Generations generations;
  private final SecondThread second = new SecondThread("dredis-load");
  private final RecordSorter records;

  /** What counts them: the records of key directories and indexes. */
  private final RecordSorter counts;

  private long recordCount;

  /** A load into a store, with temporary files in a directory. */
  KeyLoad(Store store, Generations generations, Path temporary) {
    this.store = store;
    this.generations = generations;
    long memory = Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE, MOST_MEMORY_BYTES);
    records = new RecordSorter(temporary, memory, second);
    counts = new RecordSorter(temporary, memory / COUNTS_SHARE, second);
  }

  /** Starts to write a large value, whose header is then added. */
  public ElementWriter elements() {
    return new Elements(store.keyIds().allocate());
  }

  /** Adds a key; its header is kept and must not be changed. */
  public void add(Database database, byte[] key, Header header) {
    long generation = generations.ofOrNew(database.number());
    add(RecordKeys.header(generation, key), header.record(), header.expires() ? EXPIRING : PLAIN);
    if (header.expires()) {
      add(RecordKeys.expiry(generation, header.expiryMillis(), key), NOTHING, PLAIN);
    }
    database.touch(key);
  }

  private void add(byte[] key, byte[] value, int mark) {
    records.add(key, value, mark);
    recordCount++;
  }

  /**
   * Returns whether a record that is added soon has to wait for what was added before; {@link
   * #await} does that.
   */
  public boolean mustWait() {
    return records.mustWait();
  }

  /** Waits for what was added before; without the store's lock, if others want that. */
  public void await() {
    second.awaitTurn();
  }

  /**
   * Stores all that was added.
   *
   * @param turns is asked to let others have the store now and then; what it throws ends this
   * @throws LoadedTwiceException when a key or element was added twice; a part is stored
   */
  public void store(Turns turns) throws LoadedTwiceException, IOException {
    // The generations and key ids that were taken.
    store.commit();
    LoadWriter writer = new LoadWriter(store.transaction().backend(), counts, second, turns);
    try (SortedRecords sorted = records.sorted()) {
      byte[] last = NOTHING;
      for (long number = 1; sorted.next(); number++) {
        byte[] key = sorted.key();
        if (Arrays.equals(key, last)) {
          writer.flush();
          throw twice(key);
        }
        writer.write(key, sorted.value(), sorted.mark());
        last = key;
        turns.stored(number, recordCount);
      }
    }
    writer.finish();
    generations.forgetDirectories();
  }

  private LoadedTwiceException twice(byte[] recordKey) {
    long number = RecordKeys.number(recordKey);
    if (Space.HEADER.holds(recordKey)) {
      int database = 0;
      while (generations.of(database) != number) {
        database++;
      }
      return new LoadedTwiceException(database, RecordKeys.rest(recordKey), false);
    }
    for (int database = 0; database < store.databaseCount(); database++) {
      byte[] key = keyOfOrNull(number, generations.of(database));
      if (key != null) {
        return new LoadedTwiceException(database, key, true);
      }
    }
    throw new IllegalStateException("No key has the id " + number);
  }

  /** Returns the key of a generation whose value has a key id; takes as long as there are keys. */
  private byte[] keyOfOrNull(long keyId, long generation) {
    byte[] prefix = RecordKeys.prefix(Space.HEADER, generation);
    try (Cursor cursor = store.transaction().cursor()) {
      boolean on = cursor.seek(prefix);
      for (; on && RecordKeys.startsWith(cursor.key(), prefix); on = cursor.next()) {
        Header header = Header.decode(cursor.value());
        if (header.kind().large() && header.keyId() == keyId) {
          return RecordKeys.rest(cursor.key());
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    second.close();
    records.close();
    counts.close();
  }

  /** The elements of one value, among all records. */
  private final class Elements implements ElementWriter {
    private final long keyId;

    Elements(long keyId) {
      this.keyId = keyId;
    }

    @Override
    public long keyId() {
      return keyId;
    }

    @Override
    public void put(byte[] key, byte[] value) {
      if (Space.INDEX.holds(key)) {
        counts.add(key, value, PLAIN);
      } else {
        KeyLoad.this.add(key, value, PLAIN);
      }
    }

    @Override
    public void putCounted(byte[] key, byte[] value, int prefixLength) {
      KeyLoad.this.add(key, value, prefixLength);
    }

    @Override
    public boolean countsLater() {
      return true;
    }

    @Override
    public Reader flushed() {
      throw new IllegalStateException("Nothing is there before all is");
    }

    @Override
    public void flush() {
      // What was put is on its way already.
    }

    @Override
    public void finish() {
      // As above.
    }

    @Override
    public void close() {
      // Who does not store the header ends the load, and what was added goes with it.
    }
  }
}

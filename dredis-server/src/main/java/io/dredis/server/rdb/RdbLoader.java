package io.dredis.server.rdb;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.Quoted;
import io.dredis.rdb.RdbReader;
import io.dredis.rdb.RdbType;
import io.dredis.rdb.RdbVisitor;
import io.dredis.rdb.ReadOptions;
import io.dredis.server.command.DataTypes;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.KeyLoad;
import io.dredis.storage.keyspace.LoadedTwiceException;
import io.dredis.storage.keyspace.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Stores the keys of one RDB file in the databases of a store, which are empty.
 *
 * <p>In bounded memory, by way of a {@link KeyLoad}. When it fails, a part may be stored; {@link
 * Store#beginLoad} keeps that from being seen. As in a Redis that is no replica, keys whose time
 * has come are left out, and a file in which a key comes twice is refused.
 */
final class RdbLoader implements RdbVisitor, KeyLoad.Turns, AutoCloseable {
  private static final long PROGRESS_BYTES = 1 << 16;

  /** How much of the work is to read the file; the rest is to store what was in it, in order. */
  private static final double READING_SHARE = 0.5;

  private static final int MILLIS_PER_SECOND = 1000;
  private static final byte[] USED_MEMORY = "used-mem".getBytes(StandardCharsets.ISO_8859_1);

  private final Store store;
  private final KeyLoad keys;
  private final RdbReader reader;
  private final ValueLoader values;
  private final Loading loading;
  private final long totalBytes;
  private final LoadProgress progress;
  private final long nowMillis;
  private final LoadCounts counts = new LoadCounts();

  private Database database;
  private byte[] key;
  private KeyAttributes attributes;
  private boolean expired;
  private long shownBytes;

  /**
   * A loader into a store that nobody else uses, but for what they do between the turns.
   *
   * @param totalBytes how long the file is, for the progress
   */
  RdbLoader(
      Store store,
      DataTypes types,
      InputStream file,
      ReadOptions options,
      long totalBytes,
      LoadProgress progress,
      Loading loading) {
    this.store = store;
    this.loading = loading;
    this.reader = new RdbReader(new TurnedInput(file, loading), options);
    this.keys = store.loadKeys();
    this.values = new ValueLoader(types, keys::elements);
    this.totalBytes = totalBytes;
    this.progress = progress;
    this.nowMillis = store.nowMillis();
    this.database = store.database(0);
  }

  /**
   * Loads the file.
   *
   * @throws IOException when the file cannot be read or taken
   */
  LoadCounts load() throws IOException {
    reader.read(this);
    try {
      keys.store(this);
    } catch (LoadedTwiceException e) {
      throw twice(e);
    }
    return counts;
  }

  private static IOException twice(LoadedTwiceException e) {
    String described = describe(e.key(), e.database());
    return new IOException(
        e.isElement()
            ? "in " + described + " a field or member comes twice"
            : described + " comes twice",
        e);
  }

  @Override
  public void aux(byte[] name, byte[] value) {
    if (Arrays.equals(name, USED_MEMORY)) {
      noteUsedMemory(new String(value, StandardCharsets.ISO_8859_1));
    }
  }

  private void noteUsedMemory(String text) {
    try {
      loading.noteUsedMemory(Long.parseLong(text));
    } catch (NumberFormatException e) {
      // It only serves an estimate.
    }
  }

  @Override
  public void function(byte[] code) {
    counts.addLibrary(code);
  }

  @Override
  public void moduleAux(String module) {
    counts.addModule(module);
  }

  @Override
  public void selectDatabase(int number) throws IOException {
    if (number >= store.databaseCount()) {
      throw refused(
          "there are keys for database "
              + number
              + ", but only "
              + store.databaseCount()
              + " databases; see --databases");
    }
    database = store.database(number);
  }

  @Override
  public void beginKey(byte[] begun, KeyAttributes said) {
    key = begun;
    attributes = said;
    expired = said.expiryMillis() != KeyAttributes.NONE && said.expiryMillis() < nowMillis;
  }

  @Override
  public void skippedKey(byte[] skipped, RdbType type) throws IOException {
    if (type.isSupported()) {
      counts.addEmpty();
    } else {
      counts.addUnsupported();
    }
    noteProgress();
  }

  @Override
  public void string(byte[] value) throws IOException {
    if (!expired) {
      values.string(value);
    }
    endKey();
  }

  @Override
  public void beginValue(RdbType type, long count) {
    if (!expired) {
      values.beginValue(type, count);
    }
  }

  @Override
  public void element(byte[] element) throws IOException {
    if (!expired) {
      values.element(element);
      noteProgress();
    }
  }

  @Override
  public void field(byte[] field, byte[] value) throws IOException {
    if (!expired) {
      values.field(field, value);
      noteProgress();
    }
  }

  @Override
  public void member(byte[] member, double score) throws IOException {
    if (!expired) {
      values.member(member, score);
      noteProgress();
    }
  }

  @Override
  public void endValue() throws IOException {
    if (!expired) {
      try {
        values.endValue();
      } catch (ValueLoader.DuplicateException e) {
        throw refused("in " + describe(key, database.number()) + " " + e.getMessage());
      }
    }
    endKey();
  }

  private void endKey() throws IOException {
    if (expired) {
      counts.addExpired();
    } else {
      storeKey();
      counts.addKey();
    }
    noteProgress();
  }

  private void storeKey() {
    keys.add(database, key, values.value().header(expiryMillis()));
    values.close();
    // More cannot be told in milliseconds, and no key has been idle for that long.
    if (attributes.idleSeconds() >= 0
        && attributes.idleSeconds() <= nowMillis / MILLIS_PER_SECOND) {
      database.setIdleSeconds(key, attributes.idleSeconds());
    }
  }

  private long expiryMillis() {
    return attributes.expiryMillis() == KeyAttributes.NONE
        ? Header.NO_EXPIRY
        : attributes.expiryMillis();
  }

  private static String describe(byte[] key, int database) {
    return "key " + Quoted.of(key) + " of database " + database;
  }

  private IOException refused(String reason) {
    return new IOException(reason + " (at offset " + reader.offset() + ")");
  }

  private void noteProgress() throws IOException {
    loading.giveWay();
    if (keys.mustWait()) {
      await(keys::await);
    }
    noteProgress(READING_SHARE);
  }

  @Override
  public void stored(long records, long allRecords) throws IOException {
    loading.giveWay();
    noteProgress(READING_SHARE + (1 - READING_SHARE) * records / allRecords);
  }

  /**
   * Notes how much is done of the work on what was read; of a pipe, only what was read is known.
   */
  private void noteProgress(double share) {
    long bytes = totalBytes == 0 ? reader.offset() : (long) (share * reader.offset());
    if (bytes - shownBytes >= PROGRESS_BYTES || share >= 1) {
      showProgress(bytes);
    }
  }

  @Override
  public void await(Runnable work) throws IOException {
    loading.between(work::run);
  }

  private void showProgress(long bytes) {
    shownBytes = bytes;
    loading.reached(shownBytes, counts);
    progress.reached(shownBytes, totalBytes, counts.keys());
  }

  /** Ends the loading. */
  @Override
  public void close() {
    values.close();
    keys.close();
  }
}

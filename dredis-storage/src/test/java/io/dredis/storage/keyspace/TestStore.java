package io.dredis.storage.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendType;
import io.dredis.storage.backend.CommitException;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.type.HashCheck;
import io.dredis.storage.type.ListCheck;
import io.dredis.storage.type.SetCheck;
import io.dredis.storage.type.SortedSetCheck;
import io.dredis.storage.type.StringCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A store under test with a clock that is set by hand and a backend that can be told to fail. */
public final class TestStore implements AutoCloseable, KeyspaceListener {
  /** The time at which the clock starts. */
  public static final long START_MILLIS = 1_700_000_000_000L;

  private static final List<StoreCheck.ValueCheck> CHECKS =
      List.of(
          new StringCheck(),
          new HashCheck(),
          new ListCheck(),
          new SetCheck(),
          new SortedSetCheck());

  /** The time it is, in milliseconds since the epoch. */
  public long nowMillis = START_MILLIS;

  /** What the listener was told, as words. */
  public final List<String> events = new ArrayList<>();

  private final FailingBackend.Type type;
  private final Path directory;
  private Store store;

  /** A store with 16 databases in a directory. */
  public TestStore(BackendType type, Path directory) {
    this.type = new FailingBackend.Type(type);
    this.directory = directory;
    this.store = Store.open(options(false, 16));
  }

  StoreOptions options(boolean readOnly, int databases) {
    return new StoreOptions(directory, type, Map.of(), readOnly, databases, () -> nowMillis, this);
  }

  /** Returns the open store. */
  public Store store() {
    return store;
  }

  /** Returns database 0. */
  public Database database() {
    return store.database(0);
  }

  /** Returns the backend, which may also have been written to directly. */
  public Backend backend() {
    return store.transaction().backend();
  }

  /** Lets the next commits of the backend fail. */
  public void failCommits(int count, CommitException.Outcome outcome) {
    type.failCommits(count, outcome);
  }

  /** Returns how many snapshots of the backend are open. */
  public int openSnapshots() {
    return type.openSnapshots();
  }

  /** Lets opening a cursor fail, or work again. */
  public void failCursors(boolean fail) {
    type.failCursors(fail);
  }

  /** Commits what is pending and returns how many operations that were. */
  public int commitAndCount() {
    store.commit();
    return type.lastBatchSize();
  }

  /**
   * Closes the store as a crash would, with what is pending lost, and opens it again, if it can be.
   */
  public void reopen() {
    if (type.persistent()) {
      store.close();
      store = Store.open(options(false, 16));
    } else {
      store.rollback();
      store.reopen();
    }
  }

  /** Opens the store again with other options; the backend must be persistent. */
  public void reopen(boolean readOnly, int databases) {
    store.close();
    store = Store.open(options(readOnly, databases));
  }

  /** Collects all garbage, a few records at a time. */
  public void collectAll() {
    while (store.collect(7).more()) {
      // Each step leaves less.
    }
  }

  /** Fails when the records, pending ones included, contradict each other. */
  public void check() {
    assertEquals(List.of(), StoreCheck.problems(store.transaction(), TestStore::checkValue));
  }

  private static void checkValue(Reader records, Header header, List<String> problems) {
    for (StoreCheck.ValueCheck check : CHECKS) {
      check.check(records, header, problems);
    }
  }

  /** Returns the bytes of a text. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the text of bytes. */
  public static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Stores a small string, whatever was there. */
  public static void put(Database database, String key, String value, long expiryMillis) {
    byte[] name = bytes(key);
    Header header = Header.small(Kind.STRING_RAW, expiryMillis, bytes(value));
    database.store(name, header, database.lookupForWrite(name));
  }

  /** Stores a small string without expiry, whatever was there. */
  public static void put(Database database, String key, String value) {
    put(database, key, value, Header.NO_EXPIRY);
  }

  /** Returns a small string, or null. */
  public static String get(Keyspace keyspace, String key) {
    Header header = keyspace.find(bytes(key));
    return header == null ? null : text(header.body());
  }

  @Override
  public void changed(int database, byte[] key) {
    events.add("changed " + database + " " + text(key));
  }

  @Override
  public void expired(int database, byte[] key) {
    events.add("expired " + database + " " + text(key));
  }

  @Override
  public void replaced(int database) {
    events.add("replaced " + database);
  }

  @Override
  public void close() {
    store.close();
  }
}

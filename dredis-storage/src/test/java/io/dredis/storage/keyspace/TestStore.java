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
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
  private Path directory;
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

  /**
   * Goes on with a copy of the files as they are now, which is what a process that is killed leaves
   * behind; a store in memory is opened again.
   *
   * @param copy where the copy is made; nothing must be there
   */
  public void crash(Path copy) throws IOException {
    if (!type.persistent()) {
      reopen();
      return;
    }
    copyFiles(copy);
    store.close();
    directory = copy;
    store = Store.open(options(false, 16));
  }

  /** Copies the files; again, when a backend has changed some of them meanwhile. */
  private void copyFiles(Path copy) throws IOException {
    Map<Path, FileTime> before;
    Map<Path, FileTime> after = filesIn(directory);
    do {
      before = after;
      for (Path file : before.keySet()) {
        copyFile(file, copy.resolve(directory.relativize(file)));
      }
      after = filesIn(directory);
      for (Path copied : filesIn(copy).keySet()) {
        if (!after.containsKey(directory.resolve(copy.relativize(copied)))) {
          Files.delete(copied);
        }
      }
    } while (!before.equals(after));
  }

  /** Copies a file if it is there, but for the hole at its end that LMDB's may have. */
  private void copyFile(Path file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream from = new FileInputStream(file.toFile());
        RandomAccessFile to = new RandomAccessFile(target.toFile(), "rw")) {
      long length = Files.size(file);
      to.setLength(0);
      // What is cut off meanwhile, as LevelDB does to a file it closes, makes a change that is
      // seen.
      to.write(from.readNBytes((int) Math.min(length, store.sizeOnDisk())));
      to.setLength(length);
    } catch (FileNotFoundException | NoSuchFileException e) {
      // It went meanwhile, and everything is copied again.
    }
  }

  private static Map<Path, FileTime> filesIn(Path directory) throws IOException {
    while (true) {
      Map<Path, FileTime> files = new TreeMap<>();
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.put(path, Files.getLastModifiedTime(path));
        }
        return files;
      } catch (UncheckedIOException | NoSuchFileException e) {
        // A file went while it was looked at.
      }
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

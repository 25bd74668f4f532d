package io.dredis.server.rdb;

import io.dredis.rdb.KeyAttributes;
import io.dredis.rdb.Quoted;
import io.dredis.rdb.RdbVisitor;
import io.dredis.rdb.RdbWriter;
import io.dredis.rdb.WriteOptions;
import io.dredis.server.Version;
import io.dredis.server.command.DataTypes;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.KeyCursor;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/**
 * Writes a snapshot to an RDB file, which is replaced as a whole or not at all: {@code
 * temp-PID.rdb} beside it is written and synced, then renamed. It takes long, works and writes
 * files; so it belongs on a platform thread, without any lock.
 */
public final class RdbSaver {
  /** How many names for the temporary file are tried. */
  private static final int MOST_NAMES = 1000;

  private final ValueSource values;
  private final LongSupplier usedMemoryBytes;

  /**
   * A saver of values of these types.
   *
   * @param usedMemoryBytes what a file says of the memory in use
   */
  public RdbSaver(DataTypes types, LongSupplier usedMemoryBytes) {
    this.values = new ValueSource(types);
    this.usedMemoryBytes = usedMemoryBytes;
  }

  /**
   * Replaces a file. Its directory is created if it is missing.
   *
   * @param file with its directory
   * @throws IOException when the file is as it was, or, if only syncing the directory failed, may
   *     be so after the death of the machine
   * @throws java.util.concurrent.CancellationException when that was asked of the progress
   */
  void save(
      StoreSnapshot snapshot, Path file, WriteOptions options, SaveProgress progress, SavePace pace)
      throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path temporary = createTemporary(directory);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
          OutputStream out = new SyncedFileStream(channel, progress, pace)) {
        write(snapshot, new RdbWriter(out, options), progress);
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Creates the temporary file. A file that is there already may be that of another process with
   * the same number, in another container, and is left alone.
   */
  private static Path createTemporary(Path directory) throws IOException {
    long pid = ProcessHandle.current().pid();
    for (int attempt = 0; ; attempt++) {
      String suffix = attempt == 0 ? "" : "-" + attempt;
      try {
        return Files.createFile(directory.resolve("temp-" + pid + suffix + ".rdb"));
      } catch (FileAlreadyExistsException e) {
        if (attempt == MOST_NAMES) {
          throw e;
        }
      }
    }
  }

  private void write(StoreSnapshot snapshot, RdbVisitor file, SaveProgress progress)
      throws IOException {
    file.start(0);
    aux(file, "redis-ver", Version.REDIS);
    aux(file, "redis-bits", "64");
    aux(file, "ctime", Long.toString(snapshot.database(0).nowMillis() / 1000));
    aux(file, "used-mem", Long.toString(usedMemoryBytes.getAsLong()));
    aux(file, "aof-base", "0");
    for (byte[] library : snapshot.libraries().values()) {
      file.function(library);
    }
    for (int number = 0; number < snapshot.databaseCount(); number++) {
      Keyspace database = snapshot.database(number);
      if (database.size() > 0) {
        file.selectDatabase(number);
        file.resizeDatabase(database.size(), database.expiresCount());
        writeKeys(database, file, progress);
      }
    }
    file.end(0);
  }

  private void writeKeys(Keyspace database, RdbVisitor file, SaveProgress progress)
      throws IOException {
    try (KeyCursor keys = database.keys(GlobPattern.ALL)) {
      while (keys.next()) {
        Header header = keys.header();
        file.beginKey(
            keys.key(),
            header.expires() ? KeyAttributes.expiring(header.expiryMillis()) : KeyAttributes.EMPTY);
        tell(database, keys.key(), header, file);
        progress.keySaved();
      }
    }
  }

  private void tell(Keyspace database, byte[] key, Header header, RdbVisitor file)
      throws IOException {
    try {
      values.tell(database, header, file);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          "key " + Quoted.of(key) + " has a string that does not fit into the heap", e);
    }
  }

  private static void aux(RdbVisitor file, String name, String value) throws IOException {
    file.aux(
        name.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1));
  }
}

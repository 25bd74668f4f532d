package io.dredis.storage.keyspace;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.BackendException;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory that {@code --dir} names: a marker file that says what it is, and one sub-directory
 * for the backend.
 *
 * <pre>
 * dredis.format:
 *   dredis data directory
 *   format 1
 *   backend leveldb
 * </pre>
 *
 * The marker is written last, once the store in the sub-directory has been opened; a directory with
 * nothing but that sub-directory is one whose first start was cut short. RDB files, configuration
 * and logs may lie beside it.
 */
final class DataDirectory {
  private static final String MARKER = "dredis.format";
  private static final String MARKER_TEMPORARY = "dredis.format.tmp";
  private static final String FIRST_LINE = "dredis data directory";
  private static final Pattern MARKER_TEXT =
      Pattern.compile(
          FIRST_LINE + "\\nformat (\\d{1,9})\\n(?:backend ([a-z0-9-]+)\\n)?.*", Pattern.DOTALL);
  private static final Pattern HARMLESS =
      Pattern.compile("lost\\+found|.*\\.(rdb|conf|log|pid|acl)");
  private static final Pattern ORIGINAL = Pattern.compile("[0-9]|1[0-5]");

  private final Path path;
  private final String backend;
  private final boolean marked;

  /** What {@link #prepare} created, the deepest first. */
  private final List<Path> created = new ArrayList<>();

  private DataDirectory(Path path, String backend, boolean marked) {
    this.path = path;
    this.backend = backend;
    this.marked = marked;
  }

  /**
   * Looks at a directory without touching it.
   *
   * @throws StoreRefusedException when it cannot be used, with what was found and what to do
   */
  static DataDirectory inspect(Path path, String backend, boolean readOnly) {
    if (!Files.exists(path)) {
      if (readOnly) {
        throw new StoreRefusedException(
            path + " does not exist, and a read-only server does not create it");
      }
      requireCreatable(path);
      return new DataDirectory(path, backend, false);
    }
    requireUsable(path, readOnly);
    Path marker = path.resolve(MARKER);
    if (Files.exists(marker)) {
      requireMarkerOf(marker, backend);
      requireFilesOf(marker, path.resolve(backend));
      return new DataDirectory(path, backend, true);
    }
    requireNothingForeign(path, backend);
    if (readOnly) {
      throw new StoreRefusedException(
          path + " holds no data, and a read-only server does not create any");
    }
    return new DataDirectory(path, backend, false);
  }

  private static void requireCreatable(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent == null || !Files.isDirectory(parent)) {
      throw new StoreRefusedException(
          path + " cannot be created: " + parent + " is not a directory");
    }
    if (!Files.isWritable(parent)) {
      throw new StoreRefusedException(path + " cannot be created: " + parent + " is not writable");
    }
  }

  private static void requireUsable(Path path, boolean readOnly) {
    if (!Files.isDirectory(path)) {
      throw new StoreRefusedException(path + " is not a directory");
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new StoreRefusedException(path + " is not readable");
    }
    if (!readOnly && !Files.isWritable(path)) {
      throw new StoreRefusedException(path + " is not writable");
    }
  }

  private static void requireMarkerOf(Path marker, String backend) {
    Matcher text = MARKER_TEXT.matcher(read(marker));
    if (!text.matches()) {
      throw new StoreRefusedException(marker + " is not a marker that dredis wrote");
    }
    StoreFormat.requireKnown(Long.parseLong(text.group(1)));
    if (!backend.equals(text.group(2))) {
      throw new StoreRefusedException(
          marker.getParent()
              + " holds data of the backend "
              + text.group(2)
              + ", not "
              + backend
              + ": start with --backend "
              + text.group(2)
              + ", or use another directory");
    }
  }

  /** Refuses a marker whose store is gone; a new one would look like the loss of all data. */
  private static void requireFilesOf(Path marker, Path own) {
    if (!isDirectoryWithEntries(own)) {
      throw storeMissing(marker, own);
    }
  }

  private static StoreRefusedException storeMissing(Path marker, Path own) {
    return new StoreRefusedException(
        marker
            + " says that there are data, but "
            + own
            + " holds none: put them back, or remove that file to start without them");
  }

  private static boolean isDirectoryWithEntries(Path own) {
    if (!Files.isDirectory(own)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(own)) {
      return entries.iterator().hasNext();
    } catch (IOException e) {
      throw new StoreRefusedException(own + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a store that was just opened is the one the marker promises, not a new one beside
   * files that went astray or that other options name.
   *
   * @throws StoreRefusedException when it is empty
   */
  void requireStore(Backend opened) {
    if (marked && !StoreFormat.isIn(opened)) {
      throw storeMissing(path.resolve(MARKER), path.resolve(backend));
    }
  }

  private static String read(Path marker) {
    try {
      return Files.size(marker) > 4096 ? "" : Files.readString(marker, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new StoreRefusedException(marker + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireNothingForeign(Path path, String backend) {
    List<String> foreign = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean directory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (directory && ORIGINAL.matcher(name).matches()) {
          throw new StoreRefusedException(
              path
                  + " holds data of the original dredis: run SAVE there, and load the file here"
                  + " into a new directory with --rdb");
        }
        boolean ours = name.equals(MARKER_TEMPORARY) || (directory && name.equals(backend));
        if (!ours && !HARMLESS.matcher(name).matches()) {
          foreign.add(name);
        }
      }
    } catch (IOException e) {
      throw new StoreRefusedException(path + " cannot be read: " + e.getMessage(), e);
    }
    if (!foreign.isEmpty()) {
      throw new StoreRefusedException(
          path
              + " is not empty and holds no dredis data ("
              + foreign.getFirst()
              + "): use another directory");
    }
  }

  /**
   * Creates what is missing and returns the backend's own directory.
   *
   * @throws StoreRefusedException when that fails
   */
  Path prepare() {
    Path own = path.resolve(backend);
    for (Path missing = own; missing != null && !Files.exists(missing); ) {
      created.add(missing);
      missing = missing.getParent();
    }
    try {
      return Files.createDirectories(own);
    } catch (IOException e) {
      undoPrepare();
      throw new StoreRefusedException(own + " cannot be created: " + e.getMessage(), e);
    }
  }

  /** Removes what {@link #prepare} created, as far as nothing is in it. */
  void undoPrepare() {
    try {
      for (Path directory : created) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      // Something is in it after all; an empty directory more does no harm.
    }
    created.clear();
  }

  /**
   * Writes the marker if there is none, so that it is there whole or not at all, also when the
   * machine dies, and never without the store that it promises.
   *
   * @throws BackendException when that fails
   */
  void mark(Backend opened) {
    if (marked) {
      return;
    }
    opened.sync();
    String text = FIRST_LINE + "\nformat " + StoreFormat.VERSION + "\nbackend " + backend + "\n";
    Path temporary = path.resolve(MARKER_TEMPORARY);
    try {
      try (FileChannel file =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(temporary, path.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
      syncDirectory();
    } catch (IOException e) {
      throw new BackendException(path.resolve(MARKER) + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void syncDirectory() throws IOException {
    // Windows cannot open a directory; there the rename is left to the file system.
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }
}

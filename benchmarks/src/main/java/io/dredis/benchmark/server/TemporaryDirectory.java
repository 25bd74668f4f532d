package io.dredis.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is gone with all that is in it when this is closed or the process ends. */
public final class TemporaryDirectory implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Path path;
  private final Runnable deletion = this::delete;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  /** Creates one among the system's temporary files. */
  public static TemporaryDirectory create() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Creates one within another directory. */
  public static TemporaryDirectory in(Path parent) throws IOException {
    TemporaryDirectory directory =
        new TemporaryDirectory(Files.createTempDirectory(parent, "dredis-benchmark-"));
    Cleanup.add(directory.deletion);
    return directory;
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    Cleanup.remove(deletion);
    delete();
  }

  private void delete() {
    // When the process is interrupted, its threads may still be writing for a moment.
    for (int attempt = 1; Files.exists(path); attempt++) {
      try {
        deleteOnce();
      } catch (IOException | UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          System.err.println("benchmarks: " + path + " cannot be removed: " + e.getMessage());
          return;
        }
      }
    }
  }

  private void deleteOnce() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}

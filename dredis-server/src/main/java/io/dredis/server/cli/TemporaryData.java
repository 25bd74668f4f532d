package io.dredis.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The temporary data directory of a server that was given none. */
final class TemporaryData {
  private static final String PREFIX = "dredis-";

  private TemporaryData() {}

  /** Makes a new directory. */
  static Path create() throws IOException {
    return Files.createTempDirectory(PREFIX);
  }

  /** Removes a directory of {@link #create} with all that is in it. */
  static void remove(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

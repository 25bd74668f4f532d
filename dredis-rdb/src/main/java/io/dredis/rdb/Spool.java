package io.dredis.rdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file in which elements wait until they are counted. It has no name once it is open,
 * so nothing is left of it however the process ends.
 */
final class Spool {
  private static final int PIECE_BYTES = 1 << 16;

  private final FileChannel file;
  private final RdbOutput out;

  /**
   * An empty file.
   *
   * @param directory where, or null for the system's temporary directory
   */
  Spool(Path directory) throws IOException {
    Path path =
        directory == null
            ? Files.createTempFile("dredis-rdb", ".spool")
            : Files.createTempFile(directory, "dredis-rdb", ".spool");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    out = new RdbOutput(Channels.newOutputStream(file), RdbOutput.LARGE_BUFFER_BYTES);
  }

  /** Returns where elements go. */
  RdbOutput out() {
    return out;
  }

  /** Hands on everything that was written, and gives the space back. */
  void moveTo(RdbOutput target) throws IOException {
    out.flush();
    file.position(0);
    try (InputStream in = Channels.newInputStream(file)) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        target.bytes(piece, count);
      }
    }
  }
}

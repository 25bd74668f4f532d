package io.dredis.server.rdb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes to a file that it syncs every few megabytes, as Redis does: a file of gigabytes that is
 * synced at its end would hold up everyone else's syncs for seconds. Each write is a turn of its
 * save, and it ends when the save is called off. Closing it leaves the file open.
 */
final class SyncedFileStream extends OutputStream {
  private static final long SYNC_BYTES = 4 << 20;

  private final FileChannel file;
  private final SaveProgress progress;
  private final SavePace pace;
  private long unsyncedBytes;

  SyncedFileStream(FileChannel file, SaveProgress progress, SavePace pace) {
    this.file = file;
    this.progress = progress;
    this.pace = pace;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    progress.requireWanted();
    ByteBuffer remaining = ByteBuffer.wrap(from, offset, length);
    while (remaining.hasRemaining()) {
      unsyncedBytes += file.write(remaining);
    }
    if (unsyncedBytes >= SYNC_BYTES) {
      file.force(false);
      unsyncedBytes = 0;
    }
    pace.endTurn();
  }
}

package io.dredis.storage.backend.leveldb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
  private static final long MB = 1L << 20;

  @TempDir private Path directory;
  private final Disk disk = new Disk();

  @Test
  void aCommitIsRefusedWhileThereIsNoRoomAndTakenWhenThereIs() throws IOException {
    DiskSpace space = space();
    disk.freeBytes = 9 * MB;
    assertEquals(
        "the disk of " + directory + " is full: 9 MB are free, leveldb needs 11 MB to write safely",
        space.refusalToCommitOrNull(100));
    assertNotNull(space.refusalToCommitOrNull(100));
    disk.freeBytes = 11 * MB;
    assertNull(space.refusalToCommitOrNull(100));
  }

  @Test
  void roomIsKeptForACompactionOfAStoreUpToItsLimit() throws IOException {
    disk.freeBytes = 15 * MB;
    assertNull(space().refusalToCommitOrNull(100));
    Files.write(directory.resolve("000005.sst"), new byte[(int) (6 * MB)]);
    assertNotNull(space().refusalToCommitOrNull(100));
    disk.freeBytes = 17 * MB;
    assertNull(space().refusalToCommitOrNull(100));
  }

  @Test
  void aLargeBatchNeedsItsSizeTwice() throws IOException {
    disk.freeBytes = 30 * MB;
    assertNull(space().refusalToCommitOrNull(9 * MB));
    assertNotNull(space().refusalToCommitOrNull(11 * MB));
  }

  @Test
  void theDiskIsAskedAgainAfterAMegabyte() throws IOException {
    DiskSpace space = space();
    disk.freeBytes = 1000 * MB;
    assertNull(space.refusalToCommitOrNull(100));
    disk.freeBytes = 0;
    assertNotNull(space.refusalToCommitOrNull(MB));
  }

  @Test
  void openingNeedsRoomForWhatTheLogsHold() throws IOException {
    disk.freeBytes = 3 * MB;
    assertNull(space().refusalToOpenOrNull());
    Files.write(directory.resolve("000003.log"), new byte[(int) (2 * MB)]);
    assertNotNull(space().refusalToOpenOrNull());
  }

  /** A write buffer of 4 MB, and 2 MB for small files, make 10 MB beside batch and compaction. */
  private DiskSpace space() {
    return new DiskSpace(new LevelDbFiles(directory), disk, 4 * MB);
  }

  /** A disk that has as much free space as it is told. */
  private static final class Disk extends FileStore {
    long freeBytes;

    @Override
    public long getUsableSpace() {
      return freeBytes;
    }

    @Override
    public long getUnallocatedSpace() {
      return freeBytes;
    }

    @Override
    public long getTotalSpace() {
      return Long.MAX_VALUE;
    }

    @Override
    public String name() {
      return "disk";
    }

    @Override
    public String type() {
      return "disk";
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
      return false;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
      return false;
    }

    @Override
    public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
      return null;
    }

    @Override
    public Object getAttribute(String attribute) {
      throw new UnsupportedOperationException(attribute);
    }
  }
}

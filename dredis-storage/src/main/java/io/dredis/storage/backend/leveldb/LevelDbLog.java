package io.dredis.storage.backend.leveldb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A check of LevelDB's log that tells a damaged log from one whose writer died.
 *
 * <p>LevelDB itself drops whatever it cannot read, and removes the log afterwards. That is right
 * for the end of a log, where the last record was being written, and a silent loss anywhere else.
 * The format:
 *
 * <pre>
 * log    = block* ; of 32768 bytes, the last one shorter
 * block  = record* zero*6
 * record = checksum length type payload
 *
 * checksum  4 bytes, little end first: the CRC-32C of type and payload, rotated right by 15 and increased by A282EAD8
 * length    2 bytes, little end first: of the payload
 * type      1 byte: 1 whole, 2 first, 3 middle, 4 last piece
 * </pre>
 *
 * A log is written front to back into a file that was extended with zeros. So when its writer died,
 * zeros alone follow the first record that is not whole; when anything else follows, there was
 * more, and the log is damaged.
 */
final class LevelDbLog {
  private static final int BLOCK_BYTES = 32_768;
  private static final int HEADER_BYTES = 7;
  private static final int CHECKSUM_INCREASE = 0xA282EAD8;

  private final InputStream file;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long blockAt;
  private long nextBlockAt;

  private LevelDbLog(InputStream file) {
    this.file = file;
  }

  /**
   * Returns the offset of the first record that cannot be read although there is something behind
   * it, or -1.
   */
  static long firstDamagedByte(Path log) throws IOException {
    try (InputStream file = Files.newInputStream(log)) {
      return new LevelDbLog(file).firstDamagedByte();
    }
  }

  private long firstDamagedByte() throws IOException {
    while (readBlock()) {
      int at = 0;
      while (block.limit() - at >= HEADER_BYTES) {
        int end = at + HEADER_BYTES + Short.toUnsignedInt(block.getShort(at + 4));
        if (end > block.limit() || !isWhole(at, end)) {
          long offset = blockAt + at;
          return somethingFollows(Math.min(end, block.limit())) ? offset : -1;
        }
        at = end;
      }
    }
    return -1;
  }

  private boolean isWhole(int from, int to) {
    int type = block.get(from + 6);
    CRC32C crc = new CRC32C();
    crc.update(block.array(), from + 6, to - from - 6);
    int checksum = Integer.rotateRight((int) crc.getValue(), 15) + CHECKSUM_INCREASE;
    return type >= 1 && type <= 4 && checksum == block.getInt(from);
  }

  private boolean somethingFollows(int from) throws IOException {
    int at = from;
    do {
      for (; at < block.limit(); at++) {
        if (block.get(at) != 0) {
          return true;
        }
      }
      at = 0;
    } while (readBlock());
    return false;
  }

  private boolean readBlock() throws IOException {
    blockAt = nextBlockAt;
    int length = file.readNBytes(block.array(), 0, BLOCK_BYTES);
    nextBlockAt += length;
    block.limit(length);
    return length > 0;
  }
}

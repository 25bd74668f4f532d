package io.dredis.storage.type;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.OrderedVarint;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a long string in chunks, of which only those are read and written that are needed.
 *
 * <pre>
 * element key = element · key id · chunk number (ordered varint)
 * element     = bytes      ; at most 4080; what is missing, up to the whole chunk, is zeros
 * </pre>
 */
final class Chunks {
  /** The size of a full chunk: with its record's head it fills a page of LMDB. */
  static final int CHUNK_BYTES = 4080;

  private static final int READ_AT_ONCE = 64;

  /** Takes the records of chunks. */
  interface Sink {
    void put(byte[] key, byte[] value);
  }

  private Chunks() {}

  private static byte[] key(long keyId, long chunk) {
    byte[] number = new byte[OrderedVarint.length(chunk)];
    OrderedVarint.write(number, 0, chunk);
    return RecordKeys.element(keyId, number);
  }

  /** Reads bytes from a position on into an array of zeros. */
  static void read(Reader records, long keyId, long position, byte[] into, int offset, int length) {
    long end = position + length;
    long chunk = position / CHUNK_BYTES;
    while (chunk * CHUNK_BYTES < end) {
      List<byte[]> keys = new ArrayList<>();
      long first = chunk;
      for (; keys.size() < READ_AT_ONCE && chunk * CHUNK_BYTES < end; chunk++) {
        keys.add(key(keyId, chunk));
      }
      byte[][] chunks = records.getAll(keys);
      for (int i = 0; i < chunks.length; i++) {
        if (chunks[i] != null) {
          long chunkStart = (first + i) * CHUNK_BYTES;
          long from = Math.max(position, chunkStart);
          int count = (int) (Math.min(end, chunkStart + chunks[i].length) - from);
          if (count > 0) {
            System.arraycopy(
                chunks[i],
                (int) (from - chunkStart),
                into,
                (int) (from - position) + offset,
                count);
          }
        }
      }
    }
  }

  /**
   * Writes the chunks of a new string that consists of one array at a position, with zeros before
   * it.
   */
  static void write(Sink sink, long keyId, long position, byte[] bytes) {
    int written = 0;
    while (written < bytes.length) {
      long chunk = (position + written) / CHUNK_BYTES;
      int within = (int) ((position + written) % CHUNK_BYTES);
      int count = Math.min(CHUNK_BYTES - within, bytes.length - written);
      byte[] record = new byte[within + count];
      System.arraycopy(bytes, written, record, within, count);
      sink.put(key(keyId, chunk), record);
      written += count;
    }
  }

  /** Overwrites the bytes at a position, and lengthens the string where it ends before theirs. */
  static void overwrite(Transaction transaction, long keyId, long position, byte[] bytes) {
    int written = 0;
    while (written < bytes.length) {
      long chunk = (position + written) / CHUNK_BYTES;
      int within = (int) ((position + written) % CHUNK_BYTES);
      int count = Math.min(CHUNK_BYTES - within, bytes.length - written);
      byte[] key = key(keyId, chunk);
      byte[] before = count == CHUNK_BYTES ? null : transaction.get(key);
      int beforeLength = before == null ? 0 : before.length;
      byte[] record =
          before == null
              ? new byte[within + count]
              : Arrays.copyOf(before, Math.max(beforeLength, within + count));
      System.arraycopy(bytes, written, record, within, count);
      transaction.put(key, record);
      written += count;
    }
  }
}

package io.dredis.server.command.sort;

import io.dredis.server.command.LargeWork;
import io.dredis.server.resp.Reply;
import io.dredis.server.resp.RespWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reply to a SORT that was worked out before: little of it waits in memory, more in a temporary
 * file, until it is written.
 *
 * <pre>
 * file = (length(4), -1 for nil · bytes)*
 * </pre>
 */
final class SortedReply implements Reply.Streamed {
  private static final long IN_MEMORY_BYTES = 64 << 10;
  private static final int PART_BYTES = 32;
  private static final int PIECE_BYTES = 64 << 10;
  private static final int NIL = -1;

  private final Path directory;
  private final List<SortValues.Value> partsOrNulls = new ArrayList<>();
  private long bytes;
  private long count;
  private SpillFile fileOrNull;
  private DataOutputStream file;

  private SortedReply(Path directory) {
    this.directory = directory;
  }

  /**
   * Works a SORT out.
   *
   * @param directory where a temporary file is made, if it can be
   */
  static SortedReply of(Sorting sorting, Path directory) {
    SortedReply reply = new SortedReply(directory);
    boolean done = false;
    try (Elements elements = sorting.open()) {
      while (elements.next()) {
        for (SortPattern pattern : sorting.options().parts()) {
          reply.add(sorting.values().find(pattern, elements.element()));
        }
      }
      if (reply.fileOrNull != null) {
        reply.file.flush();
      }
      done = true;
      return reply;
    } catch (IOException e) {
      throw EntrySorter.failed(e);
    } finally {
      if (!done) {
        reply.close();
      }
    }
  }

  private void add(SortValues.Value valueOrNull) throws IOException {
    count++;
    bytes += PART_BYTES + (valueOrNull == null ? 0 : valueOrNull.length());
    if (fileOrNull == null && bytes > IN_MEMORY_BYTES) {
      fileOrNull = SpillFile.create(directory);
      file = fileOrNull.append();
      for (SortValues.Value part : partsOrNulls) {
        write(part);
      }
      partsOrNulls.clear();
    }
    if (fileOrNull != null) {
      write(valueOrNull);
    } else {
      partsOrNulls.add(valueOrNull == null ? null : valueOrNull.detached());
    }
  }

  private void write(SortValues.Value valueOrNull) throws IOException {
    if (valueOrNull == null) {
      file.writeInt(NIL);
    } else {
      file.writeInt(Math.toIntExact(valueOrNull.length()));
      valueOrNull.forEachPiece(file::write);
    }
  }

  /** Returns this as what large work has made; closed without being shown, it is closed itself. */
  LargeWork.Result asResult() {
    return new LargeWork.Result() {
      private boolean shown;

      @Override
      public Reply show() {
        shown = true;
        return SortedReply.this;
      }

      @Override
      public void close() {
        if (!shown) {
          SortedReply.this.close();
        }
      }
    };
  }

  @Override
  public void writeTo(RespWriter out) throws IOException {
    out.arrayHeader(count);
    for (SortValues.Value part : partsOrNulls) {
      SortValues.write(part, out);
    }
    if (fileOrNull != null) {
      DataInputStream in = fileOrNull.read(0, fileOrNull.end());
      for (long i = 0; i < count; i++) {
        copyPart(in, out);
      }
    }
  }

  private static void copyPart(DataInputStream in, RespWriter out) throws IOException {
    int length = in.readInt();
    if (length == NIL) {
      out.nullValue();
      return;
    }
    out.bulkHeader(length);
    for (int left = length; left > 0; ) {
      byte[] piece = new byte[Math.min(left, PIECE_BYTES)];
      in.readFully(piece);
      out.raw(piece, 0, piece.length);
      left -= piece.length;
    }
    out.endBulk();
  }

  @Override
  public void close() {
    if (fileOrNull != null) {
      try {
        fileOrNull.close();
      } catch (IOException e) {
        throw EntrySorter.failed(e);
      }
    }
  }
}

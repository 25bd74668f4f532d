package io.dredis.storage.type;

import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.Varint;
import java.util.Arrays;

/**
 * A string as a header and a reader show it; a long one is read piece by piece, and only where it
 * is asked for. It is valid until the next write to its key, or as long as its snapshot.
 */
public final class StringValue {
  private final Reader records;
  private final Header header;
  private final long length;

  StringValue(Reader records, Header header) {
    this.records = records;
    this.header = header;
    this.length =
        header.kind() == Kind.STRING_CHUNKED
            ? Varint.read(header.record(), header.countsOffset())
            : header.bodyLength();
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /** Returns the length in bytes. */
  public long length() {
    return length;
  }

  /** Returns the whole string, which must fit an array. */
  public byte[] bytes() {
    return range(0, length);
  }

  /**
   * Returns a part of the string, which must fit an array.
   *
   * @param fromInclusive where it begins, at least 0
   * @param toExclusive where it ends, at most the length and at least where it begins
   */
  public byte[] range(long fromInclusive, long toExclusive) {
    int size = Math.toIntExact(toExclusive - fromInclusive);
    if (header.kind() != Kind.STRING_CHUNKED) {
      int from = header.bodyOffset() + (int) fromInclusive;
      return Arrays.copyOfRange(header.record(), from, from + size);
    }
    byte[] range = new byte[size];
    Chunks.read(records, header.keyId(), fromInclusive, range, 0, size);
    return range;
  }

  /** A part of a string; empty where both ends are the same. */
  public record Part(long fromInclusive, long toExclusive) {
    private static final Part EMPTY = new Part(0, 0);
  }

  /**
   * Returns the part between two indexes, both inclusive; negative ones count from the end, as
   * GETRANGE has it.
   */
  public Part part(long start, long end) {
    if (start < 0 && end < 0 && start > end) {
      return Part.EMPTY;
    }
    long first = Math.max(0, start < 0 ? start + length : start);
    long last = Math.min(length - 1, Math.max(0, end < 0 ? end + length : end));
    return first > last ? Part.EMPTY : new Part(first, last + 1);
  }

  /** Returns the pieces that the whole string consists of, in order. */
  public Pieces pieces() {
    return new Pieces(0, length);
  }

  /**
   * Returns the pieces that a part of the string consists of, in order; the bounds are as for
   * {@link #range}.
   */
  public Pieces pieces(long fromInclusive, long toExclusive) {
    return new Pieces(fromInclusive, toExclusive);
  }

  /** A part of a string in pieces of bounded size. */
  public final class Pieces {
    private static final int PIECE_BYTES = 64 * Chunks.CHUNK_BYTES;

    private final long end;
    private long position;

    private Pieces(long fromInclusive, long toExclusive) {
      this.position = fromInclusive;
      this.end = toExclusive;
    }

    /**
     * Returns the next piece, of at least one and at most some 256 KiB, or null when there is none
     * left.
     */
    public byte[] next() {
      if (position == end) {
        return null;
      }
      // Ends where a chunk ends, so that none is read twice.
      long pieceEnd = Math.min(end, position - position % PIECE_BYTES + PIECE_BYTES);
      byte[] piece = range(position, pieceEnd);
      position = pieceEnd;
      return piece;
    }
  }
}

package io.dredis.rdb.encoding;

import java.util.Arrays;

/**
 * LZF, in which Redis compresses long strings: raw blocks of any length, without LibLZF's chunk
 * headers.
 *
 * <pre>
 * block     = *(literal / reference)
 * literal   = 000 count(5 bits) bytes                   ; count + 1 bytes as they are
 * reference = length(3 bits) distance(13 bits)          ; length + 2 bytes, from distance + 1 bytes before
 *           / 111 distance(5 bits) length(1) distance(8 bits)
 *                                                       ; length + 9 bytes
 * </pre>
 *
 * What a reference copies may overlap with what it makes. One object serves one thread: the table
 * of the compression is kept from string to string.
 */
public final class Lzf {
  /** A block does not get larger than this many times what it takes. */
  public static final int GREATEST_EXPANSION = 88;

  private static final int LONGEST_LITERAL = 1 << 5;
  private static final int LONGEST_REFERENCE = 264;
  private static final int GREATEST_DISTANCE = 1 << 13;
  private static final int SHORTEST_REFERENCE = 3;
  private static final int TABLE_BITS = 14;

  /**
   * Where three bytes with a certain hash were last seen, counted over all strings so far plus one.
   * So what is left of earlier strings is known as such, and the table need not be cleared.
   */
  private final int[] lastSeen = new int[1 << TABLE_BITS];

  private int base = 1;
  private byte[] from;
  private byte[] to;
  private int end;

  /** A compression without any string yet. */
  public Lzf() {}

  /**
   * Returns what a block decompresses to.
   *
   * @param length how many bytes that must be
   */
  public static byte[] decompress(byte[] block, int length) throws CorruptEncodingException {
    if (length > (long) GREATEST_EXPANSION * block.length) {
      throw new CorruptEncodingException(
          "an LZF block of " + block.length + " bytes cannot stand for " + length);
    }
    return new Decompression(block, length).run();
  }

  /** One block on its way to a string. */
  private static final class Decompression {
    private final byte[] block;
    private final byte[] to;
    private int at;
    private int end;

    Decompression(byte[] block, int length) {
      this.block = block;
      this.to = new byte[length];
    }

    byte[] run() throws CorruptEncodingException {
      while (at < block.length) {
        int control = block[at++] & 0xff;
        if (control < LONGEST_LITERAL) {
          literal(control + 1);
        } else {
          reference(control);
        }
      }
      if (end != to.length) {
        throw corrupt("it stands for " + end + " bytes and not " + to.length);
      }
      return to;
    }

    private void literal(int count) throws CorruptEncodingException {
      requireBytes(count);
      requireRoom(count);
      System.arraycopy(block, at, to, end, count);
      at += count;
      end += count;
    }

    private void reference(int control) throws CorruptEncodingException {
      int count = (control >> 5) + 2;
      if (count == 9) {
        requireBytes(1);
        count += block[at++] & 0xff;
      }
      requireBytes(1);
      int source = end - 1 - (((control & 0x1f) << 8) | (block[at++] & 0xff));
      if (source < 0) {
        throw corrupt("it refers to before its start");
      }
      requireRoom(count);
      copy(source, count);
    }

    private void copy(int source, int count) {
      if (end - source >= count) {
        System.arraycopy(to, source, to, end, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[end + i] = to[source + i];
        }
      }
      end += count;
    }

    private void requireBytes(int count) throws CorruptEncodingException {
      if (count > block.length - at) {
        throw corrupt("it ends within a literal or a reference");
      }
    }

    private void requireRoom(int count) throws CorruptEncodingException {
      if (count > to.length - end) {
        throw corrupt("it is too long for " + to.length + " bytes");
      }
    }

    private CorruptEncodingException corrupt(String why) {
      return new CorruptEncodingException(
          "an LZF block of " + block.length + " bytes is corrupt at its byte " + at + ": " + why);
    }
  }

  /**
   * Returns a string as a block, or null if that would take more than a number of bytes.
   *
   * @param mostBytes how long the block may be
   */
  public byte[] compress(byte[] string, int mostBytes) {
    if (base > Integer.MAX_VALUE - string.length) {
      Arrays.fill(lastSeen, 0);
      base = 1;
    }
    from = string;
    to = new byte[Math.max(mostBytes, 0)];
    end = 0;
    boolean fits = compress();
    base += string.length;
    byte[] block = fits ? Arrays.copyOf(to, end) : null;
    from = null;
    to = null;
    return block;
  }

  private boolean compress() {
    int literalStart = 0;
    int at = 0;
    while (at + SHORTEST_REFERENCE <= from.length) {
      int slot = slot(at);
      int candidate = lastSeen[slot] - base;
      lastSeen[slot] = base + at;
      int length = candidate < 0 || at - candidate > GREATEST_DISTANCE ? 0 : match(candidate, at);
      if (length < SHORTEST_REFERENCE) {
        at++;
        continue;
      }
      if (!literals(literalStart, at) || !reference(at - candidate - 1, length)) {
        return false;
      }
      at += length;
      literalStart = at;
    }
    return literals(literalStart, from.length);
  }

  private int slot(int at) {
    int three = ((from[at] & 0xff) << 16) | ((from[at + 1] & 0xff) << 8) | (from[at + 2] & 0xff);
    // The golden ratio spreads the three bytes over the upper bits.
    return (three * 0x9e3779b1) >>> (Integer.SIZE - TABLE_BITS);
  }

  private int match(int candidate, int at) {
    int most = Math.min(LONGEST_REFERENCE, from.length - at);
    int difference = Arrays.mismatch(from, candidate, candidate + most, from, at, at + most);
    return difference < 0 ? most : difference;
  }

  private boolean literals(int start, int stop) {
    for (int at = start; at < stop; ) {
      int count = Math.min(LONGEST_LITERAL, stop - at);
      if (1 + count > to.length - end) {
        return false;
      }
      to[end++] = (byte) (count - 1);
      System.arraycopy(from, at, to, end, count);
      end += count;
      at += count;
    }
    return true;
  }

  private boolean reference(int distance, int length) {
    boolean isLong = length - 2 >= 7;
    if ((isLong ? 3 : 2) > to.length - end) {
      return false;
    }
    to[end++] = (byte) (((isLong ? 7 : length - 2) << 5) | (distance >> 8));
    if (isLong) {
      to[end++] = (byte) (length - 9);
    }
    to[end++] = (byte) distance;
    return true;
  }
}

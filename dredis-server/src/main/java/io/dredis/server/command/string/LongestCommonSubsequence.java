package io.dredis.server.command.string;

import java.util.ArrayList;
import java.util.List;

/**
 * The longest common subsequence of two strings: the one that Redis finds, where there are several.
 *
 * <p>The classic table holds for each pair of prefixes the length of their longest common
 * subsequence. Its last row suffices for the length of the whole. To walk back through the table
 * one only needs to know at each pair of differing bytes which string to shorten, so a bit stands
 * for the cell where Redis keeps four bytes.
 */
final class LongestCommonSubsequence {

  /**
   * A run of bytes that both strings share, as long as it gets.
   *
   * @param aFrom index of its first byte in the first string
   * @param bFrom index of its first byte in the second string
   */
  record Match(int aFrom, int bFrom, int length) {

    int aLast() {
      return aFrom + length - 1;
    }

    int bLast() {
      return bFrom + length - 1;
    }
  }

  private final byte[] bytes;
  private final List<Match> matches;

  private LongestCommonSubsequence(byte[] bytes, List<Match> matches) {
    this.bytes = bytes;
    this.matches = matches;
  }

  /** Returns the length of the longest common subsequence of two strings. */
  static int length(byte[] a, byte[] b) {
    return new Table(a, b, false).length();
  }

  /** Returns the longest common subsequence of two strings. */
  static LongestCommonSubsequence of(byte[] a, byte[] b) {
    Table table = new Table(a, b, true);
    byte[] bytes = new byte[table.length()];
    List<Match> matches = new ArrayList<>();
    int left = bytes.length;
    int run = 0;
    int i = a.length;
    int j = b.length;
    while (left > 0) {
      if (a[i - 1] == b[j - 1]) {
        bytes[--left] = a[--i];
        j--;
        run++;
      } else {
        run = endRun(matches, i, j, run);
        if (table.shortensFirst(i, j)) {
          i--;
        } else {
          j--;
        }
      }
    }
    endRun(matches, i, j, run);
    return new LongestCommonSubsequence(bytes, matches);
  }

  private static int endRun(List<Match> matches, int aFrom, int bFrom, int run) {
    if (run > 0) {
      matches.add(new Match(aFrom, bFrom, run));
    }
    return 0;
  }

  /** Returns the bytes of the subsequence. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the runs it consists of, the last one first, as Redis answers them. */
  List<Match> matches() {
    return matches;
  }

  /**
   * The table, filled row by row along the longer string, so that a row has the length of the
   * shorter one.
   */
  private static final class Table {
    private final boolean rowsAlongFirst;
    private final int columns;
    private final long[] shortensFirstOrNull;
    private final int[] row;

    Table(byte[] a, byte[] b, boolean withWay) {
      rowsAlongFirst = a.length >= b.length;
      columns = Math.min(a.length, b.length);
      row = new int[columns + 1];
      shortensFirstOrNull = withWay ? new long[words((long) a.length * b.length)] : null;
      byte[] longer = rowsAlongFirst ? a : b;
      byte[] shorter = rowsAlongFirst ? b : a;
      for (int i = 0; i < longer.length; i++) {
        fillRow(longer[i], shorter, (long) i * columns);
      }
    }

    private static int words(long bits) {
      return Math.toIntExact((bits + Long.SIZE - 1) / Long.SIZE);
    }

    private void fillRow(byte current, byte[] shorter, long firstBit) {
      int diagonal = 0;
      for (int j = 0; j < columns; j++) {
        int above = row[j + 1];
        if (current == shorter[j]) {
          row[j + 1] = diagonal + 1;
        } else {
          int before = row[j];
          row[j + 1] = Math.max(above, before);
          if (shortensFirstOrNull != null && (rowsAlongFirst ? above > before : before > above)) {
            shortensFirstOrNull[(int) ((firstBit + j) >>> 6)] |= 1L << (firstBit + j);
          }
        }
        diagonal = above;
      }
    }

    int length() {
      return row[columns];
    }

    /** Returns which string to shorten where the prefixes of these lengths end in other bytes. */
    boolean shortensFirst(int aLength, int bLength) {
      long bit =
          rowsAlongFirst
              ? (aLength - 1L) * columns + bLength - 1
              : (bLength - 1L) * columns + aLength - 1;
      return (shortensFirstOrNull[(int) (bit >>> 6)] & 1L << bit) != 0;
    }
  }
}

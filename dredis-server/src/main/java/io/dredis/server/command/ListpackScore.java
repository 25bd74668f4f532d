package io.dredis.server.command;

import io.dredis.server.resp.DoubleFormat;

/** Scores as Redis keeps them in a listpack: integers as such, all others as text. */
public final class ListpackScore {
  /** Beyond this an integer is kept as text. */
  private static final double LARGEST_INTEGER = 0x1p62;

  private ListpackScore() {}

  /** Returns the text by which a score is kept. */
  public static String format(double score) {
    boolean integer = Math.abs(score) <= LARGEST_INTEGER && score == (long) score;
    return integer ? Long.toString((long) score) : DoubleFormat.format(score);
  }
}

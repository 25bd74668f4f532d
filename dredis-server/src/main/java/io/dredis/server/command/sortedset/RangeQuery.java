package io.dredis.server.command.sortedset;

import io.dredis.server.command.Arguments;
import io.dredis.server.command.CommandException;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Invocation;
import io.dredis.server.command.Numbers;
import io.dredis.storage.type.LexRange;
import io.dredis.storage.type.LexRange.Bound;
import io.dredis.storage.type.ScoreRange;
import io.dredis.storage.type.SortedSetValue;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.util.Arrays;

/** Which members ZRANGE and its like ask for, in which order. */
final class RangeQuery {
  /** What the ends of a range are. */
  enum By {
    RANK,
    SCORE,
    LEX
  }

  private static final String NOT_A_SCORE = "ERR min or max is not a float";
  private static final String NOT_A_LEX_BOUND = "ERR min or max not valid string range item";

  private final By by;
  private final boolean reverse;
  private boolean withScores;
  private boolean limited;
  private long offset;
  private long limit = -1;
  private long startRank;
  private long endRank;
  private ScoreRange scores;
  private LexRange members;

  private RangeQuery(By by, boolean reverse) {
    this.by = by;
    this.reverse = reverse;
  }

  /**
   * Reads a range and its options.
   *
   * @param minAt the index of the first end
   * @param byOrNull what the ends are, when no option decides that
   * @param reverseOrNull the order, when no option decides that
   * @param stored whether the result is stored, for which WITHSCORES is no option
   */
  static RangeQuery of(
      Invocation call, int minAt, By byOrNull, Boolean reverseOrNull, boolean stored) {
    By by = byOrNull;
    Boolean reverse = reverseOrNull;
    boolean withScores = false;
    long[] limit = null;
    for (Arguments rest = Arguments.from(call, minAt + 2); rest.hasNext(); ) {
      if (!stored && rest.accept("WITHSCORES")) {
        withScores = true;
      } else if (rest.accept("LIMIT", 2)) {
        limit = new long[] {rest.nextLong(), rest.nextLong()};
      } else if (reverse == null && rest.accept("REV")) {
        reverse = true;
      } else if (by == null && rest.accept("BYLEX")) {
        by = By.LEX;
      } else if (by == null && rest.accept("BYSCORE")) {
        by = By.SCORE;
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
    RangeQuery query = new RangeQuery(by == null ? By.RANK : by, reverse != null && reverse);
    query.withScores = withScores;
    query.limited = limit != null;
    query.offset = limit == null ? 0 : limit[0];
    query.limit = limit == null ? -1 : limit[1];
    query.checkOptions();
    boolean swapped = query.reverse && query.by != By.RANK;
    query.readEnds(
        call.argument(swapped ? minAt + 1 : minAt), call.argument(swapped ? minAt : minAt + 1));
    return query;
  }

  /** Reads a range in order, without options. */
  static RangeQuery of(By by, byte[] min, byte[] max) {
    RangeQuery query = new RangeQuery(by, false);
    query.readEnds(min, max);
    return query;
  }

  private void checkOptions() {
    if (limit != -1 && by == By.RANK) {
      throw new CommandException(
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
    }
    if (withScores && by == By.LEX) {
      throw new CommandException(
          "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
    }
  }

  private void readEnds(byte[] min, byte[] max) {
    switch (by) {
      case RANK -> {
        startRank = Numbers.parseLong(min);
        endRank = Numbers.parseLong(max);
      }
      case SCORE -> {
        boolean minExclusive = isExclusive(min);
        boolean maxExclusive = isExclusive(max);
        scores =
            new ScoreRange(
                Scores.parseBound(min, minExclusive ? 1 : 0, NOT_A_SCORE),
                minExclusive,
                Scores.parseBound(max, maxExclusive ? 1 : 0, NOT_A_SCORE),
                maxExclusive);
      }
      case LEX -> members = new LexRange(lexBound(min), lexBound(max));
    }
  }

  private static boolean isExclusive(byte[] bound) {
    return bound.length > 0 && bound[0] == '(';
  }

  private static Bound lexBound(byte[] text) {
    int first = text.length == 0 ? 0 : text[0];
    byte[] rest = Arrays.copyOfRange(text, Math.min(1, text.length), text.length);
    if (rest.length == 0 && first == '+') {
      return Bound.HIGHEST;
    }
    if (rest.length == 0 && first == '-') {
      return Bound.LOWEST;
    }
    return switch (first) {
      case '(' -> new Bound(Bound.Kind.EXCLUSIVE, rest);
      case '[' -> new Bound(Bound.Kind.INCLUSIVE, rest);
      default -> throw new CommandException(NOT_A_LEX_BOUND);
    };
  }

  boolean reverse() {
    return reverse;
  }

  boolean withScores() {
    return withScores;
  }

  /** Returns whether Redis knows how many members are asked for before it has found them. */
  boolean knowsCount() {
    return by == By.RANK;
  }

  /** Returns the ranks of the members that are asked for. */
  Ranks ranks(SortedSetValue value) {
    Ranks found =
        switch (by) {
          case RANK -> ranks(value.count());
          case SCORE -> value.ranks(scores);
          case LEX -> value.ranks(members);
        };
    if (!limited || by == By.RANK) {
      return found;
    }
    return offset < 0 ? Ranks.NONE : found.limit(offset, limit, reverse);
  }

  private Ranks ranks(long count) {
    long start = Math.max(0, startRank < 0 ? startRank + count : startRank);
    long end = Math.min(count - 1, endRank < 0 ? endRank + count : endRank);
    if (start > end) {
      return Ranks.NONE;
    }
    return reverse ? new Ranks(count - 1 - end, count - start) : new Ranks(start, end + 1);
  }
}

package io.dredis.storage.type;

import io.dredis.storage.backend.Cursor;
import io.dredis.storage.backend.Reader;
import io.dredis.storage.encoding.RecordKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The members of a large set in the order of their bytes, each with the score 1, as they are merged
 * with those of sorted sets.
 *
 * <p>A set has its integers in the order of numbers. Among those of one sign and one number of
 * digits that is the order of their bytes, backwards for those below zero; so it is merged from
 * these runs, at most 38, and that of all other members.
 */
final class SetMembersByBytes extends ScoredStream {
  private static final double SCORE = 1;
  private static final int MOST_DIGITS = 19;

  private final Reader reader;
  private final byte[] prefix;
  private final List<Run> runs = new ArrayList<>();
  private PriorityQueue<Run> heads;

  /**
   * The members of a set.
   *
   * @param prefix what the keys of its elements begin with
   */
  SetMembersByBytes(Reader reader, byte[] prefix) {
    this.reader = reader;
    this.prefix = prefix;
    long least = 0;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      long most = digits == MOST_DIGITS ? Long.MAX_VALUE : powerOfTen(digits) - 1;
      runs.add(new Run(key(SetMember.encode(least)), key(SetMember.encode(most)), false));
      long lowest = digits == MOST_DIGITS ? Long.MIN_VALUE : -most;
      runs.add(
          new Run(key(SetMember.encode(lowest)), key(SetMember.encode(-Math.max(1, least))), true));
      least = most + 1;
    }
    runs.add(new Run(key(SetMember.FIRST_TEXT), null, false));
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private byte[] key(byte[] ordered) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + ordered.length);
    System.arraycopy(ordered, 0, key, prefix.length, ordered.length);
    return key;
  }

  @Override
  boolean advance() {
    if (heads == null) {
      heads = new PriorityQueue<>(Comparator.comparing(run -> run.member, Arrays::compareUnsigned));
      runs.forEach(this::stepAndQueue);
    } else if (!heads.isEmpty()) {
      stepAndQueue(heads.poll());
    }
    if (heads.isEmpty()) {
      return false;
    }
    standOn(heads.peek().member, SCORE);
    return true;
  }

  private void stepAndQueue(Run run) {
    if (run.step()) {
      heads.add(run);
    } else {
      run.pause();
    }
  }

  @Override
  void pause() {
    runs.forEach(Run::pause);
  }

  /** Elements between two keys, both inclusive, whose members have the order of their bytes. */
  private final class Run {
    private final byte[] firstKey;
    private final byte[] lastKeyOrNull;
    private final boolean reverse;
    private Cursor cursorOrNull;
    private byte[] key;
    private byte[] member;

    Run(byte[] firstKey, byte[] lastKeyOrNull, boolean reverse) {
      this.firstKey = firstKey;
      this.lastKeyOrNull = lastKeyOrNull;
      this.reverse = reverse;
    }

    boolean step() {
      boolean on = cursorOrNull == null ? open() : move();
      key = on ? cursorOrNull.key() : null;
      if (!on || !contains(key)) {
        return false;
      }
      member = SetMember.decode(SetValue.orderedOf(key));
      return true;
    }

    private boolean move() {
      return reverse ? cursorOrNull.previous() : cursorOrNull.next();
    }

    private boolean open() {
      cursorOrNull = reader.cursor();
      byte[] begin = reverse ? lastKeyOrNull : firstKey;
      byte[] from = key == null ? begin : key;
      boolean on = cursorOrNull.seek(from);
      if (key != null) {
        // It is still there, for nothing is written meanwhile.
        return move();
      }
      if (reverse && (!on || Arrays.compareUnsigned(cursorOrNull.key(), from) > 0)) {
        return cursorOrNull.previous();
      }
      return on;
    }

    private boolean contains(byte[] elementKey) {
      return lastKeyOrNull == null
          ? RecordKeys.startsWith(elementKey, prefix)
          : (Arrays.compareUnsigned(elementKey, firstKey) >= 0
              && Arrays.compareUnsigned(elementKey, lastKeyOrNull) <= 0);
    }

    void pause() {
      if (cursorOrNull != null) {
        cursorOrNull.close();
        cursorOrNull = null;
      }
    }
  }
}

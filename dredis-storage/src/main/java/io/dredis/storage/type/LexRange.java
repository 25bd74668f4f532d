package io.dredis.storage.type;

import java.util.Arrays;

/** The members between two bounds in the order of their bytes. */
public record LexRange(Bound min, Bound max) {

  /**
   * An end of a range.
   *
   * @param kind what it is
   * @param member the member, empty for the ends of everything
   */
  public record Bound(Kind kind, byte[] member) {
    /** What an end of a range is. */
    public enum Kind {
      /** Before every member. */
      LOWEST,
      /** At a member, which is in the range. */
      INCLUSIVE,
      /** At a member, which is not in the range. */
      EXCLUSIVE,
      /** Behind every member. */
      HIGHEST
    }

    private static final byte[] NOTHING = new byte[0];

    /** The bound before every member. */
    public static final Bound LOWEST = new Bound(Kind.LOWEST, NOTHING);

    /** The bound behind every member. */
    public static final Bound HIGHEST = new Bound(Kind.HIGHEST, NOTHING);

    /** Compares a member with the bound, 0 for the bound itself. */
    int compare(byte[] other) {
      return switch (kind) {
        case LOWEST -> 1;
        case HIGHEST -> -1;
        default -> Arrays.compareUnsigned(other, member);
      };
    }
  }

  /** Returns whether no member can be in it. */
  public boolean isEmpty() {
    if (min.kind() == Bound.Kind.HIGHEST || max.kind() == Bound.Kind.LOWEST) {
      return true;
    }
    if (min.kind() == Bound.Kind.LOWEST || max.kind() == Bound.Kind.HIGHEST) {
      return false;
    }
    int order = Arrays.compareUnsigned(min.member(), max.member());
    boolean exclusive = min.kind() == Bound.Kind.EXCLUSIVE || max.kind() == Bound.Kind.EXCLUSIVE;
    return order > 0 || (order == 0 && exclusive);
  }

  /** Returns whether a member lies before it. */
  boolean isAfter(byte[] member) {
    int order = min.compare(member);
    return min.kind() == Bound.Kind.EXCLUSIVE ? order <= 0 : order < 0;
  }

  /** Returns whether a member lies behind it. */
  boolean isBefore(byte[] member) {
    int order = max.compare(member);
    return max.kind() == Bound.Kind.EXCLUSIVE ? order >= 0 : order > 0;
  }
}

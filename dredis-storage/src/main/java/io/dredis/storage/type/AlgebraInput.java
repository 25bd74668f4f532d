package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import java.util.List;

/**
 * What a union, an intersection or a difference of sorted sets is made from: a sorted set, or a
 * set, whose members have the score 1, or nothing, for a key that is missing.
 *
 * <p>It is valid as its value is: until the next write to its key, or as long as its snapshot.
 */
public final class AlgebraInput {
  // Reading knows no limits.
  private static final SortedSets SORTED_SETS = new SortedSets(() -> 0, () -> 0);
  private static final Sets SETS = new Sets(() -> 0);

  private final SortedSetValue sortedSetOrNull;
  private final SetValue setOrNull;
  private final double weight;

  private AlgebraInput(SortedSetValue sortedSetOrNull, SetValue setOrNull, double weight) {
    this.sortedSetOrNull = sortedSetOrNull;
    this.setOrNull = setOrNull;
    this.weight = weight;
  }

  /**
   * Returns the input that a header from a look-up stands for; null is for a key that is missing.
   *
   * @param weight by which its scores are multiplied
   * @throws WrongTypeException when it is neither of a sorted set nor of a set
   */
  public static AlgebraInput of(Keyspace keyspace, Header headerOrNull, double weight) {
    boolean set = headerOrNull != null && headerOrNull.type() == ValueType.SET;
    return set
        ? new AlgebraInput(null, SETS.valueOf(keyspace, headerOrNull), weight)
        : new AlgebraInput(SORTED_SETS.valueOf(keyspace, headerOrNull), null, weight);
  }

  /** Returns how many members there are. */
  public long count() {
    if (sortedSetOrNull != null) {
      return sortedSetOrNull.count();
    }
    return setOrNull == null ? 0 : setOrNull.size();
  }

  /** Returns the weight. */
  double weight() {
    return weight;
  }

  /** Opens a stream over all members in the order of their bytes, with their own scores. */
  ScoredStream byMember() {
    if (sortedSetOrNull != null) {
      return sortedSetOrNull.byMember();
    }
    return setOrNull == null ? ScoredStream.of(List.of()) : setOrNull.byMember();
  }

  /** Returns the own scores of members, with NaN for what is none; it is not empty. */
  double[] scores(List<byte[]> members) {
    return sortedSetOrNull != null ? sortedSetOrNull.scores(members) : setOrNull.scores(members);
  }
}

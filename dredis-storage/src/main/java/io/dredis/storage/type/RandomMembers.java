package io.dredis.storage.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Picks random members of sets, each with the same chance: by rank through the index of a large set
 * while they are few, by a walk over all members when they are many.
 */
public final class RandomMembers {
  /** The most members that are picked by rank; each costs several look-ups. */
  private static final int MOST_RANKS = 4096;

  private static final long MOST_BYTES = 1 << 20;

  private final RandomGenerator random;

  /** Picks by a source of randomness. */
  public RandomMembers(RandomGenerator random) {
    this.random = random;
  }

  /** Members picked from one set, in memory; different ones, in the order of sets. */
  public static final class Picked {
    private final List<byte[]> ordered;

    private Picked(List<byte[]> ordered) {
      this.ordered = ordered;
    }

    /** Returns how many there are. */
    public int count() {
      return ordered.size();
    }

    List<byte[]> ordered() {
      return ordered;
    }

    /** Returns the members, in the order of sets. */
    public List<byte[]> members() {
      return ordered.stream().map(SetMember::decode).toList();
    }
  }

  /** Returns a random seed for {@link #sample}. */
  public long seed() {
    return random.nextLong();
  }

  /** Returns one member. */
  public Picked one(SetValue value) {
    return new Picked(List.of(value.orderedAt(random.nextLong(value.size()))));
  }

  /**
   * Returns some different members, or null when that would need too much memory or time, and
   * {@link #sample} is there for it.
   *
   * @param count how many, at most the size of the set
   */
  public Picked pick(SetValue value, long count) {
    if (count > MOST_RANKS) {
      return null;
    }
    List<byte[]> picked = new ArrayList<>((int) count);
    if (!value.large()) {
      try (MemberStream sample = sample(value, count, seed())) {
        while (sample.next()) {
          picked.add(sample.ordered());
        }
      }
      return new Picked(picked);
    }
    long bytes = 0;
    for (long rank : ranks(value.size(), (int) count)) {
      picked.add(value.orderedAt(rank));
      bytes += picked.get(picked.size() - 1).length;
      if (bytes > MOST_BYTES) {
        return null;
      }
    }
    return new Picked(picked);
  }

  /** Returns different ranks below a size, in order: Floyd's sampling without repetition. */
  private long[] ranks(long size, int count) {
    Set<Long> ranks = new HashSet<>(2 * count);
    for (long last = size - count; last < size; last++) {
      if (!ranks.add(random.nextLong(last + 1))) {
        ranks.add(last);
      }
    }
    long[] inOrder = ranks.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(inOrder);
    return inOrder;
  }

  /**
   * Opens a stream over some different members. The same set, count and seed give the same ones
   * again.
   *
   * @param count how many, at most the size of the set
   */
  public static MemberStream sample(SetValue value, long count, long seed) {
    return new MemberSample(value.members(), value.size(), count, seed, false);
  }
}

package io.dredis.storage.type;

import io.dredis.storage.type.PackedSortedSet.Entry;
import io.dredis.storage.type.SortedSetValue.Ranks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Picks random members of sorted sets, each with the same chance. For one thread at a time. */
public final class RandomEntries {
  private final RandomGenerator random;

  /** Picks that depend on a generator. */
  public RandomEntries(RandomGenerator random) {
    this.random = random;
  }

  /** Returns picks of their own, for another thread. */
  public RandomEntries split() {
    return new RandomEntries(new SplittableRandom(random.nextLong()));
  }

  /** Returns one member. */
  public SortedSetEntries one(SortedSetValue value) {
    return at(value, random.nextLong(value.count()));
  }

  private static SortedSetEntries at(SortedSetValue value, long rank) {
    return value.entries(new Ranks(rank, rank + 1), false);
  }

  /**
   * Returns so many different members, all read at once.
   *
   * @param count fewer than there are
   */
  public SortedSetEntries different(SortedSetValue value, int count) {
    List<Entry> picked = new ArrayList<>();
    Set<Long> ranks = new HashSet<>();
    // Floyd's sampling: each set of so many ranks comes with the same chance.
    for (long last = value.count() - count; last < value.count(); last++) {
      long rank = random.nextLong(last + 1);
      rank = ranks.add(rank) ? rank : last;
      ranks.add(rank);
      try (SortedSetEntries entries = at(value, rank)) {
        entries.next();
        picked.add(new Entry(entries.member(), entries.score()));
      }
    }
    return PackedSortedSet.entriesOf(picked);
  }

  /**
   * Returns so many different members in order, in bounded memory: each is taken with the chance
   * that as many as are missing are among those left.
   *
   * @param count at most as many as there are
   */
  public SortedSetEntries sample(SortedSetValue value, long count) {
    SortedSetEntries all = value.entries();
    return new SortedSetEntries() {
      private long missing = count;
      private long left = value.count();

      @Override
      public boolean next() {
        while (missing > 0 && all.next()) {
          if (random.nextLong(left--) < missing) {
            missing--;
            return true;
          }
        }
        return false;
      }

      @Override
      public byte[] member() {
        return all.member();
      }

      @Override
      public double score() {
        return all.score();
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }
}

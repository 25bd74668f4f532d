package io.dredis.storage.type;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Picks random fields of hashes, each with the same chance: by rank through the index of a large
 * hash while they are few, by a walk over all fields when they are many. The same seed picks the
 * same fields of the same hash, now or from a snapshot.
 */
public final class RandomFields {
  /** The most fields that are picked by rank; each costs several look-ups. */
  private static final int MOST_RANKS = 4096;

  private RandomFields() {}

  /** Returns one field. */
  public static byte[] one(HashValue hash, RandomGenerator random) {
    long rank = random.nextLong(hash.size());
    if (hash.large()) {
      return hash.fieldAt(rank);
    }
    try (FieldStream fields = hash.fields()) {
      for (long i = 0; i <= rank; i++) {
        fields.next();
      }
      return fields.field();
    }
  }

  /**
   * Opens a stream over different fields, in the order of the hash.
   *
   * @param count how many, at most as many as the hash has
   */
  public static FieldStream different(HashValue hash, long count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    // Walking costs a step for each field, so few of many are better looked up.
    return hash.large() && count <= MOST_RANKS && count < hash.size() / 4
        ? new Ranked(hash, ranks(hash.size(), (int) count, random))
        : new Sampled(hash.fields(), hash.size(), count, random);
  }

  /** Opens a stream without end over fields that are picked one by one, each from all. */
  public static FieldStream repeated(HashValue hash, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return hash.large() ? new RepeatedLarge(hash, random) : new RepeatedSmall(hash, random);
  }

  /** Returns different numbers below a size in their order, each selection with the same chance. */
  private static List<Long> ranks(long size, int count, RandomGenerator random) {
    // Floyd's algorithm: one draw for each number.
    TreeSet<Long> ranks = new TreeSet<>();
    for (long bound = size - count; bound < size; bound++) {
      if (!ranks.add(random.nextLong(bound + 1))) {
        ranks.add(bound);
      }
    }
    return List.copyOf(ranks);
  }

  /** Fields of a large hash, found one by one. */
  private abstract static class Found extends FieldStream {
    private final HashValue hash;
    private byte[] field;

    Found(HashValue hash) {
      this.hash = hash;
    }

    /** Returns the rank of the next field, or -1 when there is none. */
    abstract long nextRank();

    @Override
    public boolean next() {
      long rank = nextRank();
      field = rank < 0 ? null : hash.fieldAt(rank);
      return rank >= 0;
    }

    @Override
    public byte[] field() {
      return field;
    }

    @Override
    public byte[] value() {
      return hash.get(field);
    }
  }

  private static final class Ranked extends Found {
    private final List<Long> ranks;
    private int position;

    Ranked(HashValue hash, List<Long> ranks) {
      super(hash);
      this.ranks = ranks;
    }

    @Override
    long nextRank() {
      return position == ranks.size() ? -1 : ranks.get(position++);
    }
  }

  private static final class RepeatedLarge extends Found {
    private final long size;
    private final RandomGenerator random;

    RepeatedLarge(HashValue hash, RandomGenerator random) {
      super(hash);
      this.size = hash.size();
      this.random = random;
    }

    @Override
    long nextRank() {
      return random.nextLong(size);
    }
  }

  /** Fields of a small hash, which is taken apart once. */
  private static final class RepeatedSmall extends FieldStream {
    private final List<byte[]> fields = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final RandomGenerator random;
    private int position;

    RepeatedSmall(HashValue hash, RandomGenerator random) {
      this.random = random;
      try (FieldStream all = hash.fields()) {
        while (all.next()) {
          fields.add(all.field());
          values.add(all.value());
        }
      }
    }

    @Override
    public boolean next() {
      position = random.nextInt(fields.size());
      return true;
    }

    @Override
    public byte[] field() {
      return fields.get(position);
    }

    @Override
    public byte[] value() {
      return values.get(position);
    }
  }

  /** Some of all fields, each taken with the chance that as many as are still needed are found. */
  private static final class Sampled extends FieldStream {
    private final FieldStream all;
    private final RandomGenerator random;
    private long left;
    private long needed;

    Sampled(FieldStream all, long size, long count, RandomGenerator random) {
      this.all = all;
      this.left = size;
      this.needed = count;
      this.random = random;
    }

    @Override
    public boolean next() {
      while (needed > 0 && all.next()) {
        boolean taken = random.nextLong(left--) < needed;
        if (taken) {
          needed--;
          return true;
        }
      }
      return false;
    }

    @Override
    public byte[] field() {
      return all.field();
    }

    @Override
    public byte[] value() {
      return all.value();
    }

    @Override
    public void close() {
      all.close();
    }
  }
}

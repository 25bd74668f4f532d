package io.dredis.storage.type;

import io.dredis.storage.type.PackedSortedSet.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Unions, intersections and differences of sorted sets and sets, as streams in bounded memory.
 *
 * <p>They are merges in the order of the members' bytes. An input that is much larger than the one
 * whose members are gone over is not walked along, but asked for them.
 *
 * <p>Scores come out as in Redis 7.0, to the last bit: they are aggregated from the smallest input
 * to the largest, inputs of one size in their given order.
 */
public final class SortedSetAlgebra {
  /** How many members of an input are walked over before a look-up is the cheaper. */
  private static final int WALK_RATIO = 8;

  private static final int LOOKUPS_AT_ONCE = 256;
  private static final int LOOKUP_BYTES = 64 << 10;

  /** How several scores of a member become one. */
  public enum Aggregate {
    /** The sum; that of both infinities is 0. */
    SUM,
    /** The lowest. */
    MIN,
    /** The highest. */
    MAX;

    double of(double score, double other) {
      return switch (this) {
        case SUM -> numberOrZero(score + other);
        case MIN -> other < score ? other : score;
        case MAX -> other > score ? other : score;
      };
    }
  }

  private SortedSetAlgebra() {}

  /** Returns 0 for an infinite score with the weight 0, as Redis does. */
  private static double numberOrZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }

  private static List<AlgebraInput> smallestFirst(List<AlgebraInput> inputs) {
    return inputs.stream().sorted(Comparator.comparingLong(AlgebraInput::count)).toList();
  }

  /** Opens a stream over the members that any input has. */
  public static ScoredStream union(List<AlgebraInput> inputs, Aggregate aggregate) {
    List<Head> heads = new ArrayList<>();
    for (AlgebraInput input : smallestFirst(inputs)) {
      if (input.count() > 0) {
        heads.add(new Head(heads.size(), input.weight(), input.byMember()));
      }
    }
    return new Union(heads, aggregate);
  }

  /** Opens a stream over the members that all inputs have; at least one is given. */
  public static ScoredStream intersection(List<AlgebraInput> inputs, Aggregate aggregate) {
    List<AlgebraInput> sorted = smallestFirst(inputs);
    AlgebraInput smallest = sorted.get(0);
    if (smallest.count() == 0) {
      return ScoredStream.of(List.of());
    }
    return new Filtered(smallest, sorted.subList(1, sorted.size())) {
      @Override
      Entry first(byte[] member, double score) {
        return new Entry(member, numberOrZero(smallest.weight() * score));
      }

      @Override
      Entry passOrNull(Entry entry, AlgebraInput other, double scoreOrNaN) {
        return Double.isNaN(scoreOrNaN)
            ? null
            : new Entry(entry.member(), aggregate.of(entry.score(), other.weight() * scoreOrNaN));
      }
    };
  }

  /**
   * Opens a stream over the members that the first input has and no other one, with the scores they
   * have there; at least one input is given.
   */
  public static ScoredStream difference(List<AlgebraInput> inputs) {
    AlgebraInput first = inputs.get(0);
    if (first.count() == 0) {
      return ScoredStream.of(List.of());
    }
    List<AlgebraInput> others = inputs.stream().skip(1).filter(input -> input.count() > 0).toList();
    return new Filtered(first, others) {
      @Override
      Entry first(byte[] member, double score) {
        return new Entry(member, score);
      }

      @Override
      Entry passOrNull(Entry entry, AlgebraInput other, double scoreOrNaN) {
        return Double.isNaN(scoreOrNaN) ? entry : null;
      }
    };
  }

  /** One input of a union on its way. */
  private record Head(int rank, double weight, ScoredStream stream) {
    static final Comparator<Head> ORDER =
        Comparator.<Head, byte[]>comparing(Head::member, Arrays::compareUnsigned)
            .thenComparingInt(Head::rank);

    byte[] member() {
      return stream.member();
    }

    double score() {
      return numberOrZero(weight * stream.score());
    }
  }

  private static final class Union extends ScoredStream {
    private final List<Head> all;
    private final Aggregate aggregate;
    private PriorityQueue<Head> heads;

    Union(List<Head> all, Aggregate aggregate) {
      this.all = all;
      this.aggregate = aggregate;
    }

    @Override
    boolean advance() {
      if (heads == null) {
        heads = new PriorityQueue<>(Head.ORDER);
        all.forEach(this::stepAndQueue);
      }
      Head first = heads.poll();
      if (first == null) {
        return false;
      }
      byte[] member = first.member();
      double score = first.score();
      stepAndQueue(first);
      while (!heads.isEmpty() && Arrays.equals(heads.peek().member(), member)) {
        Head next = heads.poll();
        score = aggregate.of(score, next.score());
        stepAndQueue(next);
      }
      standOn(member, score);
      return true;
    }

    private void stepAndQueue(Head head) {
      if (head.stream().next()) {
        heads.add(head);
      } else {
        head.stream().close();
      }
    }

    @Override
    void pause() {
      all.forEach(head -> head.stream().pause());
    }
  }

  /** The members of one input that all others let pass. */
  private abstract static class Filtered extends ScoredStream {
    private final ScoredStream leader;
    private final List<Follower> followers = new ArrayList<>();
    private List<Entry> passed = List.of();
    private int next;

    Filtered(AlgebraInput first, List<AlgebraInput> others) {
      leader = first.byMember();
      for (AlgebraInput other : others) {
        boolean walked = other.count() / WALK_RATIO <= first.count();
        followers.add(new Follower(other, walked ? other.byMember() : null));
      }
    }

    /** Returns what stands for a member at first. */
    abstract Entry first(byte[] member, double score);

    /**
     * Returns what a member becomes by another input, or null when that does not let it pass.
     *
     * @param scoreOrNaN the score that it has there, NaN when it is no member
     */
    abstract Entry passOrNull(Entry entry, AlgebraInput other, double scoreOrNaN);

    @Override
    boolean advance() {
      while (next == passed.size()) {
        List<Entry> piece = read();
        if (piece.isEmpty()) {
          return false;
        }
        passed = filter(piece);
        next = 0;
      }
      Entry entry = passed.get(next++);
      standOn(entry.member(), entry.score());
      return true;
    }

    private List<Entry> read() {
      List<Entry> piece = new ArrayList<>();
      for (long bytes = 0;
          piece.size() < LOOKUPS_AT_ONCE && bytes < LOOKUP_BYTES && leader.next(); ) {
        piece.add(first(leader.member(), leader.score()));
        bytes += leader.member().length;
      }
      return piece;
    }

    private List<Entry> filter(List<Entry> piece) {
      List<Entry> left = piece;
      for (Follower follower : followers) {
        double[] scores = follower.scores(left.stream().map(Entry::member).toList());
        List<Entry> passing = new ArrayList<>(left.size());
        for (int i = 0; i < scores.length; i++) {
          Entry entry = passOrNull(left.get(i), follower.input, scores[i]);
          if (entry != null) {
            passing.add(entry);
          }
        }
        left = passing;
      }
      return left;
    }

    @Override
    void pause() {
      leader.pause();
      followers.forEach(Follower::pause);
    }
  }

  /** An input that is asked for members in their order. */
  private static final class Follower {
    private final AlgebraInput input;
    private final ScoredStream walkOrNull;
    private boolean ended;

    Follower(AlgebraInput input, ScoredStream walkOrNull) {
      this.input = input;
      this.walkOrNull = walkOrNull;
    }

    double[] scores(List<byte[]> members) {
      if (walkOrNull == null) {
        return input.scores(members);
      }
      double[] scores = new double[members.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = walkTo(members.get(i));
      }
      return scores;
    }

    private double walkTo(byte[] member) {
      ScoredStream walk = walkOrNull;
      while (!ended
          && (walk.member() == null || Arrays.compareUnsigned(walk.member(), member) < 0)) {
        ended = !walk.next();
      }
      return !ended && Arrays.equals(walk.member(), member) ? walk.score() : Double.NaN;
    }

    void pause() {
      if (walkOrNull != null) {
        walkOrNull.pause();
      }
    }
  }
}

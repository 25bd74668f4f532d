package io.dredis.storage.type;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Unions, intersections and differences of sets as merges of their ordered streams. Each holds one
 * member of every set in memory, and closes the streams that it merges.
 */
final class SetAlgebra {
  private static final Comparator<MemberStream> BY_MEMBER =
      (one, other) -> Arrays.compareUnsigned(one.ordered(), other.ordered());

  private SetAlgebra() {}

  /** Returns the members that any stream has. */
  static MemberStream union(List<MemberStream> streams) {
    return new Merge(streams) {
      private PriorityQueue<MemberStream> heads;

      @Override
      byte[] advance() {
        if (heads == null) {
          heads = new PriorityQueue<>(Math.max(1, streams.size()), BY_MEMBER);
          streams.forEach(this::stepAndQueue);
        } else {
          byte[] last = ordered();
          while (!heads.isEmpty() && Arrays.equals(heads.peek().ordered(), last)) {
            stepAndQueue(heads.poll());
          }
        }
        return heads.isEmpty() ? null : heads.peek().ordered();
      }

      private void stepAndQueue(MemberStream stream) {
        if (stream.next()) {
          heads.add(stream);
        }
      }
    };
  }

  /**
   * Returns the members that all streams have; at least one stream is given, best the shortest
   * first.
   */
  static MemberStream intersection(List<MemberStream> streams) {
    return new Merge(streams) {
      @Override
      byte[] advance() {
        if (!streams.get(0).next()) {
          return null;
        }
        byte[] candidate = streams.get(0).ordered();
        for (int agreed = 1, i = 1; agreed < streams.size(); i++) {
          MemberStream stream = streams.get(i % streams.size());
          if (!stream.advanceTo(candidate)) {
            return null;
          }
          if (Arrays.equals(stream.ordered(), candidate)) {
            agreed++;
          } else {
            candidate = stream.ordered();
            agreed = 1;
          }
        }
        return candidate;
      }
    };
  }

  /** Returns the members that the first stream has and no other one; at least one is given. */
  static MemberStream difference(List<MemberStream> streams) {
    return new Merge(streams) {
      @Override
      byte[] advance() {
        MemberStream first = streams.get(0);
        while (first.next()) {
          if (!inOthers(first.ordered())) {
            return first.ordered();
          }
        }
        return null;
      }

      private boolean inOthers(byte[] candidate) {
        for (int i = 1; i < streams.size(); i++) {
          MemberStream other = streams.get(i);
          if (other.advanceTo(candidate) && Arrays.equals(other.ordered(), candidate)) {
            return true;
          }
        }
        return false;
      }
    };
  }

  /** A stream over others, closed with them. */
  private abstract static class Merge extends MemberStream {
    private final List<MemberStream> streams;

    Merge(List<MemberStream> streams) {
      this.streams = streams;
    }

    @Override
    void pause() {
      streams.forEach(MemberStream::pause);
    }
  }
}

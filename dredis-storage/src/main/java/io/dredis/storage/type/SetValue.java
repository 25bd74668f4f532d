package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.Kind;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import io.dredis.storage.encoding.Varint;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.List;

/**
 * A set as a header and a keyspace show it. It is valid until the next write to its key, or as long
 * as its snapshot.
 */
public final class SetValue {
  private static final int LOOKUPS_AT_ONCE = 256;

  private final Keyspace keyspace;
  private final Header header;
  private final long size;
  private CountedIndex indexOrNull;

  SetValue(Keyspace keyspace, Header header) {
    this.keyspace = keyspace;
    this.header = header;
    this.size = Varint.read(header.record(), countOffset(header));
  }

  private static int countOffset(Header header) {
    return header.kind().large() ? header.countsOffset() : header.bodyOffset();
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /** Returns how many members there are, at least one. */
  public long size() {
    return size;
  }

  /** Returns whether the members lie in elements. */
  public boolean large() {
    return header.kind().large();
  }

  /** Returns whether Redis would keep an intset. */
  boolean intset() {
    return header.kind() == Kind.SET_INTSET || header.kind() == Kind.SET_INTSET_LARGE;
  }

  /** Returns the members of a packed set, in their ordered form. */
  PackedList packed() {
    return PackedList.of(header.record(), Varint.end(header.record(), countOffset(header)));
  }

  /** Returns what the keys of a large set's elements begin with. */
  byte[] elementPrefix() {
    return RecordKeys.prefix(Space.ELEMENT, header.keyId());
  }

  /** Returns the key of an element of a large set. */
  byte[] elementKey(byte[] ordered) {
    return RecordKeys.element(header.keyId(), ordered);
  }

  /** Returns the ordered form that the key of an element holds. */
  static byte[] orderedOf(byte[] elementKey) {
    return RecordKeys.rest(elementKey);
  }

  /** Returns the index of a large set. */
  CountedIndex index() {
    if (indexOrNull == null) {
      indexOrNull = keyspace.index(elementPrefix());
    }
    return indexOrNull;
  }

  /** Returns whether a string is a member. */
  public boolean contains(byte[] member) {
    return containsOrdered(List.of(SetMember.encode(member)))[0];
  }

  /** Returns which of the arguments from an index on are members. */
  public boolean[] contains(byte[][] arguments, int fromInclusive) {
    List<byte[]> ordered = new ArrayList<>();
    for (int i = fromInclusive; i < arguments.length; i++) {
      ordered.add(SetMember.encode(arguments[i]));
    }
    return containsOrdered(ordered);
  }

  boolean[] containsOrdered(List<byte[]> ordered) {
    boolean[] present = new boolean[ordered.size()];
    if (large()) {
      lookUp(ordered, present);
    } else {
      for (int i = 0; i < present.length; i++) {
        present[i] = find(packed().walk(), ordered.get(i));
      }
    }
    return present;
  }

  private void lookUp(List<byte[]> ordered, boolean[] present) {
    for (int from = 0; from < present.length; from += LOOKUPS_AT_ONCE) {
      int to = Math.min(present.length, from + LOOKUPS_AT_ONCE);
      List<byte[]> keys = new ArrayList<>(to - from);
      for (byte[] each : ordered.subList(from, to)) {
        keys.add(elementKey(each));
      }
      byte[][] found = keyspace.records().getAll(keys);
      for (int i = 0; i < found.length; i++) {
        present[from + i] = found[i] != null;
      }
    }
  }

  /**
   * Steps to a member of a packed set and returns true; when it is none, stands on the first one
   * after it, or behind the last, and returns false.
   */
  static boolean find(PackedList.Walk walk, byte[] ordered) {
    while (walk.next()) {
      int comparison = walk.compareTo(ordered);
      if (comparison >= 0) {
        return comparison == 0;
      }
    }
    return false;
  }

  /** Opens a stream over all members. */
  public MemberStream members() {
    return large()
        ? MemberStream.of(keyspace.records(), elementPrefix())
        : MemberStream.of(packed());
  }

  /** Opens a stream over all members in the order of their bytes, each with the score 1. */
  ScoredStream byMember() {
    if (large()) {
      return new SetMembersByBytes(keyspace.records(), elementPrefix());
    }
    List<PackedSortedSet.Entry> entries = new ArrayList<>();
    for (PackedList.Walk walk = packed().walk(); walk.next(); ) {
      entries.add(new PackedSortedSet.Entry(SetMember.decode(walk.bytes()), 1));
    }
    entries.sort(PackedSortedSet.Entry.BY_MEMBER);
    return ScoredStream.of(entries);
  }

  /** Returns 1 for each of some strings that is a member, and NaN for each other one. */
  double[] scores(List<byte[]> members) {
    List<byte[]> ordered = new ArrayList<>(members.size());
    members.forEach(member -> ordered.add(SetMember.encode(member)));
    boolean[] present = containsOrdered(ordered);
    double[] scores = new double[present.length];
    for (int i = 0; i < present.length; i++) {
      scores[i] = present[i] ? 1 : Double.NaN;
    }
    return scores;
  }

  /** Returns whether every member is an integer. */
  boolean allIntegers() {
    return intset() || SetMember.isInteger(orderedAt(size - 1));
  }

  /** Returns the ordered form of the member with a rank in the order of sets, from 0 on. */
  byte[] orderedAt(long rank) {
    if (large()) {
      return orderedOf(index().select(rank));
    }
    PackedList.Walk walk = packed().walk();
    for (long i = 0; i <= rank; i++) {
      walk.require();
    }
    return walk.bytes();
  }
}

package io.dredis.server.command.set;

import io.dredis.server.command.Invocation;
import io.dredis.server.command.SnapshotSource;
import io.dredis.server.resp.Reply;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.MemberStream;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.Sets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes replies of the members of sets: small ones in memory, large ones as streams over a
 * snapshot, so that neither memory nor the execution lock is needed for long.
 */
final class MemberReplies {
  /** The most members that are looked at under the lock. */
  static final long IN_MEMORY_MEMBERS = 4096;

  private static final long IN_MEMORY_BYTES = 64 << 10;

  private final Sets sets;
  private final SnapshotSource snapshots;

  MemberReplies(Sets sets, SnapshotSource snapshots) {
    this.sets = sets;
    this.snapshots = snapshots;
  }

  /**
   * What members a reply has, as something that can be worked out twice: now, or later from a
   * snapshot.
   *
   * @param keys the keys of the sets
   * @param stream what is made of their values
   * @param asSet whether the reply is a set in RESP3; else it is an array
   * @param countOrUnknown how many members the stream has, or {@link #UNKNOWN}
   */
  record Members(List<byte[]> keys, Stream stream, boolean asSet, long countOrUnknown) {
    /** The count of members that is not known before they are worked out. */
    static final long UNKNOWN = -1;

    /** What is made of the values of keys. */
    @FunctionalInterface
    interface Stream {
      /** Opens the stream of the members; null stands for a key that is missing. */
      MemberStream of(List<SetValue> valuesOrNulls);
    }

    /** Opens the stream over what the keys hold in a keyspace. */
    MemberStream open(Sets sets, Keyspace keyspace) {
      return stream.of(find(sets, keyspace, keys));
    }
  }

  /** Returns what keys hold that have been looked up, with null for those that are missing. */
  static List<SetValue> find(Sets sets, Keyspace keyspace, List<byte[]> keys) {
    List<SetValue> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(sets.valueOf(keyspace, keyspace.find(key)));
    }
    return values;
  }

  /**
   * Returns the reply that has these members.
   *
   * @param values what the keys hold now
   * @param work how many members will be looked at, about
   */
  Reply of(Invocation call, Members members, List<SetValue> values, long work) {
    if (work <= IN_MEMORY_MEMBERS) {
      try (MemberStream stream = members.stream().of(values)) {
        List<Reply> found = collect(stream);
        if (found != null) {
          return aggregate(found, members.asSet());
        }
      }
    }
    return later(call, members);
  }

  /** Returns the reply that is a whole set. */
  Reply whole(Invocation call, byte[] key, SetValue value, boolean asSet) {
    Members members = new Members(List.of(key), Sets::union, asSet, value.size());
    return of(call, members, List.of(value), value.size());
  }

  /** Returns the reply that has these members, worked out when it is written. */
  Reply later(Invocation call, Members members) {
    return new StreamedMembers(snapshots.snapshot(), sets, call.session().database(), members);
  }

  private static List<Reply> collect(MemberStream stream) {
    List<Reply> found = new ArrayList<>();
    long bytes = 0;
    while (stream.next()) {
      byte[] member = stream.member();
      bytes += member.length;
      if (bytes > IN_MEMORY_BYTES) {
        return null;
      }
      found.add(new Reply.Bulk(member));
    }
    return found;
  }

  /** Returns a reply of members in memory. */
  static Reply ofBulks(List<byte[]> members, boolean asSet) {
    List<Reply> bulks = new ArrayList<>(members.size());
    members.forEach(member -> bulks.add(new Reply.Bulk(member)));
    return aggregate(bulks, asSet);
  }

  private static Reply aggregate(List<Reply> members, boolean asSet) {
    return asSet ? new Reply.SetOf(members) : new Reply.Array(members);
  }
}

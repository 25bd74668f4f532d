package io.dredis.storage.type;

import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.PackedList;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.gc.AsideSource;
import io.dredis.storage.gc.ElementSource;
import io.dredis.storage.index.CountedIndex;
import io.dredis.storage.keyspace.Database;
import io.dredis.storage.keyspace.GlobPattern;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.keyspace.ScanPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The set type.
 *
 * <p>A set is packed into its key's header while its members take at most 4 KiB there. A larger one
 * has an element for each member and an index that counts them, and stays large until it is
 * deleted, overwritten or popped nearly empty. Members lie in the order of {@link SetMember} in
 * both.
 *
 * <pre>
 * header body = count (varint) · packed list of ordered members      ; packed
 *             | key id · count (varint)                              ; large
 * element key = ELEMENT · key id · ordered member
 * element     = nothing
 * </pre>
 *
 * <p>The encoding is the one that Redis 7.0 would have: {@code intset} until a member comes that is
 * no integer or there are more than {@code set-max-intset-entries}, {@code hashtable} ever after.
 */
public final class Sets {
  private static final byte[] NOTHING = new byte[0];
  private static final int SCAN_BYTES = 1 << 20;

  /**
   * How many times more members must go than stay for Redis to move the rest to a new set, which
   * gets its encoding anew.
   */
  private static final int REBUILD_RATIO = 5;

  private final LongSupplier maxIntsetEntries;

  /**
   * The set type with a limit.
   *
   * @param maxIntsetEntries the most members of an intset, as {@code set-max-intset-entries} says
   */
  public Sets(LongSupplier maxIntsetEntries) {
    this.maxIntsetEntries = maxIntsetEntries;
  }

  /**
   * Returns the set that a client reads, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SetValue lookup(Keyspace keyspace, byte[] key) {
    return valueOf(keyspace, keyspace.lookup(key));
  }

  /**
   * Returns the set that is about to be written, or null when there is no such key.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SetValue lookupForWrite(Database database, byte[] key) {
    return valueOf(database, database.lookupForWrite(key));
  }

  /**
   * Returns the set that a header from a look-up is of, or null for no header.
   *
   * @throws WrongTypeException when it is of another type
   */
  public SetValue valueOf(Keyspace keyspace, Header headerOrNull) {
    WrongTypeException.require(headerOrNull, ValueType.SET);
    return headerOrNull == null ? null : new SetValue(keyspace, headerOrNull);
  }

  // ---- Adding

  /**
   * Adds the arguments from an index on to a set, which is made when there is no such key, and
   * returns how many were not members before.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long add(Database database, byte[] key, byte[][] arguments, int fromInclusive) {
    SetValue value = lookupForWrite(database, key);
    return add(database, key, value, orderedMembers(arguments, fromInclusive));
  }

  /** Returns the ordered forms of the arguments from an index on, in order and each once. */
  private static List<byte[]> orderedMembers(byte[][] arguments, int fromInclusive) {
    if (arguments.length == fromInclusive + 1) {
      return List.of(SetMember.encode(arguments[fromInclusive]));
    }
    SortedSet<byte[]> ordered = new TreeSet<>(Arrays::compareUnsigned);
    for (int i = fromInclusive; i < arguments.length; i++) {
      ordered.add(SetMember.encode(arguments[i]));
    }
    return List.copyOf(ordered);
  }

  private long add(Database database, byte[] key, SetValue valueOrNull, List<byte[]> ordered) {
    if (valueOrNull == null) {
      return build(database, key, null, ordered, 0);
    }
    List<byte[]> added = new ArrayList<>();
    boolean[] present = valueOrNull.containsOrdered(ordered);
    for (int i = 0; i < present.length; i++) {
      if (!present[i]) {
        added.add(ordered.get(i));
      }
    }
    if (!added.isEmpty()) {
      if (valueOrNull.large()) {
        addElements(database, key, valueOrNull, added);
      } else {
        addPacked(database, key, valueOrNull, added);
      }
    }
    return added.size();
  }

  private void addElements(Database database, byte[] key, SetValue value, List<byte[]> added) {
    CountedIndex index = value.index();
    for (byte[] ordered : added) {
      byte[] elementKey = value.elementKey(ordered);
      database.transaction().put(elementKey, NOTHING);
      index.added(elementKey);
    }
    long count = value.size() + added.size();
    boolean intset = value.intset() && mayBeIntset(areIntegers(added), count);
    Header before = value.header();
    Header header = SetBuilder.large(intset, before.expiryMillis(), before.keyId(), count);
    database.store(key, header, before);
  }

  private void addPacked(Database database, byte[] key, SetValue value, List<byte[]> added) {
    PackedList packed = value.packed();
    int bytes = packed.size();
    for (byte[] ordered : added) {
      bytes += PackedList.entryBytes(ordered.length);
    }
    if (added.size() > 1 || bytes > SetBuilder.PACKED_BYTES) {
      SortedSet<byte[]> all = new TreeSet<>(Arrays::compareUnsigned);
      for (PackedList.Walk walk = packed.walk(); walk.next(); ) {
        all.add(walk.bytes());
      }
      all.addAll(added);
      build(database, key, value, all, added.size());
      return;
    }
    PackedList.Walk walk = packed.walk();
    SetValue.find(walk, added.get(0));
    byte[] members = packed.replace(walk.entryStart(), walk.entryStart(), added.get(0));
    long count = value.size() + 1;
    boolean intset = value.intset() && mayBeIntset(areIntegers(added), count);
    Header before = value.header();
    database.store(key, SetBuilder.packed(intset, before.expiryMillis(), count, members), before);
  }

  /** Stores a set anew, for a key that holds none or one that is packed. */
  private long build(
      Database database, byte[] key, SetValue valueOrNull, Collection<byte[]> all, long added) {
    Header before = valueOrNull == null ? null : valueOrNull.header();
    try (SetBuilder builder = new SetBuilder(database.keyIds()::writeAside)) {
      all.forEach(builder::add);
      boolean intset =
          (valueOrNull == null || valueOrNull.intset())
              && mayBeIntset(builder.allIntegers(), builder.count());
      long expiryMillis = before == null ? Header.NO_EXPIRY : before.expiryMillis();
      database.store(key, builder.finish(database, intset, expiryMillis), before);
      return before == null ? builder.count() : added;
    }
  }

  boolean mayBeIntset(boolean integers, long count) {
    return integers && count <= maxIntsetEntries.getAsLong();
  }

  private static boolean areIntegers(List<byte[]> ordered) {
    return SetMember.isInteger(ordered.get(ordered.size() - 1));
  }

  /** Begins to write a whole new set, from members in any order. It must be closed. */
  public SetWriter writer(ElementSource asides) {
    return new SetWriter(this, asides);
  }

  /**
   * Makes a set of the members of a stream, which is closed; it is stored by {@link NewSet#store}.
   * A large set is written aside, in bounded memory.
   *
   * @param integersOnly whether Redis would still keep an intset if all members are integers
   */
  public NewSet build(AsideSource asides, MemberStream members, boolean integersOnly) {
    return build(
        asides,
        members,
        builder -> integersOnly && mayBeIntset(builder.allIntegers(), builder.count()));
  }

  private static NewSet build(
      AsideSource asides, MemberStream members, Predicate<SetBuilder> intset) {
    SetBuilder builder = new SetBuilder(asides);
    boolean built = false;
    try (members) {
      builder.addAll(members);
      builder.complete();
      built = true;
      return new NewSet(builder, intset.test(builder));
    } finally {
      if (!built) {
        builder.close();
      }
    }
  }

  // ---- Removing

  /**
   * Removes the arguments from an index on from a set and returns how many were members; with the
   * last one the key is deleted.
   *
   * @throws WrongTypeException when it is of another type
   */
  public long remove(Database database, byte[] key, byte[][] arguments, int fromInclusive) {
    SetValue value = lookupForWrite(database, key);
    if (value == null) {
      return 0;
    }
    List<byte[]> ordered = orderedMembers(arguments, fromInclusive);
    boolean[] present = value.containsOrdered(ordered);
    List<byte[]> removed = new ArrayList<>();
    for (int i = 0; i < present.length; i++) {
      if (present[i]) {
        removed.add(ordered.get(i));
      }
    }
    remove(database, key, value, removed, value.intset());
    return removed.size();
  }

  /**
   * Removes members.
   *
   * @param removed the ordered forms of some members, in order
   */
  private void remove(
      Database database, byte[] key, SetValue value, List<byte[]> removed, boolean intset) {
    long count = value.size() - removed.size();
    Header before = value.header();
    if (removed.isEmpty()) {
      return;
    }
    if (count == 0) {
      database.delete(key, before);
    } else if (value.large()) {
      CountedIndex index = value.index();
      for (byte[] ordered : removed) {
        byte[] elementKey = value.elementKey(ordered);
        database.transaction().delete(elementKey);
        index.removed(elementKey);
      }
      Header header = SetBuilder.large(intset, before.expiryMillis(), before.keyId(), count);
      database.store(key, header, before);
    } else {
      byte[] members = withoutPacked(value.packed(), removed);
      database.store(key, SetBuilder.packed(intset, before.expiryMillis(), count, members), before);
    }
  }

  private static byte[] withoutPacked(PackedList packed, List<byte[]> removed) {
    PackedList.Builder rest = new PackedList.Builder(packed.size());
    Iterator<byte[]> left = removed.iterator();
    byte[] next = left.next();
    for (PackedList.Walk walk = packed.walk(); walk.next(); ) {
      if (next != null && walk.is(next)) {
        next = left.hasNext() ? left.next() : null;
      } else {
        rest.add(walk);
      }
    }
    return rest.build();
  }

  /**
   * Moves a member from one set to another, which is made when there is no such key, and returns
   * whether it was a member of the first.
   *
   * @throws WrongTypeException when one of them is of another type, unless the first is missing
   */
  public boolean move(Database database, byte[] from, byte[] to, byte[] member) {
    Header source = database.lookupForWrite(from);
    Header target = database.lookupForWrite(to);
    SetValue value = valueOf(database, source);
    if (value == null) {
      return false;
    }
    valueOf(database, target);
    byte[] ordered = SetMember.encode(member);
    boolean present = value.containsOrdered(List.of(ordered))[0];
    if (present && !Arrays.equals(from, to)) {
      remove(database, from, value, List.of(ordered), value.intset());
      add(database, to, valueOf(database, target), List.of(ordered));
    }
    return present;
  }

  /** Removes members that were just picked from a set by {@link RandomMembers#one}. */
  public void remove(Database database, byte[] key, SetValue value, RandomMembers.Picked picked) {
    remove(database, key, value, picked.ordered(), value.intset());
  }

  /**
   * Removes members that were just picked from a set by {@link RandomMembers#pick}; fewer than all.
   * When few stay, the set gets its encoding anew, as in Redis.
   */
  public void pop(Database database, byte[] key, SetValue value, RandomMembers.Picked picked) {
    boolean intset = value.intset();
    if (rebuilds(value, picked.count())) {
      intset = mayBeIntset(restIsIntegers(value, picked.ordered()), value.size() - picked.count());
    }
    remove(database, key, value, picked.ordered(), intset);
  }

  /**
   * Makes the set that is left without a random part of one, in bounded memory.
   *
   * @param value the set that the part was drawn from
   * @param count how many members the part has, fewer than all
   * @param seed what makes {@link RandomMembers#sample} draw the same part
   */
  public NewSet withoutSample(AsideSource asides, SetValue value, long count, long seed) {
    MemberStream rest = new MemberSample(value.members(), value.size(), count, seed, true);
    return rebuilds(value, count)
        ? build(asides, rest, true)
        : build(asides, rest, builder -> value.intset());
  }

  private static boolean rebuilds(SetValue value, long popped) {
    return (value.size() - popped) * REBUILD_RATIO <= popped;
  }

  /** Returns whether only integers are left; they come first, so the last one that stays tells. */
  private static boolean restIsIntegers(SetValue value, List<byte[]> removed) {
    long rank = value.size() - 1;
    for (int i = removed.size() - 1; i >= 0; i--, rank--) {
      byte[] last = value.orderedAt(rank);
      if (!Arrays.equals(last, removed.get(i))) {
        return SetMember.isInteger(last);
      }
    }
    return SetMember.isInteger(value.orderedAt(rank));
  }

  // ---- Several sets

  /** Opens a stream over the members that any of the sets has; null stands for an empty one. */
  public static MemberStream union(List<SetValue> valuesOrNulls) {
    List<MemberStream> streams = new ArrayList<>();
    for (SetValue value : valuesOrNulls) {
      if (value != null) {
        streams.add(value.members());
      }
    }
    return SetAlgebra.union(streams);
  }

  /** Opens a stream over the members that all of the sets have; null stands for an empty one. */
  public static MemberStream intersection(List<SetValue> valuesOrNulls) {
    if (valuesOrNulls.contains(null)) {
      return SetAlgebra.union(List.of());
    }
    List<MemberStream> streams = new ArrayList<>();
    valuesOrNulls.stream()
        .sorted((one, other) -> Long.compare(one.size(), other.size()))
        .forEach(value -> streams.add(value.members()));
    return SetAlgebra.intersection(streams);
  }

  /**
   * Opens a stream over the members that the first set has and no other one; null stands for an
   * empty one.
   */
  public static MemberStream difference(List<SetValue> valuesOrNulls) {
    if (valuesOrNulls.get(0) == null) {
      return SetAlgebra.union(List.of());
    }
    List<MemberStream> streams = new ArrayList<>();
    for (SetValue value : valuesOrNulls) {
      if (value != null) {
        streams.add(value.members());
      }
    }
    return SetAlgebra.difference(streams);
  }

  /**
   * Returns whether Redis would work out the difference of sets by taking away from a copy of the
   * first one, which decides the encoding of what is stored.
   */
  public static boolean subtractsFromCopy(List<SetValue> valuesOrNulls) {
    SetValue first = valuesOrNulls.get(0);
    long lookups = 0;
    long copies = 0;
    for (SetValue value : valuesOrNulls) {
      if (first != null && value != null) {
        lookups += first.size();
        copies += value.size();
      }
    }
    return lookups / 2 > copies;
  }

  /** Returns whether a copy of a set would be an intset. */
  public boolean copiesToIntset(SetValue value) {
    return mayBeIntset(value.allIntegers(), value.size());
  }

  // ---- Scanning

  /**
   * Returns the next members of an iteration; a packed set comes whole. A member that is there from
   * its start to its end is returned at least once.
   *
   * @param cursor 0 to begin, else what the call before returned; it may be used again
   * @param count how many members are looked at, matching or not; positive
   * @throws io.dredis.storage.keyspace.UnknownCursorException when the cursor cannot be honoured
   */
  public ScanPage scan(
      Database database, SetValue value, long cursor, GlobPattern pattern, long count) {
    List<byte[]> found = new ArrayList<>();
    try (MemberStream members = value.members()) {
      if (!value.large()) {
        while (members.next()) {
          addIfMatching(found, members, pattern);
        }
        return new ScanPage(0, found);
      }
      boolean on =
          cursor == 0
              ? members.next()
              : members.advanceTo(database.store().scanCursors().position(cursor));
      long bytes = 0;
      for (long seen = 0; on && seen < count && bytes < SCAN_BYTES; seen++) {
        bytes += addIfMatching(found, members, pattern);
        on = members.next();
      }
      return new ScanPage(on ? database.store().scanCursors().save(members.ordered()) : 0, found);
    }
  }

  private static int addIfMatching(List<byte[]> found, MemberStream members, GlobPattern pattern) {
    byte[] member = members.member();
    if (!pattern.isAll() && !pattern.matches(member)) {
      return 0;
    }
    found.add(member);
    return member.length;
  }
}

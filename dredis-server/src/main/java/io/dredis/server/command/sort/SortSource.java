package io.dredis.server.command.sort;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.DataTypes;
import io.dredis.server.command.Errors;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.encoding.ValueType;
import io.dredis.storage.keyspace.Keyspace;
import io.dredis.storage.type.ListValue;
import io.dredis.storage.type.SetValue;
import io.dredis.storage.type.SortedSetValue;

/** The list, set or sorted set whose elements are sorted. */
interface SortSource {
  /** Returns how many elements there are. */
  long size();

  /** Returns whether it has an order of its own. */
  boolean ordered();

  /**
   * Opens the elements between two places in the order of its own, counted from 0 on; back from the
   * end if it has one and so is asked. There is one at least.
   */
  Elements open(long fromInclusive, long toExclusive, boolean descending);

  /**
   * Returns what a header is of.
   *
   * @throws CommandException when it is of another type
   */
  static SortSource of(DataTypes types, Keyspace keyspace, Header header) {
    if (header.type() == ValueType.LIST) {
      return new OfList(types.lists().valueOf(keyspace, header));
    } else if (header.type() == ValueType.SET) {
      return new OfSet(types.sets().valueOf(keyspace, header));
    } else if (header.type() == ValueType.ZSET) {
      return new OfSortedSet(types.sortedSets().valueOf(keyspace, header));
    }
    throw new CommandException(Errors.WRONG_TYPE);
  }

  /** A list. */
  record OfList(ListValue list) implements SortSource {
    @Override
    public long size() {
      return list.length();
    }

    @Override
    public boolean ordered() {
      return true;
    }

    @Override
    public Elements open(long fromInclusive, long toExclusive, boolean descending) {
      return Elements.of(
          descending
              ? list.reversedRange(size() - toExclusive, size() - 1 - fromInclusive)
              : list.range(fromInclusive, toExclusive - 1));
    }
  }

  /** A set. */
  record OfSet(SetValue set) implements SortSource {
    @Override
    public long size() {
      return set.size();
    }

    @Override
    public boolean ordered() {
      return false;
    }

    @Override
    public Elements open(long fromInclusive, long toExclusive, boolean descending) {
      return Elements.of(set.members()).between(fromInclusive, toExclusive);
    }
  }

  /** A sorted set. */
  record OfSortedSet(SortedSetValue sortedSet) implements SortSource {
    @Override
    public long size() {
      return sortedSet.count();
    }

    @Override
    public boolean ordered() {
      return true;
    }

    @Override
    public Elements open(long fromInclusive, long toExclusive, boolean descending) {
      SortedSetValue.Ranks all = new SortedSetValue.Ranks(0, size());
      long count = toExclusive - fromInclusive;
      return Elements.of(
          sortedSet.entries(all.limit(fromInclusive, count, descending), descending));
    }
  }
}

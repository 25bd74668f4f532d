package io.dredis.server.command.sort;

import io.dredis.server.command.CommandException;
import io.dredis.server.command.DataTypes;
import io.dredis.storage.encoding.Header;
import io.dredis.storage.keyspace.Keyspace;
import java.nio.file.Path;

/** A SORT of what a keyspace holds: which elements are in the result, and in which order. */
final class Sorting {
  /** What is in memory of what is sorted: little enough that several clients may sort at once. */
  private static final long MEMORY_BYTES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 32, 1 << 20, 64 << 20);

  private final SortOptions options;
  private final SortValues values;
  private final SortSource source;
  private final Path directory;
  private final long from;
  private final long to;

  /**
   * A SORT of a list, set or sorted set.
   *
   * @param directory where temporary files are made
   */
  Sorting(SortOptions asked, DataTypes types, Keyspace keyspace, Header header, Path directory) {
    this.source = SortSource.of(types, keyspace, header);
    boolean orderWouldShow = !asked.sorted() && !source.ordered() && asked.targetOrNull() != null;
    this.options = orderWouldShow ? asked.sortedByBytes() : asked;
    this.values = new SortValues(types, keyspace);
    this.directory = directory;
    long size = source.size();
    this.from = Math.min(Math.max(options.offset(), 0), size);
    this.to = options.limit() < 0 ? size : from + Math.min(options.limit(), size - from);
  }

  /** Returns the options, with what follows from the type. */
  SortOptions options() {
    return options;
  }

  /** Returns what the patterns of GET find. */
  SortValues values() {
    return values;
  }

  /** Returns how many elements the result has. */
  long count() {
    return to - from;
  }

  /** Returns how many elements are looked at. */
  long work() {
    return options.sorted() ? source.size() : source.ordered() ? count() : to;
  }

  /**
   * Opens the elements of the result. Those that are not sorted are read from the source while they
   * are gone over.
   *
   * @throws CommandException when one would have to be a number and is none
   */
  Elements open() {
    return options.sorted() || count() == 0
        ? openDetached()
        : source.open(from, to, options.descending());
  }

  /**
   * Opens the elements of the result, as {@link #open}, with nothing left to read of the source.
   */
  Elements openDetached() {
    if (!options.sorted()) {
      return collect(from, to, count());
    }
    // Even where none is asked for, all have to be numbers.
    return collect(0, source.size(), count() == 0 ? 0 : to).between(from, to);
  }

  private Elements collect(long fromInclusive, long toExclusive, long wanted) {
    SortOrder order = new SortOrder(options, values);
    boolean backwards = !options.sorted() && options.descending();
    EntrySorter sorter = new EntrySorter(order.comparator(), wanted, MEMORY_BYTES, directory);
    boolean done = false;
    try {
      if (fromInclusive < toExclusive) {
        try (Elements all = source.open(fromInclusive, toExclusive, backwards)) {
          while (all.next()) {
            sorter.add(order.entry(all.element()));
          }
        }
      }
      Elements sorted = sorter.sorted();
      done = true;
      return sorted;
    } finally {
      if (!done) {
        sorter.close();
      }
    }
  }
}

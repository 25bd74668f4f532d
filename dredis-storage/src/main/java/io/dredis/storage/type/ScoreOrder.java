package io.dredis.storage.type;

import io.dredis.storage.type.PackedSortedSet.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * The members of a stream in the order of a sorted set, without anything being written: the stream
 * is gone over once for each run of members that fits a bound of memory.
 */
public final class ScoreOrder {
  private static final int ENTRY_BYTES = 64;
  private static final Comparator<Entry> LAST_FIRST = Entry.ORDER.reversed();

  private final Supplier<ScoredStream> source;
  private final long runBytes;
  private Entry lastOrNull;
  private long count;
  private boolean ended;

  /**
   * The order of what a source opens, the same stream each time.
   *
   * @param runBytes about how much memory a run takes; it has one member at least
   */
  public ScoreOrder(Supplier<ScoredStream> source, long runBytes) {
    this.source = source;
    this.runBytes = runBytes;
  }

  /** Returns the next members in order; none behind the last. */
  public SortedSetEntries nextRun() {
    List<Entry> run = ended ? new ArrayList<>() : select();
    run.sort(Entry.ORDER);
    lastOrNull = run.isEmpty() ? lastOrNull : run.getLast();
    return PackedSortedSet.entriesOf(run);
  }

  /** Returns the first members behind the last run, and whether they are all is noted. */
  private List<Entry> select() {
    PriorityQueue<Entry> first = new PriorityQueue<>(LAST_FIRST);
    long bytes = 0;
    long behind = 0;
    try (ScoredStream stream = source.get()) {
      while (stream.next()) {
        Entry entry = new Entry(stream.member(), stream.score());
        if (lastOrNull != null && Entry.ORDER.compare(entry, lastOrNull) <= 0) {
          continue;
        }
        behind++;
        first.add(entry);
        bytes += bytesOf(entry);
        while (bytes > runBytes && first.size() > 1) {
          bytes -= bytesOf(first.poll());
        }
      }
    }
    count = lastOrNull == null ? behind : count;
    ended = behind == first.size();
    return new ArrayList<>(first);
  }

  private static long bytesOf(Entry entry) {
    return (long) entry.member().length + ENTRY_BYTES;
  }

  /** Returns whether the run before was the last one. */
  public boolean ended() {
    return ended;
  }

  /** Returns how many members there are in all, once there was a run. */
  public long count() {
    return count;
  }
}

package io.dredis.server.command.sort;

import io.dredis.storage.backend.BackendException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of entries in bounded memory, and keeps equal ones in the order in which they
 * came.
 *
 * <p>Entries are collected until they fill the memory that there is for them. Then they are sorted,
 * and those behind the last one wanted are dropped. If that makes no room, the rest is written to a
 * file as a run. In the end the runs are merged, in several rounds when there are many.
 */
final class EntrySorter implements AutoCloseable {
  /** How many runs are merged at once; each has a buffer. */
  private static final int MERGED_RUNS = 64;

  private final Comparator<SortEntry> order;
  private final long wanted;
  private final long memoryBytes;
  private final Path directory;
  private List<SortEntry> collected = new ArrayList<>();
  private long collectedBytes;
  private List<Run> runs = new ArrayList<>();
  private SpillFile fileOrNull;

  /**
   * A sorter without entries.
   *
   * @param wanted how many of the first ones are asked for at most
   * @param memoryBytes how much memory the entries may take; one always may
   * @param directory where a temporary file is made, if it can be
   */
  EntrySorter(Comparator<SortEntry> order, long wanted, long memoryBytes, Path directory) {
    this.order = order;
    this.wanted = wanted;
    this.memoryBytes = memoryBytes;
    this.directory = directory;
  }

  /** A sorted sequence of entries in the file. */
  private record Run(long fromInclusive, long toExclusive, long count, long largestBytes) {}

  /** Adds an entry. */
  void add(SortEntry entry) {
    if (wanted == 0) {
      return;
    }
    collected.add(entry);
    collectedBytes += entry.byteSize();
    if (collectedBytes > memoryBytes) {
      sortCollected();
      if (collectedBytes > memoryBytes / 2) {
        spill();
      }
    }
  }

  private void sortCollected() {
    collected.sort(order);
    if (collected.size() > wanted) {
      collected.subList((int) wanted, collected.size()).clear();
      collectedBytes = collected.stream().mapToLong(SortEntry::byteSize).sum();
    }
  }

  private void spill() {
    try {
      if (fileOrNull == null) {
        fileOrNull = SpillFile.create(directory);
      }
      RunWriter writer = new RunWriter();
      for (SortEntry entry : collected) {
        writer.add(entry);
      }
      runs.add(writer.finish());
    } catch (IOException e) {
      throw failed(e);
    }
    collected = new ArrayList<>();
    collectedBytes = 0;
  }

  static BackendException failed(IOException e) {
    return new BackendException("The temporary file of a SORT failed: " + e.getMessage(), e);
  }

  /**
   * Returns the elements in order; no entry may be added afterwards. Closing them closes the
   * sorter.
   */
  Elements sorted() {
    sortCollected();
    if (runs.isEmpty()) {
      return new InMemory();
    }
    spill();
    try {
      while (mergeable(0) < runs.size()) {
        mergeOnce();
      }
      return new Merge(runs);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Returns up to where the runs from one on are merged at once: those whose entries have room
   * beside each other, and two at least, if there are so many.
   */
  private int mergeable(int from) {
    long bytes = 0;
    int to = from;
    while (to < runs.size() && to < from + MERGED_RUNS) {
      bytes += runs.get(to).largestBytes();
      if (bytes > memoryBytes && to >= from + 2) {
        break;
      }
      to++;
    }
    return to;
  }

  /** Replaces neighbouring runs by one, as many as can be read at once, for all runs. */
  private void mergeOnce() throws IOException {
    List<Run> merged = new ArrayList<>();
    for (int from = 0, to; from < runs.size(); from = to) {
      to = mergeable(from);
      RunWriter writer = new RunWriter();
      Merge merge = new Merge(runs.subList(from, to));
      for (long count = 0; count < wanted && merge.next(); count++) {
        writer.add(merge.entry());
      }
      merged.add(writer.finish());
    }
    runs = merged;
  }

  @Override
  public void close() {
    try {
      if (fileOrNull != null) {
        fileOrNull.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Adds a run to the file. */
  private final class RunWriter {
    private final long start = fileOrNull.end();
    private final DataOutputStream out = fileOrNull.append();
    private long count;
    private long largestBytes;

    void add(SortEntry entry) throws IOException {
      entry.writeTo(out);
      count++;
      largestBytes = Math.max(largestBytes, entry.byteSize());
    }

    Run finish() throws IOException {
      out.flush();
      return new Run(start, fileOrNull.end(), count, largestBytes);
    }
  }

  /** The entries that are in memory, when all are. */
  private final class InMemory implements Elements {
    private int next;

    @Override
    public boolean next() {
      return next++ < collected.size();
    }

    @Override
    public byte[] element() {
      return collected.get(next - 1).element();
    }

    @Override
    public void close() {
      EntrySorter.this.close();
    }
  }

  /** The entries of several runs, in order. */
  private final class Merge implements Elements {
    private final PriorityQueue<Head> heads;
    private Head current;

    Merge(List<Run> merged) throws IOException {
      heads =
          new PriorityQueue<>(
              Comparator.comparing((Head head) -> head.entry, order)
                  .thenComparingInt(head -> head.number));
      for (int i = 0; i < merged.size(); i++) {
        addIfMore(new Head(merged.get(i), i));
      }
    }

    private void addIfMore(Head head) throws IOException {
      if (head.step()) {
        heads.add(head);
      }
    }

    @Override
    public boolean next() {
      try {
        if (current != null) {
          addIfMore(current);
        }
      } catch (IOException e) {
        throw failed(e);
      }
      current = heads.poll();
      return current != null;
    }

    SortEntry entry() {
      return current.entry;
    }

    @Override
    public byte[] element() {
      return current.entry.element();
    }

    @Override
    public void close() {
      EntrySorter.this.close();
    }
  }

  /** The first entry of a run that is left. */
  private final class Head {
    private final DataInputStream in;
    private final int number;
    private SortEntry entry;
    private long left;

    Head(Run run, int number) {
      this.in = fileOrNull.read(run.fromInclusive(), run.toExclusive());
      this.number = number;
      this.left = run.count();
    }

    boolean step() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      entry = SortEntry.readFrom(in);
      return true;
    }
  }
}

package io.dredis.benchmark.storage;

import io.dredis.benchmark.jmh.LayerBenchmark;
import io.dredis.storage.encoding.PackedList;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What it takes to find an entry of a packed list and to replace it, which is what a packed hash
 * does for HGET and HSET, as the list grows. The entry looked for is in the middle.
 */
public class PackedListBenchmark extends LayerBenchmark {
  /** The number of entries. */
  @Param({"16", "64", "256", "1024"})
  public int entries;

  /** The bytes of each entry. */
  @Param({"10", "64"})
  public int entryBytes;

  private PackedList list;
  private byte[] wanted;

  /** Builds the list. */
  @Setup
  public void build() {
    list = PackedList.of(new byte[0]);
    for (int i = 0; i < entries; i++) {
      list = PackedList.of(list.append(entry(i)));
    }
    wanted = entry(entries / 2);
  }

  /** Finds the entry. */
  @Benchmark
  public boolean find() {
    return found().is(wanted);
  }

  /** Finds the entry and returns the list with another one in its place. */
  @Benchmark
  public byte[] replace() {
    PackedList.Walk walk = found();
    return list.replace(walk.entryStart(), walk.entryEnd(), wanted);
  }

  private PackedList.Walk found() {
    PackedList.Walk walk = list.walk();
    walk.require();
    while (!walk.is(wanted)) {
      walk.require();
    }
    return walk;
  }

  private byte[] entry(int number) {
    String text = "%08d".formatted(number).repeat(entryBytes / 8 + 1).substring(0, entryBytes);
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.dredis.server.command.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntrySorterTest {
  private static final Comparator<SortEntry> BY_SCORE =
      Comparator.comparingDouble(SortEntry::score);

  @TempDir Path directory;

  @Test
  void sortsAsTheLibraryDoesWhateverMemoryThereIs() throws Exception {
    long seed = Long.getLong("dredis.test.seed", new Random().nextLong());
    System.out.println("EntrySorterTest, dredis.test.seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<SortEntry> entries = entries(random, random.nextInt(round % 10 == 0 ? 5000 : 200));
      long wanted = random.nextBoolean() ? entries.size() : random.nextInt(entries.size() + 1);
      long memoryBytes = 1L << random.nextInt(20);
      List<SortEntry> expected = new ArrayList<>(entries);
      expected.sort(BY_SCORE);
      try (EntrySorter sorter = new EntrySorter(BY_SCORE, wanted, memoryBytes, directory)) {
        entries.forEach(sorter::add);
        Elements sorted = sorter.sorted();
        for (SortEntry entry : expected.subList(0, (int) wanted)) {
          assertTrue(sorted.next());
          assertEquals(text(entry.element()), text(sorted.element()));
        }
      }
      try (Stream<Path> left = Files.list(directory)) {
        assertEquals(List.of(), left.toList(), "files that are left");
      }
    }
  }

  private static List<SortEntry> entries(Random random, int count) {
    List<SortEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // The number tells entries with the same score apart, so that their order shows.
      byte[] element = (i + "x".repeat(random.nextInt(40))).getBytes(StandardCharsets.US_ASCII);
      byte[] weight = random.nextInt(3) == 0 ? null : new byte[random.nextInt(30)];
      entries.add(new SortEntry(element, random.nextInt(20), weight));
    }
    return entries;
  }

  @Test
  void writesNothingWhileTheFirstOnesHaveRoom() {
    Path nowhere = directory.resolve("missing");
    String temporary = System.setProperty("java.io.tmpdir", nowhere.toString());
    try (EntrySorter few = new EntrySorter(BY_SCORE, 10, 4000, nowhere);
        EntrySorter many = new EntrySorter(BY_SCORE, 1000, 4000, nowhere)) {
      for (int i = 0; i < 5000; i++) {
        few.add(new SortEntry(new byte[10], -i, null));
      }
      Elements sorted = few.sorted();
      assertTrue(sorted.next());
      assertThrows(
          BackendException.class,
          () -> {
            for (int i = 0; i < 5000; i++) {
              many.add(new SortEntry(new byte[10], -i, null));
            }
          });
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}

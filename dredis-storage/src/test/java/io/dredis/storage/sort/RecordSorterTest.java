package io.dredis.storage.sort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.BackendException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are put in order, in memory and in files. */
class RecordSorterTest {
  private static final long MUCH_MEMORY = 64L << 20;

  /** Chunks of 512 bytes; some ten thousand records then need files merged twice. */
  private static final long LITTLE_MEMORY = 4096;

  @TempDir private Path directory;
  private final SecondThread second = new SecondThread("second");
  private final Random random = new Random(Long.getLong("dredis.test.seed", 11));

  @AfterEach
  void endThread() {
    second.close();
  }

  private record Entry(byte[] key, byte[] value, int mark) {}

  @Test
  void nothingComesOutOfNothing() throws IOException {
    assertSorted(MUCH_MEMORY, List.of());
  }

  @Test
  void recordsComeInTheOrderOfTheirKeys() throws IOException {
    assertSorted(MUCH_MEMORY, entries(50_000));
  }

  @Test
  void moreThanTheMemoryHoldsIsSortedInFiles() throws IOException {
    assertSorted(LITTLE_MEMORY, entries(60_000));
  }

  @Test
  void recordsLargerThanTheMemoryAreSorted() throws IOException {
    List<Entry> entries = entries(100);
    for (int i = 0; i < 5; i++) {
      entries.add(new Entry(key("large"), new byte[200_000], i));
      entries.add(new Entry(new byte[100_000 + i], new byte[i], i));
    }
    assertSorted(LITTLE_MEMORY, entries);
  }

  @Test
  void keysThatBeginWithEachOtherAreInOrder() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int fill : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
      for (int length = 0; length < 40; length++) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) fill);
        entries.add(new Entry(key, key, length));
        entries.add(new Entry(key, new byte[0], 255));
      }
    }
    assertSorted(MUCH_MEMORY, entries);
    assertSorted(LITTLE_MEMORY, entries);
  }

  @Test
  void manyLongKeysThatDifferAtTheirEndsAreInOrder() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] key = new byte[20_000];
      key[key.length - 1] = (byte) random.nextInt();
      entries.add(new Entry(key, new byte[0], i));
    }
    assertSorted(MUCH_MEMORY, entries);
  }

  @Test
  void noFileIsLeft() throws IOException {
    RecordSorter sorter = new RecordSorter(directory, LITTLE_MEMORY, second);
    for (Entry entry : entries(1000)) {
      sorter.add(entry.key, entry.value, entry.mark);
    }
    second.await();
    sorter.close();
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() {
    RecordSorter sorter = new RecordSorter(directory.resolve("missing"), LITTLE_MEMORY, second);
    BackendException failure =
        assertThrows(
            BackendException.class,
            () -> {
              for (Entry entry : entries(1000)) {
                sorter.add(entry.key, entry.value, entry.mark);
              }
            });
    assertTrue(
        failure.getMessage().startsWith("cannot sort in a temporary file: "), failure.getMessage());
  }

  private List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(anyKey(), anyBytes(random.nextInt(30)), random.nextInt(256)));
    }
    return entries;
  }

  private byte[] anyKey() {
    return switch (random.nextInt(4)) {
      case 0 -> key("some common beginning:" + random.nextInt(100_000));
      case 1 -> key("k" + random.nextInt(1000));
      case 2 -> new byte[random.nextInt(20)];
      default -> anyBytes(random.nextInt(20));
    };
  }

  private byte[] anyBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void assertSorted(long memoryBytes, List<Entry> entries) throws IOException {
    List<Entry> expected = new ArrayList<>(entries);
    expected.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
    List<Entry> found = new ArrayList<>();
    try (RecordSorter sorter = new RecordSorter(directory, memoryBytes, second)) {
      for (Entry entry : entries) {
        sorter.add(entry.key, entry.value, entry.mark);
      }
      try (SortedRecords sorted = sorter.sorted()) {
        while (sorted.next()) {
          found.add(new Entry(sorted.key(), sorted.value(), sorted.mark()));
        }
        assertFalse(sorted.next());
      }
    }
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i).key, found.get(i).key);
    }
    // Of those with the same key any may come first.
    assertEquals(contents(expected), contents(found));
  }

  private static List<String> contents(List<Entry> entries) {
    return entries.stream()
        .map(each -> Arrays.toString(each.key) + Arrays.toString(each.value) + each.mark)
        .sorted()
        .toList();
  }
}

package io.dredis.storage.backend;

import static io.dredis.storage.backend.Records.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that commits numbered batches to a store, one after the other, and prints the number of
 * each once its commit has returned; made to be killed at any moment. What a batch holds follows
 * from its number.
 */
public final class WriterProcess implements AutoCloseable {
  private static final byte[] LAST = bytes("last");
  private static final int PAIRS_MAX = 30;

  private final Process process;
  private final BufferedReader output;

  private WriterProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a process that goes on from batch {@code first}; or one that can only report why it
   * cannot open the store.
   */
  public static WriterProcess start(BackendType type, Path directory, int first) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-agentlib") && !argument.startsWith("-javaagent")) {
        command.add(argument);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WriterProcess.class.getName());
    command.addAll(
        List.of(type.getClass().getName(), directory.toString(), Integer.toString(first)));
    try {
      return new WriterProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next line the process printed, or null when it has ended. */
  public String nextLine() throws IOException {
    return output.readLine();
  }

  /**
   * Waits for a number of acknowledged batches, kills the process, and returns the last number it
   * acknowledged.
   */
  public int killAfter(int batches) throws IOException, InterruptedException {
    String last = null;
    for (int i = 0; i < batches; i++) {
      last = nextLine();
      assertTrue(last != null, "the writer ended by itself");
    }
    // Unlike the process's own method, its handle's leaves what was printed before to be read.
    process.toHandle().destroyForcibly();
    for (String line = nextLine(); line != null; line = nextLine()) {
      last = line;
    }
    process.waitFor();
    return Integer.parseInt(last);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Asserts that a store holds every batch up to the one acknowledged last, each whole, and at most
   * one more, whole too; returns the number of the last batch it holds.
   */
  public static int assertWhole(Reader store, int acknowledged) {
    byte[] stored = store.get(LAST);
    assertTrue(stored != null, () -> "acknowledged " + acknowledged + " but found none");
    int last = Integer.parseInt(Records.text(stored));
    assertTrue(
        last == acknowledged || last == acknowledged + 1,
        () -> "acknowledged " + acknowledged + " but found " + last);
    for (int number = 1; number <= last; number++) {
      for (int pair = 0; pair < PAIRS_MAX; pair++) {
        byte[] expected = number == last || pair % 3 != 0 ? valueOrNull(number, pair) : null;
        byte[] key = key(number, pair);
        if (expected == null) {
          assertNull(store.get(key), Records.text(key));
        } else {
          assertArrayEquals(expected, store.get(key), Records.text(key));
        }
      }
    }
    for (int pair = 0; pair < PAIRS_MAX; pair++) {
      assertNull(store.get(key(last + 1, pair)), "half of the batch after the last");
    }
    assertEquals(expectedRecords(last), Records.keys(store).size());
    return last;
  }

  private static int expectedRecords(int last) {
    int records = 1;
    for (int number = 1; number <= last; number++) {
      for (int pair = 0; pair < PAIRS_MAX; pair++) {
        boolean kept = number == last || pair % 3 != 0;
        records += kept && valueOrNull(number, pair) != null ? 1 : 0;
      }
    }
    return records;
  }

  /** Opens the store that the arguments name and commits until killed. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    BackendType type =
        Class.forName(arguments[0])
            .asSubclass(BackendType.class)
            .getDeclaredConstructor()
            .newInstance();
    try (Backend backend = type.open(Path.of(arguments[1]), Map.of(), false)) {
      for (int number = Integer.parseInt(arguments[2]); ; number++) {
        backend.commit(batch(number));
        System.out.println(number);
      }
    } catch (StoreRefusedException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  /**
   * A batch puts its own pairs, deletes every third pair of the batch before, and says that it was
   * the last.
   */
  private static Batch batch(int number) {
    Batch batch = new Batch();
    for (int pair = 0; pair < PAIRS_MAX; pair++) {
      byte[] value = valueOrNull(number, pair);
      if (value != null) {
        batch.put(key(number, pair), value);
      }
      if (pair % 3 == 0) {
        batch.delete(key(number - 1, pair));
      }
    }
    batch.put(LAST, bytes(Integer.toString(number)));
    return batch;
  }

  private static byte[] key(int number, int pair) {
    return bytes("batch " + number + " pair " + pair);
  }

  /** Returns the value of a pair, of up to 3000 bytes; not every batch has every pair. */
  private static byte[] valueOrNull(int number, int pair) {
    Random random = new Random(31L * number + pair);
    random.nextInt();
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] value = new byte[random.nextInt(random.nextInt(10) == 0 ? 3000 : 30)];
    random.nextBytes(value);
    return value;
  }
}

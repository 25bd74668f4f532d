package io.dredis.storage.backend.lmdb;

import static io.dredis.storage.backend.Records.bytes;
import static io.dredis.storage.backend.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.Backend;
import io.dredis.storage.backend.Batch;
import io.dredis.storage.backend.Records;
import io.dredis.storage.backend.Snapshot;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that one process writes while another reads it. */
class LmdbReadOnlyTest {
  private static final byte[] LAST = bytes("last");
  private static final int BATCHES = 300;

  @TempDir private Path directory;

  @Test
  void aReaderFollowsAWriterWhoseMapGrows() throws Exception {
    Process writer = startWriter();
    try (BufferedReader acknowledged = writer.inputReader()) {
      assertEquals("0", acknowledged.readLine());
      try (Backend reader = new LmdbBackendType(0).open(directory, Map.of(), true)) {
        long sizeAtStart = reader.sizeOnDisk();
        Snapshot held = reader.snapshot();
        writer.getOutputStream().write('\n');
        writer.getOutputStream().flush();
        for (int i = 1; i < BATCHES; i++) {
          assertEquals(Integer.toString(i), acknowledged.readLine());
          assertTrue(Integer.parseInt(text(reader.get(LAST))) >= i);
        }
        assertEquals("0", text(held.get(LAST)));
        held.close();
        assertEquals(BATCHES + 1, Records.keys(reader).size());
        assertTrue(reader.sizeOnDisk() > sizeAtStart + 20_000_000);
        writer.destroyForcibly().waitFor();
        assertEquals(BATCHES + 1, Records.keys(reader).size());
      }
    } finally {
      writer.destroyForcibly();
    }
    try (Backend again = new LmdbBackendType().open(directory, Map.of(), false)) {
      assertEquals(BATCHES + 1, Records.keys(again).size());
    }
  }

  @Test
  void oneProcessOpensADirectoryOnce() {
    try (Backend writing = new LmdbBackendType().open(directory, Map.of(), false)) {
      StoreRefusedException refused =
          assertThrows(
              StoreRefusedException.class,
              () -> new LmdbBackendType().open(directory, Map.of(), true));
      assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
      writing.commit(Records.puts("a", "1"));
    }
    new LmdbBackendType().open(directory, Map.of(), true).close();
  }

  private Process startWriter() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GrowingWriter.class.getName(), directory.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** A process that commits batches into a map that starts small, and prints the number of each. */
  static final class GrowingWriter {
    private GrowingWriter() {}

    public static void main(String[] arguments) throws Exception {
      try (Backend backend =
          new LmdbBackendType().open(Path.of(arguments[0]), Map.of("map_size", 65536L), false)) {
        for (int i = 0; i < BATCHES; i++) {
          Batch batch = new Batch();
          batch.put(bytes("record " + i), new byte[80_000]);
          batch.put(LAST, bytes(Integer.toString(i)));
          backend.commit(batch);
          System.out.println(i);
          if (i == 0) {
            // Until the reader is there, for it to see the map grow.
            System.in.read();
          }
        }
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}

package io.dredis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dredis.storage.backend.StoreRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the process says and with which code it ends when it does not get as far as to serve. */
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(text(out).startsWith("dredis - "), text(out));
    out.reset();
    assertEquals(0, run("-v"));
    assertTrue(text(out).matches("dredis \\S+ \\(speaks Redis 7\\.0\\.15\\)\\R"), text(out));
    assertEquals("", text(err));
  }

  @Test
  void aWrongCommandLineIsOneLineAndExitCodeTwo() {
    assertEquals(2, run("--prot", "1"));
    assertEquals("dredis: unknown option '--prot' (try --help)\n", text(err));
    assertEquals("", text(out));
  }

  @Test
  void aStoreThatIsRefusedIsOneLineAndExitCodeOne() {
    assertEquals(
        1,
        run(
            (configuration, data, stop) -> {
              throw new StoreRefusedException("the reason");
            }));
    assertEquals("dredis: the reason\n", text(err));
    assertEquals("", text(out));
  }

  @Test
  void aTemporaryDirectoryIsRemovedWhenTheServerCannotStart() {
    AtomicReference<Path> directory = new AtomicReference<>();
    assertEquals(
        1,
        run(
            (configuration, data, stop) -> {
              directory.set(Path.of(configuration.directory()));
              Files.createFile(
                  Files.createDirectory(directory.get().resolve("leveldb")).resolve("LOG"));
              throw new IOException("port 6377 is in use");
            }));
    assertEquals("dredis: cannot start: port 6377 is in use\n", text(err));
    assertTrue(directory.get().getFileName().toString().startsWith("dredis-"));
    assertFalse(Files.exists(directory.get()));
  }

  private int run(String... arguments) {
    return run(
        (configuration, data, stop) -> {
          throw new AssertionError("started");
        },
        arguments);
  }

  private int run(RunningServer.Starter starter, String... arguments) {
    return new Main(print(out), print(err), starter).run(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

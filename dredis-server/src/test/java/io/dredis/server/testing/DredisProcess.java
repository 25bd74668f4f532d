package io.dredis.server.testing;

import io.dredis.server.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dredis in a JVM of its own, started by its command line as users do: for what an in-process
 * server cannot show, such as exit codes, signals and standard error.
 */
public final class DredisProcess implements TestServer {
  private static final Pattern READY =
      Pattern.compile(".* Ready to accept connections on .* port (\\d+)");
  private static final long TIMEOUT_SECONDS = 60;

  private final TemporaryDirectory directory;
  private Process process;
  private int port;

  private DredisProcess(TemporaryDirectory directory) {
    this.directory = directory;
  }

  /** How a process ended, and what it said. */
  public record Ended(int exitCode, String out, String err) {}

  /**
   * Starts a server on a free port with its data in a directory of its own, and waits until it
   * answers.
   *
   * @param options further options, {@code "--backend", "lmdb"}; those that begin with {@code -X}
   *     or {@code -D} are for the JVM
   */
  public static DredisProcess start(String... options) {
    DredisProcess server = new DredisProcess(new TemporaryDirectory());
    try {
      server.startAgain(options);
      return server;
    } catch (IOException | RuntimeException e) {
      server.directory.close();
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  /** Starts a server that has ended anew, with the same data, and waits until it answers. */
  public void startAgain(String... options) throws IOException {
    process = launch(arguments(options), directory);
    port = awaitReady(process, directory);
  }

  private List<String> arguments(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    if (!all.contains("--dir")) {
      all.addAll(List.of("--dir", data().toString()));
    }
    if (!all.contains("--port")) {
      all.addAll(List.of("--port", "0"));
    }
    return all;
  }

  /**
   * Starts a server that has ended anew, with the same data, and does not wait until it answers; it
   * ends by {@link #kill} or {@link #awaitEnd}.
   */
  public void startWithoutWaiting(String... options) throws IOException {
    process = launch(arguments(options), directory);
  }

  /** Runs the command line until it ends by itself. */
  public static Ended run(String... arguments) throws IOException {
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      return ended(launch(List.of(arguments), directory), directory);
    }
  }

  @Override
  public int port() {
    return port;
  }

  /** Returns the number the system knows it by. */
  public long pid() {
    return process.pid();
  }

  /** Returns the directory its data are in. */
  public Path data() {
    return directory.path().resolve("data");
  }

  /** Asks it to end, as {@code kill} does, and returns how it ended. */
  public Ended terminate() throws IOException {
    process.destroy();
    return awaitEnd();
  }

  /** Ends it without notice, as {@code kill -9} does; its data stay, for {@link #startAgain}. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Waits until it has ended, and returns how. */
  public Ended awaitEnd() throws IOException {
    return ended(process, directory);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    directory.close();
  }

  private static Process launch(List<String> arguments, TemporaryDirectory directory)
      throws IOException {
    List<String> command = command(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(directory.path().resolve("out").toFile())
        .redirectError(directory.path().resolve("err").toFile())
        .start();
  }

  /** Returns what starts a process with such a command line. */
  public static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=deny",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m"));
    // The last -Xmx counts.
    command.addAll(arguments.stream().filter(DredisProcess::isForJvm).toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments.stream().filter(argument -> !isForJvm(argument)).toList());
    return command;
  }

  private static boolean isForJvm(String argument) {
    return argument.startsWith("-X") || argument.startsWith("-D");
  }

  private static int awaitReady(Process process, TemporaryDirectory directory) throws IOException {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (System.nanoTime() < deadlineNanos) {
      boolean alive = process.isAlive();
      try (BufferedReader log = Files.newBufferedReader(directory.path().resolve("out"))) {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
          Matcher ready = READY.matcher(line);
          if (ready.matches()) {
            return Integer.parseInt(ready.group(1));
          }
        }
      }
      if (!alive) {
        break;
      }
      pause();
    }
    process.destroyForcibly().onExit().join();
    throw new IllegalStateException("dredis does not start: " + ended(process, directory));
  }

  private static Ended ended(Process process, TemporaryDirectory directory) throws IOException {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
        throw new IllegalStateException("dredis did not end");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Ended(
        process.exitValue(),
        Files.readString(directory.path().resolve("out"), StandardCharsets.UTF_8),
        Files.readString(directory.path().resolve("err"), StandardCharsets.UTF_8));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

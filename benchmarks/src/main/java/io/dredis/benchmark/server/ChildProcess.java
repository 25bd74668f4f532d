package io.dredis.benchmark.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is run to its end. */
public final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs a program and returns all that it prints; it is killed if this process ends before.
   *
   * @throws IOException when it cannot be run, or fails; the message has what it said
   */
  public static String outputOf(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runnable kill = () -> process.destroyForcibly().onExit().join();
    Cleanup.add(kill);
    try (InputStream said = process.getInputStream()) {
      String output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.onExit().join().exitValue();
      if (exitCode != 0) {
        throw new IOException(
            String.join(" ", command) + " ended with " + exitCode + ":\n" + output);
      }
      return output;
    } finally {
      kill.run();
      Cleanup.remove(kill);
    }
  }
}

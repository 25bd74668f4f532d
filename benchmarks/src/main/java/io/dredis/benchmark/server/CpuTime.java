package io.dredis.benchmark.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time that each thread of a process had used at one moment: those of the JVM too, for
 * collecting garbage and compiling, and those of native libraries.
 *
 * <p>Linux counts a process's time in hundredths of a second, but a thread's in nanoseconds.
 */
final class CpuTime {
  private final Map<String, Long> nanosByThread = new HashMap<>();

  private CpuTime() {}

  /** Reads the times of a process's threads. */
  static CpuTime of(Process process) throws IOException {
    CpuTime time = new CpuTime();
    Path threads = Path.of("/proc/" + process.pid() + "/task");
    try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
      for (Path thread : each) {
        time.read(thread);
      }
    }
    return time;
  }

  /** Returns what was used since; what threads used that have ended by now is not known. */
  long nanosSince(CpuTime before) {
    long nanos = 0;
    for (Map.Entry<String, Long> thread : nanosByThread.entrySet()) {
      nanos += thread.getValue() - before.nanosByThread.getOrDefault(thread.getKey(), 0L);
    }
    return nanos;
  }

  private void read(Path thread) throws IOException {
    try {
      String figures = Files.readString(thread.resolve("schedstat"));
      long nanos = Long.parseLong(figures, 0, figures.indexOf(' '), 10);
      nanosByThread.put(thread.getFileName().toString(), nanos);
    } catch (IOException e) {
      // A thread that has ended meanwhile is no loss.
      if (Files.exists(thread)) {
        throw e;
      }
    }
  }
}

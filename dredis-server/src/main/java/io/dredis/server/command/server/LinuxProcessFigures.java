package io.dredis.server.command.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The figures of this process from the JVM and, where there is one, the {@code /proc} file system.
 */
public final class LinuxProcessFigures implements ProcessFigures {
  private static final Path PROC = Path.of("/proc");
  private static final long PAGE_BYTES = 4096;
  private static final long MICROS_PER_TICK = 10_000;

  /**
   * Where the times stand in {@code /proc/self/stat}, counted from the field behind the name in
   * parentheses.
   */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  private final long systemMemoryBytes = readSystemMemory();

  @Override
  public long usedMemoryBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public long maxMemoryBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long residentBytes() {
    String[] pages = read("self/statm").split(" ", -1);
    return pages.length < 2 ? 0 : Long.parseLong(pages[1]) * PAGE_BYTES;
  }

  @Override
  public long systemMemoryBytes() {
    return systemMemoryBytes;
  }

  @Override
  public long userCpuMicros() {
    String[] fields = statFields();
    if (fields.length > USER_TICKS) {
      return Long.parseLong(fields[USER_TICKS]) * MICROS_PER_TICK;
    }
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L)
        / 1000;
  }

  @Override
  public long systemCpuMicros() {
    String[] fields = statFields();
    return fields.length > SYSTEM_TICKS
        ? Long.parseLong(fields[SYSTEM_TICKS]) * MICROS_PER_TICK
        : 0;
  }

  private static String[] statFields() {
    String stat = read("self/stat");
    int afterName = stat.lastIndexOf(") ");
    return afterName < 0 ? new String[0] : stat.substring(afterName + 2).split(" ", -1);
  }

  private static long readSystemMemory() {
    for (String line : read("meminfo").split("\n", -1)) {
      if (line.startsWith("MemTotal:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }

  private static String read(String name) {
    try {
      return Files.readString(PROC.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (IOException notThisSystem) {
      return "";
    }
  }
}

package io.dredis.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which is killed when this is closed or this process ends. */
public final class ServerProcess implements AutoCloseable {
  private static final long START_POLL_MILLIS = 20;
  private static final long IDLE_WINDOW_MILLIS = 50;

  /** Of one processor. */
  private static final double IDLE_SHARE = 0.04;

  /** What Linux counts a process's CPU time in, on all machines that Java runs on. */
  private static final long NANOS_PER_TICK = TimeUnit.MILLISECONDS.toNanos(10);

  /** Where the CPU times are in {@code /proc/PID/stat}, counted from behind the name. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  private final Process process;
  private final Path log;
  private final Runnable kill = this::kill;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param environment variables that it has besides those of this process
   * @param log the file that gets what it says
   */
  public static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    ServerProcess server = new ServerProcess(builder.start(), log);
    Cleanup.add(server.kill);
    return server;
  }

  /**
   * Waits until the server has said something.
   *
   * @throws IOException when it has ended instead; the message has what it said
   */
  public Matcher await(Pattern said) throws IOException {
    while (true) {
      boolean alive = process.isAlive();
      Matcher matcher = said.matcher(log());
      if (matcher.find()) {
        return matcher;
      }
      if (!alive) {
        throw new IOException("the server does not start:\n" + log());
      }
      sleep(START_POLL_MILLIS);
    }
  }

  /** Returns what the server has said so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the CPU time that the server's threads have used so far, to the nanosecond. */
  CpuTime cpuTime() throws IOException {
    return CpuTime.of(process);
  }

  /**
   * Returns the CPU time that the server has used so far, user and system, that of threads which
   * have ended included, in steps of ten milliseconds.
   */
  public long cpuNanos() throws IOException {
    String stat = Files.readString(proc("stat"));
    // The name may have spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks * NANOS_PER_TICK;
  }

  /** Returns a file in which Linux says something about the process. */
  Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  /** Waits until the server has nothing to do any more, or until it had some seconds for that. */
  public void awaitIdle(long timeoutSeconds) throws IOException {
    awaitIdle(IDLE_WINDOW_MILLIS, IDLE_SHARE, TimeUnit.SECONDS.toNanos(timeoutSeconds));
  }

  /** Waits until the server uses less than a share of one processor for as long as the window. */
  void awaitIdle(long windowMillis, double share, long timeoutNanos) throws IOException {
    long deadlineNanos = System.nanoTime() + timeoutNanos;
    CpuTime before = cpuTime();
    while (System.nanoTime() < deadlineNanos) {
      sleep(windowMillis);
      CpuTime now = cpuTime();
      if (now.nanosSince(before) < share * TimeUnit.MILLISECONDS.toNanos(windowMillis)) {
        return;
      }
      before = now;
    }
  }

  /** Has the server end in order, as SIGTERM does, and waits for that. */
  public void terminate() {
    process.destroy();
    process.onExit().join();
    Cleanup.remove(kill);
  }

  @Override
  public void close() {
    kill();
    Cleanup.remove(kill);
  }

  private void kill() {
    process.destroyForcibly().onExit().join();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

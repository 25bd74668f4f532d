package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.benchmark.server.MarkdownTable;
import io.dredis.benchmark.server.RedisServer;
import io.dredis.benchmark.server.RespClient;
import io.dredis.benchmark.server.ServerProcess;
import io.dredis.benchmark.server.TemporaryDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts servers again and again, with few and with many keys, after they were told to stop and
 * after they were killed, and prints how long it took from then to the answer to a PING. Fails when
 * dredis takes a second in the median.
 *
 * <p>The clock begins when the launcher is called: it looks for a Java within the time. What the
 * operating system holds in memory of program and data stays there from start to start.
 */
@Parameters(commandDescription = "time from the start to the first PING, with few and many keys")
public final class StartBenchmark implements Benchmark {
  private static final double MOST_MILLIS = 1000;
  private static final long POLL_MILLIS = 2;
  private static final int VALUE_BYTES = 32;

  @ParametersDelegate private final DredisOptions dredis = new DredisOptions();

  @Parameter(names = "--keys", description = "numbers of keys")
  private List<Integer> keys = new ArrayList<>(List.of(0, 10_000_000));

  @Parameter(names = "--rounds", description = "starts after a stop, and as many after a kill")
  private int rounds = 5;

  @Parameter(names = "--no-redis", description = "leave redis-server out, which loads all its keys")
  private boolean withoutRedis;

  @Override
  public boolean run(PrintStream out) throws IOException {
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "ms to the first PING",
            "first start",
            "after a stop",
            "slowest",
            "after a kill",
            "slowest")) {
      for (int count : keys) {
        for (String backend : dredis.persistentBackends()) {
          reached &=
              measure(
                  table,
                  backend,
                  count,
                  (directory, port) ->
                      dredis.launch(backend, directory, port, List.of(), List.of()));
        }
        if (!withoutRedis) {
          measure(table, Contestant.REDIS, count, StartBenchmark::launchRedis);
        }
      }
    }
    return reached;
  }

  private static ServerProcess launchRedis(Path directory, int port) throws IOException {
    return RedisServer.launch(directory, port, "--appendonly", "yes", "--appendfsync", "everysec");
  }

  private boolean measure(MarkdownTable table, String name, int count, Launch launch)
      throws IOException {
    System.err.println("start: " + name + " with " + Figures.whole(count) + " keys");
    try (TemporaryDirectory directory = TemporaryDirectory.in(dredis.directory)) {
      Starts starts = new Starts(directory.path(), launch, count);
      double firstMillis = starts.first();
      Samples afterStop = new Samples();
      Samples afterKill = new Samples();
      for (int round = 0; round < rounds; round++) {
        afterStop.add(starts.again(true));
        afterKill.add(starts.again(false));
      }
      boolean reached =
          Math.max(afterStop.median(), afterKill.median()) < MOST_MILLIS
              && firstMillis < MOST_MILLIS;
      table.add(
          name + ", " + Figures.whole(count) + " keys",
          Figures.whole(firstMillis),
          bold(afterStop.median()),
          Figures.whole(afterStop.max()),
          bold(afterKill.median()),
          Figures.whole(afterKill.max()));
      return reached;
    }
  }

  private static String bold(double millis) {
    String text = Figures.whole(millis);
    return millis < MOST_MILLIS ? text : "**" + text + "**";
  }

  /** Starts a server on a port, with its data in a directory. */
  private interface Launch {
    ServerProcess start(Path directory, int port) throws IOException;
  }

  /** A server that is started again and again over the same data. */
  private static final class Starts {
    private final Path directory;
    private final Launch launch;
    private final int keys;

    Starts(Path directory, Launch launch, int keys) {
      this.directory = directory;
      this.launch = launch;
      this.keys = keys;
    }

    /** Starts it over nothing, stores the data, stops it, and returns how long the start took. */
    double first() throws IOException {
      int port = RedisServer.freePort();
      long startNanos = System.nanoTime();
      try (ServerProcess process = launch.start(directory, port)) {
        double millis = awaitPing(process, port, startNanos);
        try (RespClient client = new RespClient(port)) {
          new DataSet(keys, 0, VALUE_BYTES, true).fillStrings(client);
        }
        process.terminate();
        return millis;
      }
    }

    /**
     * Starts it over what is there, returns how long that took, and ends it one way or the other.
     */
    double again(boolean kill) throws IOException {
      int port = RedisServer.freePort();
      long startNanos = System.nanoTime();
      try (ServerProcess process = launch.start(directory, port)) {
        double millis = awaitPing(process, port, startNanos);
        try (RespClient client = new RespClient(port)) {
          long found = (Long) client.call("DBSIZE");
          if (found != keys) {
            throw new IOException("there were " + keys + " keys, and now " + found);
          }
          // Something to recover: the same strings again, as far as there are any.
          new DataSet(Math.min(keys, 1000), 0, VALUE_BYTES, true).fillStrings(client);
        }
        if (!kill) {
          process.terminate();
        }
        return millis;
      }
    }

    private static double awaitPing(ServerProcess process, int port, long startNanos)
        throws IOException {
      while (!ping(port)) {
        if (!process.isAlive()) {
          throw new IOException("the server does not start:\n" + process.log());
        }
        sleep();
      }
      return (System.nanoTime() - startNanos) / 1e6;
    }

    /** Returns whether a server answers, rather than that it is loading. */
    private static boolean ping(int port) {
      try (RespClient client = new RespClient(port)) {
        return "PONG".equals(client.call("PING"));
      } catch (IOException e) {
        return false;
      }
    }

    private static void sleep() {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

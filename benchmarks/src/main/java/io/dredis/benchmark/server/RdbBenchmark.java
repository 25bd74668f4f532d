package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has a {@code redis-server} make an RDB file of keys of all kinds, and lets it and dredis load and
 * save it, by turns. Prints how long that took, beside Redis, and the most heap that was in use.
 * Fails when dredis on LMDB loads at less than a third of Redis's speed.
 */
@Parameters(commandDescription = "an RDB file loaded and saved, beside redis-server")
public final class RdbBenchmark implements Benchmark {
  private static final String REDIS = "redis";
  private static final String MUST_REACH = "lmdb";
  private static final double LEAST_SPEED = 1.0 / 3;
  private static final double MEGABYTE = 1e6;
  private static final Pattern LOADED =
      Pattern.compile("Done loading RDB, keys loaded: (\\d+).* seconds: ([\\d.]+)");
  private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M");

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();
  @ParametersDelegate private final MixedKeys keys = new MixedKeys();

  @Parameter(names = "--rounds", description = "how often each server loads and saves")
  private int rounds = 3;

  private final Map<String, Samples> samples = new LinkedHashMap<>();

  @Override
  public boolean run(PrintStream out) throws IOException {
    try (TemporaryDirectory temporary = TemporaryDirectory.in(servers.directory)) {
      Path directory = temporary.path();
      Path file = directory.resolve("dump.rdb");
      try (RedisServer redis = RedisServer.start(directory);
          RespClient client = redis.connect()) {
        keys.store(client);
        client.call("SAVE");
      }
      for (int round = 0; round < rounds; round++) {
        measureRedis(directory);
        for (String backend : servers.backends) {
          measure(backend, file);
        }
      }
      return print(out, Files.size(file));
    }
  }

  private void measureRedis(Path directory) throws IOException {
    try (RedisServer redis = RedisServer.start(directory);
        RespClient client = redis.connect()) {
      Samples of = samples.computeIfAbsent(REDIS, name -> new Samples());
      of.loadSeconds.add(redis.loadSeconds());
      of.saveSeconds.add(saveSeconds(client));
      of.keys = Long.parseLong(String.valueOf(client.call("DBSIZE")));
    }
  }

  private void measure(String backend, Path file) throws IOException {
    try (MeasuredServer server =
            servers.start(backend, List.of("-Xlog:gc"), List.of("--rdb", file.toString()));
        RespClient client = server.connect()) {
      Matcher loaded = LOADED.matcher(server.log());
      if (!loaded.find()) {
        throw new IOException("dredis has loaded nothing:\n" + server.log());
      }
      Samples of = samples.computeIfAbsent(backend, name -> new Samples());
      of.keys = Long.parseLong(loaded.group(1));
      of.loadSeconds.add(Double.parseDouble(loaded.group(2)));
      of.saveSeconds.add(saveSeconds(client));
      of.heap = Math.max(of.heap, peakHeap(server, 1));
      of.heapKept = Math.max(of.heapKept, peakHeap(server, 2));
    }
  }

  private static double saveSeconds(RespClient client) throws IOException {
    long startNanos = System.nanoTime();
    client.call("SAVE");
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Returns the most megabytes that were in use when a collection began, or ended. */
  private static int peakHeap(MeasuredServer server, int group) throws IOException {
    int peak = 0;
    for (Matcher each = COLLECTION.matcher(server.log()); each.find(); ) {
      peak = Math.max(peak, Integer.parseInt(each.group(group)));
    }
    return peak;
  }

  private boolean print(PrintStream out, long fileBytes) {
    Samples redis = samples.get(REDIS);
    out.printf(
        "%,d keys in %.0f MB; to Redis is the speed beside its own%n",
        redis.keys, fileBytes / MEGABYTE);
    boolean reached = true;
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "server",
            "load s",
            "keys/s",
            "load to Redis",
            "save s",
            "save to Redis",
            "peak heap MB",
            "after a collection")) {
      for (Map.Entry<String, Samples> each : samples.entrySet()) {
        Samples of = each.getValue();
        double loadRatio = redis.loadMedian() / of.loadMedian();
        reached &= !each.getKey().equals(MUST_REACH) || loadRatio >= LEAST_SPEED;
        table.add(
            each.getKey(),
            "%.2f".formatted(of.loadMedian()),
            "%,.0f".formatted(of.keys / of.loadMedian()),
            "%.2f".formatted(loadRatio),
            "%.2f".formatted(of.saveMedian()),
            "%.2f".formatted(redis.saveMedian() / of.saveMedian()),
            of.heap == 0 ? "" : String.valueOf(of.heap),
            of.heap == 0 ? "" : String.valueOf(of.heapKept));
      }
    }
    return reached;
  }

  /** What was measured of one server. */
  private static final class Samples {
    final List<Double> loadSeconds = new ArrayList<>();
    final List<Double> saveSeconds = new ArrayList<>();
    long keys;
    int heap;
    int heapKept;

    double loadMedian() {
      return median(loadSeconds);
    }

    double saveMedian() {
      return median(saveSeconds);
    }

    private static double median(List<Double> seconds) {
      List<Double> sorted = new ArrayList<>(seconds);
      Collections.sort(sorted);
      return sorted.get(sorted.size() / 2);
    }
  }
}

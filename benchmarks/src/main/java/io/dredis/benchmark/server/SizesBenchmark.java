package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints what a change of one element and a look at one cost in small collections of growing size.
 * Redis's settings are so wide that only dredis's own limits of bytes split them: a cost that falls
 * from one row to the next one says that the limit between is too high, one that leaps up that it
 * is too low.
 */
@Parameters(commandDescription = "small collections as they grow beyond what is packed")
public final class SizesBenchmark implements Benchmark {
  private static final long SEED = 20261122;
  private static final int CALLS = 6000;
  private static final List<String> TYPES = List.of("hash", "set", "zset", "list");

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--entries", description = "elements of a collection")
  private List<Integer> entries = new ArrayList<>(List.of(16, 64, 128, 256, 512, 1024));

  @Parameter(names = "--element-bytes", description = "bytes of each element or value")
  private List<Integer> elementBytes = new ArrayList<>(List.of(10, 64));

  @Parameter(names = "--collections", description = "collections of each type and size")
  private int collections = 100;

  @Parameter(names = "--rounds", description = "rounds that are measured, after two others")
  private int rounds = 3;

  @Override
  public boolean run(PrintStream out) throws IOException {
    for (String backend : servers.backends) {
      out.println("### " + backend);
      String[] heads = {
        "bytes · elements, µs per change, look",
        "HSET",
        "HGET",
        "SADD, SREM",
        "SISMEMBER",
        "ZADD",
        "ZSCORE",
        "LPUSH, RPOP",
        "LINDEX"
      };
      try (MeasuredServer server = servers.start(backend);
          RespClient client = server.connect();
          MarkdownTable table = new MarkdownTable(out, heads)) {
        client.call("CONFIG", "SET", "hash-max-listpack-entries", "1000000");
        client.call("CONFIG", "SET", "zset-max-listpack-entries", "1000000");
        client.call("CONFIG", "SET", "list-max-listpack-size", "-5");
        for (int bytes : elementBytes) {
          for (int count : entries) {
            table.add(new Row(server, client, bytes, count).measure());
          }
        }
      }
    }
    return true;
  }

  /** Collections with one number of elements of one length. */
  private final class Row {
    private final MeasuredServer server;
    private final RespClient client;
    private final int bytes;
    private final int count;
    private final Random random = new Random(SEED);

    Row(MeasuredServer server, RespClient client, int bytes, int count) {
      this.server = server;
      this.client = client;
      this.bytes = bytes;
      this.count = count;
    }

    List<String> measure() throws IOException {
      client.call("FLUSHALL");
      fill();
      List<String> cells = new ArrayList<>(List.of("%d · %,d".formatted(bytes, count)));
      for (String type : TYPES) {
        cells.add("%.1f".formatted(micros(() -> change(type))));
        cells.add("%.1f".formatted(micros(() -> look(type))));
      }
      return cells;
    }

    private void fill() throws IOException {
      List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
      Collections.shuffle(numbers, random);
      for (int i = 0; i < collections; i++) {
        client.send(
            "HSET", "hash:" + i, numbers, n -> List.of("field-%04d".formatted(n), element(n)));
        client.send("SADD", "set:" + i, numbers, n -> List.of(element(n)));
        client.send("ZADD", "zset:" + i, numbers, n -> List.of(n.toString(), element(n)));
        client.send("RPUSH", "list:" + i, numbers, n -> List.of(element(n)));
      }
    }

    private double micros(Calls calls) throws IOException {
      CostSamples samples = new CostSamples();
      for (int round = -2; round < rounds; round++) {
        List<byte[]> requests = new ArrayList<>();
        while (requests.size() < CALLS) {
          calls.next().stream().map(RespClient::encode).forEach(requests::add);
        }
        Cost cost = server.measure(client, requests, reply -> {});
        if (round >= 0) {
          samples.add(cost);
        }
      }
      return samples.cpuMicros();
    }

    /** Returns requests that change an element and leave the number of elements as it is. */
    private List<List<String>> change(String type) {
      String key = anyKey(type);
      int number = random.nextInt(count);
      String element = element(number);
      return switch (type) {
        case "hash" ->
            List.of(
                List.of(
                    "HSET", key, "field-%04d".formatted(number), element(random.nextInt(1000))));
        case "set" -> List.of(List.of("SREM", key, element), List.of("SADD", key, element));
        case "zset" ->
            List.of(List.of("ZADD", key, String.valueOf(random.nextInt(count)), element));
        default -> List.of(List.of("LPUSH", key, element), List.of("RPOP", key));
      };
    }

    private List<List<String>> look(String type) {
      String key = anyKey(type);
      int number = random.nextInt(count);
      return List.of(
          switch (type) {
            case "hash" -> List.of("HGET", key, "field-%04d".formatted(number));
            case "set" -> List.of("SISMEMBER", key, element(number));
            case "zset" -> List.of("ZSCORE", key, element(number));
            default -> List.of("LINDEX", key, String.valueOf(number));
          });
    }

    private String anyKey(String type) {
      return type + ":" + random.nextInt(collections);
    }

    private String element(int number) {
      return "%06d:".formatted(number) + "x".repeat(Math.max(0, bytes - 7));
    }
  }

  /** Makes the next requests. */
  private interface Calls {
    List<List<String>> next();
  }
}

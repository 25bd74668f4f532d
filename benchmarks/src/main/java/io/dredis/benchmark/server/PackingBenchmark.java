package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints what small hashes cost packed into one record and split into elements: on the disk, and in
 * server CPU per call.
 */
@Parameters(commandDescription = "small hashes packed against split")
public final class PackingBenchmark implements Benchmark {
  private static final long SEED = 20261122;

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--hashes", description = "number of hashes")
  private int hashes = 100_000;

  @Parameter(names = "--fields", description = "fields of each")
  private int fields = 10;

  @Parameter(names = "--value-bytes", description = "bytes of each value")
  private int valueBytes = 10;

  @Override
  public boolean run(PrintStream out) throws IOException {
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "hashes",
            "bytes on disk per hash",
            "µs per HSET of all fields",
            "µs per HSET of one field",
            "µs per HGET",
            "µs per HGETALL")) {
      for (String backend : servers.backends) {
        table.add(row(backend, "packed", 128));
        table.add(row(backend, "split", 0));
      }
    }
    return true;
  }

  private List<String> row(String backend, String form, int maxListpackEntries) throws IOException {
    try (MeasuredServer server = servers.start(backend);
        RespClient client = server.connect()) {
      client.call("CONFIG", "SET", "hash-max-listpack-entries", "" + maxListpackEntries);
      for (String command : List.of("HSET all", "HSET", "HGET", "HGETALL")) {
        micros(server, client, calls(command, "warm-up"));
      }
      server.awaitIdle();
      long bytesBefore = server.storeBytes(client);
      double buildMicros = micros(server, client, calls("HSET all", "user"));
      server.awaitIdle();
      double bytes = (double) (server.storeBytes(client) - bytesBefore) / hashes;
      List<String> cells = new ArrayList<>(List.of(backend + ", " + form));
      cells.add("%.0f".formatted(bytes));
      cells.add("%.1f".formatted(buildMicros));
      for (String command : List.of("HSET", "HGET", "HGETALL")) {
        cells.add("%.1f".formatted(micros(server, client, calls(command, "user"))));
      }
      return cells;
    }
  }

  private static double micros(MeasuredServer server, RespClient client, List<byte[]> requests)
      throws IOException {
    return server.measure(client, requests, reply -> {}).cpuMicros();
  }

  private List<byte[]> calls(String command, String keys) {
    Random random = new Random(SEED);
    return IntStream.range(0, hashes)
        .mapToObj(call -> RespClient.encode(request(command, keys, call, random)))
        .toList();
  }

  private List<String> request(String command, String keys, int call, Random random) {
    String anyKey = key(keys, random.nextInt(hashes));
    String field = field(random.nextInt(fields));
    return switch (command) {
      case "HSET" -> List.of(command, anyKey, field, value(random));
      case "HGET" -> List.of(command, anyKey, field);
      case "HGETALL" -> List.of(command, anyKey);
      default -> wholeHash(key(keys, call), random);
    };
  }

  private List<String> wholeHash(String key, Random random) {
    List<String> request = new ArrayList<>(List.of("HSET", key));
    for (int i = 0; i < fields; i++) {
      request.add(field(i));
      request.add(value(random));
    }
    return request;
  }

  private static String key(String keys, int hash) {
    return "%s:%08d".formatted(keys, hash);
  }

  private static String field(int number) {
    return "field-%03d".formatted(number);
  }

  private String value(Random random) {
    String digits = "%08x".formatted(random.nextInt());
    return digits.repeat(valueBytes / digits.length() + 1).substring(0, valueBytes);
  }
}

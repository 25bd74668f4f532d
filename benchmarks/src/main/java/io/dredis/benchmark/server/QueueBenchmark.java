package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Prints what a queue costs as it is used: LPUSH at one end and RPOP at the other, the same number
 * of elements waiting all the time. What was deleted must not be in the way of what comes after.
 *
 * <p>Another queue of the kind is used before, so that the compiler has done its work.
 */
@Parameters(commandDescription = "server CPU per LPUSH and RPOP as a queue is used")
public final class QueueBenchmark implements Benchmark {
  private static final int PARTS = 10;

  @ParametersDelegate private final ServerOptions servers = new ServerOptions();

  @Parameter(names = "--rounds", description = "elements that go through a queue")
  private int rounds = 1_000_000;

  @Parameter(names = "--waiting", description = "elements that wait in a queue")
  private List<Integer> waiting = new ArrayList<>(List.of(1000, 100_000));

  @Parameter(names = "--limit", description = "how much more the last tenth may cost")
  private double limit = 1.5;

  @Override
  public boolean run(PrintStream out) throws IOException {
    try (MarkdownTable table =
        new MarkdownTable(
            out,
            "µs of server CPU per LPUSH and RPOP",
            "first tenth",
            "middle",
            "last tenth",
            "growth")) {
      return fill(table);
    }
  }

  private boolean fill(MarkdownTable table) throws IOException {
    boolean reached = true;
    for (String backend : servers.backends) {
      for (int elements : waiting) {
        List<Double> micros = measure(backend, elements);
        double growth = micros.getLast() / micros.getFirst();
        table.add(
            "%s, %,d waiting".formatted(backend, elements),
            "%.1f".formatted(micros.getFirst()),
            "%.1f".formatted(micros.get(PARTS / 2)),
            "%.1f".formatted(micros.getLast()),
            "%.2f".formatted(growth));
        reached &= growth <= limit;
      }
    }
    return reached;
  }

  /** Returns what a round cost in each tenth of them. */
  private List<Double> measure(String backend, int elements) throws IOException {
    try (MeasuredServer server = servers.start(backend);
        RespClient client = server.connect()) {
      List<Double> micros = new ArrayList<>();
      for (String queue : List.of("warm-up", "queue")) {
        client.send("LPUSH", queue, Collections.nCopies(elements, "element"), List::of);
        micros.clear();
        for (int part = 0; part < PARTS; part++) {
          micros.add(use(server, client, queue));
        }
      }
      return micros;
    }
  }

  private double use(MeasuredServer server, RespClient client, String queue) throws IOException {
    byte[] push = RespClient.encode(List.of("LPUSH", queue, "element:00000000"));
    byte[] pop = RespClient.encode(List.of("RPOP", queue));
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < rounds / PARTS; i++) {
      Collections.addAll(requests, push, pop);
    }
    return 2 * server.measure(client, requests, reply -> {}).cpuMicros();
  }
}

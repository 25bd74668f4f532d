package io.dredis.benchmark.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Several clients that send small commands at a fixed rate. */
final class Probes implements AutoCloseable {
  private final List<SmallCommands> clients = new ArrayList<>();

  private Probes() {}

  /** Begins to send; each client sends the requests in their order, again and again. */
  static Probes start(int port, int count, int perSecond, List<byte[]> requests)
      throws IOException {
    Probes probes = new Probes();
    for (int i = 0; i < count; i++) {
      List<byte[]> own = new ArrayList<>(requests);
      Collections.rotate(own, i * own.size() / count);
      probes.clients.add(
          SmallCommands.start(new RespClient(port), own, TimeUnit.SECONDS.toNanos(1) / perSecond));
    }
    return probes;
  }

  /** Returns how long the commands took that were answered since the last call, ascending. */
  List<Double> takeMillis() throws IOException {
    List<Double> all = new ArrayList<>();
    for (SmallCommands client : clients) {
      all.addAll(client.takeMillis());
    }
    Collections.sort(all);
    return all;
  }

  @Override
  public void close() throws IOException {
    for (SmallCommands client : clients) {
      client.close();
    }
  }
}

package io.dredis.benchmark.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The servers of one table, side by side. */
final class Contestants implements AutoCloseable, Iterable<Contestant> {
  private final List<Contestant> all = new ArrayList<>();

  /** Starts a server. */
  interface Start {
    Contestant start() throws IOException;
  }

  /** Starts one more; when that fails, all are stopped. */
  void add(Start start) throws IOException {
    try {
      all.add(start.start());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns all in the order of a round: each is first in its turn. */
  List<Contestant> inRound(int round) {
    List<Contestant> order = new ArrayList<>(all);
    Collections.rotate(order, -round);
    return order;
  }

  @Override
  public Iterator<Contestant> iterator() {
    return all.iterator();
  }

  @Override
  public void close() {
    all.forEach(Contestant::close);
    all.clear();
  }
}

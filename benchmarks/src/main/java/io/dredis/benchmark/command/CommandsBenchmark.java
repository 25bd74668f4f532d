package io.dredis.benchmark.command;

import io.dredis.benchmark.jmh.Names;
import io.dredis.server.resp.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** What a command takes, alone and as one of a batch that is committed at once. */
public class CommandsBenchmark extends ServerBenchmark {
  private static final int BATCH = 16;
  private static final int FILLED_AT_ONCE = 256;

  /** The command. */
  @Param public MeasuredCommand command;

  /** The number of keys, or of elements in the collection. */
  @Param({"20000", "1000000"})
  public int keys;

  private List<byte[][]> round;
  private byte[][] beforeRoundOrNull;
  private int next;

  @Override
  protected void fill(LocalClient filling) throws IOException {
    if (keys < MeasuredCommand.ROUND) {
      throw new IllegalArgumentException("keys must be " + MeasuredCommand.ROUND + " at least");
    }
    Names names = new Names('k', keys);
    for (int i = 0; i < keys; i += FILLED_AT_ONCE) {
      List<byte[][]> requests =
          IntStream.range(i, Math.min(keys, i + FILLED_AT_ONCE))
              .mapToObj(number -> command.fillingOrNull(names, number))
              .filter(Objects::nonNull)
              .toList();
      if (!requests.isEmpty()) {
        filling.execute(requests);
      }
    }
    round = command.round(names);
    beforeRoundOrNull = command.beforeRoundOrNull(names);
  }

  /** Executes and commits one request. */
  @Benchmark
  public Reply single() throws IOException {
    return execute(1);
  }

  /** Executes sixteen requests and commits them together: the time of each. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Reply batchOf16() throws IOException {
    return execute(BATCH);
  }

  private Reply execute(int count) throws IOException {
    if (next == 0 && beforeRoundOrNull != null) {
      client().call(beforeRoundOrNull);
    }
    List<byte[][]> requests = round.subList(next, next + count);
    next = (next + count) % round.size();
    return client().execute(requests);
  }
}

package io.dredis.benchmark.comparison;

import io.dredis.benchmark.server.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code redis-benchmark}. */
final class LoadGenerator {
  private LoadGenerator() {}

  /**
   * Runs it against a server of this machine.
   *
   * @throws IOException when it fails, as it does when the server answers with an error; the
   *     message has what it said
   */
  static LoadResult run(int port, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-benchmark", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", "" + port));
    command.addAll(arguments);
    return LoadResult.parse(ChildProcess.outputOf(command));
  }
}

package io.dredis.benchmark.comparison;

import com.fasterxml.jackson.jr.ob.JSON;
import io.dredis.benchmark.server.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of a comparison for programs, as JSON. */
final class JsonReport {
  private JsonReport() {}

  /** Writes a file with what was measured, and where and with what. */
  static void write(Path file, DredisOptions dredis, int rounds, List<SettingResults> results)
      throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("written", Instant.now().toString());
    report.put("processors", Runtime.getRuntime().availableProcessors());
    report.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    report.put("java", Runtime.version().toString());
    report.put("redis", ChildProcess.outputOf(List.of("redis-server", "--version")).strip());
    report.put("options", dredis.description());
    report.put("rounds", rounds);
    report.put("results", results.stream().flatMap(each -> each.description().stream()).toList());
    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).write(report, file.toFile());
  }
}

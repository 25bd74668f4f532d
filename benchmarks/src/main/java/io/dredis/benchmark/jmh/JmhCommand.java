package io.dredis.benchmark.jmh;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.converters.CommaParameterSplitter;
import io.dredis.benchmark.ServerJvm;
import io.dredis.benchmark.server.Benchmark;
import io.dredis.storage.backend.Backends;
import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks made with JMH and prints one table of them, backend by backend. */
@Parameters(
    commandDescription = "layers within one JVM, by JMH; a short form unless told otherwise")
public final class JmhCommand implements Benchmark {
  /** JMH itself uses what new JDKs warn of, and old ones do not know the option. */
  private static final List<String> QUIET =
      List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow");

  @Parameter(description = "PATTERN...: regular expressions, a benchmark's name contains one")
  private List<String> patterns = new ArrayList<>();

  @Parameter(names = "--full", description = "all sizes, and as long as it needs to be exact")
  private boolean full;

  @Parameter(names = "--list", description = "show the benchmarks and their parameters only")
  private boolean list;

  @Parameter(names = "--backend", description = "backend to measure; may be repeated")
  private List<String> backends = new ArrayList<>();

  @Parameter(
      names = "--param",
      splitter = WholeText.class,
      description = "NAME=VALUE,VALUE: values of a parameter; may be repeated")
  private List<String> parameters = new ArrayList<>();

  @Parameter(names = "--forks", description = "JVMs in which each measurement is made")
  private Integer forks;

  @Parameter(names = "--warm-up", description = "iterations before those that are measured")
  private Integer warmUps;

  @Parameter(names = "--iterations", description = "iterations that are measured")
  private Integer iterations;

  @Parameter(names = "--millis", description = "time of each iteration")
  private Integer millis;

  @Parameter(names = "--json", description = "file for the results in JMH's form")
  private Path json = outputDirectory().resolve("jmh.json");

  @Parameter(names = "--log", description = "file for what JMH says meanwhile")
  private Path log = outputDirectory().resolve("jmh.log");

  @Parameter(
      names = "--dir",
      description = "directory for the data, which are removed afterwards (that of the system)")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Parameter(names = "--java-option", description = "option of the JVM; may be repeated")
  private List<String> javaOptions = new ArrayList<>();

  /** Returns the directory that this was built into. */
  private static Path outputDirectory() {
    try {
      return Path.of(JmhCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean run(PrintStream out) throws IOException {
    Selection selection = selection();
    if (list) {
      selection.print(out);
      return true;
    }
    try (PrintStream jmhSays =
        new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      ProgressOutput progress = new ProgressOutput(out, jmhSays);
      Collection<RunResult> results =
          new Runner(options(selection).build(), progress.asOutputFormat()).run();
      ComparisonTable.of(results).print(out);
      out.println("The same in JMH's form: " + json);
      if (results.size() < progress.begun()) {
        out.println("Some could not be measured; why, says " + log);
      }
      return results.size() == progress.begun();
    } catch (RunnerException e) {
      throw new IOException(e.getMessage() + "; more says " + log, e);
    }
  }

  private Selection selection() {
    Selection selection = new Selection(patterns, full ? Map.of() : ShortForm.PARAMETERS);
    if (!backends.isEmpty()) {
      backends.forEach(JmhCommand::requireBackend);
      selection.set(BackendBenchmark.PARAMETER, backends);
    }
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw new ParameterException("--param " + parameter + " has no value");
      }
      String values = parameter.substring(equals + 1);
      selection.set(parameter.substring(0, equals), new CommaParameterSplitter().split(values));
    }
    return selection;
  }

  private static void requireBackend(String name) {
    try {
      Backends.named(name);
    } catch (StoreRefusedException e) {
      throw new ParameterException(e.getMessage(), e);
    }
  }

  private ChainedOptionsBuilder options(Selection selection) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(json.toString())
            .jvmArgs(jvmOptions());
    selection.applyTo(options);
    if (!full) {
      ShortForm.applyTo(options);
    }
    applyNumbers(options);
    return options;
  }

  private void applyNumbers(ChainedOptionsBuilder options) {
    if (forks != null) {
      options.forks(forks);
    }
    if (warmUps != null) {
      options.warmupIterations(warmUps);
    }
    if (iterations != null) {
      options.measurementIterations(iterations);
    }
    if (millis != null) {
      options.warmupTime(TimeValue.milliseconds(millis));
      options.measurementTime(TimeValue.milliseconds(millis));
    }
  }

  private String[] jvmOptions() {
    List<String> options = new ArrayList<>(ServerJvm.OPTIONS);
    options.addAll(QUIET);
    options.add("-Djava.io.tmpdir=" + directory);
    options.addAll(javaOptions);
    return options.toArray(String[]::new);
  }
}

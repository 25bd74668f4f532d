package io.dredis.benchmark.jmh;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH says while it runs: all of it goes to a log, and a line for each benchmark to who looks
 * on.
 */
final class ProgressOutput {
  private static final String PROGRESS = "# Run progress: ";

  private final PrintStream out;
  private final OutputFormat log;
  private String benchmark;
  private String shown;
  private int begun;

  /** Output to who looks on, and to a log. */
  ProgressOutput(PrintStream out, PrintStream log) {
    this.out = out;
    this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
  }

  /** Returns how many measurements have been begun. */
  int begun() {
    return begun;
  }

  /** Returns this as what JMH wants. */
  OutputFormat asOutputFormat() {
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> pass(method, arguments));
  }

  private Object pass(Method method, Object[] arguments) throws Throwable {
    Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
    if (method.getName().equals("startBenchmark") && first instanceof BenchmarkParams measurement) {
      begin(measurement);
    } else if (first instanceof String line && line.startsWith(PROGRESS)) {
      show(line.substring(PROGRESS.length()));
    }
    try {
      return method.invoke(log, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void begin(BenchmarkParams measurement) {
    begun++;
    benchmark = ComparisonTable.name(measurement.getBenchmark());
  }

  private void show(String progress) {
    if (!benchmark.equals(shown)) {
      out.println(progress + "  " + benchmark);
      shown = benchmark;
    }
  }
}

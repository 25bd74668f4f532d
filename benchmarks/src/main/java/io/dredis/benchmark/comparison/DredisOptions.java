package io.dredis.benchmark.comparison;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import io.dredis.benchmark.server.ServerProcess;
import io.dredis.benchmark.server.TemporaryDirectory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How dredis is started: as a user does it, by the launcher or the jar. */
final class DredisOptions {
  private static final Pattern READY =
      Pattern.compile(".* Ready to accept connections on .* port (\\d+)");
  private static final String MEMORY = "memory";
  private static final String LAUNCHER = "dredis";

  @Parameter(
      names = {"--backends", "--backend"},
      description = "backends to measure")
  List<String> backends = new ArrayList<>(List.of("leveldb", "lmdb", MEMORY));

  @Parameter(
      names = "--dredis",
      splitter = Words.class,
      description =
          "what starts dredis: a jar, or a launcher, which gets the JVM's options in"
              + " DREDIS_JAVA_OPTS; words before it are a command that runs it (the launcher of"
              + " this checkout)")
  private List<String> dredis = new ArrayList<>();

  @Parameter(names = "--heap", description = "heap of dredis, 256m for example (its own choice)")
  private String heapOrNull;

  @Parameter(
      names = {"--jvm-options", "--jvm-option"},
      splitter = Words.class,
      description = "options of dredis's JVM, with spaces between them; may be repeated")
  private List<String> jvmOptions = new ArrayList<>();

  @Parameter(
      names = {"--server-options", "--server-option"},
      splitter = Words.class,
      description = "options of dredis, with spaces between them; may be repeated")
  private List<String> serverOptions = new ArrayList<>();

  @Parameter(
      names = "--dir",
      description = "directory for the data, which are removed afterwards (that of the system)")
  Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  /** Starts a server with no data, and waits until it is ready. */
  Contestant start(String backend) throws IOException {
    return start(backend, List.of(), List.of());
  }

  /** Starts a server with no data and with more options for its JVM and itself. */
  Contestant start(String backend, List<String> moreJvm, List<String> moreServer)
      throws IOException {
    TemporaryDirectory temporary = TemporaryDirectory.in(directory);
    try {
      ServerProcess process = launch(backend, temporary.path(), 0, moreJvm, moreServer);
      try {
        int port = Integer.parseInt(process.await(READY).group(1));
        return new Contestant(backend, temporary, process, port);
      } catch (IOException | RuntimeException e) {
        process.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      temporary.close();
      throw e;
    }
  }

  /**
   * Starts a server and does not wait.
   *
   * @param parent has its log, and its data in a directory of their own
   * @param port where it listens; 0 for any port
   */
  ServerProcess launch(
      String backend, Path parent, int port, List<String> moreJvm, List<String> moreServer)
      throws IOException {
    List<String> jvm = new ArrayList<>();
    if (heapOrNull != null) {
      jvm.add("-Xmx" + heapOrNull);
    }
    jvm.addAll(moreJvm);
    jvm.addAll(jvmOptions);
    List<String> start = dredis.isEmpty() ? List.of(launcher().toString()) : dredis;
    List<String> command = new ArrayList<>(start);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    if (start.getLast().endsWith(".jar")) {
      command.removeLast();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvm);
      command.addAll(List.of("-jar", start.getLast()));
    } else {
      environment.put("DREDIS_JAVA_OPTS", String.join(" ", jvm));
    }
    command.addAll(List.of("--port", "" + port, "--dir", parent.resolve("data").toString()));
    command.addAll(List.of("--backend", backend));
    command.addAll(moreServer);
    command.addAll(serverOptions);
    return ServerProcess.start(command, environment, parent.resolve("log"));
  }

  /** Returns the backends whose data outlive the server. */
  List<String> persistentBackends() {
    return backends.stream().filter(each -> !each.equals(MEMORY)).toList();
  }

  /** Returns what a reader of the figures has to know of these options. */
  Map<String, Object> description() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("dredis", dredis.isEmpty() ? LAUNCHER : String.join(" ", dredis));
    said.put("heap", heapOrNull);
    said.put("jvmOptions", String.join(" ", jvmOptions));
    said.put("serverOptions", String.join(" ", serverOptions));
    return said;
  }

  /** Returns the launcher of the checkout that this was built in, or of the one we are in. */
  private static Path launcher() {
    for (Path root : List.of(checkout(), Path.of(""))) {
      Path launcher = root.resolve(LAUNCHER).toAbsolutePath();
      if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
        return launcher;
      }
    }
    throw new ParameterException("the launcher is not where it was; --dredis says where it is");
  }

  /** Returns the directory that has {@code benchmarks/target} with this class or its jar. */
  private static Path checkout() {
    try {
      Path built =
          Path.of(DredisOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return built.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

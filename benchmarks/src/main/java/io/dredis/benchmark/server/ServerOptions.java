package io.dredis.benchmark.server;

import com.beust.jcommander.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the servers of a benchmark are started. */
final class ServerOptions {
  private static final String MEMORY = "memory";

  @Parameter(names = "--backend", description = "backend to measure; may be repeated")
  List<String> backends = new ArrayList<>(List.of("leveldb", "lmdb", MEMORY));

  @Parameter(names = "--heap", description = "heap of a server whose data are on disk")
  String heap = "256m";

  @Parameter(names = "--memory-heap", description = "heap of a server whose data are in it")
  String memoryHeap = "4g";

  @Parameter(
      names = "--dir",
      description = "directory for the data, which are removed afterwards (that of the system)")
  Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Parameter(names = "--java-option", description = "option of the server's JVM; may be repeated")
  List<String> javaOptions = new ArrayList<>();

  @Parameter(names = "--server-option", description = "option of the server; may be repeated")
  List<String> serverOptions = new ArrayList<>();

  /** Starts a server with an empty data set. */
  MeasuredServer start(String backend) throws IOException {
    return start(backend, List.of(), List.of());
  }

  /** Starts a server with more options for the JVM and for itself. */
  MeasuredServer start(String backend, List<String> moreJava, List<String> moreServer)
      throws IOException {
    List<String> java = new ArrayList<>(javaOptions);
    java.addAll(moreJava);
    java.add("-Xmx" + (backend.equals(MEMORY) ? memoryHeap : heap));
    List<String> server = new ArrayList<>(List.of("--backend", backend));
    server.addAll(serverOptions);
    server.addAll(moreServer);
    return MeasuredServer.start(directory, java, server);
  }

  /** Returns the backends on which a heap says nothing about the memory that data need. */
  List<String> persistentBackends() {
    return backends.stream().filter(each -> !each.equals(MEMORY)).toList();
  }
}

package io.dredis.benchmark;

import java.util.List;

/** The JVM that dredis is measured in: that of the server, wherever it runs. */
public final class ServerJvm {
  /** The options that the server's jar brings along in its manifest; class paths do not. */
  public static final List<String> OPTIONS = List.of("--enable-native-access=ALL-UNNAMED");

  private ServerJvm() {}
}

package io.dredis.server.cli;

import java.lang.reflect.InvocationTargetException;

/**
 * The entry point of the jar: says in one line that this Java is too old, or hands over to {@link
 * #MAIN}.
 *
 * <p>It alone is compiled for Java 8, so that an older Java gets as far as that line; so it names
 * no other class of dredis but by its name.
 */
public final class Launcher {
  private static final int OLDEST_JAVA = 21;
  private static final String MAIN = "io.dredis.server.cli.Main";

  private Launcher() {}

  /** Starts the server with the arguments of the command line, or exits with status 1. */
  public static void main(String[] arguments) throws Throwable {
    if (javaVersion() < OLDEST_JAVA) {
      System.err.println(
          "dredis needs Java 21 or later; this is Java "
              + System.getProperty("java.version")
              + " ("
              + System.getProperty("java.home")
              + ")");
      System.exit(1);
    }
    try {
      Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  /** The major version: 8 for 1.8, 21 for 21. */
  private static int javaVersion() {
    String version = System.getProperty("java.specification.version");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }
}

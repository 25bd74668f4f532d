import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the server once and lets it serve a little, so that the JVM keeps what it learns of the
 * classes in a file (class data sharing, {@code -XX:ArchiveClassesAtExit}). With it a start takes
 * about half the time. Run by the build as a source file; its arguments are the jar and the file.
 */
final class ArchiveClasses {
  private static final int TIMEOUT_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("Ready to accept connections on .* (\\d+)");

  /** One of each type, a script, and the end. */
  private static final List<String> COMMANDS =
      List.of(
          "PING",
          "CLIENT SETNAME archive",
          "SET string 1 EX 100",
          "INCR string",
          "GET string",
          "HSET hash field value",
          "HGETALL hash",
          "RPUSH list a b",
          "LRANGE list 0 -1",
          "SADD set a b",
          "SMEMBERS set",
          "ZADD zset 1 a 2 b",
          "ZRANGE zset 0 -1 WITHSCORES",
          "EVAL \"return redis.call('GET',KEYS[1])\" 1 string",
          "MULTI",
          "DEL string",
          "EXEC",
          "INFO",
          "SHUTDOWN NOSAVE");

  private ArchiveClasses() {}

  /** Makes the archive, or fails. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("dredis-archive-");
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + arguments[1],
                "-Xlog:cds=off,cds+dynamic=off",
                "-jar",
                arguments[0],
                "--port",
                "0",
                "--dir",
                data.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader log = server.inputReader()) {
      serve(readyPort(log));
      log.transferTo(Writer.nullWriter());
      if (!server.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || server.exitValue() != 0) {
        throw new IOException("The server did not end as it should");
      }
      if (!Files.exists(Path.of(arguments[1]))) {
        System.err.println("This JVM has made no class archive; dredis will take longer to start");
      }
    } finally {
      server.destroyForcibly();
      remove(data);
    }
  }

  private static int readyPort(BufferedReader log) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return Integer.parseInt(ready.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("The server did not start:\n" + said);
  }

  /** Sends the commands, and waits until the server has closed the connection. */
  private static void serve(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
      String requests = String.join("\r\n", COMMANDS) + "\r\n";
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

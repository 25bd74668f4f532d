import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format on the sources of all modules. The build runs this file as it is, in the JDK that
 * it compiles with.
 *
 * <p>Arguments: {@code check} or {@code apply}, the root of the repository, and a file that exists afterwards if and only
 * if a source is not formatted; the build then fails.
 */
final class Format {
  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    Path verdict = Path.of(arguments[2]);
    Files.deleteIfExists(verdict);
    String complaints = format(apply, sources(Path.of(arguments[1])));
    if (!complaints.isEmpty()) {
      System.err.print("Not in google-java-format:\n" + complaints);
      Files.writeString(verdict, complaints);
    }
  }

  /** Names the files that are not formatted, and why where they could not be parsed. */
  private static String format(boolean apply, List<String> sources) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    Stream<String> arguments =
        Stream.concat(Stream.of(apply ? "--replace" : "--dry-run"), sources.stream());
    int status =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    return status == 0 || !output.toString().isEmpty() ? output.toString() : "status " + status;
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try {
      return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

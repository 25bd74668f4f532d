package io.dredis.server.config;

import io.dredis.server.resp.QuotedWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A file of parameters in the syntax of {@code redis.conf}: one to a line, {@code #} before
 * comments.
 */
public final class ConfigurationFile {
  private final Path path;

  /** The file of this path, which need not exist yet. */
  public ConfigurationFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /**
   * A file that could not be used; the message is one line with the file, the line and the reason.
   */
  public static final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns the absolute path. */
  public Path path() {
    return path;
  }

  /**
   * Sets the parameters as the file says.
   *
   * @throws UnusableFileException at the first line that cannot be followed
   */
  public void loadInto(Configuration configuration) throws UnusableFileException {
    List<String> lines = read();
    for (int i = 0; i < lines.size(); i++) {
      try {
        apply(lines.get(i).strip(), configuration);
      } catch (InvalidValueException e) {
        throw new UnusableFileException(path + ":" + (i + 1) + ": " + e.getMessage());
      }
    }
  }

  /** Brings the file in line with the configuration; see {@link ConfigurationRewriter}. */
  void rewrite(Configuration configuration) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      lines = List.of();
    }
    List<String> rewritten = new ConfigurationRewriter(configuration).rewrite(lines);
    AtomicFile.replace(
        path, String.join("\n", rewritten).concat("\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> read() throws UnusableFileException {
    try {
      return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UnusableFileException(path + ": no such file");
    } catch (IOException e) {
      String reason = Files.isDirectory(path) ? "it is a directory" : "it cannot be read";
      throw new UnusableFileException(path + ": " + reason);
    }
  }

  /** Returns the words of a line, or null when its quotes are unbalanced. */
  static List<String> words(String line) {
    byte[] bytes = Texts.bytes(line);
    byte[][] words = QuotedWords.split(bytes, 0, bytes.length);
    return words == null ? null : Arrays.stream(words).map(Texts::ofBytes).toList();
  }

  private static void apply(String line, Configuration configuration) throws InvalidValueException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    List<String> words = words(line);
    if (words == null) {
      throw new InvalidValueException("unbalanced quotes");
    }
    String name = words.getFirst();
    Parameter<?> parameter = configuration.find(name);
    if (parameter == null) {
      throw new InvalidValueException("unknown parameter '" + name + "'");
    }
    if (words.size() == 1 || (words.size() > 2 && !parameter.takesSeveralWords())) {
      throw new InvalidValueException(name + ": wrong number of arguments");
    }
    try {
      configuration.preset(name, String.join(" ", words.subList(1, words.size())));
    } catch (InvalidValueException e) {
      throw new InvalidValueException(name + ": " + e.getMessage());
    }
  }
}

package io.dredis.server.rdb;

import io.dredis.rdb.RdbReader;
import io.dredis.rdb.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads an RDB file, says what it holds, and whether it is sound. Needs no store.
 *
 * <p>Whether a key, or a member of a collection that was kept unpacked, comes twice is not seen: it
 * would take memory for all of them.
 */
public final class RdbCheck {
  private final Path file;
  private final RdbSummary summary;

  /**
   * A check of a file.
   *
   * @param nowMillis the time by which a key has expired or not
   */
  public RdbCheck(Path file, long nowMillis) {
    this.file = file;
    this.summary = new RdbSummary(nowMillis);
  }

  /**
   * Reads the file and prints what it holds, if it is broken what it holds up to there.
   *
   * @throws RdbLoadException when it cannot be read or is broken
   */
  public void run(PrintStream out) throws RdbLoadException {
    try (InputStream in = RdbSeed.open(file)) {
      RdbReader reader = new RdbReader(in, ReadOptions.DEFAULTS.withSkipUnsupported(true));
      read(reader, out);
    } catch (IOException e) {
      throw new RdbLoadException(RdbSeed.describe(file, e), e);
    }
  }

  private void read(RdbReader reader, PrintStream out) throws IOException {
    boolean sound = false;
    try {
      reader.read(summary);
      sound = true;
    } finally {
      if (summary.version() > 0) {
        print(out);
        out.println(
            sound
                ? "sound: " + summary.keys() + " keys in " + reader.offset() + " bytes, " + sum()
                : "BROKEN after " + summary.keys() + " keys, which stand above");
      }
    }
  }

  private String sum() {
    return summary.checksum() == 0
        ? "without a checksum"
        : String.format("checksum %016x", summary.checksum());
  }

  private void print(PrintStream out) {
    out.println("file: " + file);
    out.println("version: " + summary.version());
    summary.aux().forEach(field -> out.println("aux: " + field));
    summary.modules().forEach(module -> out.println("data of module: " + module));
    summary.functions().forEach(library -> out.println("functions: " + library));
    summary.databases().forEach((number, database) -> print(out, number, database));
    if (summary.emptyKeys() > 0) {
      out.println("empty collections, which are not loaded: " + summary.emptyKeys());
    }
    if (!summary.unsupported().isEmpty()) {
      out.println(
          "not supported, loaded without these by --rdb-skip-unsupported: "
              + counts(summary.unsupported()));
    }
    print(out, "largest by elements", summary.largestByElements().descending());
    print(out, "largest by bytes of content", summary.largestByBytes().descending());
  }

  private static void print(PrintStream out, int number, DatabaseSummary database) {
    Map<String, Long> byName =
        database.keysByType().entrySet().stream()
            .collect(Collectors.toMap(type -> type.getKey().redisName(), Map.Entry::getValue));
    out.println(
        "db"
            + number
            + ": keys="
            + database.keys()
            + ", expires="
            + database.expiring()
            + ", expired="
            + database.expired()
            + ": "
            + counts(byName));
  }

  private static String counts(Map<String, Long> byName) {
    return byName.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static void print(PrintStream out, String title, List<LargestKeys.Entry> keys) {
    if (keys.isEmpty()) {
      return;
    }
    out.println(title + ":");
    for (LargestKeys.Entry key : keys) {
      out.println(
          String.format("%12d ", key.size())
              + key.type().redisName()
              + " db"
              + key.database()
              + " "
              + key.quotedKey());
    }
  }
}

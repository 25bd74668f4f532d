package io.dredis.server.command.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random calls of SORT and SORT_RO over keys whose names begin with their type, and random writes
 * to those keys and to the ones that patterns name.
 */
final class RandomSortCommands {
  static final List<String> SOURCES =
      List.of("list1", "list2", "list3", "set1", "set2", "set3", "zset1", "zset2", "none");

  /** Where results are stored; lists too, and sorted in their turn. */
  static final List<String> TARGETS = List.of("list:a", "list:b");

  private static final String[] ODD_NUMBERS = {
    "0",
    "-0",
    "0.0",
    "+1",
    " 1",
    "\t\n2",
    "1 ",
    "",
    " ",
    "007",
    "1.",
    ".5",
    "-.5e1",
    "1e",
    "1e3",
    "0x10",
    "0x1p-1074",
    "0x",
    "inf",
    "-Infinity",
    "nan",
    "1e308",
    "9223372036854775807",
    "9223372036854775806",
    "-9223372036854775808",
    "9223372036854775808",
    "1\0002",
    "\0001",
    "text"
  };

  /**
   * Numbers that C reports to be out of range. Redis does not forget that report before it hears of
   * another error, and refuses what it sorts next too.
   */
  private static final String[] OUT_OF_RANGE = {
    "1e-308",
    "2.2250738585072014e-308",
    "0x1.8p-1074",
    "1e309",
    "-1e309",
    "1e-320",
    "4.9406564584124654e-324",
    "1e-400",
    "2.2250738585072011e-308"
  };

  private final Random random;

  RandomSortCommands(long seed) {
    random = new Random(seed);
  }

  /**
   * A request, and whether Redis leaves the order of what it answers to chance, which it does where
   * that of a hash table shows.
   */
  record Call(List<String> words, boolean anyOrder) {}

  /** Returns requests that fill sources with numbers and texts, and some of the patterns' keys. */
  List<List<String>> writes(boolean numbersOnly, int size) {
    List<List<String>> writes = new ArrayList<>();
    for (String source : SOURCES.subList(0, SOURCES.size() - 1)) {
      writes.add(List.of("DEL", source));
      int count = source.endsWith("1") ? random.nextInt(6) : random.nextInt(size) + 1;
      List<String> write = new ArrayList<>();
      write.add(source.startsWith("list") ? "RPUSH" : source.startsWith("set") ? "SADD" : "ZADD");
      write.add(source);
      for (int i = 0; i <= count; i++) {
        if (source.startsWith("zset")) {
          write.add(Integer.toString(random.nextInt(50) - 25));
        }
        write.add(element(numbersOnly, source.startsWith("list")));
      }
      writes.add(write);
    }
    for (int i = 0; i < 40; i++) {
      writes.add(weight());
    }
    return writes;
  }

  private String element(boolean numberOnly, boolean any) {
    if (numberOnly || random.nextInt(3) > 0) {
      return switch (random.nextInt(8)) {
        case 0 -> Double.toString(random.nextGaussian() * 100);
        case 1 -> Integer.toString(random.nextInt(2000) - 1000);
        default -> Integer.toString(random.nextInt(60));
      };
    }
    // The order of C strings that are the same and go on behind a zero byte is that of the table.
    return any && random.nextInt(20) == 0 ? "a\0" + random.nextInt(9) : "t" + random.nextInt(60);
  }

  private List<String> weight() {
    String inserted = element(false, true);
    return switch (random.nextInt(9)) {
      case 0 -> List.of("DEL", "w_" + inserted, "h_" + inserted, "h_" + inserted + "_x");
      case 1, 2 -> List.of("HSET", "h_" + inserted, "f", value(), "->", value(), "g->h", "i");
      case 3 -> List.of("SADD", pick("w_", "h_") + inserted, "1");
      case 4 -> List.of("SET", "o_" + inserted + "_x", value());
      case 5 -> List.of("HSET", "h_" + inserted + "_x", "f", Integer.toString(random.nextInt(9)));
      case 6 -> List.of("SET", "w_" + inserted, random.nextInt(9) + "y".repeat(20_000));
      default -> List.of("SET", "w_" + inserted, value());
    };
  }

  private String value() {
    return random.nextInt(30) == 0 ? pick(ODD_NUMBERS) : Integer.toString(random.nextInt(12));
  }

  /** Returns for each odd number the calls that sort it, alone and as a weight. */
  static List<List<List<String>>> oddNumbers() {
    List<List<List<String>>> all = new ArrayList<>();
    List<String> numbers = new ArrayList<>(List.of(ODD_NUMBERS));
    numbers.addAll(List.of(OUT_OF_RANGE));
    for (String number : numbers) {
      List<List<String>> calls = new ArrayList<>();
      calls.add(List.of("DEL", "odd"));
      calls.add(List.of("RPUSH", "odd", number));
      calls.add(List.of("SORT", "odd"));
      calls.add(List.of("RPUSH", "odd", "1", "-1", "0"));
      calls.add(List.of("SORT_RO", "odd"));
      calls.add(List.of("SORT", "odd", "ALPHA"));
      calls.add(List.of("SET", "weight_1", number));
      calls.add(List.of("SORT", "odd", "BY", "weight_*", "LIMIT", "0", "0"));
      calls.add(List.of("SORT", "odd", "BY", "weight_*", "STORE", "list:a"));
      calls.add(List.of("EXISTS", "list:a"));
      all.add(calls);
    }
    return all;
  }

  Call next() {
    String source = pick(random.nextInt(8) == 0 ? TARGETS : SOURCES);
    List<String> words = new ArrayList<>(List.of(pick("SORT", "SORT", "sort", "SORT_RO"), source));
    if (random.nextInt(15) == 0) {
      words.addAll(odd());
      return new Call(words, true);
    }
    boolean ordered = !source.startsWith("set");
    boolean alpha = random.nextBoolean();
    boolean nosort = random.nextInt(4) == 0;
    boolean by = !nosort && random.nextBoolean();
    boolean stores = words.get(0).equals("SORT") && random.nextInt(3) == 0;
    // Where weights are the same texts, Redis has the order of a table, or of an unstable sort.
    boolean chance = (alpha && by) || (nosort && !ordered && !stores);
    boolean hashOrder = chance && !source.startsWith("list");
    List<List<String>> options = new ArrayList<>();
    if (nosort) {
      options.add(List.of("BY", pick("nosort", "#", "w_->f", "a\0*")));
    } else if (by) {
      options.add(List.of(pick("BY", "by"), byPattern()));
    }
    if (alpha) {
      options.add(List.of(pick("ALPHA", "alpha")));
    }
    if (random.nextInt(3) == 0) {
      options.add(List.of(pick("DESC", "ASC", "desc")));
    }
    if (!chance && random.nextBoolean()) {
      options.add(List.of("LIMIT", limitNumber(), limitNumber()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      options.add(List.of("GET", pick(getPatterns())));
    }
    if (stores && !hashOrder) {
      options.add(List.of("STORE", pick(TARGETS)));
    }
    Collections.shuffle(options, random);
    options.forEach(words::addAll);
    return new Call(words, hashOrder);
  }

  private String byPattern() {
    return pick("w_*", "w_*", "h_*->f", "h_*->->", "h_*_x->f", "o_*_x", "*", "w_*->", "h_*->g->h");
  }

  private static String[] getPatterns() {
    return new String[] {
      "#", "#", "w_*", "h_*->f", "h_*->none", "none", "*", "o_*_x", "h_*_x->f", "#\0", "", "->*"
    };
  }

  private String limitNumber() {
    return random.nextInt(6) == 0
        ? pick("-1", "-5", "9223372036854775807", "-9223372036854775808")
        : Integer.toString(random.nextInt(random.nextBoolean() ? 5 : 60));
  }

  private List<String> odd() {
    return switch (random.nextInt(8)) {
      case 0 -> List.of("LIMIT", "1");
      case 1 -> List.of("LIMIT", "x", "1");
      case 2 -> List.of("LIMIT", "1", "9223372036854775808");
      case 3 -> List.of(pick("BY", "GET", "STORE", "NO", "", "*"));
      case 4 -> List.of("ALPHA", "LIMIT", "1", "x", "BOGUS");
      case 5 -> List.of("BY", "nosort", "BY", "w_*", "LIMIT", "0", "0");
      case 6 -> List.of("ASC", "DESC", "ALPHA", "LIMIT", "0", "0", "LIMIT", "0", "0");
      default -> Arrays.asList("GET", "BY", "BY", "GET");
    };
  }

  /** Returns a SORT of any words, valid or not, that keys are to be found in. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(pick("SORT", "SORT_RO"), "source"));
    for (int i = random.nextInt(8); i > 0; i--) {
      words.add(pick("STORE", "store", "BY", "get", "LIMIT", "ASC", "x", "y", "1"));
    }
    return words;
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

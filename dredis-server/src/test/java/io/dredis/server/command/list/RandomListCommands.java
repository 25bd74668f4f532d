package io.dredis.server.command.list;

import io.dredis.server.testing.RandomCommands;
import java.util.List;

/** Random calls of the list commands on a few keys: most of them valid, some odd, some wrong. */
final class RandomListCommands extends RandomCommands {
  static final List<String> KEYS = List.of("a", "b", "c", "string");

  private static final String[] ODD_NUMBERS = {
    "9223372036854775807",
    "-9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "2147483648",
    "-2147483649",
    "007",
    " 1",
    "+5",
    "-0",
    "",
    "1.5",
    "abc"
  };

  /** Numbers as elements are kept as such in a listpack, in as many widths. */
  private static final String[] ELEMENTS = {
    "0",
    "-1",
    "127",
    "128",
    "-4096",
    "-4097",
    "32768",
    "8388608",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-0",
    "007",
    "",
    "\u00ff\u0000"
  };

  private static final int[] LENGTHS = {1, 2, 11, 12, 63, 64, 127, 128, 500, 4095, 5000};

  /** How far indexes go: about as long as lists become. */
  private final int reach;

  RandomListCommands(long seed, int reach) {
    super(seed);
    this.reach = reach;
  }

  @Override
  protected void build(List<String> call) {
    buildValid(call);
    disturb(call, true);
  }

  private void buildValid(List<String> call) {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> push(call, "LPUSH");
      case 3, 4, 5 -> push(call, "RPUSH");
      case 6 -> push(call, "LPUSHX");
      case 7 -> push(call, "RPUSHX");
      case 8 -> pop(call, "LPOP");
      case 9 -> pop(call, "RPOP");
      case 10 -> add(call, "LLEN", key());
      case 11 -> add(call, "LINDEX", key(), index());
      case 12, 13, 14 -> add(call, "LRANGE", key(), index(), index());
      case 15 -> add(call, "LSET", key(), index(), element());
      case 16, 17 -> add(call, "LINSERT", key(), side(), element(), element());
      case 18 -> add(call, "LREM", key(), count(), element());
      case 19, 20, 21 -> position(call);
      case 22 -> trim(call);
      default -> buildRare(call);
    }
  }

  private void buildRare(List<String> call) {
    switch (random.nextInt(8)) {
      case 0 -> add(call, "DEL", list());
      case 1 -> add(call, "COPY", list(), list());
      case 2 -> add(call, "RENAME", list(), list());
      case 3 -> add(call, "TYPE", key());
      case 4 -> add(call, "OBJECT", "ENCODING", key());
      case 5 -> add(call, "EXPIRE", list(), "10000");
      case 6 -> add(call, "PERSIST", key());
      default -> add(call, "LRANGE", key(), "0", "-1");
    }
  }

  private void push(List<String> call, String name) {
    add(call, name, key());
    for (int i = random.nextInt(random.nextInt(6) == 0 ? reach : 4); i >= 0; i--) {
      call.add(element());
    }
  }

  private void pop(List<String> call, String name) {
    add(call, name, key());
    if (random.nextBoolean()) {
      call.add(random.nextInt(8) == 0 ? pick(ODD_NUMBERS) : number(random.nextInt(4)));
    }
  }

  private void trim(List<String> call) {
    int fromHead = random.nextInt(5);
    int fromTail = random.nextInt(5);
    switch (random.nextInt(6)) {
      case 0 -> add(call, "LTRIM", key(), index(), index());
      case 1 -> add(call, "LTRIM", key(), number(random.nextInt(reach)), "-1");
      case 2 -> add(call, "LTRIM", key(), "0", number(random.nextInt(reach)));
      default -> add(call, "LTRIM", key(), number(fromHead), number(-1 - fromTail));
    }
  }

  private void position(List<String> call) {
    add(call, "LPOS", key(), element());
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> add(call, "RANK", count());
        case 3, 4, 5 -> add(call, "COUNT", number(random.nextInt(4)));
        case 6, 7, 8 -> add(call, "MAXLEN", number(random.nextInt(reach)));
        case 9 -> add(call, "count", count());
        case 10 -> add(call, "maxlen", count());
        default -> add(call, "RANK");
      }
    }
  }

  private String side() {
    return random.nextInt(20) == 0 ? "beside" : random.nextBoolean() ? "BEFORE" : "after";
  }

  private String index() {
    return random.nextInt(15) == 0
        ? pick(ODD_NUMBERS)
        : number(random.nextInt(2 * reach + 1) - reach);
  }

  private String count() {
    return random.nextInt(15) == 0 ? pick(ODD_NUMBERS) : number(random.nextInt(9) - 4);
  }

  private static String number(int number) {
    return Integer.toString(number);
  }

  private String list() {
    return KEYS.get(random.nextInt(3));
  }

  private String key() {
    return switch (random.nextInt(30)) {
      case 0 -> "missing";
      case 1 -> "string";
      default -> list();
    };
  }

  /** Few different ones, so that what is looked for is often there, and more than once. */
  private String element() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> pick(ELEMENTS);
      case 2 -> "v".repeat(LENGTHS[random.nextInt(random.nextInt(6) == 0 ? LENGTHS.length : 5)]);
      default -> "e" + random.nextInt(12);
    };
  }
}

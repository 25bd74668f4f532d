package io.dredis.server.command.sortedset;

import io.dredis.server.testing.RandomCommands;
import java.util.List;

/** Random sorted-set commands, most of them valid, whose replies do not depend on chance. */
final class RandomSortedSetCommands extends RandomCommands {
  private static final List<String> SCORES =
      List.of(
          "0",
          "-0",
          "1",
          "2",
          "3",
          "-1",
          "2.5",
          "-3.14",
          "inf",
          "-inf",
          "+Inf",
          "1e300",
          "5e-324",
          "-5e-324",
          "1e17",
          "123456789012345680",
          "0x1p4",
          "1e-7",
          "10",
          "100");
  private static final List<String> BAD_SCORES =
      List.of("", "nan", "x", " 1", "1 ", "1e400", "1e-400", "0x", "1,5", "--1", "infinit");
  private static final List<String> BAD_BOUNDS = List.of("x", "(", "((1", "(nan", "1x", " 1", "");
  private static final List<String> BAD_LEX = List.of("a", "", "+a", "-a", "(", "[");

  RandomSortedSetCommands(long seed) {
    super(seed);
  }

  @Override
  protected void build(List<String> call) {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5 -> zadd(call);
      case 6 -> add(call, "ZINCRBY", key(), score(), member());
      case 7 -> {
        add(call, "ZREM", key());
        members(call);
      }
      case 8 -> add(call, pick("ZCARD", "ZPOPMIN", "ZPOPMAX"), key());
      case 9 -> add(call, pick("ZSCORE", "ZRANK", "ZREVRANK"), key(), member());
      case 10 -> {
        add(call, "ZMSCORE", key());
        members(call);
      }
      case 11 -> {
        add(call, "ZCOUNT", key());
        scoreRange(call);
      }
      case 12 -> {
        add(call, "ZLEXCOUNT", "lex");
        lexRange(call);
      }
      case 13, 14, 15 -> zrange(call);
      case 16 -> fixedRange(call);
      case 17 -> zrangestore(call);
      case 18 -> remove(call);
      case 19 -> add(call, pick("ZPOPMIN", "ZPOPMAX"), key(), pick("0", "1", "3", "-1", "x"));
      case 20 -> zmpop(call);
      case 21 -> add(call, "ZRANDMEMBER", key(), pick("0", "x", "1000000"), "WITHSCORES");
      case 22 -> {
        add(call, "ZADD", "lex", "0", "m" + random.nextInt(300), "0", member());
      }
      default -> odd(call);
    }
  }

  private String key() {
    return random.nextInt(12) == 0 ? pick("string", "missing") : pick("z1", "z1", "z2");
  }

  private String member() {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "long member ".repeat(1 + random.nextInt(9));
      default -> "m" + random.nextInt(200);
    };
  }

  private void members(List<String> call) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      call.add(member());
    }
  }

  private String score() {
    return random.nextInt(40) == 0 ? pick(BAD_SCORES) : pick(SCORES);
  }

  private void zadd(List<String> call) {
    add(call, "ZADD", key());
    for (int i = random.nextInt(3); i > 0 && random.nextInt(2) == 0; i--) {
      call.add(pick("NX", "XX", "GT", "LT", "CH", "INCR", "xx", "ch"));
    }
    for (int i = random.nextInt(random.nextInt(6) == 0 ? 30 : 3); i >= 0; i--) {
      add(call, score(), member());
    }
    if (random.nextInt(40) == 0) {
      call.add("odd");
    }
  }

  private void scoreRange(List<String> call) {
    for (int i = 0; i < 2; i++) {
      call.add(
          random.nextInt(40) == 0
              ? pick(BAD_BOUNDS)
              : (random.nextInt(3) == 0 ? "(" : "") + pick(SCORES));
    }
  }

  private void lexRange(List<String> call) {
    for (int i = 0; i < 2; i++) {
      call.add(
          switch (random.nextInt(12)) {
            case 0 -> pick(BAD_LEX);
            case 1, 2 -> "-";
            case 3, 4 -> "+";
            default -> pick("(", "[") + member();
          });
    }
  }

  private void rankRange(List<String> call) {
    for (int i = 0; i < 2; i++) {
      call.add(
          random.nextInt(40) == 0
              ? pick("x", "1.5", "", "9223372036854775808")
              : pick("0", "1", "-1", "-2", "5", "-10", "100", "-9223372036854775808", "17"));
    }
  }

  private void limit(List<String> call) {
    if (random.nextInt(3) == 0) {
      add(call, "LIMIT", pick("0", "1", "3", "-1", "50"), pick("0", "1", "5", "-1", "-7", "x"));
    }
  }

  private void zrange(List<String> call) {
    int by = random.nextInt(3);
    add(call, "ZRANGE", by == 2 ? "lex" : key());
    options(call, by);
    if (random.nextInt(2) == 0) {
      call.add("WITHSCORES");
    }
  }

  private void options(List<String> call, int by) {
    switch (by) {
      case 0 -> rankRange(call);
      case 1 -> scoreRange(call);
      default -> lexRange(call);
    }
    if (by > 0) {
      call.add(by == 1 ? "BYSCORE" : "BYLEX");
    }
    if (random.nextInt(3) == 0) {
      call.add("REV");
    }
    if (by > 0 || random.nextInt(20) == 0) {
      limit(call);
    }
  }

  private void zrangestore(List<String> call) {
    int by = random.nextInt(3);
    add(call, "ZRANGESTORE", pick("z2", "target", "string2"), by == 2 ? "lex" : key());
    options(call, by);
    if (random.nextInt(30) == 0) {
      call.add("WITHSCORES");
    }
  }

  private void fixedRange(List<String> call) {
    switch (random.nextInt(3)) {
      case 0 -> {
        add(call, "ZREVRANGE", key());
        rankRange(call);
      }
      case 1 -> {
        add(call, pick("ZRANGEBYSCORE", "ZREVRANGEBYSCORE"), key());
        scoreRange(call);
        limit(call);
      }
      default -> {
        add(call, pick("ZRANGEBYLEX", "ZREVRANGEBYLEX"), "lex");
        lexRange(call);
        limit(call);
      }
    }
    if (random.nextInt(3) == 0) {
      call.add(pick("WITHSCORES", "withscores", "REV", "BYSCORE"));
    }
  }

  private void remove(List<String> call) {
    switch (random.nextInt(3)) {
      case 0 -> {
        add(call, "ZREMRANGEBYRANK", key(), pick("0", "3", "-4", "7"), pick("2", "5", "-1", "9"));
      }
      case 1 -> {
        add(call, "ZREMRANGEBYSCORE", key(), "(2.5", pick("3", "10", "1e300"));
      }
      default -> {
        add(call, "ZREMRANGEBYLEX", "lex");
        lexRange(call);
      }
    }
  }

  private void zmpop(List<String> call) {
    int keys = 1 + random.nextInt(2);
    add(call, "ZMPOP", random.nextInt(8) == 0 ? pick("0", "-1", "x", "9") : "" + keys);
    for (int i = 0; i < keys; i++) {
      call.add(random.nextInt(3) == 0 ? "missing" : key());
    }
    call.add(pick("MIN", "MAX", "min", random.nextInt(8) == 0 ? "MIDDLE" : "MAX"));
    if (random.nextInt(2) == 0) {
      add(call, "COUNT", pick("1", "2", "5", "0", "x"));
    }
    if (random.nextInt(20) == 0) {
      add(call, "COUNT", "1");
    }
  }

  private void odd(List<String> call) {
    switch (random.nextInt(7)) {
      case 0 -> add(call, "ZADD", key(), "1");
      case 1 -> add(call, "ZRANDMEMBER", key(), "1", "WITHSCORE");
      case 2 -> add(call, "ZRANDMEMBER", key(), "-9223372036854775808");
      case 3 -> add(call, "ZSCAN", key(), pick("x", "-", "0"), "COUNT", pick("0", "x"));
      case 4 -> add(call, "ZPOPMIN", key(), "1", "2");
      case 5 -> add(call, "ZRANGE", key(), "0", "-1", pick("REV", "BYSCORE", "FOO"), "REV");
      default -> add(call, "ZRANDMEMBER", "never");
    }
  }
}

package io.dredis.lua;

import java.util.Random;

/**
 * Random scripts: expressions of numbers and strings, and statements that work on a few variables.
 * What is left open between implementations does not show: the sign of a NaN or a zero, and the
 * last digits of what has none that are exact. Nothing is computed of constants alone, for C keeps
 * but one of 0 and -0 among those.
 */
final class RandomScripts {
  private static final String PROLOGUE =
      """
      local function show(v)
        if type(v) ~= 'number' then return tostring(v) end
        return v ~= v and 'nan' or string.format('%.9g', v + 0)
      end
      local function id(v) return v end
      local x, y, s, t, a = 3, -4.5, 'abc', '7', {}
      """;
  private static final String EPILOGUE =
      """

      local shown = {show(x), show(y), s, t, #a}
      for i = 1, #a do shown[#shown + 1] = show(a[i]) end
      return shown
      """;
  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "2",
    "7",
    "10",
    "0.5",
    "-2.25",
    "1e10",
    "1e15",
    "2^31",
    "2^53",
    "255",
    "1e-5",
    "0.1",
    "123456789",
    "x",
    "y"
  };
  private static final String[] STRINGS = {
    "''",
    "'abc'",
    "'hello world'",
    "'12'",
    "' 3 '",
    "'0x1F'",
    "'1e2'",
    "'a\\0b'",
    "'\\255'",
    "s",
    "t"
  };
  private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%"};
  private static final String[] FUNCTIONS = {"floor", "ceil", "abs", "sqrt"};
  private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "~="};
  private static final String[] INDEXES = {"-3", "-1", "0", "1", "2", "5", "100", "-100", "1.7"};
  private static final String[] PATTERNS = {
    "%w", ".", "a*", "[^a]", "%d+", "(.)(.)", "^.", ".$", "%s", "()", "%f[%w]%w"
  };
  private static final String[] FAILURES = {
    "error('E')",
    "error('E', 2)",
    "error({err = 'X y'})",
    "local q = nil + 1",
    "local q; q.z()",
    "redis.call('INCR', 'k')",
    "redis.call('NOSUCH')",
    "x = s + 1",
    "s = s .. nil",
    "string.rep()"
  };

  private final Random random;

  RandomScripts(Random random) {
    this.random = random;
  }

  /** Returns a script that ends. */
  String next() {
    return PROLOGUE + block(3, 5) + EPILOGUE;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String number(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return pick(NUMBERS);
    }
    return switch (random.nextInt(8)) {
      case 0 -> "math." + pick(FUNCTIONS) + "(" + number(depth - 1) + ")";
      case 1 -> "math." + pick("max", "min") + "(" + number(depth - 1) + "," + number(0) + ")";
      case 2 -> "#" + string(depth - 1);
      case 3 -> "(-id(" + number(depth - 1) + "))";
      default -> "(id(" + number(depth - 1) + ")" + pick(ARITHMETIC) + number(depth - 1) + ")";
    };
  }

  private String string(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return pick(STRINGS);
    }
    String inner = string(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "string.sub(" + inner + "," + pick(INDEXES) + "," + pick(INDEXES) + ")";
      case 1 -> "string." + pick("upper", "lower", "reverse") + "(" + inner + ")";
      case 2 -> "string.rep(" + inner + "," + random.nextInt(4) + ")";
      case 3 -> "show(" + number(depth) + ")";
      case 4 -> "(string.gsub(" + inner + ",'" + pick(PATTERNS) + "','" + pick("x", "%0%0") + "'))";
      case 5 -> "tostring(string.find(" + inner + ",'" + pick(PATTERNS) + "'))";
      case 6 -> "redis.sha1hex(" + inner + ")";
      default -> "(" + inner + " .. " + string(depth - 1) + ")";
    };
  }

  private String condition(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> "(" + string(depth) + pick(COMPARISONS) + string(depth) + ")";
      case 1 -> "not (" + number(depth) + pick("<", ">=") + number(depth) + ")";
      default -> "(" + number(depth) + pick(COMPARISONS) + number(depth) + ")";
    };
  }

  private String block(int depth, int statements) {
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < statements; i++) {
      block.append(depth == 0 ? assignment() : statement(depth - 1)).append('\n');
    }
    return block.toString();
  }

  private String assignment() {
    return switch (random.nextInt(4)) {
      case 0 -> "x = " + number(2);
      case 1 -> "y = " + number(2);
      case 2 -> "s = string.sub(" + string(2) + ", 1, 200)";
      default -> "a[#a + 1] = " + (random.nextBoolean() ? string(2) : number(2));
    };
  }

  private String statement(int depth) {
    return switch (random.nextInt(9)) {
      case 0 ->
          "if " + condition(2) + " then " + block(depth, 1) + " else " + block(depth, 1) + " end";
      case 1 -> "for i = " + pick("1", "3", "-1") + ", 3 do x = x + i " + block(depth, 1) + " end";
      case 2 -> caught(depth);
      case 3 ->
          "do local f = function(...) x = select('#', ...) return ... end s = show((f("
              + number(1)
              + ","
              + string(1)
              + "))) end";
      case 4 -> "for k, v in ipairs(a) do s = string.sub(s .. show(v), 1, 200) end";
      case 5 -> "table.sort(a, function(p, q) return show(p) < show(q) end)";
      case 6 -> "a[" + pick("1", "#a", "#a + 1") + "] = " + pick("nil", "s", "x");
      case 7 ->
          "local co = coroutine.wrap(function(p) local q = coroutine.yield(p .. 1) return q .. t"
              + " end) s = co("
              + string(1)
              + ") t = string.sub(co("
              + string(1)
              + "), 1, 99)";
      default -> assignment();
    };
  }

  private String caught(int depth) {
    return "local ok, e = pcall(function() "
        + block(depth, 1)
        + pick(FAILURES)
        + " end) a[#a + 1] = tostring(e)";
  }
}

package io.dredis.lua.language;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One call of {@code string.gsub}. */
final class Substitution {

  private final Machine machine;
  private final LuaString string;
  private final LuaString pattern;
  private final LuaValue replacement;
  private final LuaString replacementText;
  private final long max;
  private final Matcher matcher;
  private final ByteBuilder result = new ByteBuilder();

  Substitution(Arguments a) {
    machine = a.machine();
    string = a.string(1);
    pattern = a.string(2);
    replacement = a.get(3);
    replacementText = Numbers.string(replacement);
    max = a.isNilOrAbsent(4) ? string.m_length + 1L : a.smallInteger(4);
    if (replacementText == null && !replacement.isfunction() && !replacement.istable()) {
      throw Failure.argument(3, "string/function/table expected");
    }
    matcher = new Matcher(machine, string, pattern);
  }

  Varargs run() {
    boolean anchored = pattern.m_length > 0 && pattern.charAt(0) == '^';
    int patternFrom = pattern.m_offset + (anchored ? 1 : 0);
    int at = 0;
    int count = 0;
    while (count < max) {
      machine.check();
      int end = matcher.match(at, patternFrom);
      if (end >= 0) {
        count++;
        replace(at, end);
      }
      if (end > at) {
        at = end;
      } else if (at < string.m_length) {
        result.append(string.charAt(at++));
      } else {
        break;
      }
      if (anchored) {
        break;
      }
    }
    result.append(string, at, string.m_length);
    return LuaValue.varargsOf(result.toLuaString(), LuaValue.valueOf(count));
  }

  private void replace(int from, int end) {
    if (replacementText != null) {
      expand(from, end);
      return;
    }
    LuaValue value;
    if (replacement instanceof LuaFunction function) {
      Varargs captures = StringLibrary.captures(matcher, from, end, true);
      value = machine.foreign(() -> function.invoke(captures)).arg1();
    } else {
      value = Operations.index(machine, replacement, matcher.capture(0, from, end), null);
    }
    if (!Operations.isTrue(value)) {
      result.append(string, from, end);
      return;
    }
    LuaString text = Numbers.string(value);
    if (text == null) {
      throw new Failure("invalid replacement value (a " + value.typename() + ")");
    }
    result.append(text);
  }

  /** Appends the replacement text with what was captured in the place of {@code %1}. */
  private void expand(int from, int end) {
    LuaString text = replacementText;
    int i = 0;
    while (i < text.m_length) {
      int c = text.charAt(i++);
      if (c != '%') {
        result.append(c);
        continue;
      }
      // C reads the zero behind the end of the string.
      int next = i < text.m_length ? text.charAt(i) : 0;
      i++;
      if (next < '0' || next > '9') {
        result.append(next);
      } else if (next == '0') {
        result.append(string, from, end);
      } else {
        result.append(Numbers.string(matcher.capture(next - '1', from, end)));
      }
    }
  }
}

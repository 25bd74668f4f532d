package io.dredis.lua.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.lua.testing.EngineScripts;
import io.dredis.lua.testing.RedisScripts;
import java.io.IOException;
import java.nio.file.Path;

/** Lua that is run here and by a real Redis; both must give the same values, or the same error. */
final class LibraryComparison implements AutoCloseable {
  /** Tells values to the last bit, in an order that does not depend on that of tables. */
  private static final String DESCRIPTION =
      """
      local function hex(s)
        local digits = {}
        for i = 1, #s do digits[i] = bit.tohex(s:byte(i), 2) end
        return table.concat(digits)
      end
      local function describe(value)
        local kind = type(value)
        if kind == 'number' then return '#' .. hex(struct.pack('>d', value)) end
        if kind == 'string' then
          return string.find(value, '^[ -~]*$') and '"' .. value .. '"' or 'x' .. hex(value)
        end
        if kind ~= 'table' then return tostring(value) end
        local entries = {}
        for k, v in pairs(value) do
          entries[#entries + 1] = describe(k) .. '=' .. describe(v)
        end
        table.sort(entries)
        return '{' .. table.concat(entries, ' ') .. '}'
      end
      local function all(succeeded, ...)
        if not succeeded then
          return 'error: ' .. tostring((...))
        end
        local values = {}
        for i = 1, select('#', ...) do values[i] = describe((select(i, ...))) end
        return table.concat(values, ', ')
      end
      """;

  private final RedisScripts redis;
  private final EngineScripts scripts = new EngineScripts();

  LibraryComparison(Path directory) throws IOException, InterruptedException {
    redis = RedisScripts.start(directory);
  }

  /** Compares the values of a list of expressions. */
  void compare(String expressions) throws IOException {
    compareBody("return " + expressions);
  }

  /** Compares what a function of this body returns. */
  void compareBody(String body) throws IOException {
    String script = DESCRIPTION + "return all(pcall(function() " + body + " end))";
    assertEquals(redis.eval(script), scripts.eval(script), body);
  }

  @Override
  public void close() throws IOException {
    redis.close();
  }
}

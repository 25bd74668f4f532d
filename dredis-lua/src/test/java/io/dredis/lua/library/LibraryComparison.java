package io.dredis.lua.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dredis.lua.testing.RedisScripts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;

/**
 * Lua that is run here, on the libraries alone, and by a real Redis; both must give the same
 * values, or the same error but for its place.
 */
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
          return 'error: ' .. string.gsub(tostring((...)), '^user_script:%d+:? ', '')
        end
        local values = {}
        for i = 1, select('#', ...) do values[i] = describe((select(i, ...))) end
        return table.concat(values, ', ')
      end
      """;

  private static final long STACK_BYTES = 64 << 20;

  private final RedisScripts redis;
  private final Globals globals = new Globals();

  LibraryComparison(Path directory) throws IOException, InterruptedException {
    redis = RedisScripts.start(directory);
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    globals.load(new StringLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("unpack", globals.get("table").get("unpack"));
    globals.set("cjson", JsonLibrary.create());
    globals.set("cmsgpack", MessagePackLibrary.create());
    globals.set("struct", StructLibrary.create());
    globals.set("bit", BitLibrary.create());
  }

  /** Compares the values of a list of expressions. */
  void compare(String expressions) throws IOException {
    compareBody("return " + expressions);
  }

  /** Compares what a function of this body returns. */
  void compareBody(String body) throws IOException {
    String script = DESCRIPTION + "return all(pcall(function() " + body + " end))";
    assertEquals(redis.eval(script), runDeep(script), body);
  }

  /** Runs a script on a thread whose stack bears what Lua's bears. */
  private String runDeep(String script) {
    FutureTask<String> task = new FutureTask<>(() -> run(script));
    Thread thread = new Thread(null, task, "script", STACK_BYTES);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(String script) {
    byte[] source = script.getBytes(ISO_8859_1);
    LuaValue function = globals.load(new ByteArrayInputStream(source), "user_script", "t", globals);
    LuaString result = function.call().checkstring();
    return new String(result.m_bytes, result.m_offset, result.m_length, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    redis.close();
  }
}

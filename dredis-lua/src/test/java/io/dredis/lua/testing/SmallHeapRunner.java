package io.dredis.lua.testing;

import java.io.IOException;

/**
 * A program that runs the scripts of a file, one after the other in one engine, and tells the reply
 * to each on a line.
 */
public final class SmallHeapRunner {

  private SmallHeapRunner() {}

  /** Takes the name of a file of {@link ScriptFiles}. */
  public static void main(String[] arguments) throws IOException {
    EngineScripts scripts = new EngineScripts();
    for (String script : ScriptFiles.read(arguments[0])) {
      String reply = String.valueOf(scripts.eval(script));
      System.out.println(reply.substring(0, Math.min(100, reply.length())).replace('\n', ' '));
      // Whatever it was, the next script finds a sound engine.
      if (!scripts
          .eval("local t = {} for i = 1, 100 do t[i] = i .. '' end return #table.concat(t)")
          .equals(192L)) {
        System.out.println("broken by " + script);
      }
    }
  }
}

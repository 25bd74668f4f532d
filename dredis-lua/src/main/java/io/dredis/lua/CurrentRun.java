package io.dredis.lua;

import io.dredis.lua.language.Interruption;
import io.dredis.lua.language.Machine;

/**
 * The run that an engine is in: its host, and which protocol's types it wants.
 *
 * <p>What the host throws must not be caught by the script. So it is kept, the script is ended, and
 * {@link #rethrow} throws it.
 */
final class CurrentRun {

  private ScriptHost host;
  private int respVersion = 2;
  private RuntimeException thrown;
  private Error error;

  void begin(ScriptHost newHost) {
    host = newHost;
    respVersion = 2;
    thrown = null;
    error = null;
  }

  void end() {
    host = null;
  }

  int respVersion() {
    return respVersion;
  }

  void setRespVersion(int version) {
    respVersion = version;
  }

  ScriptReply call(Machine machine, byte[][] arguments) {
    return ask(machine, () -> host.call(arguments, respVersion));
  }

  void log(Machine machine, int level, byte[] message) {
    ask(
        machine,
        () -> {
          host.log(level, message);
          return null;
        });
  }

  void setReplication(Machine machine, int flags) {
    ask(
        machine,
        () -> {
          host.setReplication(flags);
          return null;
        });
  }

  Boolean mayExecute(Machine machine, byte[][] arguments) {
    return ask(machine, () -> host.mayExecute(arguments));
  }

  private <T> T ask(Machine machine, java.util.function.Supplier<T> question) {
    try {
      return machine.onOwner(question);
    } catch (RuntimeException e) {
      thrown = e;
    } catch (Error e) {
      error = e;
    }
    throw new Interruption();
  }

  /** Throws what the host threw, if it did. */
  void rethrow() {
    if (error != null) {
      throw error;
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}

package io.dredis.server.command.script;

import io.dredis.lua.ScriptHost;
import io.dredis.lua.ScriptReply;
import io.dredis.server.command.Command;
import io.dredis.server.command.Errors;
import io.dredis.server.command.Gatekeeper;
import io.dredis.server.command.NestedExecution;
import io.dredis.server.command.RunningScript;
import io.dredis.server.resp.Reply;
import io.dredis.server.session.Session;
import java.util.Collections;
import java.util.Set;

/** The calls of one run of a script: which commands it may execute, and executing them. */
final class ScriptCalls implements ScriptHost {
  private static final String UNKNOWN = "ERR Unknown Redis command called from script";
  private static final String WRONG_ARITY =
      "ERR Wrong number of args calling Redis command from script";
  private static final String NOT_ALLOWED = "ERR This Redis command is not allowed from script";
  private static final String NO_WRITES =
      "ERR Write commands are not allowed from read-only scripts.";

  private static final Set<String> NEVER_EXEMPT = Set.of("scripting", "transaction");

  private final NestedExecution nested;
  private final NestedExecution.Parts parts;
  private final RunningScript running;
  private final Gatekeeper gatekeeper;
  private final Session session;
  private final boolean mayWrite;

  ScriptCalls(
      NestedExecution nested,
      NestedExecution.Parts parts,
      RunningScript running,
      Gatekeeper gatekeeper,
      Session session,
      boolean mayWrite) {
    this.nested = nested;
    this.parts = parts;
    this.running = running;
    this.gatekeeper = gatekeeper;
    this.session = session;
    this.mayWrite = mayWrite;
  }

  @Override
  public ScriptReply call(byte[][] arguments, int respVersion) {
    Command command = nested.find(arguments);
    String refusal = refusal(command, arguments);
    if (refusal != null) {
      return ScriptReplies.ofReply(parts.refuse(command, refusal), respVersion);
    }
    running.beginCall();
    try {
      session.setProtocol(respVersion);
      Reply reply = parts.execute(session, command, arguments, true);
      parts.requireIntact();
      ScriptReply result = ScriptReplies.ofReply(reply, respVersion);
      parts.forgetReplies();
      return result;
    } finally {
      running.endCall();
    }
  }

  /** Returns why a call is refused, or null; the checks and their order are Redis's. */
  private String refusal(Command commandOrNull, byte[][] arguments) {
    if (commandOrNull == null) {
      return UNKNOWN;
    }
    if (!commandOrNull.accepts(arguments.length)) {
      return WRONG_ARITY;
    }
    if (!commandOrNull.allowedInScripts() && !isExempt(commandOrNull)) {
      return NOT_ALLOWED;
    }
    if (!mayWrite && (commandOrNull.writes() || commandOrNull.mayReplicate())) {
      return NO_WRITES;
    }
    return commandOrNull.writes() && gatekeeper.readOnly() ? Errors.READ_ONLY : null;
  }

  /** Another script, or a transaction, cannot be begun within a script even then. */
  private boolean isExempt(Command command) {
    return gatekeeper.ignoresNoscript()
        && Collections.disjoint(command.spec().aclCategories(), NEVER_EXEMPT);
  }

  @Override
  public void log(int level, byte[] message) {
    parts.leaveStore();
    ScriptLog.write(level, message);
  }

  /** There is neither an append-only file nor a replica that a write could be kept from. */
  @Override
  public void setReplication(int flags) {}

  /** The default user may execute every command. */
  @Override
  public Boolean mayExecute(byte[][] arguments) {
    Command command = nested.find(arguments);
    boolean known = command != null && command.accepts(arguments.length);
    return known ? Boolean.TRUE : null;
  }
}

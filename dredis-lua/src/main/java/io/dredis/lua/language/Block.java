package io.dredis.lua.language;

import org.luaj.vm2.Varargs;

/** Statements in sequence. */
final class Block extends Node {

  private final Node[] statements;

  Block(Node[] statements) {
    this.statements = statements;
    over(statements);
  }

  @Override
  Varargs execute(Frame frame) {
    for (Node statement : statements) {
      Varargs result = statement.execute(frame);
      if (result != null) {
        return result;
      }
    }
    return null;
  }
}

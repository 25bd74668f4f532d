package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;

/** A table of functions in the making. */
public final class Library {

  private final Machine machine;
  private final Table table;

  public Library(Machine machine, Table table) {
    this.machine = machine;
    this.table = table;
  }

  public Library add(String name, Native.Body body) {
    table.rawset(LuaValue.valueOf(name), new Native(machine, body));
    return this;
  }

  public Table table() {
    return table;
  }
}

package io.dredis.lua.language;

import org.luaj.vm2.LuaValue;

/**
 * A local variable that a nested function uses too. It stands in the slot of the variable, instead
 * of its value; scripts never see it, it is a {@link LuaValue} only to fit there.
 */
final class Cell extends LuaValue {

  LuaValue value;

  Cell(LuaValue value) {
    this.value = value;
  }

  @Override
  public int type() {
    return TVALUE;
  }

  @Override
  public String typename() {
    return "cell";
  }
}

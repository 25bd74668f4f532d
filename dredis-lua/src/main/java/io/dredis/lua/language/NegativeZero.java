package io.dredis.lua.language;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The number -0, which LuaJ cannot hold: its doubles that are whole numbers become integers. */
final class NegativeZero extends LuaNumber {

  static final NegativeZero INSTANCE = new NegativeZero();

  private NegativeZero() {}

  @Override
  public double todouble() {
    return -0.0;
  }

  @Override
  public int toint() {
    return 0;
  }

  @Override
  public long tolong() {
    return 0;
  }

  @Override
  public double checkdouble() {
    return -0.0;
  }

  @Override
  public int checkint() {
    return 0;
  }

  @Override
  public long checklong() {
    return 0;
  }

  @Override
  public boolean isint() {
    return true;
  }

  @Override
  public boolean raweq(LuaValue other) {
    return other.raweq(0);
  }

  @Override
  public boolean raweq(int other) {
    return other == 0;
  }

  @Override
  public boolean raweq(double other) {
    return other == 0;
  }

  @Override
  public boolean eq_b(LuaValue other) {
    return raweq(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LuaNumber number && number.todouble() == 0;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String tojstring() {
    return "-0";
  }

  @Override
  public LuaString checkstring() {
    return LuaValue.valueOf("-0");
  }
}

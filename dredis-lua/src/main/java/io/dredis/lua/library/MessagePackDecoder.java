package io.dredis.lua.library;

import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Numbers;
import io.dredis.lua.language.Table;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** MessagePack, in the form {@link MessagePackEncoder} tells, as Lua values. */
final class MessagePackDecoder {
  /** What Lua's C stack holds of tables begun, their keys, and values unpacked. */
  private static final int STACK_SLOTS = 8000;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;

  MessagePackDecoder(LuaString input, int offset) {
    bytes = input.m_bytes;
    start = input.m_offset;
    end = start + input.m_length;
    at = start + offset;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Where the next value begins, counted from 0. */
  int offset() {
    return at - start;
  }

  /** Returns the next value, before which so many others were unpacked. */
  LuaValue next(int unpacked) {
    return value(1 + unpacked);
  }

  private LuaValue value(int usedSlots) {
    requireSlot(
        usedSlots, "too many return values at once; use unpack_one or unpack_limit instead.");
    require(1);
    int tag = bytes[at++] & 0xff;
    if (tag < 0x80 || tag >= 0xe0) {
      return LuaValue.valueOf((byte) tag);
    }
    return switch (tag >> 4) {
      case 0x8 -> map(tag & 0xf, usedSlots);
      case 0x9 -> array(tag & 0xf, usedSlots);
      case 0xa, 0xb -> string(tag & 0x1f);
      default -> tagged(tag, usedSlots);
    };
  }

  private LuaValue tagged(int tag, int usedSlots) {
    return switch (tag) {
      case 0xc0 -> LuaValue.NIL;
      case 0xc2 -> LuaValue.FALSE;
      case 0xc3 -> LuaValue.TRUE;
      case 0xca -> Numbers.of(Float.intBitsToFloat((int) signed(4)));
      case 0xcb -> Numbers.of(Double.longBitsToDouble(signed(8)));
      case 0xcc -> LuaValue.valueOf((double) unsigned(1));
      case 0xcd -> LuaValue.valueOf((double) unsigned(2));
      case 0xce -> LuaValue.valueOf((double) unsigned(4));
      case 0xcf -> LuaValue.valueOf((double) signed(8));
      case 0xd0 -> LuaValue.valueOf((double) signed(1));
      case 0xd1 -> LuaValue.valueOf((double) signed(2));
      case 0xd2 -> LuaValue.valueOf((double) signed(4));
      case 0xd3 -> LuaValue.valueOf((double) signed(8));
      case 0xd9 -> string(unsigned(1));
      case 0xda -> string(unsigned(2));
      case 0xdb -> string(unsigned(4));
      case 0xdc -> array(unsigned(2), usedSlots);
      case 0xdd -> array(unsigned(4), usedSlots);
      case 0xde -> map(unsigned(2), usedSlots);
      case 0xdf -> map(unsigned(4), usedSlots);
      default -> throw new Failure("Bad data format in input.");
    };
  }

  private LuaValue string(long length) {
    require(length);
    LuaString string = LuaString.valueOf(bytes, at, (int) length);
    at += string.m_length;
    return string;
  }

  private LuaValue array(long length, int usedSlots) {
    requireSlot(usedSlots + 1, "in function mp_decode_to_lua_array");
    LuaTable table = new Table();
    for (long i = 1; i <= length; i++) {
      table.rawset((int) i, value(usedSlots + 2));
    }
    return table;
  }

  private LuaValue map(long entries, int usedSlots) {
    LuaTable table = new Table();
    for (long i = 0; i < entries; i++) {
      LuaValue key = value(usedSlots + 1);
      LuaValue value = value(usedSlots + 2);
      table.rawset(checkedKey(key), value);
    }
    return table;
  }

  /** Said without a place in the script, as it is the table that says it. */
  private static LuaValue checkedKey(LuaValue key) {
    if (key.isnil()) {
      throw new Failure(LuaValue.valueOf("table index is nil"));
    }
    if (key.type() == LuaValue.TNUMBER && Double.isNaN(key.todouble())) {
      throw new Failure(LuaValue.valueOf("table index is NaN"));
    }
    return key;
  }

  private long signed(int size) {
    require(size);
    long value = bytes[at++];
    for (int i = 1; i < size; i++) {
      value = (value << 8) | (bytes[at++] & 0xff);
    }
    return value;
  }

  private long unsigned(int size) {
    return signed(size) & (-1L >>> (64 - 8 * size));
  }

  private void require(long count) {
    if (count > end - at) {
      throw new Failure("Missing bytes in input.");
    }
  }

  private static void requireSlot(int usedSlots, String reason) {
    if (usedSlots + 1 > STACK_SLOTS) {
      throw new Failure("stack overflow (" + reason + ")");
    }
  }
}

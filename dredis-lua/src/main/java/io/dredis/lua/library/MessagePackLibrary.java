package io.dredis.lua.library;

import io.dredis.lua.language.Arguments;
import io.dredis.lua.language.Failure;
import io.dredis.lua.language.Library;
import io.dredis.lua.language.Machine;
import io.dredis.lua.language.Table;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code cmsgpack}: Lua values as MessagePack and back. */
public final class MessagePackLibrary {
  /** More arguments do not fit Lua's C stack, which needs two slots for each. */
  private static final int MOST_PACKED = 4000;

  private MessagePackLibrary() {}

  /** Returns a new table of the library's functions. */
  public static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.table().set("_NAME", "cmsgpack");
    library.table().set("_VERSION", "lua-cmsgpack 0.4.0");
    library.table().set("_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo");
    library.table().set("_DESCRIPTION", "MessagePack C implementation for Lua");
    library.add("pack", MessagePackLibrary::pack);
    library.add("unpack", MessagePackLibrary::unpack);
    library.add("unpack_one", MessagePackLibrary::unpackOne);
    library.add("unpack_limit", MessagePackLibrary::unpackLimit);
    return library.table();
  }

  private static Varargs pack(Arguments arguments) {
    int count = arguments.count();
    if (count == 0) {
      throw arguments.error(0, "MessagePack pack needs input.");
    }
    if (count > MOST_PACKED) {
      throw arguments.error(0, "Too many arguments for MessagePack pack.");
    }
    MessagePackEncoder encoder = new MessagePackEncoder();
    for (int i = 1; i <= count; i++) {
      encoder.append(arguments.get(i));
    }
    return encoder.toLuaString();
  }

  private static Varargs unpack(Arguments arguments) {
    MessagePackDecoder decoder = new MessagePackDecoder(arguments.string(1), 0);
    return varargs(values(decoder, Integer.MAX_VALUE));
  }

  private static Varargs unpackOne(Arguments arguments) {
    return unpackFrom(arguments, 1, arguments.integer(2, 0));
  }

  private static Varargs unpackLimit(Arguments arguments) {
    long limit = arguments.integer(2);
    return unpackFrom(arguments, limit, arguments.integer(3, 0));
  }

  /** Unpacks some values; before them stands where the next one begins, -1 for the end. */
  private static Varargs unpackFrom(Arguments arguments, long limit, long offset) {
    LuaString input = arguments.string(1);
    int length = input.m_length;
    if (offset < 0 || limit < 0) {
      throw new Failure(
          "Invalid request to unpack with offset of "
              + (int) offset
              + " and limit of "
              + length
              + ".");
    }
    if (offset > length) {
      throw new Failure(
          "Start offset " + (int) offset + " greater than input length " + length + ".");
    }
    if (limit == 0 && offset == 0) {
      return unpack(arguments);
    }
    MessagePackDecoder decoder = new MessagePackDecoder(input, (int) offset);
    List<LuaValue> results = values(decoder, limit);
    results.addFirst(LuaValue.valueOf(decoder.hasMore() ? decoder.offset() : -1));
    return varargs(results);
  }

  private static List<LuaValue> values(MessagePackDecoder decoder, long limit) {
    List<LuaValue> values = new ArrayList<>();
    while (values.size() < limit && decoder.hasMore()) {
      values.add(decoder.next(values.size()));
    }
    return values;
  }

  private static Varargs varargs(List<LuaValue> values) {
    return LuaValue.varargsOf(values.toArray(LuaValue[]::new));
  }
}

package io.dredis.lua.language;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code table}. */
final class TableLibrary {

  private TableLibrary() {}

  static Table create(Machine machine) {
    Library library = new Library(machine, new Table());
    library.add("concat", TableLibrary::concat);
    library.add("foreach", TableLibrary::foreach);
    library.add("foreachi", TableLibrary::foreachi);
    library.add("getn", a -> LuaInteger.valueOf(a.table(1).length()));
    library.add("maxn", a -> Numbers.of(a.table(1).maxNumericKey()));
    library.add("insert", TableLibrary::insert);
    library.add("remove", TableLibrary::remove);
    library.add(
        "setn",
        a -> {
          a.table(1);
          throw new Failure("'setn' is obsolete");
        });
    library.add("sort", TableLibrary::sort);
    return library.table();
  }

  private static Varargs concat(Arguments a) {
    LuaString separator = a.string(2, LuaValue.EMPTYSTRING);
    Table table = a.table(1);
    int from = a.smallInteger(3, 1);
    int to = a.isNilOrAbsent(4) ? table.length() : a.smallInteger(4);
    ByteBuilder text = new ByteBuilder();
    for (long i = from; i <= to; i++) {
      a.machine().check();
      LuaValue value = table.rawget((int) i);
      LuaString string = Numbers.string(value);
      if (string == null) {
        throw new Failure(
            "invalid value (" + value.typename() + ") at index " + i + " in table for 'concat'");
      }
      text.append(string);
      if (i != to) {
        text.append(separator);
      }
    }
    return text.toLuaString();
  }

  private static Varargs foreach(Arguments a) {
    Table table = a.table(1);
    LuaFunction function = (LuaFunction) a.function(2);
    for (Varargs entry = table.next(LuaValue.NIL);
        !entry.isnil(1);
        entry = table.next(entry.arg(1))) {
      Varargs each = entry;
      LuaValue result = a.machine().foreign(() -> function.call(each.arg(1), each.arg(2)));
      if (!result.isnil()) {
        return result;
      }
      a.machine().check();
    }
    return LuaValue.NONE;
  }

  private static Varargs foreachi(Arguments a) {
    Table table = a.table(1);
    LuaFunction function = (LuaFunction) a.function(2);
    int length = table.length();
    for (int i = 1; i <= length; i++) {
      int index = i;
      LuaValue result =
          a.machine().foreign(() -> function.call(LuaInteger.valueOf(index), table.rawget(index)));
      if (!result.isnil()) {
        return result;
      }
      a.machine().check();
    }
    return LuaValue.NONE;
  }

  private static Varargs insert(Arguments a) {
    Table table = a.table(1);
    int end = table.length() + 1;
    int position = end;
    if (a.count() == 3) {
      position = a.smallInteger(2);
      end = Math.max(end, position);
      for (int i = end; i > position; i--) {
        a.machine().check();
        table.rawset(i, table.rawget(i - 1));
      }
    } else if (a.count() != 2) {
      throw new Failure("wrong number of arguments to 'insert'");
    }
    table.rawset(position, a.get(a.count()));
    return LuaValue.NONE;
  }

  private static Varargs remove(Arguments a) {
    Table table = a.table(1);
    int end = table.length();
    int position = a.smallInteger(2, end);
    if (position < 1 || position > end) {
      return LuaValue.NONE;
    }
    LuaValue removed = table.rawget(position);
    for (int i = position; i < end; i++) {
      a.machine().check();
      table.rawset(i, table.rawget(i + 1));
    }
    table.rawset(end, LuaValue.NIL);
    return removed;
  }

  private static Varargs sort(Arguments a) {
    Table table = a.table(1);
    LuaFunction order = a.isNilOrAbsent(2) ? null : (LuaFunction) a.function(2);
    new Sorter(a.machine(), table, order).sort(1, table.length());
    return LuaValue.NONE;
  }
}

package io.dredis.lua.language;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * Quicksort as {@code table.sort} does it: the order of what is equal, and what an inconsistent
 * order leads to, show in scripts.
 */
final class Sorter {

  private final Machine machine;
  private final Table table;
  private final LuaFunction order;

  /** Sorts by a function, or by {@code <} if that is null. */
  Sorter(Machine machine, Table table, LuaFunction order) {
    this.machine = machine;
    this.table = table;
    this.order = order;
  }

  private boolean less(LuaValue a, LuaValue b) {
    if (order == null) {
      return Operations.less(machine, a, b);
    }
    machine.enterForeign();
    try {
      return Operations.isTrue(order.call(a, b));
    } finally {
      machine.leaveForeign();
    }
  }

  void sort(int fromInclusive, int toInclusive) {
    int low = fromInclusive;
    int high = toInclusive;
    while (low < high) {
      exchangeIfLess(high, low);
      if (high - low == 1) {
        return;
      }
      int middle = (low + high) / 2;
      if (!exchangeIfLess(middle, low)) {
        exchangeIfLess(high, middle);
      }
      if (high - low == 2) {
        return;
      }
      LuaValue pivot = table.rawget(middle);
      exchange(middle, high - 1);
      int border = partition(low, high, pivot);
      // The smaller part by recursion, so that it is never deep.
      if (border - low < high - border) {
        sort(low, border - 1);
        low = border + 1;
      } else {
        sort(border + 1, high);
        high = border - 1;
      }
    }
  }

  private int partition(int low, int high, LuaValue pivot) {
    int i = low;
    int j = high - 1;
    while (true) {
      machine.check();
      while (less(table.rawget(++i), pivot)) {
        if (i > high) {
          throw new Failure("invalid order function for sorting");
        }
      }
      while (less(pivot, table.rawget(--j))) {
        if (j < low) {
          throw new Failure("invalid order function for sorting");
        }
      }
      if (j < i) {
        exchange(high - 1, i);
        return i;
      }
      exchange(i, j);
    }
  }

  private boolean exchangeIfLess(int a, int b) {
    if (less(table.rawget(a), table.rawget(b))) {
      exchange(a, b);
      return true;
    }
    return false;
  }

  private void exchange(int a, int b) {
    LuaValue first = table.rawget(a);
    table.rawset(a, table.rawget(b));
    table.rawset(b, first);
  }
}

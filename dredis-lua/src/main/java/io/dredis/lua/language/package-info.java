/**
 * Lua 5.1: a parser, syntax trees that evaluate themselves, tables, coroutines and the standard
 * library.
 *
 * <p>Values, strings and numbers are LuaJ's; LuaJ's compiler, interpreter and library, which are
 * those of Lua 5.2 with faults of their own, are not used. What is here answers as the C
 * implementation does: error texts and their positions, the order in which {@code pairs} goes
 * through a table, the length of a table with holes, numbers as text.
 *
 * <p>Knows nothing of Redis. Hostile code ends with a {@link io.dredis.lua.language.Failure}:
 * recursion, memory and coroutines are bounded. Used by {@code io.dredis.lua} alone, its libraries
 * included.
 */
package io.dredis.lua.language;
